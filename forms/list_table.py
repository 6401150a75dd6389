"""A list as columns of texts: its items become elements when somebody reaches them, for of 10,000 villages few are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from forms.tree import Element

Columns = Mapping[str, Sequence[str | None]]
"""Name -> the text of each item, None where an item has no child with that name."""


class ListTable(Element):
    """The root of a list whose items are all alike: one name, no attributes, one child at most for each column."""

    __slots__ = ("_every", "_is_read", "_made", "columns", "item_name", "size")

    def __init__(self, name: str, item_name: str, columns: Columns) -> None:
        # An element looks at its family when it is made; the items come later.
        self._is_read = True
        super().__init__(name)
        self._is_read = False
        self.item_name = item_name
        self.columns = columns
        self.size = len(next(iter(columns.values()), ()))
        self._made: dict[int, Element] = {}

    def items_at(self, places: Iterable[int]) -> list[Element]:
        """Return the items with those places in the list (0-based); one item is always the same element."""
        made = self._made
        return [made.get(place) or self._make(place) for place in places]

    def _make(self, place: int) -> Element:
        item = self._made[place] = Element(self.item_name)
        item.parent = self
        for name, texts in self.columns.items():
            if (text := texts[place]) is not None:
                item.append(Element(name, text))
        return item

    @property
    def family(self) -> list[Element]:  # pyright: ignore[reportIncompatibleVariableOverride]
        if not self._is_read:
            self._is_read = True
            self._every += self.items_at(range(self.size))
        return self._every

    @family.setter
    def family(self, family: list[Element]) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]
        self._every = family

    @property
    def children(self) -> Sequence[Element]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self.family

    @children.setter
    def children(self, family: Sequence[Element]) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]
        """They are the family: nothing in a list is hidden."""


def table_of(name: str, item_name: str, rows: Iterable[Mapping[str, str]]) -> ListTable | None:
    """Return a list from the texts of its items, None where those stand in another order in one than in another."""
    columns: dict[str, list[str | None]] = {}
    order: dict[str, int] = {}
    for place, row in enumerate(rows):
        last = -1
        for column, text in row.items():
            if column not in columns:
                order[column] = len(order)
                columns[column] = [None] * place
            if order[column] < last:
                return None
            last = order[column]
            columns[column].append(text)
        if len(row) < len(columns):
            for texts in columns.values():
                if len(texts) == place:
                    texts.append(None)
    return ListTable(name, item_name, columns) if columns else None


def list_of(rows: Sequence[Mapping[str, str]]) -> Element:
    """Return a list as expressions know lists, `root/item`, from the texts of its items."""
    table = table_of("root", "item", rows)
    if table is not None:
        return table
    root = Element("root")
    for row in rows:
        item = root.append(Element("item"))
        for name, text in row.items():
            item.append(Element(name, text))
    return root


def texts_in(top: Element, column: str) -> list[str]:
    """Return what the items of a list hold in the child with that name, without making them."""
    if isinstance(top, ListTable):
        return [text for text in top.columns.get(column, ()) if text is not None]
    return [child.text for item in top.children if (child := item.child(column))]
