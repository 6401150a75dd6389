"""The merge desk: what came in, how each community stands, what merging would do, merging, taking back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from reports.indicators import Change, Figure, figures
from survey_app.enrolment import Enrolled, enrolled, staff_name
from survey_app.explain import Explanation, explain, explain_arrival
from survey_app.sentences import sentence
from survey_app.versions import note_version
from survey_app.workspace import Workspace
from sync.bundle import Kind, read_header
from sync.certificate import Certificate, Role, chain_refusal, commit_refusal, is_under
from sync.durable import name_that_fits, write_durably
from sync.effect import Counts
from sync.errors import BundleRefused, NothingToUndo
from sync.exchange import Applied, Checked, Desk, Preview, State, apply, check_all, preview, redo, undo
from sync.progress import Report, unwatched
from sync.replica import Batch, CountFigures, Figures
from sync.replica import Rows as FigureRows
from sync.save import Save

MERGEABLE = frozenset({".bundle", ".xlsx", ".xlsm", ".et", ".xls"})
OF_NO_USE = frozenset({State.KNOWN, State.OLD})
"""Files that need nothing more: all that they hold is here."""


class Due(StrEnum):
    """How a community stands in the roll call."""

    READY = "ready"
    MERGED = "merged"
    AGAIN = "again"  # its file has to be made anew
    MISSING = "missing"


class _Unread(Exception):
    """A file could not be read from where it lies."""


@dataclass(frozen=True)
class Arrival:
    """One file on the desk."""

    checked: Checked
    community: str
    """Area path, "" where the file does not say."""
    who: str
    """Who recorded it: from its certificate, else whoever was enrolled for that community."""
    phone: str = ""
    admitted: Certificate | None = None
    """The certificate of a computer that nobody enrolled and whose file is taken all the same."""

    @property
    def file(self) -> Path:
        return self.checked.path

    @property
    def state(self) -> State:
        return self.checked.state

    @property
    def records(self) -> int:
        return self.checked.records

    def explanation(self, workspace: Workspace, language: str) -> Explanation:
        """Say what is the matter with it, whether anything is lost, and what to do."""
        checked = self.checked
        if isinstance(checked.error, FileNotFoundError):
            return explain(checked.error, language)
        date = checked.newer or checked.created or (checked.batch.created if checked.batch else "")
        if checked.state is State.UNDONE and checked.batch:
            date = checked.batch.undone_at
            return explain_arrival(checked.state, language, undone_facts(workspace, checked.batch, language))
        facts = {
            "who": self.who or sentence(language, "arrival.somebody"),
            "date": date[:10],
            "area": workspace.full_area_name(language, self.community) or self.file.name,
            "phone": self.phone,
        }
        return explain_arrival(checked.state, language, facts)

    def beside(self, workspace: Workspace, language: str) -> str:
        """Say what else a clerk has to know of a file that can be merged, "" where there is nothing."""
        back = self.checked.taken_back
        return sentence(language, "arrival_word.part_undone", **undone_facts(workspace, back, language)) if back else ""


@dataclass(frozen=True)
class RollLine:
    """One community that is due."""

    area: str
    who: str
    phone: str
    due: Due
    arrival: Arrival | None
    records: int
    last: str
    """When the latest file from there was made, "" for never."""


@dataclass(frozen=True)
class Outlook:
    """What merging would do. Nothing has been written."""

    preview: Preview
    figures: tuple[Change, ...]

    @property
    def counts(self) -> Counts:
        return self.preview.counts

    def by_area(self) -> Mapping[str, Counts]:
        found: dict[str, Counts] = {}
        for _, effect in self.preview.files:
            for area, counts in effect.by_area().items():
                found[area] = found.get(area, Counts()) + counts
        return found

    def by_field(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for _, effect in self.preview.files:
            for name, count in effect.by_field().items():
                found[name] = found.get(name, 0) + count
        return dict(sorted(found.items(), key=lambda item: -item[1]))


# ------------------------------------------------------------------ what came in


def receive(workspace: Workspace, paths: Iterable[Path], report: Report = unwatched) -> list[Arrival]:
    """Copy files (or those of a folder) into the inbox, and judge everything that lies there.

    What we have written onto a stick ourselves, and nobody has fetched, is left on it.
    """
    unreadable: list[Path] = []
    for path in files_in(paths):
        if not _is_by_us(workspace, path):
            try:
                _copy_in(workspace, path)
            except _Unread:
                # A bad spot on a stick spoils one file, not the others.
                unreadable.append(path)
    return [*arrivals(workspace, report), *judged(workspace, unreadable)]


def arrivals(workspace: Workspace, report: Report = unwatched) -> list[Arrival]:
    """Judge what lies in the inbox."""
    return judged(workspace, files_in([workspace.inbox]), report=report)


def judged(
    workspace: Workspace, files: Sequence[Path], admitting: bool = True, report: Report = unwatched
) -> list[Arrival]:
    """Read files completely and say how each stands; of bad ones nothing is raised.

    A computer that nobody enrolled is admitted when it stays within its own community: a person has laid its file
    on the desk, and sees that it has no certificate.
    """
    desk = desk_of(workspace)
    checked = check_all(files, desk, workspace.store, report)
    strangers = _strangers(workspace, checked) if admitting else {}
    if strangers:
        checked = check_all(files, replace(desk, roots=desk.roots | strangers.keys()), workspace.store)
    roll = {each.key: each for each in enrolled(workspace)}
    return [_arrival(workspace, one, roll, strangers.get(one.sender)) for one in checked]


def desk_of(workspace: Workspace) -> Desk:
    ours = workspace.credentials
    survey_round = workspace.pack.settings.round if workspace.pack else ""
    withdrawn = workspace.store.withdrawals()
    return Desk(ours.keys, frozenset(ours.roots), workspace.area, survey_round, withdrawn)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files to merge: those given, and of folders those that could be some."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if each.suffix.lower() in MERGEABLE)
            found += [each for each in inside if each.is_file() and not each.name.startswith((".", "~"))]
        else:
            found.append(path)
    return found


def put_aside(workspace: Workspace, arrival: Arrival) -> Path:
    """Take a file from the desk without merging it; it is kept in `imported/`."""
    target = _free_name(workspace.imported, arrival.file.name)
    arrival.file.replace(target)
    return target


def roll_call(workspace: Workspace, arrived: Iterable[Arrival]) -> list[RollLine]:
    """Return every community that is due, those that need a person first."""
    by_area: dict[str, list[Arrival]] = {}
    for arrival in arrived:
        by_area.setdefault(arrival.community, []).append(arrival)
    latest: dict[str, Batch] = {}
    for batch in workspace.store.batches():
        if batch.created and not batch.is_undone:
            latest[batch.area] = batch
    lines = [_line(each, by_area.get(each.area, []), latest.get(each.area)) for each in _due(workspace)]
    order = [Due.AGAIN, Due.MISSING, Due.READY, Due.MERGED]
    return sorted(lines, key=lambda line: (order.index(line.due), line.area))


# ------------------------------------------------------------------ what it would do, and doing it


def outlook(workspace: Workspace, arrived: Iterable[Arrival]) -> Outlook:
    """Say what merging the ready files would do, with the pack's key figures before and after."""
    found = preview(workspace.store, [each.checked for each in arrived], count_figures(workspace))
    return Outlook(found, figure_changes(workspace, found.before, found.after))


def merge(workspace: Workspace, arrived: Sequence[Arrival], report: Report = unwatched) -> list[Applied]:
    """Take in what is ready, each file as a batch of its own; good files never wait for bad ones.

    Merged files move from the inbox to `imported/`.
    """
    applied = apply(
        workspace.store,
        [each.checked for each in arrived],
        lambda: new_batch(workspace),
        workspace.author,
        report,
        role=workspace.role,
    )
    for one in applied:
        if one.error is None and one.checked.bundle is not None and one.checked.can_be_applied:
            note_version(workspace, one.checked.bundle)
        if one.error is None and one.checked.path.parent == workspace.inbox:
            _move_to_imported(workspace, one.checked)
    return applied


def undo_batch(workspace: Workspace, batch_id: str, why: str = "") -> Batch:
    """Take a batch back as a whole. Raises NotAllowed, NothingToUndo."""
    batch = batch_named(workspace, batch_id)
    undo(workspace.store, batch.id, workspace.role, workspace.author, why)
    return batch


def redo_batch(workspace: Workspace, batch_id: str, why: str = "") -> Batch:
    """Bring a batch back that was taken back. Raises NotAllowed, NothingToUndo."""
    batch = batch_named(workspace, batch_id)
    redo(workspace.store, batch.id, workspace.role, workspace.author, why)
    return batch


def undone_facts(workspace: Workspace, batch: Batch, language: str) -> dict[str, str]:
    """Say of a batch that was taken back: when, by whom, and why where that was said."""
    why = sentence(language, "arrival_word.because", why=batch.undone_why) if batch.undone_why else ""
    by = staff_name(workspace, batch.undone_by)
    return {"date": batch.undone_at[:16].replace("T", " "), "by": by, "because": why, "file": batch.file}


def batch_named(workspace: Workspace, batch_id: str) -> Batch:
    found = [each for each in workspace.store.batches() if each.id.startswith(batch_id)]
    if len(found) != 1 or len(batch_id) < 4:
        raise NothingToUndo(batch_id)
    return found[0]


def new_batch(workspace: Workspace) -> Batch:
    return Batch(
        workspace.random(16).hex(),
        at=workspace.now().isoformat(timespec="seconds"),
        by=workspace.staff.name or workspace.staff.number,
    )


# ------------------------------------------------------------------ figures


def count_figures(workspace: Workspace) -> CountFigures | None:
    """Return what counts the pack's key figures within a transaction of the store."""
    pack = workspace.pack
    if pack is None or not pack.key_figures:
        return None

    def count(ask: Callable[[str], FigureRows]) -> Figures:
        values: dict[str, int] = {}
        for indicator in pack.key_figures:
            rows = ask(in_our_area(workspace, indicator.sql))
            value = next(iter(rows[0].values())) if rows else 0
            values[indicator.name] = value if isinstance(value, int) else 0
        return values

    return count


def in_our_area(workspace: Workspace, sql: str) -> str:
    """Return a figure's question for our area, asked without parameters: an area path is digits and strokes."""
    return sql.replace(":area", _quoted(workspace.area))


def figure_changes(workspace: Workspace, before: Figures, after: Figures) -> tuple[Change, ...]:
    """Put the figures side by side, in the pack's order."""
    indicators = workspace.pack.key_figures if workspace.pack else ()
    return tuple(
        Change(Figure(one.name, one.labels, after.get(one.name), one.parent, one.says), before.get(one.name))
        for one in indicators
    )


def figures_now(workspace: Workspace, area: str = "") -> list[Figure]:
    """Return the pack's key figures as they stand."""
    indicators = workspace.pack.key_figures if workspace.pack else ()
    return figures(indicators, lambda sql, parameters: workspace.store.query(sql, parameters), area or workspace.area)


# ------------------------------------------------------------------ within


def _strangers(workspace: Workspace, checked: Iterable[Checked]) -> dict[str, Certificate]:
    """Return the certificates that computers made for themselves, of those that keep within them."""
    found: dict[str, Certificate] = {}
    # Of a computer that was shut out once nobody asks a second time.
    bad = {each.key for each in workspace.store.withdrawals()}
    for one in checked:
        chain = one.bundle.manifest.chain if one.bundle else ()
        if not one.reasons or not chain or chain[0].key != one.sender or not workspace.role.is_office:
            continue
        own = chain[0]
        made_by_itself = chain_refusal(chain[:1], {own.key}) is None and own.issuer == own.key
        if not made_by_itself or own.role != Role.ASSISTANT or not is_under(own.area, workspace.area):
            continue
        if one.bundle and all(_keeps_within(save, own, workspace) for save in one.bundle.saves()):
            found[own.key] = own
        else:
            bad.add(own.key)
    return {key: certificate for key, certificate in found.items() if key not in bad}


def _keeps_within(save: object, own: Certificate, workspace: Workspace) -> bool:
    if not isinstance(save, Save):
        return False
    if save.signer != own.key:
        # Somebody else's work travels along; it is judged by its own certificate.
        return save.signer in workspace.credentials.roots or bool(save.chain)
    return all(commit_refusal(commit, own) is None for commit in save.commits)


def _arrival(
    workspace: Workspace, checked: Checked, roll: Mapping[str, Enrolled], stranger: Certificate | None
) -> Arrival:
    known = roll.get(checked.sender) or next((each for each in roll.values() if each.area == checked.area), None)
    who = checked.name or (stranger.name if stranger else "") or (known.name if known else "")
    area = checked.area or (known.area if known else _area_from_name(workspace, checked.path, roll))
    if not known:
        known = next((each for each in roll.values() if each.area == area), None)
    return Arrival(checked, area, who or (known.name if known else ""), known.phone if known else "", stranger)


def _area_from_name(workspace: Workspace, path: Path, roll: Mapping[str, Enrolled]) -> str:
    # A damaged file cannot say where it is from; its name still does.
    for each in roll.values():
        if any((name := workspace.area_name(language, each.area)) and name in path.name for language in ("zh", "en")):
            return each.area
    return ""


def _due(workspace: Workspace) -> list[Enrolled]:
    """Return one line per community, the laptop enrolled last for each."""
    return list({each.area: each for each in enrolled(workspace) if each.area != workspace.area}.values())


def _line(due: Enrolled, arrived: Sequence[Arrival], batch: Batch | None) -> RollLine:
    ready = next((each for each in arrived if each.checked.can_be_applied), None)
    bad = next((each for each in arrived if each.state not in OF_NO_USE), None)
    chosen = ready or bad or next(iter(arrived), None)
    if ready:
        state = Due.READY
    elif bad:
        state = Due.AGAIN
    else:
        state = Due.MERGED if batch else Due.MISSING
    last = (chosen.checked.created if chosen else "") or (batch.created if batch else "")
    return RollLine(due.area, due.name, due.phone, state, chosen, chosen.records if chosen else 0, last)


def _is_by_us(workspace: Workspace, path: Path) -> bool:
    try:
        header = read_header(path.read_bytes()) if path.suffix.lower() == ".bundle" else None
    except (OSError, BundleRefused):
        return False
    return header is not None and header.kind == Kind.RETURN and header.sender == workspace.credentials.device.public


def _copy_in(workspace: Workspace, path: Path) -> None:
    """Raises _Unread where the stick refuses, StickFull where our own disk is full."""
    if path.parent == workspace.inbox:
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _Unread from error
    # What was being copied when the power went is hidden still, and nobody would ever look at it.
    for present in (each for each in workspace.inbox.iterdir() if not each.name.startswith(".")):
        if present.stat().st_size == len(data) and present.read_bytes() == data:
            return
    write_durably(_free_name(workspace.inbox, path.name), data, lambda back: None)


def _move_to_imported(workspace: Workspace, checked: Checked) -> None:
    if checked.can_be_applied or checked.state in OF_NO_USE:
        shutil.move(checked.path, _free_name(workspace.imported, checked.path.name))


def _free_name(folder: Path, name: str) -> Path:
    path = folder / name
    number = 2
    while path.exists():
        path = folder / name_that_fits(Path(name).stem, f" {number}{Path(name).suffix}")
        number += 1
    return path


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
