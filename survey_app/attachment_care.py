"""Pictures and files as a whole: which a record has, which are elsewhere, written out, and thrown away when asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from forms.audit import joined
from survey_app.attachments import Standing, content_of, standing
from survey_app.drafts import told_in
from survey_app.workspace import Workspace
from sync.attachments import digest_of, digests_in
from sync.commit import TRAIL
from sync.durable import write_durably
from sync.save import Save

DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Attached:
    """One picture or file that a record names."""

    record_id: str
    dataset: str
    field: str
    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """What was written beside an export."""

    files: int
    elsewhere: int
    """Named by a record, and on another laptop or on its way."""


def attachments_of(workspace: Workspace, record_ids: Iterable[str]) -> list[Attached]:
    """Return what the records name, in the order given; each content once for each field that names it."""
    ids = list(record_ids)
    records = workspace.store.records(ids)
    return [
        Attached(record.id, record.dataset, field, str(name), standing(workspace, str(name)))
        for record in (records[each] for each in ids if each in records)
        for field, name in record.values.items()
        if digest_of(name)
    ]


def write_attachments(workspace: Workspace, record_ids: Iterable[str], folder: Path) -> WrittenOut:
    """Write what the records name into a folder, under the names that stand in the answers."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = list(record_ids)
    names = dict.fromkeys(each.name for each in attachments_of(workspace, ids))
    found = {name: content for name in names if (content := content_of(workspace, name)) is not None}
    lacking = len(names) - len(found)
    for record_id in ids if any(form.audit for form in workspace.forms.values()) else ():
        if (trail := audit_of(workspace, record_id)) is not None:
            found[f"{record_id}.audit.csv"] = trail
    for name, content in found.items():
        write_durably(folder / name, content, lambda back: None)
    return WrittenOut(len(found), lacking)


def audit_of(workspace: Workspace, record_id: str) -> bytes | None:
    """Return the audit.csv of a record, all its interviews one after the other; None where no form asked for one.

    A trail that has not arrived is left out.
    """
    record = workspace.store.record(record_id)
    told = workspace.store.values_seen({record_id: record.commits}) if record else {}
    names = [str(name) for field, name in told.get(record_id, {}).items() if field.startswith(TRAIL)]
    logs = [log for name in names if (log := content_of(workspace, name)) is not None]
    return joined(logs) if logs else None


def record_ids(workspace: Workspace) -> list[str]:
    """Return every record that is here."""
    datasets = workspace.definitions.datasets
    return [row["record_id"] for name in datasets for row in workspace.store.rows(name, columns=["record_id"])]


def elsewhere(workspace: Workspace) -> set[str]:
    """Return the contents that commits name and that are not here: on other laptops, or on their way."""
    named: set[str] = set()
    for save in workspace.store.saves():
        named |= digests_in(save.commits)
    return named - workspace.store.attachments.sizes().keys()


def forget_unnamed(workspace: Workspace) -> tuple[int, int]:
    """Delete what no answer names any more, in no commit and no open interview; return how many, and their bytes.

    Only on an explicit wish: what was replaced by mistake is still here until then.
    """
    kept = workspace.store.attachments
    named = {digest for digests in _named(workspace) for digest in digests}
    unnamed = kept.sizes().keys() - named
    return len(unnamed), kept.forget(unnamed) if unnamed else 0


def _named(workspace: Workspace) -> Iterator[set[str]]:
    for save in workspace.store.saves():
        yield digests_in(save.commits)
    for _, withheld in workspace.store.withheld():
        save = withheld.save
        yield digests_in(save.commits) if isinstance(save, Save) else set(DIGEST.findall(save.body.decode("latin-1")))
    for draft in workspace.store.drafts():
        yield set(DIGEST.findall(told_in(draft)))
