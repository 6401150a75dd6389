"""Lists of records: every person of a community, searched by name, pinyin, initials, ID, phone or address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.areas import in_language
from forms.datasets import Dataset, Field
from survey_app.figures import columns_of
from survey_app.open_conflicts import shown_value
from survey_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list."""

    name: str
    label: str
    field: Field | None = None
    masked: bool = False
    """Shown in part unless the role allows more."""

    @property
    def is_number(self) -> bool:
        return self.field is not None and self.field.kind in ("integer", "decimal")


def list_columns(workspace: Workspace, dataset_name: str, language: str) -> list[Column]:
    """Return the columns that a list shows first."""
    dataset = workspace.definitions.datasets[dataset_name]
    return [_column(workspace, dataset, name, language) for name in columns_of(workspace, dataset)]


def all_columns(workspace: Workspace, dataset_name: str, language: str) -> list[Column]:
    """Return every column that is for people."""
    dataset = workspace.definitions.datasets[dataset_name]
    hidden = workspace.pack.hidden_fields.get(dataset_name, frozenset()) if workspace.pack else frozenset[str]()
    return [_column(workspace, dataset, each.name, language) for each in dataset.fields if each.name not in hidden]


def rows(
    workspace: Workspace,
    dataset: str,
    text: str = "",
    *,
    where: Mapping[str, Any] | None = None,
    order: Sequence[str] = (),
    limit: int = 200,
    offset: int = 0,
    area: str = "",
) -> list[dict[str, Any]]:
    """Return one page of a list: what was typed is searched, otherwise it is filtered and sorted."""
    if text.strip():
        return workspace.store.search(dataset, text, limit, offset, area)
    return workspace.store.rows(dataset, where, order, limit, offset, area=area)


def count(workspace: Workspace, dataset: str, where: Mapping[str, Any] | None = None, area: str = "") -> int:
    return workspace.store.count(dataset, where, area)


def shown(column: Column, value: Any, language: str) -> str:
    """Return a cell as people read it: the label of a choice, digits as they stand."""
    return shown_value(column.field, value, language)


def copied(columns: Sequence[Column], chosen: Sequence[Mapping[str, Any]], language: str) -> str:
    """Return rows for the clipboard: tabs and lines, every cell a text, so that 18 digits stay 18 digits."""
    head = "\t".join(column.label for column in columns)
    lines = ["\t".join(_cell(shown(column, row.get(column.name), language)) for column in columns) for row in chosen]
    return "\n".join([head, *lines])


def _cell(text: str) -> str:
    # A spreadsheet takes a long number for a number unless it is written as a formula's text.
    plain = text.replace("\t", " ").replace("\n", " ")
    return f'="{plain}"' if plain.isdigit() and (len(plain) > 11 or plain.startswith("0")) else plain


def _column(workspace: Workspace, dataset: Dataset, name: str, language: str) -> Column:
    question = dataset.field(name)
    masked = workspace.pack.masked_fields.get(dataset.name, frozenset()) if workspace.pack else frozenset[str]()
    label = in_language(question.labels, language, name) if question else name
    return Column(name, label, question, name in masked)
