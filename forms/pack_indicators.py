"""Key figures: what is counted over which dataset, and which records stand behind the number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from forms.datasets import Dataset
from forms.pack_toml import Table, TomlFile
from forms.sql_condition import ELSEWHERE, RECORD_COLUMNS, UNFINISHED, OddCondition, names_in, quoted, renamed_in

KEYS = ("name", "label", "says", "dataset", "where", "value", "parent")

IN_AREA = "(:area = '' OR area = :area OR substr(area, 1, length(:area) + 1) = :area || '/')"
"""The records of an area and of all below it; "" is everywhere."""

COUNTED = f"status NOT IN ('{UNFINISHED}', '{ELSEWHERE}')"
"""What is half asked would make a figure wrong until somebody has been there again; nobody is counted twice."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure. The number and the list of its records come from the same `where`."""

    name: str
    labels: Mapping[str, str]
    dataset: str
    where: str = ""
    value: str = "COUNT(*)"
    parent: str = ""
    """The figure that this one is a part of, "" at the top."""
    says: Mapping[str, str] = field(default_factory=dict[str, str])
    """What is counted, in a sentence, for whoever doubts the number."""

    @property
    def sql(self) -> str:
        """One SELECT of one number, with the parameter :area (an area path)."""
        return f"SELECT {self.value} AS value FROM {quoted(self.dataset)} WHERE {self.condition}"

    @property
    def condition(self) -> str:
        everyone = f"{COUNTED} AND {IN_AREA}"
        return f"({self.where}) AND {everyone}" if self.where else everyone

    def list_sql(self, columns: Sequence[str]) -> str:
        """One SELECT of the records behind the number, with the same parameter; the record id comes first."""
        shown = ["record_id", *(name for name in columns if name != "record_id")]
        return f"SELECT {', '.join(map(quoted, shown))} FROM {quoted(self.dataset)} WHERE {self.condition}"


def read_indicators(file: TomlFile) -> tuple[Indicator, ...]:
    """Return the indicators of an indicators.toml, parents before their parts; what is wrong is noted in the file."""
    file.known(file.tables, ("indicator",), file.name)
    found: dict[str, Indicator] = {}
    for table in file.tables_in(file.tables, "indicator"):
        indicator = _indicator(file, table)
        if indicator.name in found:
            file.problem(f"There are two figures {indicator.name!r}.", "Rename one.", at=indicator.name)
        if indicator.parent and indicator.parent not in found:
            file.problem(
                f"{indicator.name!r} is a part of {indicator.parent!r}, which does not stand above it.",
                at=indicator.name,
            )
        found[indicator.name] = indicator
    return tuple(found.values())


def _indicator(file: TomlFile, table: Table) -> Indicator:
    file.known(table, KEYS, "[[indicator]]")
    name = file.text_of(table, "name")
    indicator = Indicator(
        name,
        file.texts(table, "label"),
        file.text_of(table, "dataset"),
        file.text_of(table, "where"),
        file.text_of(table, "value") or "COUNT(*)",
        file.text_of(table, "parent"),
        file.texts(table, "says"),
    )
    for key in ("name", "dataset"):
        if not table.get(key):
            file.problem(f"A figure needs {key!r}.", at=name)
    if not indicator.labels:
        file.problem(f"{name!r} needs a label.", at=name)
    return indicator


def in_present_names(indicator: Indicator, datasets: Mapping[str, Dataset]) -> Indicator:
    """Return a figure that goes on where a later version of a form calls its questions otherwise."""
    dataset = datasets.get(indicator.dataset)
    if dataset is None or not dataset.renamed:
        return indicator
    where, value = (renamed_in(text, dataset.renamed) for text in (indicator.where, indicator.value))
    return replace(indicator, where=where, value=value)


def check_indicators(file: TomlFile, indicators: Sequence[Indicator], datasets: Mapping[str, Dataset]) -> None:
    """Note in the file which figures count what the forms do not ask."""
    for indicator in indicators:
        dataset = datasets.get(indicator.dataset)
        if dataset is None:
            known = ", ".join(datasets)
            file.problem(f"There is no dataset {indicator.dataset!r}.", f"There are: {known}.", at=indicator.name)
            continue
        for text in (indicator.where, indicator.value.replace("(*)", "(1)")):
            try:
                names = names_in(text)
            except OddCondition as error:
                file.problem(f"{indicator.name!r}: {text!r} cannot be used: {error}.", at=indicator.name)
                continue
            for name in names:
                if name not in RECORD_COLUMNS and dataset.field(name) is None:
                    file.problem(f"{indicator.name!r}: {indicator.dataset!r} has no field {name!r}.", at=indicator.name)
