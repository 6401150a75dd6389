"""What a form may look things up in: the pack's lists, and the records that the person at the keyboard may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forms.datasets import Dataset
from forms.pack import Pack
from forms.tree import Element

Rows = Callable[[str], list[dict[str, object]]]
"""The rows of a dataset as its view shows them."""


def lookups(pack: Pack | None, datasets: Mapping[str, Dataset], rows: Rows) -> Callable[[str], Element]:
    """Return what finds a list by its id: lists/*.csv of the pack, then datasets. Raises KeyError for any other."""

    def find(instance_id: str) -> Element:
        if pack is not None and instance_id in pack.lists:
            return _listed(pack, instance_id)
        dataset = datasets[instance_id]
        return _root([_record(dataset, row) for row in rows(dataset.name)])

    return find


def _listed(pack: Pack, name: str) -> Element:
    items: list[dict[str, str]] = []
    for row in pack.lists[name]:
        label = next(iter(row.labels.values()), row.code)
        items.append({"name": row.code, "label": label, **row.more})
    return _root(items)


def _record(dataset: Dataset, row: Mapping[str, object]) -> dict[str, str]:
    fields = {each.name: _text(row.get(each.name)) for each in dataset.fields}
    label = _text(row.get(dataset.label_field)) if dataset.label_field else ""
    # In an entity list `name` is the record and `label` what it is called (ODK entities).
    return {**fields, "name": _text(row["record_id"]), "label": label or _text(row["record_id"])}


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _root(items: list[dict[str, str]]) -> Element:
    root = Element("root")
    for item in items:
        node = root.append(Element("item"))
        for name, text in item.items():
            node.append(Element(name, text))
    return root
