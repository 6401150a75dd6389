"""Rows of a list as commits, each held against its record as it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from forms.rows import Value as Answer
from survey_app.workspace import Workspace
from sync.answers import commit_value
from sync.certificate import is_under
from sync.clock import hybrid
from sync.commit import AREA, LIFE, LIVE, PARENT, Commit, Value, canonical
from sync.progress import Report
from sync.store.reading import Record

SOURCE = "list"
NEW, CHANGED, UNCHANGED, OUTSIDE = "new", "changed", "unchanged", "outside"
AT_ONCE = 500
"""Records asked for at a time."""


class Writing:
    """Collects the commits of one list; nothing is written."""

    def __init__(self, workspace: Workspace, file: str) -> None:
        self._workspace = workspace
        self._now = workspace.now()
        self._stream = f"wb:list {file}"[:64]
        self._groups = workspace.pack.groups if workspace.pack else {}
        self._known: dict[str, Record] = {}
        self.commits: list[Commit] = []
        self.earlier: dict[str, Mapping[str, Value]] = {}
        """Record -> what its changed fields said before; of new records nothing."""

    def know(self, record_ids: Iterable[str], report: Report) -> None:
        """Look up how the records stand, before they are added."""
        every = list(record_ids)
        for start in range(0, len(every), AT_ONCE):
            report(start, len(every))
            self._known |= self._workspace.store.records(every[start : start + AT_ONCE])

    def add(self, record_id: str, dataset: str, area: str, holder: str, values: Mapping[str, Answer]) -> str:
        """Add what a row says of its record; return whether that is new, changed, unchanged or not ours."""
        said = {name: commit_value(value) for name, value in values.items()}
        record = self._known.get(record_id)
        if record is None:
            path = self._path(area)
            belongs = ({AREA: path} if path else {}) | ({PARENT: holder} if holder else {})
            self._commit(record_id, dataset, path, {LIFE: LIVE, **belongs, **said})
            return NEW
        changed = {name: value for name, value in said.items() if commit_value(record.kept.get(name)) != value}
        if changed:
            said_before = self._said_before(record_id)
            # A person has changed it since a list said so; the same list once more does not take that back.
            changed = {name: value for name, value in changed.items() if said_before.get(name) != value}
        if not changed:
            return UNCHANGED
        if not is_under(record.area, self._workspace.area):
            # The others put aside what is signed for an area that is not the signer's.
            return OUTSIDE
        whole = self._with_groups(record, dataset, changed)
        self.earlier[record_id] = {name: commit_value(record.kept.get(name)) for name in whole}
        self._commit(record_id, dataset, record.area, whole, record.commits)
        return CHANGED

    def _with_groups(self, record: Record, dataset: str, changed: Mapping[str, Value]) -> dict[str, Value]:
        whole = dict(changed)
        for group in self._groups.get(dataset, ()):
            if not group.isdisjoint(changed):
                whole = {name: commit_value(record.kept.get(name)) for name in group} | whole
        return whole

    def _said_before(self, record_id: str) -> dict[str, Value]:
        said: dict[str, Value] = {}
        for entry in self._workspace.store.history(record_id):
            if entry.commit.source == SOURCE and not entry.is_taken_back:
                said |= entry.commit.set
        return said

    def _commit(
        self, record_id: str, dataset: str, area: str, values: dict[str, Value], seen: tuple[str, ...] = ()
    ) -> None:
        nonce = hashlib.blake2b(canonical([record_id, values, list(seen)]), digest_size=8).hexdigest()
        self.commits.append(
            Commit(
                record=record_id,
                dataset=dataset,
                set=values,
                seen=seen,
                source=SOURCE,
                actor=self._workspace.staff.number,
                area=area,
                stream=self._stream,
                hlc=hybrid(int(self._now.timestamp() * 1000)),
                wall=self._now.isoformat(timespec="seconds"),
                nonce=nonce,
            )
        )

    def _path(self, code: str) -> str:
        workspace = self._workspace
        return workspace.area if code == workspace.area.rpartition("/")[2] else workspace.area_path(code)
