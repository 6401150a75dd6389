"""What a pack prints: rosters, distribution tables and cross tables, described in reports.toml.

Everything that is counted names a dataset and a condition, as an indicator does, so that each number can be opened to
the records behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from forms.bulletin import Bulletin, Competition
from forms.datasets import Dataset
from forms.pack_toml import Table, TomlFile
from forms.register_table import RegisterTable
from forms.sql_condition import RECORD_COLUMNS, OddCondition, names_in, renamed_in

KINDS = ("roster", "distribution", "cross", "checks")
CHARTS = ("", "bar", "pyramid", "share")
PARAMETERS = ("as_of", "since")
"""The day that a report holds for, and the first day of its period."""

REPORT_KEYS = (
    "name",
    "kind",
    "title",
    "says",
    "unit",
    "dataset",
    "where",
    "column",
    "check",
    "rows",
    "across",
    "order",
    "public",
    "chart",
    "chart_of",
)
SPLIT_KEYS = ("by", "of", "bands", "label")
CHECK_KEYS = ("label", "dataset", "where", "alike", "more_than", "level")
COLUMN_KEYS = ("label", "name", "under", "dataset", "where", "sum", "distinct", "share_of", "field", "split", "part")


@dataclass(frozen=True, slots=True)
class Split:
    """Classes that records fall into: the choices of a field, or bands of a number."""

    by: str = ""
    """A field with choices; each choice is a class."""
    of: str = ""
    """An expression that gives a number, for bands."""
    bands: tuple[int, ...] = ()
    """The lower edge of each band; the last one is open above."""
    labels: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column: a count, a sum, a number of different values, a share of another column; in a roster a field."""

    labels: Mapping[str, str]
    name: str = ""
    under: Mapping[str, str] = field(default_factory=dict[str, str])
    """The heading above several columns."""
    dataset: str = ""
    """Another dataset than the report's, "" for the same."""
    where: str = ""
    sum: str = ""
    distinct: str = ""
    """A field whose different values are counted: each person once, however many records."""
    share_of: str = ""
    """The name of the column that this one's own count is divided by, as a percentage."""
    field: str = ""
    """In a roster: a field of the dataset, or `dataset.field` of a record that holds it."""
    split: Split | None = None
    """The column stands for one column per class."""
    part: bool = False
    """其中: a part of the column before it."""


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """One thing that may be wrong with records, as a condition of those that have it."""

    labels: Mapping[str, str]
    dataset: str = ""
    where: str = ""
    alike: str = ""
    """A field; wrong are records that share its value with others."""
    more_than: int = 1
    """How many may share a value."""
    level: int = 1
    """1 must be mended, 2 must be looked at, 3 is worth a look."""


@dataclass(frozen=True, slots=True)
class ReportDefinition:
    """One thing that can be printed."""

    name: str
    kind: str
    titles: Mapping[str, str]
    dataset: str
    says: Mapping[str, str] = field(default_factory=dict[str, str])
    """Which records are included, in a sentence that stands on the page."""
    units: Mapping[str, str] = field(default_factory=dict[str, str])
    where: str = ""
    columns: tuple[ReportColumn, ...] = ()
    checks: tuple[ReportCheck, ...] = ()
    rows: Split | None = None
    """None: one row per area."""
    across: Split | None = None
    order: tuple[str, ...] = ()
    public: bool = False
    """Hung up for everybody: no masked field, not even masked."""
    chart: str = ""
    chart_of: tuple[str, ...] = ()
    """Names of the columns drawn; empty for all that count."""
    more: Bulletin | Competition | RegisterTable | None = None
    """What kinds with a file of their own say in it."""

    @property
    def lists_records(self) -> bool:
        """Each of its rows is about one record."""
        return self.kind in ("roster", "register", "instalments")


def read_reports(file: TomlFile) -> tuple[ReportDefinition, ...]:
    """Return the reports of a reports.toml in its order; what is wrong is noted in the file."""
    file.known(file.tables, ("report",), file.name)
    found: dict[str, ReportDefinition] = {}
    for table in file.tables_in(file.tables, "report"):
        report = _report(file, table)
        if report.name in found:
            file.problem(f"There are two reports {report.name!r}.", "Rename one.", at=report.name)
        found[report.name] = report
    return tuple(found.values())


def _report(file: TomlFile, table: Table) -> ReportDefinition:
    file.known(table, REPORT_KEYS, "[[report]]")
    name = file.text_of(table, "name")
    report = ReportDefinition(
        name=name,
        kind=file.text_of(table, "kind"),
        titles=file.texts(table, "title"),
        dataset=file.text_of(table, "dataset"),
        says=file.texts(table, "says"),
        units=file.texts(table, "unit"),
        where=file.text_of(table, "where"),
        columns=tuple(_column(file, each) for each in file.tables_in(table, "column")),
        checks=tuple(_check(file, each) for each in file.tables_in(table, "check")),
        rows=_split(file, table, "rows"),
        across=_split(file, table, "across"),
        order=file.words(table, "order"),
        public=table.get("public") is True,
        chart=file.text_of(table, "chart"),
        chart_of=file.words(table, "chart_of"),
    )
    for key in ("name", "dataset", "title"):
        if not table.get(key):
            file.problem(f"A report needs {key!r}.", at=name)
    if report.kind not in KINDS:
        file.problem(f"{name!r}: {report.kind!r} is no kind of report.", f"Kinds are {', '.join(KINDS)}.", at=name)
    if report.chart not in CHARTS:
        file.problem(f"{name!r}: {report.chart!r} is no chart.", f"Charts are {', '.join(CHARTS[1:])}.", at=name)
    return report


def _column(file: TomlFile, table: Table) -> ReportColumn:
    file.known(table, COLUMN_KEYS, "[[report.column]]")
    texts = {key: file.text_of(table, key) for key in COLUMN_KEYS if key not in ("label", "under", "split", "part")}
    return ReportColumn(
        labels=file.texts(table, "label"),
        under=file.texts(table, "under"),
        split=_split(file, table, "split"),
        part=table.get("part") is True,
        **texts,
    )


def _check(file: TomlFile, table: Table) -> ReportCheck:
    file.known(table, CHECK_KEYS, "[[report.check]]")
    numbers = {key: table[key] for key in ("more_than", "level") if isinstance(table.get(key), int)}
    texts = {key: file.text_of(table, key) for key in ("dataset", "where", "alike")}
    return ReportCheck(labels=file.texts(table, "label"), **texts, **numbers)


def _split(file: TomlFile, parent: Table, key: str) -> Split | None:
    table = file.table(parent, key)
    if not table:
        return None
    file.known(table, SPLIT_KEYS, key)
    found: Any = table.get("bands", [])
    edges = cast(list[Any], found) if isinstance(found, list) else [found]
    bands: list[int] = [edge for edge in edges if isinstance(edge, int)]
    if bands != edges:
        file.problem(f"{key}: bands must be a list of numbers.", "For example [16, 25, 35].", at="bands")
    return Split(file.text_of(table, "by"), file.text_of(table, "of"), tuple(sorted(bands)), file.texts(table, "label"))


def with_present_names(report: ReportDefinition, datasets: Mapping[str, Dataset]) -> ReportDefinition:
    """Return a report that goes on where a later version of a form calls its questions otherwise."""

    def now(text: str, dataset: str) -> str:
        return renamed_in(text, datasets[dataset].renamed) if text and dataset in datasets else text

    def of_split(split: Split | None, dataset: str) -> Split | None:
        return replace(split, by=now(split.by, dataset), of=now(split.of, dataset)) if split else None

    def dotted(text: str) -> str:
        holder, dot, name = text.rpartition(".")
        return holder + dot + now(name, holder or report.dataset)

    def of_column(column: ReportColumn) -> ReportColumn:
        dataset = column.dataset or report.dataset
        return replace(
            column,
            where=now(column.where, dataset),
            sum=now(column.sum, dataset),
            distinct=now(column.distinct, dataset),
            field=dotted(column.field),
            split=of_split(column.split, dataset),
        )

    def of_check(check: ReportCheck) -> ReportCheck:
        dataset = check.dataset or report.dataset
        return replace(check, where=now(check.where, dataset), alike=now(check.alike, dataset))

    return replace(
        report,
        where=now(report.where, report.dataset),
        checks=tuple(map(of_check, report.checks)),
        columns=tuple(map(of_column, report.columns)),
        rows=of_split(report.rows, report.dataset),
        across=of_split(report.across, report.dataset),
        order=tuple(map(dotted, report.order)),
    )


def check_report(file: TomlFile, report: ReportDefinition, datasets: Mapping[str, Dataset]) -> bool:
    """Say whether a report can be made; what the forms do not ask and it names all the same is noted in the file."""
    before = len(file.problems)
    for dataset_name, text in _conditions(report):
        dataset = datasets.get(dataset_name)
        if dataset is None:
            known = ", ".join(datasets)
            file.problem(f"There is no dataset {dataset_name!r}.", f"There are: {known}.", at=report.name)
            continue
        try:
            names = names_in(text, PARAMETERS)
        except OddCondition as error:
            file.problem(f"{report.name!r}: {text!r} cannot be used: {error}.", at=report.name)
            continue
        for name in names:
            if name not in RECORD_COLUMNS and dataset.field(name) is None:
                file.problem(f"{report.name!r}: {dataset_name!r} has no field {name!r}.", at=report.name)
    _check_columns(file, report)
    _check_splits(file, report, datasets)
    return report.kind in KINDS and len(file.problems) == before


def _check_columns(file: TomlFile, report: ReportDefinition) -> None:
    names = {column.name for column in report.columns if column.name}
    for column in report.columns:
        if column.share_of and column.share_of not in names:
            file.problem(f"{report.name!r}: there is no column {column.share_of!r}.", at=column.share_of)
        if not column.labels and column.split is None and not column.field:
            file.problem(f"{report.name!r}: a column needs a label.", at=report.name)
    if not all(check.labels and (check.where or check.alike) for check in report.checks):
        file.problem(f"{report.name!r}: a check needs a label, and 'where' or 'alike'.", at=report.name)


def _check_splits(file: TomlFile, report: ReportDefinition, datasets: Mapping[str, Dataset]) -> None:
    dataset = datasets.get(report.dataset)
    for split in _splits(report):
        if bool(split.by) == bool(split.of and split.bands):
            file.problem(f"{report.name!r}: a split needs either 'by' or 'of' with 'bands'.", at=report.name)
        asked = dataset.field(split.by) if dataset and split.by else None
        if dataset and split.by and (asked is None or not asked.choices):
            what = f"{report.name!r}: {split.by!r} is no question with choices."
            file.problem(what, "Name one that has, or give 'of' and 'bands'.", at=split.by)
    if report.kind == "cross" and (report.rows is None or report.across is None):
        file.problem(f"{report.name!r}: a cross table needs 'rows' and 'across'.", at=report.name)
    if report.kind == "checks" and not report.checks:
        file.problem(f"{report.name!r} has no checks.", "Write [[report.check]] for each.", at=report.name)
    if report.kind in ("roster", "distribution") and not report.columns:
        file.problem(f"{report.name!r} has no columns.", "Write [[report.column]] for each.", at=report.name)


def _conditions(report: ReportDefinition) -> Iterator[tuple[str, str]]:
    """Yield (dataset, text) of all that becomes SQL."""
    yield report.dataset, report.where
    for split in _splits(report):
        yield report.dataset, split.of
    for check in report.checks:
        yield check.dataset or report.dataset, check.where
        yield check.dataset or report.dataset, check.alike
    for column in report.columns:
        dataset = column.dataset or report.dataset
        for text in (column.where, column.sum, column.distinct):
            yield dataset, text
        if column.field:
            where, _, name = column.field.rpartition(".")
            yield where or report.dataset, name


def _splits(report: ReportDefinition) -> Iterator[Split]:
    yield from (split for split in (report.rows, report.across) if split)
    yield from (column.split for column in report.columns if column.split)
