"""figures.toml: the figures of a pack and the relations between them, read and held against its forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from forms.arithmetic import OddRelation, Relation
from forms.figure import PERIODS, Between, FigureDefinition, Figures, Known, Wording
from forms.figure_query import FigureQuery, Window
from forms.pack_toml import Table, TomlFile
from forms.register_query import Described, OddColumn
from forms.sql_condition import OddCondition

WORDS = ("", "近", "多", "余")


def read_figures(file: TomlFile, described: Described) -> Figures:
    """Return the figures that can be counted, in the file's order; what is wrong is noted in the file."""
    file.known(file.tables, ("figure", "relation"), file.name)
    tables: dict[str, Table] = {}
    found: dict[str, FigureDefinition] = {}
    for table in file.tables_in(file.tables, "figure"):
        name = file.text_of(table, "name")
        if name in tables:
            file.problem(f"There are two figures {name!r}.", "Rename one.", at=name)
        tables[name] = _with_what_it_is_like(file, table, tables)
        figure = _figure(file, tables[name])
        if _can_be_counted(file, figure, described, found):
            found[name] = figure
    relations = [file.record(Between, each, "[[relation]]") for each in file.tables_in(file.tables, "relation")]
    return Figures(described, found, tuple(each for each in relations if _is_relation(file, each, found)))


def _with_what_it_is_like(file: TomlFile, table: Table, before: Mapping[str, Table]) -> Table:
    """Return what a figure says with what it takes over from another; `also` is one condition more."""
    like, also = file.text_of(table, "like"), file.text_of(table, "also")
    if like and like not in before:
        file.problem(f"{table.get('name')!r} is like {like!r}, which does not stand above it.", at=like)
    whole = {**before.get(like, {}), **{key: value for key, value in table.items() if key not in ("like", "also")}}
    if also:
        whole["where"] = " AND ".join(f"({each})" for each in (whole.get("where"), also) if each)
    return whole


def _figure(file: TomlFile, table: Table) -> FigureDefinition:
    plain = file.record(FigureDefinition, table, "[[figure]]", also=("known", "wording"))
    known = tuple(file.record(Known, each, "[[figure.known]]") for each in file.tables_in(table, "known"))
    return replace(plain, known=known, wording=file.record(Wording, file.table(table, "wording"), "wording"))


def _can_be_counted(
    file: TomlFile, figure: FigureDefinition, described: Described, above: Mapping[str, FigureDefinition]
) -> bool:
    before = len(file.problems)
    for key, value in (("name", figure.name), ("label", figure.label)):
        if not value:
            file.problem(f"A figure needs {key!r}.", at=figure.name)
    if figure.period not in PERIODS:
        known = ", ".join(PERIODS)
        file.problem(f"{figure.name!r}: {figure.period!r} is no period.", f"Periods are {known}.", at=figure.period)
    if figure.wording.word not in WORDS or (figure.wording.word and figure.wording.to < 1):
        file.problem(f"{figure.name!r}: a wording is 近, 多 or 余, and a number to round to.", at=figure.name)
    if figure.scale < 1:
        file.problem(f"{figure.name!r}: 'scale' must be 1 or more.", at=figure.name)
    ways = [figure.is_share or bool(figure.whole), bool(figure.level), bool(figure.dataset)]
    if sum(ways) != 1:
        file.problem(f"{figure.name!r} needs one of 'dataset', 'level', or 'part' with 'whole'.", at=figure.name)
    elif ways[0]:
        for name in (figure.part, figure.whole):
            if name not in above:
                file.problem(f"{figure.name!r} divides by or from {name!r}, which does not stand above it.", at=name)
    elif figure.dataset:
        _try_query(file, figure, described)
    return len(file.problems) == before


def _try_query(file: TomlFile, figure: FigureDefinition, described: Described) -> None:
    if figure.count and figure.sum:
        file.problem(f"{figure.name!r} counts and adds up at once.", "Leave one out.", at=figure.name)
    try:
        FigureQuery(figure, described, Window())
    except OddCondition as odd:
        file.problem(f"{figure.name!r} cannot be counted: {odd}.", at=figure.name)
    except OddColumn as odd:
        file.problem(f"{figure.name!r}: {odd}", odd.mend, at=figure.name)


def _is_relation(file: TomlFile, between: Between, figures: Mapping[str, FigureDefinition]) -> bool:
    row = file.row_holding(between.expr)
    try:
        names = Relation(between.expr).names
    except OddRelation as odd:
        file.problem(f"{between.expr!r} is no relation: {odd}.", row=row)
        return False
    unknown = [name for name in names if name not in figures]
    for name in unknown:
        file.problem(f"{between.expr!r}: there is no figure {name!r}.", row=row)
    if not between.says:
        file.problem(f"The relation {between.expr!r} needs 'says'.", row=row)
    return not unknown
