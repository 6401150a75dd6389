"""A new version of the questionnaires: what it would change, what it touches, and publishing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from forms.definition import Form
from forms.pack import Pack, load_pack, pack_from, pack_of
from forms.pack_changes import Change, Kind, changes_between, renamed_in
from forms.pack_files import COMPILED, SETTINGS
from forms.pack_forms import FORMS, compiled_name
from forms.pack_problems import PackProblem, PackRefused
from forms.pack_versions import VERSIONS, EarlierVersion, Renamed, next_version, with_version
from forms.problems import FormProblem, FormRefused
from forms.xlsform import XFORMS
from survey_app.form_check import Finding, findings_of, form_and_warnings, is_pack, pack_warnings
from survey_app.form_media import found_beside, take_along
from survey_app.versions import pack_here, use
from survey_app.workspace import Workspace
from survey_app.workspace_errors import CannotPublish
from survey_app.workspace_opened import FORM

COUNTED = frozenset({Kind.GONE, Kind.RENAMED, Kind.TYPE, Kind.NAME_TAKEN, Kind.RULE, Kind.WORDS})
CODED = frozenset({Kind.CHOICE_GONE, Kind.CHOICE_REUSED, Kind.CHOICE_WORDS})


@dataclass(frozen=True, slots=True)
class Told:
    """One change, and how many records have an answer that it touches."""

    change: Change
    records: int


@dataclass(frozen=True)
class Proposal:
    """A file that may become the next version. Nothing has been written."""

    file: Path
    findings: tuple[Finding, ...]
    """Problems, which refuse it, and warnings, which do not."""
    pack: Pack | None = None
    """The next version; None where the problems do not let it be read."""
    form_id: str = ""
    """The form in the file; "" for a whole pack."""
    told: tuple[Told, ...] = ()
    records: int = 0
    """Records that hold at least one answer that a change touches."""

    @property
    def form(self) -> Form | None:
        return self.pack.forms.get(self.form_id) if self.pack else None

    @property
    def is_new(self) -> bool:
        """It changes something."""
        return bool(self.told)

    @property
    def can_be_published(self) -> bool:
        refused = any(each.change.is_refused for each in self.told) or any(each.is_problem for each in self.findings)
        return self.pack is not None and not refused

    @property
    def renamed(self) -> Renamed:
        return renamed_in([each.change for each in self.told])


def propose(workspace: Workspace, file: Path, renamed: Renamed | None = None) -> Proposal:
    """Say what publishing a form, or a whole pack, would do. `renamed` overrules what is guessed.

    Raises FileNotFoundError; whatever is wrong with the file is a finding.
    """
    file.stat()
    old = pack_here(workspace)
    try:
        drafted, form_id, findings = _drafted(workspace, old, file)
    except (FormRefused, PackRefused) as refused:
        return Proposal(file, findings_of(refused, file.name))
    changes = changes_between(old, drafted, renamed)
    told, touched = _touched(workspace, changes)
    try:
        pack = _next(workspace, old, drafted, renamed_in(changes))
    except PackRefused as refused:
        return Proposal(file, (*findings_of(refused, file.name), *findings), None, form_id, told, touched)
    unmade = [Finding(problem, problem.file, stops_nothing=True) for problem in pack.report_problems]
    return Proposal(file, (*unmade, *findings), pack, form_id, told, touched)


def publish(workspace: Workspace, proposal: Proposal) -> Pack:
    """Take the next version into use here; it goes down to the laptops with whatever is written for them next.

    Raises CannotPublish for one that is refused, and for whoever is no office.
    """
    alone = workspace.pack is None
    if proposal.pack is None or not proposal.can_be_published or not (alone or workspace.role.is_office):
        raise CannotPublish(proposal.file.name)
    if pack_here(workspace).hash != proposal.pack.versions.earlier[-1].hash:
        # Somebody else has published meanwhile: what was looked at is not what would happen.
        raise CannotPublish(proposal.file.name)
    use(workspace, proposal.pack)
    if alone:
        # A pack brings its pictures along; a form on its own has them beside its file.
        for form in proposal.pack.forms.values():
            take_along(form, proposal.file, workspace.folder / FORM)
    return proposal.pack


def _drafted(workspace: Workspace, old: Pack, file: Path) -> tuple[Pack, str, tuple[Finding, ...]]:
    """Return the pack with what the file brings, not yet called another version; the form in it; the warnings."""
    if workspace.pack is not None and is_pack(file):
        files = {name: content for name, content in load_pack(file).files.items() if name != VERSIONS}
        pack = pack_from(files, file.name, is_draft=True)
        if pack.id != old.id:
            raise PackRefused([_other_survey(file, old.id, pack.id)])
        return pack, "", tuple(pack_warnings(file))
    form, warnings = form_and_warnings(file, {*old.lists, *old.datasets})
    if workspace.pack is None:
        if form.id != old.id:
            raise FormRefused([_other_form(old.id, form.id)], file.name)
        return pack_of(form), form.id, tuple(warnings)
    return pack_from(_with_form(old, form, file), is_draft=True), form.id, tuple(warnings)


def _with_form(old: Pack, form: Form, file: Path) -> dict[str, bytes]:
    """Return the files of the pack with one form in place of what it was, or besides the others."""
    before = old.sources.get(form.id, "")
    files = {name: content for name, content in old.files.items() if name not in (before, VERSIONS)}
    stem = PurePosixPath(before).stem if before else "".join(c if c.isalnum() else "_" for c in form.id)
    files = {name: content for name, content in files.items() if not name.startswith(f"{COMPILED}/{stem}-")}
    name, content = f"{FORMS}/{stem}{file.suffix.lower()}", file.read_bytes()
    if file.suffix.lower() not in XFORMS:
        # It was converted a moment ago; the pack reads it from there.
        files[compiled_name(name, content)] = form.source.encode()
    return {**files, **found_beside(form, file), name: content}


def _next(workspace: Workspace, old: Pack, drafted: Pack, renamed: Renamed) -> Pack:
    """Return it as the version that follows the one in use."""
    at = workspace.now().isoformat(timespec="seconds")
    kept = {name: _still_fitting(old, drafted, name, names) for name, names in old.versions.renamed.items()}
    before = replace(old.versions, renamed=kept)
    versions = before.after(EarlierVersion(old.hash, old.version, at), renamed)
    if workspace.pack is None:
        (form,) = drafted.forms.values()
        return pack_of(form, versions)
    files = {**drafted.files, VERSIONS: versions.as_toml()}
    if drafted.version == old.version:
        files[SETTINGS] = with_version(files[SETTINGS], next_version(old.version))
    return pack_from(files)


def _still_fitting(old: Pack, new: Pack, name: str, names: Mapping[str, str]) -> dict[str, str]:
    """Leave out names whose question is asked no more: the next renaming may lead them on, see `joined`."""
    dataset = new.datasets.get(name)
    known = old.datasets.get(name)
    fields = {field.name for field in (*(dataset.fields if dataset else ()), *(known.fields if known else ()))}
    return {was: now for was, now in names.items() if now in fields}


def _touched(workspace: Workspace, changes: Sequence[Change]) -> tuple[tuple[Told, ...], int]:
    """Count for each change the records that have an answer to the question, and all of them once."""
    told: list[Told] = []
    touched: set[tuple[str, str]] = set()
    answers = _Answers(workspace)
    for change in changes:
        records: set[str] = set()
        if change.kind in COUNTED:
            name = change.before if change.kind is Kind.RENAMED else change.question
            records = {record for record, value in answers.of(change.dataset, name) if value is not None}
        elif change.kind in CODED:
            found = answers.of(change.dataset, change.question)
            records = {record for record, value in found if change.code in str(value).split(" ")}
        elif change.kind in (Kind.DATASET_GONE, Kind.PARENT):
            records = {record for record, _ in answers.of(change.dataset, "")}
        told.append(Told(change, len(records)))
        touched |= {(change.dataset, record) for record in records}
    return tuple(told), len(touched)


class _Answers:
    """The answers to one question after another, each read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[tuple[str, str], list[tuple[str, Any]]] = {}

    def of(self, dataset: str, name: str) -> list[tuple[str, Any]]:
        """Return (record, answer) of every record of a dataset; "" asks for the records alone."""
        if (dataset, name) not in self._known:
            tables = self._workspace.store.schema.tables.get(dataset)
            shown = next((each.shown for each in tables.columns if each.field == name), "") if tables else ""
            if tables is None or (name and not shown):
                self._known[dataset, name] = []
            else:
                rows = self._workspace.store.rows(dataset, columns=["record_id", *([shown] if shown else [])])
                self._known[dataset, name] = [(row["record_id"], row.get(shown)) for row in rows]
        return self._known[dataset, name]


def _other_survey(file: Path, ours: str, theirs: str) -> PackProblem:
    return PackProblem(file.name, f"It is the pack of another survey: {theirs!r}, not {ours!r}.")


def _other_form(ours: str, theirs: str) -> FormProblem:
    what = f"It is another form: {theirs!r}, not {ours!r}."
    return FormProblem(what, f"Write {ours} as form_id on the sheet settings.", "settings", 2, "form_id")
