"""Reading pack.toml and its like: TOML tables into values, with a problem for every key that does not fit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, replace
from datetime import time
from typing import Any, TypeVar, cast

from forms.pack_problems import PackProblem
from forms.pack_settings import (
    AreaSettings,
    AttemptRule,
    DatasetSettings,
    Identity,
    Interview,
    Outcome,
    Place,
    Prefill,
    Roles,
    Settings,
    Visits,
)

Table = Mapping[str, Any]
Value = TypeVar("Value")

POLICIES = ("max", "min", "concat", "lww")


class TomlFile:
    """One TOML file of a pack: its tables, the problems found in it so far, and where a word stands in it."""

    def __init__(self, name: str, content: bytes, tables: Table | None = None) -> None:
        """`tables` are those that were read from that content before."""
        self.name = name
        self.problems: list[PackProblem] = []
        self.text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
        self.tables: Table = tables or {}
        if tables is not None:
            return
        try:
            self.tables = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            row = re.search(r"at line (\d+)", str(error))
            self.problem(f"This is no TOML: {error}.", row=int(row.group(1)) if row else 0)

    def problem(self, what: str, mend: str = "", *, at: str = "", row: int = 0) -> None:
        """Note a problem, in the row where the word `at` first stands as a key or a value."""
        self.problems.append(PackProblem(self.name, what, mend, row=row or self.row_of(at)))

    def row_of(self, word: str) -> int:
        """Return the 1-based row where a word first stands, quoted or as a key; 0 where it does not."""
        if not word:
            return 0
        quoted = re.compile(rf'"{re.escape(word)}"|(?<![\w"]){re.escape(word)}(?![\w"])\s*[=.\]]')
        for row, line in enumerate(self.text.split("\n"), start=1):
            if not line.lstrip().startswith("#") and quoted.search(line):
                return row
        return 0

    def row_holding(self, text: str) -> int:
        """Return the 1-based row where a text stands, or its first line; 0 where it does not."""
        first = next((line.strip() for line in text.split("\n") if line.strip()), "")
        rows = enumerate(self.text.split("\n"), start=1)
        return next((row for row, line in rows if first and first in line and not line.lstrip().startswith("#")), 0)

    def known(self, table: Table, keys: Sequence[str], where: str) -> None:
        """A misspelt key would otherwise be silently without effect."""
        for key in table:
            if key not in keys:
                self.problem(f"{where} knows no key {key!r}.", f"It has: {', '.join(keys)}.", at=key)

    def table(self, parent: Table, key: str) -> Table:
        found = parent.get(key, {})
        if isinstance(found, dict):
            return cast(Table, found)
        self.problem(f"{key!r} must be a table.", at=key)
        return {}

    def tables_in(self, parent: Table, key: str) -> list[Table]:
        found = parent.get(key, [])
        if isinstance(found, list) and all(isinstance(each, dict) for each in cast(list[Any], found)):
            return cast(list[Table], found)
        self.problem(f"{key!r} must be a list of tables.", f"Write [[{key}]] before each.", at=key)
        return []

    def text_of(self, table: Table, key: str) -> str:
        found = table.get(key, "")
        if isinstance(found, str):
            return found
        self.problem(f"{key!r} must be a text.", "Put it in quotation marks.", at=key)
        return ""

    def words(self, table: Table, key: str) -> tuple[str, ...]:
        found = table.get(key, [])
        if isinstance(found, list) and all(isinstance(word, str) for word in cast(list[Any], found)):
            return tuple(cast(list[str], found))
        self.problem(f"{key!r} must be a list of texts.", at=key)
        return ()

    def texts(self, parent: Table, key: str) -> dict[str, str]:
        """Return a table of texts; a single text stands for every language."""
        found = parent.get(key, {})
        if isinstance(found, str):
            return {"": found}
        table = self.table(parent, key)
        if all(isinstance(text, str) for text in table.values()):
            return dict(table)
        self.problem(f"{key!r} must hold texts.", "Put them in quotation marks.", at=key)
        return {}

    def groups(self, table: Table, key: str, where: str) -> tuple[frozenset[str], ...]:
        """Return lists of field names."""
        found = table.get(key, [])
        if isinstance(found, list) and all(
            isinstance(group, list) and all(isinstance(name, str) for name in cast(list[Any], group))
            for group in cast(list[Any], found)
        ):
            return tuple(frozenset(group) for group in cast(list[list[str]], found))
        self.problem(f"{where}: {key} must be lists of field names.", 'For example [["a", "b"]].', at=key)
        return ()

    def record(self, kind: type[Value], table: Table, where: str, also: Sequence[str] = ()) -> Value:
        """Fill a dataclass of plain values from the keys of the same names; `also` are keys read elsewhere."""
        described = fields(cast(Any, kind))
        plain = [each for each in described if each.name not in also]
        self.known(table, [each.name for each in plain] + list(also), where)
        values: dict[str, Any] = {}
        for each in plain:
            default: object = each.default if each.default is not MISSING else ""
            if each.default_factory is not MISSING:
                default = each.default_factory()
            if each.name in table:
                values[each.name] = self._like(default, table, each.name)
            elif each.default is MISSING and each.default_factory is MISSING:
                self.problem(f"{where} needs {each.name!r}.", at=where)
                values[each.name] = ""
        return kind(**values)

    def _like(self, default: object, table: Table, key: str) -> object:
        """Return the value of a key if it is of the same kind as its default, else note it and return the default."""
        if isinstance(default, Mapping):
            return self.texts(table, key)
        if isinstance(default, tuple):
            return self.words(table, key)
        if isinstance(default, time):
            return self._time(table, key, default)
        if isinstance(default, (bool, int)):
            found = table[key]
            if type(found) is type(default):
                return found
            self.problem(f"{key!r} must be {'true or false' if isinstance(default, bool) else 'a number'}.", at=key)
            return default
        return self.text_of(table, key)

    def _time(self, table: Table, key: str, default: time) -> time:
        found = table[key]
        try:
            return found if isinstance(found, time) else time.fromisoformat(str(found))
        except ValueError:
            self.problem(f"{key!r} must be a time of day.", 'For example "19:00".', at=key)
            return default


def read_settings(file: TomlFile) -> Settings:
    """Return what pack.toml says; what is wrong is noted in the file, and its default taken."""
    top = file.tables
    keys = ("id", "version", "round", "title", "roles", "parents", "areas", "place", "visit", "interview", "identity")
    file.known(top, (*keys, "datasets", "parameters"), file.name)
    return Settings(
        id=file.text_of(top, "id"),
        version=file.text_of(top, "version"),
        round=file.text_of(top, "round"),
        titles=file.texts(top, "title"),
        roles=file.record(Roles, file.table(top, "roles"), "[roles]"),
        parents=file.texts(top, "parents"),
        areas=_areas(file, file.table(top, "areas")),
        place=file.record(Place, file.table(top, "place"), "[place]"),
        visits=_visits(file, file.table(top, "visit")),
        interview=_interview(file, file.table(top, "interview")),
        identity=file.record(Identity, file.table(top, "identity"), "[identity]"),
        datasets={
            name: _dataset(file, table, f"[datasets.{name}]")
            for name, table in _subtables(file, file.table(top, "datasets")).items()
        },
    )


def _subtables(file: TomlFile, parent: Table) -> dict[str, Table]:
    return {name: file.table(parent, name) for name in parent}


def _areas(file: TomlFile, table: Table) -> AreaSettings:
    file.known(table, ("list", "levels", "unit", "level_names"), "[areas]")
    names = file.table(table, "level_names")
    return AreaSettings(
        file.text_of(table, "list"),
        file.words(table, "levels"),
        file.text_of(table, "unit"),
        {level: file.texts(names, level) for level in names},
    )


def _visits(file: TomlFile, table: Table) -> Visits:
    plain = file.record(Visits, table, "[visit]", also=("attempts", "outcomes", "rule"))
    rule = file.record(AttemptRule, file.table(table, "attempts"), "[visit.attempts]")
    outcomes = [file.record(Outcome, each, "[[visit.outcomes]]") for each in file.tables_in(table, "outcomes")]
    for key in (key for key in {each.key for each in outcomes} if key):
        codes = [each.code for each in outcomes if each.key == key]
        if len(codes) > 1:
            file.problem(f"Key {key!r} stands for two outcomes: {', '.join(codes)}.", "Give each its own.", at=codes[1])
    return replace(plain, rule=rule, outcomes=tuple(outcomes))


def _interview(file: TomlFile, table: Table) -> Interview:
    plain = file.record(Interview, table, "[interview]", also=("tenant", "absent_owner"))
    tenant, owner = (
        file.record(Prefill, file.table(table, name), f"[interview.{name}]") for name in ("tenant", "absent_owner")
    )
    return replace(plain, tenant=tenant, absent_owner=owner)


def _dataset(file: TomlFile, table: Table, where: str) -> DatasetSettings:
    plain = file.record(DatasetSettings, table, where, also=("groups", "aliases", "words"))
    aliases, words = file.table(table, "aliases"), file.table(table, "words")
    for name, policy in plain.policies.items():
        if policy not in POLICIES:
            file.problem(f"{where}: {policy!r} is no policy.", f"Policies are {', '.join(POLICIES)}.", at=name)
    return DatasetSettings(
        title=plain.title,
        label=plain.label,
        groups=file.groups(table, "groups", where),
        policies={name: policy for name, policy in plain.policies.items() if policy in POLICIES},
        search=plain.search,
        columns=plain.columns,
        masked=plain.masked,
        hidden=plain.hidden,
        shared=plain.shared,
        aliases={name: file.words(aliases, name) for name in aliases},
        words={name: file.texts(words, name) for name in words},
    )
