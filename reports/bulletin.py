"""The periodic bulletin: sections of sentences and tables, each figure by its name, what contradicts itself told."""

from __future__ import annotations

from base64 import b64encode
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms.areas import in_language
from forms.arithmetic import Relation
from forms.bulletin import Bulletin, BulletinSentence, Section
from forms.figure import FigureDefinition
from forms.pack_bulletin import EVERYWHERE, placeholders
from forms.pack_reports import ReportDefinition
from reports.completion import Line, by_rank, lines_of, periods_of, time_passed
from reports.figures import Counted, FigureBook, Number, where_it_counts
from reports.output.table import Cell
from reports.report import (
    Asked,
    Behind,
    Check,
    Column,
    Kind,
    NamedFigure,
    NamedSentence,
    Part,
    Report,
    Row,
)
from reports.targets import YearTargets

NEAR = 0.95
"""近4000 is said of 3800 and more, not of 3100."""


def bulletin(definition: ReportDefinition, asked: Asked) -> Report:
    """Return the bulletin for an area and a day: its table has every measure and area, its parts are the sections."""
    assert isinstance(definition.more, Bulletin)
    made = _Made(definition, definition.more, asked)
    says = in_language(definition.says, asked.language)
    return Report(
        name=definition.name,
        title=in_language(definition.titles, asked.language, definition.name),
        scope=asked.scope,
        as_of=asked.as_of,
        since=periods_of(asked).period.since,
        columns=made.columns(),
        rows=made.rows(),
        notes=[says] if says else [],
        checks=made.checks,
        chart="",
        signers=[in_language(each, asked.language) for each in definition.more.signers],
        asked=asked.parameters,
        parts=[part for section in definition.more.sections if (part := made.part(section))],
        figures=named_figures(definition.more, made.book, asked),
        sentences=[each for section in definition.more.sections for each in made.sentences(section)],
        template=b64encode(definition.more.template).decode(),
    )


def figure_list(definition: ReportDefinition, asked: Asked) -> Report:
    """Return every figure of the pack with what it counts; each opens to its records."""
    assert isinstance(definition.more, Bulletin)
    book = FigureBook(definition.more.figures, asked)
    rows: list[Row] = []
    for name, figure in definition.more.figures.known.items():
        found = book.counted(name, asked.area)
        words = [in_language(each, asked.language) for each in (figure.label, figure.unit, figure.says)]
        rows.append(Row([words[0], found.value, *words[1:]], [None, found.behind, None, None]))
    return Report(
        name=definition.name,
        title=in_language(definition.titles, asked.language, definition.name),
        scope=asked.scope,
        as_of=asked.as_of,
        columns=[
            Column(asked.say("bulletin.figure"), Kind.TEXT),
            Column(asked.say("bulletin.value"), Kind.NUMBER),
            Column(asked.say("bulletin.unit"), Kind.TEXT),
            Column(asked.say("bulletin.counted"), Kind.TEXT),
        ],
        rows=rows,
        checks=relations_checked(definition.more, book.values(asked.area), asked),
        asked=asked.parameters,
        figures=named_figures(definition.more, book, asked),
    )


def named_figures(bulletin: Bulletin, book: FigureBook, asked: Asked) -> list[NamedFigure]:
    """Return every figure by its name, as programs compare them."""
    return [
        NamedFigure(
            name,
            in_language(figure.label, asked.language, name),
            value := book.value(name, asked.area),
            in_language(figure.unit, asked.language),
            "" if value is None else said(value, figure, rounded=asked.rounded),
        )
        for name, figure in bulletin.figures.known.items()
    ]


def relations_checked(bulletin: Bulletin, values: Mapping[str, Number | None], asked: Asked) -> list[Check]:
    """Return which relations between figures hold; those of which a figure does not apply say nothing."""
    found: list[Check] = []
    for relation in bulletin.figures.relations:
        known = Relation(relation.expr)
        holds = known.holds(values)
        if holds is None:
            continue
        says = in_language(relation.says, asked.language, relation.expr)
        told = ", ".join(f"{_label(bulletin, name, asked)} {plain(values[name])}" for name in known.names)
        found.append(Check(says if holds else asked.say("bulletin.breach", says=says, figures=told), holds))
    return found


def said(value: Number, figure: FigureDefinition, *, rounded: bool) -> str:
    """Return a figure as it stands in a sentence: exact, or in the pack's round words where that is asked for."""
    to = figure.wording.to
    if not rounded or not figure.wording.word or not value % to:
        return plain(value)
    below, above = int(value // to * to), int(value // to * to + to)
    if figure.wording.word == "近":
        return f"近{above}" if value >= NEAR * above else plain(value)
    return f"{below}{figure.wording.word}" if below else plain(value)


def plain(value: Cell) -> str:
    """Return a number without zeros behind the point; "—" for none."""
    if value is None:
        return "—"
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _label(bulletin: Bulletin, name: str, asked: Asked) -> str:
    return in_language(bulletin.figures.known[name].label, asked.language, name)


@dataclass(frozen=True, slots=True)
class _TableColumn:
    """One column of the large table."""

    column: Column
    cell: str
    """The field of a line."""


class _Made:
    """One bulletin on its way: its figures and lines, computed once."""

    def __init__(self, definition: ReportDefinition, bulletin: Bulletin, asked: Asked) -> None:
        self._definition, self._bulletin, self._asked = definition, bulletin, asked
        self.book = FigureBook(bulletin.figures, asked)
        self._values = self.book.values(asked.area)
        self._targets = YearTargets(bulletin.targets, asked)
        self._lines = lines_of(bulletin, self.book, self._targets, asked)
        self.checks = relations_checked(bulletin, self._values, asked)

    # ------------------------------------------------------------ the table

    def columns(self) -> list[Column]:
        say = self._asked.say
        first = [Column(say("bulletin.indicator"), Kind.TEXT), Column(say("report.area"), Kind.TEXT)]
        return [*first, *(each.column for each in self._table_columns())]

    def rows(self) -> list[Row]:
        found: list[Row] = []
        for figure, lines in self._lines.items():
            label = _label(self._bulletin, figure, self._asked)
            for line in lines:
                is_whole = line.path == self._asked.area
                area = self._asked.say("report.total") if is_whole else self._area_name(line)
                cells, behind = self._cells(line, self._table_columns())
                found.append(Row([label, area, *cells], [None, None, *behind], total=is_whole))
        return found

    def _table_columns(self) -> list[_TableColumn]:
        told = [
            ("target", Kind.NUMBER),
            ("period", Kind.NUMBER),
            ("total", Kind.NUMBER),
            ("completion", Kind.SHARE),
            ("passed", Kind.SHARE),
            ("gap", Kind.SHARE),
            ("before", Kind.NUMBER),
            ("change", Kind.SHARE),
            ("last_year", Kind.NUMBER),
            ("change_in_year", Kind.SHARE),
            ("rank", Kind.NUMBER),
            ("of_whom", Kind.NUMBER),
            ("part", Kind.SHARE),
        ]
        if not self._definition.public:
            told.append(("responsible", Kind.TEXT))
        return self._named(told)

    def _named(self, told: Sequence[tuple[str, Kind]]) -> list[_TableColumn]:
        return [
            _TableColumn(Column(self._asked.say(f"bulletin.{name}"), kind, part=name in ("of_whom", "part")), name)
            for name, kind in told
        ]

    def _cells(self, line: Line, columns: Sequence[_TableColumn]) -> tuple[list[Cell], list[Behind | None]]:
        if not line.delivered:
            # Not a zero: nobody knows yet.
            late = self._asked.say("report.not_delivered")
            kept = {"target": line.target, "responsible": line.responsible, "total": late}
            return [kept.get(each.cell) for each in columns], [None] * len(columns)
        cells: list[Cell] = []
        behind: list[Behind | None] = []
        for each in columns:
            found = time_passed(self._asked.as_of) if each.cell == "passed" else getattr(line, each.cell)
            cells.append(found.value if isinstance(found, Counted) else found)
            behind.append(found.behind if isinstance(found, Counted) else None)
        return cells, behind

    def _area_name(self, line: Line) -> str:
        return self._asked.areas.name(line.path.rpartition("/")[2], self._asked.language)

    # ------------------------------------------------------------ sections

    def part(self, section: Section) -> Part | None:
        """Return a section as it is printed, None where it has nothing to say."""
        title = in_language(section.title, self._asked.language)
        lines = [_closed(each.text, self._asked.language) for each in self.sentences(section)]
        match section.made:
            case "targets":
                return self._of_targets(title, lines)
            case "ranking":
                return self._of_ranking(title, lines)
            case "troubles":
                return Part(title, [*lines, *self._troubles()])
            case _:
                return Part(title, lines) if lines else None

    def sentences(self, section: Section) -> list[NamedSentence]:
        """Return the sentences whose figures all apply here."""
        found: list[NamedSentence] = []
        for sentence in section.sentences:
            text = self._filled(sentence)
            if text:
                found.append(NamedSentence(sentence.name, text))
        return found

    def _filled(self, sentence: BulletinSentence) -> str:
        holds = Relation(sentence.when).holds(self._values) if sentence.when else True
        text = in_language(sentence.text if holds else sentence.otherwise, self._asked.language)
        wanted = list(placeholders(text))
        words = self._words(wanted)
        for name in wanted:
            if name not in words:
                value = self._values[name]
                if value is None:
                    return ""
                words[name] = said(value, self._bulletin.figures.known[name], rounded=self._asked.rounded)
        return text.format(**words)

    def _words(self, names: Sequence[str]) -> dict[str, str]:
        asked, day = self._asked, self._asked.as_of
        area = asked.areas.at(self._spoken_of(names))
        whole = self._bulletin.whole.get(area.level if area else EVERYWHERE, {})
        is_end = day.day == monthrange(day.year, day.month)[1]
        name = asked.say("bulletin.months").split()[day.month - 1]
        facts = {"day": day.day, "name": name}
        return {
            "whole": in_language(whole, asked.language, asked.scope),
            "at_end": asked.say("bulletin.at_end" if is_end else "bulletin.on_day", **facts),
            "by_end": asked.say("bulletin.by_end" if is_end else "bulletin.on_day", **facts),
            "year": str(day.year),
            "month": str(day.month),
            "scope": asked.scope,
        }

    def _spoken_of(self, names: Sequence[str]) -> str:
        """Return the area that a sentence is about: where its first figure counts, within what was asked for."""
        known = self._bulletin.figures.known
        figure = next((known[name] for name in names if name in known), None)
        paths = where_it_counts(figure, self._asked.area, self._asked.areas) if figure else [self._asked.area]
        return paths[0] if len(paths) == 1 else ""

    def _of_targets(self, title: str, lines: list[str]) -> Part | None:
        """The area as a whole under each measure that has a target."""
        told = [
            ("target", Kind.NUMBER),
            ("total", Kind.NUMBER),
            ("completion", Kind.SHARE),
            ("passed", Kind.SHARE),
            ("gap", Kind.SHARE),
        ]
        if not self._definition.public:
            told.append(("responsible", Kind.TEXT))
        columns = self._named(told)
        rows = [
            Row([_label(self._bulletin, figure, self._asked), *self._cells(whole, columns)[0]])
            for figure, (whole, *_) in self._lines.items()
            if whole.target is not None
        ]
        first = Column(self._asked.say("bulletin.indicator"), Kind.TEXT)
        if not rows:
            return Part(title, [*lines, self._asked.say("bulletin.no_targets")])
        return Part(title, lines, [first, *(each.column for each in columns)], rows)

    def _of_ranking(self, title: str, lines: list[str]) -> Part | None:
        """The areas inside, the one that has come furthest first, under the first measure that has targets."""
        say = self._asked.say
        told = [
            ("rank", Kind.NUMBER),
            ("target", Kind.NUMBER),
            ("total", Kind.NUMBER),
            ("completion", Kind.SHARE),
            ("gap", Kind.SHARE),
        ]
        rank, *columns = self._named(told)
        rows: list[Row] = []
        for figure, (_, *parts) in self._lines.items():
            if not any(line.target is not None for line in parts):
                continue
            label = _label(self._bulletin, figure, self._asked)
            for line in by_rank(parts):
                cells, _ = self._cells(line, [rank, *columns])
                rows.append(Row([label, cells[0], self._area_name(line), *cells[1:]]))
        if not rows:
            return Part(title, lines) if lines else None
        first = [
            Column(say("bulletin.indicator"), Kind.TEXT),
            rank.column,
            Column(say("report.area"), Kind.TEXT),
        ]
        return Part(title, lines, [*first, *(each.column for each in columns)], rows)

    def _troubles(self) -> list[str]:
        """Return what does not fit, by name: nothing of it is hidden."""
        asked, say = self._asked, self._asked.say
        found = [each.says for each in self.checks if not each.holds]
        ways = say("bulletin.between")
        late = [self._area_name(line) for lines in [*self._lines.values()][:1] for line in lines if not line.delivered]
        if late:
            found.append(say("bulletin.late", areas=ways.join(late)))
        for figure, lines in self._lines.items():
            label = _label(self._bulletin, figure, asked)
            behind = [line for line in lines[1:] if isinstance(line.gap, (int, float)) and line.gap < 0]
            if behind:
                named = ways.join(f"{self._area_name(line)}（{line.gap:.2f}）" for line in behind)
                found.append(say("bulletin.behind", label=label, areas=named))
            for each in self._targets.apart(lines[0].measure.indicator, asked.area):
                area = asked.areas.name(each.area.rpartition("/")[2], asked.language)
                facts = {"target": plain(each.value), "parts": plain(each.parts)}
                gap = plain(round(each.value - each.parts, 2))
                found.append(say("bulletin.apart", area=area, label=label, gap=gap, **facts))
        return found or [say("bulletin.no_troubles")]


def _closed(text: str, language: str) -> str:
    """Return a sentence with its full stop: some are written to stand in a line of others."""
    if text.endswith(("。", ".", "！", "？", "；")):
        return text
    return text + ("。" if language.startswith("zh") else ".")
