"""One merge from the command line: every file, its counts and its reasons, in words and as one object."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from reports.indicators import Change
from survey_app.explain import explain
from survey_app.field_changes import FieldChange, field_changes
from survey_app.hand_edits import HandEdits, counts_of, read_hand_edits, take
from survey_app.merge_desk import Arrival, figures_now, judged, merge, new_batch, outlook
from survey_app.refused_cells import reason_in_words
from survey_app.sentences import sentence
from survey_app.workbook_notices import notices_in, told_before
from survey_app.workspace import Workspace
from sync.effect import Counts, Effect
from sync.errors import SyncError
from sync.exchange import Applied, State
from sync.progress import Report
from sync.workbook.reader import open_workbook

USELESS = frozenset({State.KNOWN, State.OLD})


@dataclass(frozen=True)
class FileResult:
    """What became of one file, or would."""

    file: Path
    state: str
    counts: Counts = field(default_factory=Counts)
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why records or cells were not taken -> how many."""
    area: str = ""
    who: str = ""
    batch: str = ""
    why: str = ""
    """In words, where it needs some."""
    admitted: bool = False
    repairs: Mapping[str, int] = field(default_factory=dict)
    """How spoilt cells were understood all the same -> how many."""

    @property
    def is_refused(self) -> bool:
        ready = (State.READY, State.UNDONE, State.WORKBOOK, *USELESS)
        return self.state not in ready or self.counts.refused > 0

    def as_plain(self) -> dict[str, Any]:
        return {
            "file": self.file.name,
            "state": str(self.state),
            **asdict(self.counts),
            "reasons": dict(self.reasons),
            "repairs": dict(self.repairs),
            "area": self.area,
            "who": self.who,
            "batch": self.batch,
            "why": self.why,
        }


@dataclass(frozen=True)
class MergeResult:
    """What became of all files."""

    files: tuple[FileResult, ...]
    figures: tuple[Change, ...]
    language: str
    preview: bool

    @property
    def counts(self) -> Counts:
        return sum((each.counts for each in self.files), Counts())

    @property
    def has_refused_files(self) -> bool:
        return any(each.is_refused for each in self.files)

    @property
    def lines(self) -> list[str]:
        """What a person reads."""
        found: list[str] = []
        for each in self.files:
            counts = sentence(self.language, "cli.counts", **asdict(each.counts))
            found.append(f"{each.file.name}  {counts}" if each.counts.total else each.file.name)
            if each.why:
                found.append(f"    {each.why}")
            found += [f"    {reason_in_words(why, self.language)}: {count}" for why, count in each.reasons.items()]
            found += [f"    {sentence(self.language, f'repair.{how}')}: {count}" for how, count in each.repairs.items()]
        found.append(sentence(self.language, "cli.counts", **asdict(self.counts)))
        for change in self.figures:
            found.append(f"{change.figure.label(self.language)}  {change.before} -> {change.figure.value}")
        found += [sentence(self.language, "cli.batch", batch=each.batch) for each in self.files if each.batch]
        return found

    def as_plain(self) -> dict[str, Any]:
        return {
            **asdict(self.counts),
            "preview": self.preview,
            "files": [each.as_plain() for each in self.files],
            "reasons": [
                {"file": each.file.name, "state": str(each.state), "why": each.why, "reasons": dict(each.reasons)}
                for each in self.files
                if each.why or each.reasons
            ],
            "batches": [each.batch for each in self.files if each.batch],
            "figures": {
                change.figure.name: {"before": change.before, "after": change.figure.value} for change in self.figures
            },
        }


class _Looked(Exception):
    """Ends a preview, so that everything is rolled back."""


def merge_files(
    workspace: Workspace, files: Sequence[Path], language: str, only_preview: bool, admitting: bool, report: Report
) -> MergeResult:
    """Merge files in whatever order they are given, or say what merging them would do.

    A preview is the merge itself in a transaction that is rolled back, so that the two cannot differ.
    """
    merging = _Merging(workspace, language, admitting, report)
    result = MergeResult((), (), language, only_preview)
    with tempfile.TemporaryDirectory() as folder:
        if not only_preview:
            return merging.run(files, Path(folder), only_preview)
        try:
            with workspace.store.transaction():
                result = merging.run(files, Path(folder), only_preview)
                raise _Looked
        except _Looked:
            return result


def changes_in(workspace: Workspace, files: Sequence[Path], language: str, admitting: bool) -> list[FieldChange]:
    """Return what merging files would change, field by field. Nothing is written."""
    arrived = judged(workspace, list(files), admitting)
    edits: list[HandEdits] = []
    for each in arrived:
        if each.state is State.WORKBOOK:
            # A workbook that cannot be read says so when its turn comes.
            with contextlib.suppress(SyncError):
                edits.append(read_hand_edits(workspace, each.file))
    bundles = [each for each in arrived if each.state is not State.WORKBOOK]
    return field_changes(workspace, outlook(workspace, bundles), edits, language)


class _Merging:
    """One run over all files: bundles first, then what was changed by hand on top of them."""

    def __init__(self, workspace: Workspace, language: str, admitting: bool, report: Report) -> None:
        self._workspace, self._language = workspace, language
        self._admitting, self._report = admitting, report

    def run(self, files: Sequence[Path], folder: Path, only_preview: bool) -> MergeResult:
        before = figures_now(self._workspace)
        arrived = judged(self._workspace, list(files), self._admitting, self._report)
        books = [each for each in arrived if each.state is State.WORKBOOK]
        inside = self._inside(books, folder)
        bundles = [*(each for each in arrived if each.state is not State.WORKBOOK), *inside.values()]
        applied = {each.checked.path: each for each in merge(self._workspace, bundles, self._report)}
        results: list[FileResult] = []
        for each in arrived:
            if each.state is State.WORKBOOK:
                embedded = inside.get(each.file)
                results.append(self._book(each, applied[embedded.file] if embedded else None))
            else:
                results.append(self._bundle(each, applied[each.file]))
        if only_preview:
            results = [replace(each, batch="") for each in results]
        after = {figure.name: figure for figure in figures_now(self._workspace)}
        figures = tuple(Change(after[each.name], each.value) for each in before)
        return MergeResult(tuple(results), figures, self._language, only_preview)

    def _inside(self, books: Sequence[Arrival], folder: Path) -> dict[Path, Arrival]:
        """Return the bundles that laptops have put into their workbooks."""
        files: dict[Path, Path] = {}
        for number, book in enumerate(books):
            # A workbook that cannot be read says so when its turn comes.
            with contextlib.suppress(SyncError):
                data = open_workbook(book.file, lambda xid: self._workspace.store.fact(f"export {xid}")).embedded
                if data:
                    files[book.file] = folder / f"{number}.bundle"
                    files[book.file].write_bytes(data)
        arrived = {each.file: each for each in judged(self._workspace, list(files.values()), self._admitting)}
        return {book: arrived[bundle] for book, bundle in files.items()}

    def _bundle(self, arrival: Arrival, applied: Applied) -> FileResult:
        state, why = arrival.state, arrival.beside(self._workspace, self._language)
        if arrival.state is not State.READY:
            why = str(arrival.explanation(self._workspace, self._language))
        if applied.error:
            why = str(explain(applied.error, self._language))
        return FileResult(
            arrival.file,
            state,
            applied.effect.counts,
            arrival.checked.reasons,
            arrival.community,
            arrival.who,
            applied.batch.id if applied.batch and state in (State.READY, State.UNDONE) else "",
            why,
            arrival.admitted is not None,
        )

    def _book(self, arrival: Arrival, embedded: Applied | None) -> FileResult:
        try:
            edits = read_hand_edits(self._workspace, arrival.file)
        except SyncError as error:
            return FileResult(arrival.file, State.NOT_A_BUNDLE, why=str(explain(error, self._language)))
        batch = replace(
            new_batch(self._workspace),
            file=arrival.file.name,
            sha256=arrival.checked.sha256,
            area=edits.reading.base.area,
            created=edits.reading.base.wall,
        )
        odd = notices_in(self._workspace, edits.reading, edits.path.name)
        effect = take(self._workspace, edits, batch) if edits.commits or edits.refusals or odd else Effect()
        brought = embedded.effect if embedded else Effect()
        batches = [each.id for each in (embedded.batch if embedded else None, batch if edits.commits else None) if each]
        return FileResult(
            arrival.file,
            State.WORKBOOK,
            counts_of(edits, (brought, effect)),
            edits.reasons,
            edits.reading.base.area,
            arrival.who,
            batches[-1] if batches else "",
            "  ".join(told_before(self._workspace, edits.reading, edits.path.name, self._language)),
            repairs=edits.repairs,
        )
