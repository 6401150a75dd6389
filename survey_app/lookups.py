"""What a form may look things up in: the pack's lists, and the records that the person at the keyboard may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from forms.datasets import Dataset
from forms.files import list_in
from forms.list_table import list_of
from forms.pack import Pack
from forms.tree import Element, Searched
from sync.store.store import RecordStore

VERSION = "__version"
"""What an entity list calls the version of an entity (ODK entities)."""


def lookups(
    pack: Pack | None,
    datasets: Mapping[str, Dataset],
    store: RecordStore,
    area: str,
    files: Mapping[str, str],
    read: Callable[[str], bytes | None],
) -> Callable[[str], Element]:
    """Return what finds a list by its id: lists/*.csv of the pack, then datasets, then a file beside the form.

    `files` are the names of those by id, `read` gives their content. A file that was never brought along is an empty
    list, so that all else in the form can be answered. Raises KeyError for an id that nobody has ever named. Of a
    dataset the records below that area are seen, as they stand at the moment of asking.
    """

    def find(instance_id: str) -> Element:
        if pack is not None and instance_id in pack.lists:
            return _listed(pack, instance_id)
        stem = files.get(instance_id, "").rpartition(".")[0]
        if instance_id in datasets or stem in datasets:
            return _records(datasets[instance_id if instance_id in datasets else stem], store, area)
        if pack is not None and stem in pack.lists:
            return _listed(pack, stem)
        content = read(files[instance_id])
        return _read_once(files[instance_id], content) if content is not None else Element("root")

    return find


@lru_cache(maxsize=8)
def _read_once(name: str, content: bytes) -> Element:
    """Every interview looks into the same list, and ten thousand villages take a moment to read."""
    return list_in(name, content)


def _listed(pack: Pack, name: str) -> Element:
    return list_of(
        [{"name": row.code, "label": next(iter(row.labels.values()), row.code), **row.more} for row in pack.lists[name]]
    )


def _records(dataset: Dataset, store: RecordStore, area: str) -> Searched:
    # In an entity list `name` is the record and `label` what it is called (ODK entities).
    columns = {each.name: each.name for each in dataset.fields} | {"name": "record_id"}
    columns |= {"label": dataset.label_field or "record_id"}

    def record(row: Mapping[str, object], **more: str) -> Element:
        fields = {each.name: _text(row.get(each.name)) for each in dataset.fields}
        label = _text(row.get(columns["label"])) or _text(row["record_id"])
        return _item({**fields, **more, "name": _text(row["record_id"]), "label": label})

    def holding(field: str, text: str) -> list[Element]:
        if field not in columns:
            return []
        rows = store.look_up(dataset.name, columns[field], text or None, area)
        # Every save of a record is a version of it; forms ask for that of the one which they name.
        saves = store.seen_of(_text(row["record_id"]) for row in rows)
        found = [record(row, **{VERSION: str(len(saves[_text(row["record_id"])]))}) for row in rows]
        # A column of numbers finds 7 for "07" as well.
        return [item for item in found if _text_in(item, field) == text]

    def every() -> list[Element]:
        return [record(row) for row in store.rows(dataset.name, area=area)]

    return Searched("root", holding, every)


def _item(fields: Mapping[str, str]) -> Element:
    item = Element("item")
    for name, text in fields.items():
        item.append(Element(name, text))
    return item


def _text_in(item: Element, field: str) -> str:
    child = item.child(field)
    return child.text if child is not None else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)
