"""Predicates that ask for one value in a list that does not change: found in an index, not by reading the list.

`instance('village')/root/item[town = current()/../town]` among 10,000 villages is one look into a dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

from forms.expression.axes import in_document_order
from forms.expression.code import Code, Kind, as_number, as_string
from forms.expression.context import Context, Environment
from forms.expression.paths import is_plain_child
from forms.expression.references import VOLATILE, functions_of
from forms.expression.syntax import Call, Chain, Filter, Literal, Negation, Number, Path, Step, Syntax
from forms.expression.values import number_of_text, text_of
from forms.list_table import ListTable
from forms.tree import Element, Node, Searched

_OF_THE_CONTEXT_NODE = frozenset(
    ["position", "last", "string", "number", "string-length", "normalize-space", "name", "local-name", "namespace-uri"]
)


class Lookup(NamedTuple):
    """A path that begins with an indexable step: `instance(name)/above/item[key = wanted and others]`."""

    instance: str
    above: tuple[str, ...]
    """Names from the root element to the items."""
    key: Path
    wanted: Syntax
    others: tuple[Syntax, ...]
    """Further conditions of the same step."""
    rest: tuple[Step, ...]


def find_lookup(path: Path) -> Lookup | None:
    """Return how the path can use an index, None where it cannot."""
    match path.start:
        case Call("instance", (Literal(name),)):
            pass
        case _:
            return None
    above = list[str]()
    for place, step in enumerate(path.steps):
        if step.axis != "child" or "*" in step.test or "(" in step.test:
            return None
        above.append(step.test)
        if step.predicates:
            return _lookup(name, tuple(above), step, path.steps[place + 1 :])
    return None


def _lookup(instance: str, above: tuple[str, ...], step: Step, rest: tuple[Step, ...]) -> Lookup | None:
    condition, *later = step.predicates
    terms = condition.operands if isinstance(condition, Chain) and condition.operators[0] == "and" else (condition,)
    if functions_of(condition) & {"position", "last"}:
        return None
    for place, term in enumerate(terms):
        if pair := _key_and_wanted(term):
            # What is left of an "and" is a truth, so it must not turn into a position.
            others = tuple(Call("boolean", (other,)) for other in terms[:place] + terms[place + 1 :])
            return Lookup(instance, above, *pair, (*others, *later), rest)
    return None


def _key_and_wanted(term: Syntax) -> tuple[Path, Syntax] | None:
    if not isinstance(term, Chain) or term.operators != ("=",):
        return None
    left, right = term.operands
    if isinstance(left, Path) and _is_key(left) and _is_independent(right):
        return left, right
    if isinstance(right, Path) and _is_key(right) and _is_independent(left):
        return right, left
    return None


def _is_key(path: Path) -> bool:
    """Say whether it reads only what is in the item itself, by name."""
    return (
        not path.absolute
        and path.start is None
        and all(step.axis in ("self", "child", "attribute") and not step.predicates for step in path.steps)
    )


def _is_independent(syntax: Syntax) -> bool:
    """Say whether it is the same for every item."""
    match syntax:
        case Literal() | Number():
            return True
        case Path(_, absolute, start):
            return absolute or (start is not None and _is_independent(start))
        case Call(name, arguments):
            asks_item = name in _OF_THE_CONTEXT_NODE and not arguments
            return not asks_item and name not in VOLATILE and all(map(_is_independent, arguments))
        case Negation(operand) | Filter(operand):
            return _is_independent(operand)
        case Chain(operands):
            return all(map(_is_independent, operands))
        case _:
            return False


def found_in_index(
    lookup: Lookup, key: Code, wanted: Code, root: Callable[[Context], Element]
) -> Callable[[Context], Sequence[Node]] | None:
    """Return the closure that looks up, None where equality with such a value is no question of one key."""
    keys = _wanted_keys(wanted)
    if keys is None:
        return None
    numeric = wanted.kind in (Kind.NUMBER, Kind.MOMENT)
    place = (lookup.instance, lookup.above, str(lookup.key), numeric)
    read = key.value
    field = "" if numeric or lookup.above[1:] != ("item",) else _column(lookup)

    def look_up(context: Context) -> Sequence[Node]:
        top = root(context)
        if field and isinstance(top, Searched):
            # Such a list may be long, and another than a moment ago: it is asked each time.
            return [item for text in dict.fromkeys(keys(context)) for item in top.holding(field, str(text))]
        kept = context.environment.indexes.get(place)
        if kept is None or kept[0] is not top:
            index = _column_index(top, lookup, numeric, context.environment)
            if index is None:
                index = _index_of(_items(top, lookup.above), read, numeric, context.environment)
            kept = context.environment.indexes[place] = (top, index)
        found = [kept[1].get(one, ()) for one in keys(context)]
        return found[0] if len(found) == 1 else in_document_order(node for part in found for node in part)

    return look_up


def _column(lookup: Lookup) -> str:
    """Return the child of an item that the key is, "" where it is more than a child."""
    steps = lookup.key.steps
    return steps[0].test if len(lookup.above) == 2 and len(steps) == 1 and is_plain_child(steps[0]) else ""


class _ColumnIndex:
    """Finds items by a column; only those that are found become elements."""

    def __init__(self, table: ListTable, places: Mapping[Hashable, Sequence[int]]) -> None:
        self._table, self._places = table, places

    def get(self, key: Hashable, otherwise: Sequence[Node]) -> Sequence[Node]:
        places = self._places.get(key)
        return self._table.items_at(places) if places else otherwise


def _column_index(top: Element, lookup: Lookup, numeric: bool, environment: Environment) -> _ColumnIndex | None:
    column = _column(lookup)
    if not column or not isinstance(top, ListTable) or lookup.above != (top.name, top.item_name):
        return None
    places: dict[Hashable, list[int]] = {}
    for place, text in enumerate(top.columns.get(column, ())):
        if text is not None:
            places.setdefault(number_of_text(text, environment) if numeric else text, []).append(place)
    return _ColumnIndex(top, places)


def _wanted_keys(wanted: Code) -> Callable[[Context], Sequence[Hashable]] | None:
    match wanted.kind:
        case Kind.NODES:
            nodes = wanted.value
            return lambda context: [text_of(node) for node in nodes(context)]
        case Kind.STRING:
            text = as_string(wanted)
            return lambda context: (text(context),)
        case Kind.NUMBER | Kind.MOMENT:
            number = as_number(wanted)
            return lambda context: (number(context),)
        case _:
            return None


def _items(root: Element, above: Sequence[str]) -> list[Element]:
    items = [root] if root.name == above[0] else []
    for name in above[1:]:
        items = [child for item in items for child in item.named(name)]
    return items


def _index_of(
    items: Sequence[Element], read: Callable[[Context], Sequence[Node]], numeric: bool, environment: Environment
) -> dict[Hashable, list[Node]]:
    index: dict[Hashable, list[Node]] = {}
    if not items:
        return index
    context = Context(items[0], environment)
    for item in items:
        context.node = item
        for text in {text_of(node) for node in read(context)}:
            index.setdefault(number_of_text(text, environment) if numeric else text, []).append(item)
    return index
