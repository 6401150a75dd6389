"""An open workspace: its records, its questionnaires, and whoever sits at it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from forms.definition import Form
from forms.expression import Environment
from forms.pack import Pack, load_pack
from forms.pack_media import MEDIA, list_files_of
from forms.pinyin import search_keys
from forms.rows import Value as Answer
from survey_app.calculating import recalculations
from survey_app.credentials import Credentials
from survey_app.definitions import Definitions, lone_definitions, pack_definitions
from survey_app.lookups import lookups
from survey_app.machine import Machine as Machine
from survey_app.workspace_errors import UnknownArea, UnknownForm
from survey_app.workspace_settings import Settings, Staff, write_settings
from sync.certificate import Role, is_under
from sync.commit import AREA, LIFE, LIVE, PARENT, Commit, Value, new_record_id
from sync.edit import Author, Edit
from sync.store.store import RecordStore

PACKS, FORM, CACHE = "packs", "form", "form.xml"
EXPORTS, INBOX, IMPORTED, BACKUPS, MASTER = "exports", "inbox", "imported", "backups", "master.xlsx"
CREDENTIALS = "credentials"
OPENED = "opened"
"""Readable copies of pictures and files, as long as the workspace is open."""

Clock = Callable[[], datetime]
Chance = Callable[[int], bytes]


@dataclass
class Workspace:
    """An open workspace; hand it on, close it once."""

    folder: Path
    settings: Settings
    pack: Pack | None
    definitions: Definitions
    store: RecordStore
    credentials: Credentials
    staff: Staff
    now: Clock
    random: Chance = field(repr=False)
    read_only: bool = False
    is_closed: bool = field(default=False, init=False)

    @property
    def area(self) -> str:
        """Area path; "" for a lone form."""
        return self.credentials.area

    @property
    def role(self) -> Role:
        return self.credentials.role

    @property
    def author(self) -> Author:
        return Author(self.staff.number, self.area)

    @property
    def forms(self) -> Mapping[str, Form]:
        return self.definitions.forms

    @property
    def exports(self) -> Path:
        return self._subfolder(EXPORTS)

    @property
    def inbox(self) -> Path:
        return self._subfolder(INBOX)

    @property
    def imported(self) -> Path:
        return self._subfolder(IMPORTED)

    @property
    def backups(self) -> Path:
        return self._subfolder(BACKUPS)

    @property
    def master(self) -> Path:
        return self.folder / MASTER

    def form(self, form_id: str) -> Form:
        """Return a form. Raises UnknownForm."""
        if form_id not in self.forms:
            raise UnknownForm(form_id, self.forms)
        return self.forms[form_id]

    @property
    def has_password(self) -> bool:
        return self.settings.has_password

    def area_name(self, language: str, path: str | None = None) -> str:
        """Return what people call an area, ours without a path: its own name, without those above it."""
        code = (self.area if path is None else path).rpartition("/")[2]
        return self.pack.areas.name(code, language) if self.pack and code else code

    def full_area_name(self, language: str, path: str) -> str:
        """Return what people call an area to whom the district does not go without saying."""
        return self.pack.areas.full_name(path, language) if self.pack else ""

    def area_path(self, code: str) -> str:
        """Return the path of an area of ours. Raises UnknownArea."""
        areas = self.pack.areas if self.pack else None
        if areas is None or code not in areas:
            raise UnknownArea(code)
        path = areas.path(code)
        if not is_under(path, self.area):
            raise UnknownArea(code)
        return path

    def new_id(self) -> str:
        return new_record_id(self.random(16))

    def environment(self) -> Environment:
        """Return clock, chance and lists for a form that is to be filled in here."""
        return environment_for(
            self.pack, self.definitions, self.store, self.area, self.now, self.random, self.list_file
        )

    def list_file(self, name: str) -> bytes | None:
        """Return a list of choices that came with the pack, or lies beside the one form of a workspace."""
        if self.pack is not None:
            return self.pack.files.get(f"{MEDIA}/{name}")
        file = self.folder / FORM / name
        return file.read_bytes() if file.is_file() else None

    def new_edit(
        self, dataset: str, values: Mapping[str, Answer | Value], parent: str = "", record_id: str = ""
    ) -> Edit:
        """Return the edit that makes a record; blanks are left out."""
        kept: dict[str, Answer | Value] = {LIFE: LIVE}
        if parent:
            kept[PARENT] = parent
        kept |= {name: value for name, value in values.items() if name and value not in (None, "")}
        return Edit(record_id or self.new_id(), dataset, kept)

    def save(self, edits: Iterable[Edit], closing_draft: str | None = None, source: str = "ui") -> list[Commit]:
        """Save in one transaction. What an office writes is filed under the area of each record."""
        every = list(edits)
        if self.pack is None or not self.role.is_office:
            return self.store.save(every, self.author, source, closing_draft)
        commits: list[Commit] = []
        with self.store.transaction():
            for area, group in self._by_area(every).items():
                commits += self.store.save(group, Author(self.staff.number, area), source)
            if closing_draft:
                self.store.discard_draft(closing_draft)
        return commits

    def change(self, record_id: str, dataset: str, values: Mapping[str, Answer | Value]) -> list[Commit]:
        """Change fields of a record as it stands here now."""
        return self.save([Edit(record_id, dataset, values, self.store.seen(record_id))])

    def take_back(self, commits: Iterable[Commit]) -> list[Commit]:
        """Take decisions back, or their taking back, so that it travels wherever they did. An office's right."""
        ids: dict[str, list[str]] = {}
        for commit in commits:
            ids.setdefault(commit.area, []).append(commit.id)
        with self.store.transaction():
            return [self.store.take_back(each, Author(self.staff.number, area)) for area, each in ids.items()]

    def rows(self, dataset: str, parent: str | None = None) -> list[dict[str, Any]]:
        """Return rows of a dataset as its view shows them, of one parent if one is given."""
        return self.store.rows(dataset, None if parent is None else {"parent_id": parent})

    def keep_credentials(self, credentials: Credentials) -> None:
        """From now on be this."""
        self.store.keep_fact(CREDENTIALS, credentials.as_plain())
        self.credentials = credentials

    def keep_settings(self, settings: Settings) -> None:
        write_settings(self.folder, settings)
        self.settings = settings

    def close(self) -> None:
        """Let go of the records; a second time does nothing."""
        if not self.is_closed:
            self.is_closed = True
            self.store.close()
            if not self.read_only:
                forget_copies(self.folder)

    def _by_area(self, edits: Sequence[Edit]) -> dict[str, list[Edit]]:
        parents = [str(parent) for edit in edits if (parent := edit.set.get(PARENT))]
        known = self.store.records([*(edit.record_id for edit in edits), *parents])
        areas = {record: one.area for record, one in known.items()}
        groups: dict[str, list[Edit]] = {}
        for edit in edits:
            told = edit.set.get(AREA) or areas.get(edit.record_id) or areas.get(str(edit.set.get(PARENT)))
            area = areas[edit.record_id] = str(told or self.area)
            groups.setdefault(area, []).append(edit)
        return groups

    def _subfolder(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder


def environment_for(
    pack: Pack | None,
    definitions: Definitions,
    store: RecordStore,
    area: str,
    now: Clock,
    random: Chance,
    read: Callable[[str], bytes | None],
) -> Environment:
    """Return clock, chance and lists for forms; of the records, those below an area. `read` gives a list's file."""
    files = {name: file for form in definitions.forms.values() for name, file in list_files_of(form).items()}
    return Environment(
        now=now,
        random=lambda: int.from_bytes(random(7), "big") / (1 << 56),
        new_id=lambda: new_record_id(random(16)),
        instances=lookups(pack, definitions.datasets, store, area, files, read),
    )


def prepare(workspace: Workspace) -> None:
    """Tell the store what the records are; what is calculated is calculated anew where the forms have changed."""
    pack, definitions = workspace.pack, workspace.definitions
    workspace.store.prepare(
        definitions.datasets,
        pack.groups if pack else None,
        pack.policies if pack else None,
        recalculations(definitions.forms.values(), workspace.environment()),
        _search_fields(workspace),
        search_keys,
        looked_up=_looked_up(pack),
        version="|".join(sorted(form.hash for form in definitions.forms.values())),
    )


def _looked_up(pack: Pack | None) -> Mapping[str, Sequence[str]]:
    """Return by which fields records are looked for.

    A person is while somebody types, and nobody should wait for the answer; whatever refers to a record is where a
    list counts it, as the posts' list counts who was placed in each.
    """
    if pack is None:
        return {}
    found = {
        name: tuple(each.name for each in dataset.fields if each.source in pack.datasets)
        for name, dataset in pack.datasets.items()
    }
    if pack.roles.person:
        found[pack.roles.person] = (*found[pack.roles.person], *pack.looked_up)
    return found


def _search_fields(workspace: Workspace) -> Mapping[str, Sequence[str]]:
    """What a form calls a record is looked for wherever records are."""
    datasets, pack = workspace.definitions.datasets.values(), workspace.pack
    if pack:
        by_name = {each.name: (*pack.search_fields.get(each.name, ()), each.title_field) for each in datasets}
        return {name: tuple(dict.fromkeys(filter(None, fields))) for name, fields in by_name.items()}
    kinds = ("text", "integer")
    return {each.name: tuple(f.name for f in each.fields if f.kind in kinds and not f.is_metadata) for each in datasets}


def forget_copies(folder: Path) -> None:
    """Delete the readable copies that viewers were given."""
    # A viewer on Windows may still hold one open; the next start tries again.
    with contextlib.suppress(OSError):
        for copy in (folder / OPENED).iterdir():
            copy.chmod(0o600)
            copy.unlink()
        (folder / OPENED).rmdir()


def keep_pack(folder: Path, pack: Pack) -> None:
    """Keep a version of the pack in the workspace, beside those that it has."""
    kept = folder / PACKS / f"{pack.hash}.zip"
    kept.parent.mkdir(exist_ok=True)
    if not kept.exists():
        beside = kept.with_suffix(".tmp")
        pack.write_zip(beside)
        beside.replace(kept)


def pack_in(folder: Path, data: bytes) -> Pack:
    """Return the pack that came as a zip file in a bundle. Raises PackRefused."""
    beside = folder / PACKS / "arrived.zip"
    beside.parent.mkdir(exist_ok=True)
    beside.write_bytes(data)
    try:
        return load_pack(beside)
    finally:
        beside.unlink()


def definitions_in(folder: Path, settings: Settings, pack: Pack | None) -> Definitions:
    if pack:
        return pack_definitions(pack)
    return lone_definitions(folder / FORM / settings.form, folder / CACHE)
