"""register_tables.toml: what is printed of registers, read, and held against them."""

from __future__ import annotations

from collections.abc import Mapping

from forms.pack_reports import ReportDefinition
from forms.pack_toml import Table, TomlFile
from forms.register import Register
from forms.register_query import Described, OddColumn, RegisterQuery
from forms.register_table import InstalmentsOf, ListedColumn, RegisterTable
from forms.sql_condition import OddCondition

KEYS = ("name", "title", "says", "unit", "register", "filter", "order", "column", "add_up", "instalments")
COLUMN_KEYS = ("field", "label", "money", "total")
MONEY = ("", "yuan", "wan")


def read_register_tables(file: TomlFile, described: Described) -> list[ReportDefinition]:
    """Return the tables that can be made; what is wrong with the others is noted in the file."""
    file.known(file.tables, ("table",), file.name)
    found: dict[str, ReportDefinition] = {}
    for table in file.tables_in(file.tables, "table"):
        before = len(file.problems)
        made = _table(file, table, described.registers)
        if made is not None:
            _hold_against(file, made, described)
            if made.name in found:
                file.problem(f"There are two reports {made.name!r}.", "Rename one.", at=made.name)
        if made is not None and len(file.problems) == before:
            found[made.name] = made
    return list(found.values())


def _table(file: TomlFile, table: Table, registers: Mapping[str, Register]) -> ReportDefinition | None:
    file.known(table, KEYS, "[[table]]")
    name, register = file.text_of(table, "name"), registers.get(file.text_of(table, "register"))
    for key in ("name", "title", "column"):
        if not table.get(key):
            file.problem(f"A table needs {key!r}.", at=name)
    if register is None:
        what = f"There is no register {table.get('register', '')!r}."
        file.problem(what, f"There are: {', '.join(registers)}.", at=str(table.get("register") or name))
        return None
    plan = file.table(table, "instalments")
    more = RegisterTable(
        register.name,
        tuple(_column(file, each) for each in file.tables_in(table, "column")),
        file.text_of(table, "filter"),
        file.words(table, "order"),
        file.words(table, "add_up"),
        file.record(InstalmentsOf, plan, "[table.instalments]") if plan else None,
    )
    return ReportDefinition(
        name=name,
        kind="instalments" if plan else "register",
        titles=file.texts(table, "title"),
        dataset=register.dataset,
        says=file.texts(table, "says"),
        units=file.texts(table, "unit"),
        more=more,
    )


def _column(file: TomlFile, table: Table) -> ListedColumn:
    column = file.record(ListedColumn, table, "[[table.column]]")
    if column.money not in MONEY:
        file.problem(f"{column.money!r} is no unit of money.", "Write yuan or wan.", at=column.money)
    return column


def _hold_against(file: TomlFile, made: ReportDefinition, described: Described) -> None:
    """Note what the register of a table does not have."""
    more = made.more
    assert isinstance(more, RegisterTable)
    register = described.registers[more.register]
    if more.filter and more.filter not in {each.name for each in register.filters}:
        known = ", ".join(each.name for each in register.filters)
        file.problem(f"{register.name!r} has no filter {more.filter!r}.", f"It has: {known}.", at=more.filter)
    names = [column.field for column in more.columns]
    for name in more.add_up:
        if name not in names:
            file.problem(f"{made.name!r}: there is no column {name!r} to add up.", at=name)
    plan = more.instalments
    told = (plan.amount, plan.paid, plan.begins, plan.months, plan.monthly) if plan else ()
    for text in (*names, *(name.removeprefix("-") for name in more.order), *told):
        try:
            RegisterQuery(register, described).condition(text)
        except OddColumn as odd:
            file.problem(f"{made.name!r}: {odd}", odd.mend, row=file.row_holding(text))
        except OddCondition as odd:
            file.problem(f"{made.name!r}: {text!r} cannot be used: {odd}.", row=file.row_holding(text))
