"""Functions of nodes and of where they stand (XPath 1.0, 4.1, and what ODK XForms adds)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forms.expression.axes import document_of, root_of
from forms.expression.code import Code, Kind, as_number, as_string, nodes_code
from forms.expression.columns import column_of
from forms.expression.context import Context
from forms.expression.functions.signature import (
    Function,
    Library,
    Site,
    built,
    nodes_of,
    or_context,
    texts_of,
)
from forms.expression.paths import children_named
from forms.expression.syntax import Path, Syntax
from forms.expression.values import text_of
from forms.tree import Element, Node

N, S = Kind.NUMBER, Kind.STRING


def _last(site: Site, arguments: list[Code]) -> Code:
    return Code(N, lambda context: float(context.size))


def _position(site: Site, arguments: list[Code]) -> Code:
    if not arguments:
        return Code(N, lambda context: float(context.position))
    nodes_of(site, arguments[0])
    first = arguments[0].first
    assert first is not None or arguments[0].kind is Kind.ANY
    nodes = arguments[0].value

    def position(context: Context) -> float:
        node = first(context) if first else next(iter(nodes(context)), None)
        return 0.0 if node is None else float(place_among_namesakes(node))

    return Code(N, position)


def place_among_namesakes(node: Node) -> int:
    """Return the 1-based place of a repeat instance among its repeat's instances."""
    parent = node.parent
    if parent is None or not isinstance(node, Element):
        return 1
    # An instance that is not relevant still has its place.
    all_seen = parent.children is parent.family
    twins = parent.named(node.name) if all_seen else [child for child in parent.family if child.name == node.name]
    try:
        return twins.index(node) + 1
    except ValueError:
        # One that is only thought of, to see whether it could come, would be the last.
        return len(twins) + 1


def _count(site: Site, arguments: list[Code]) -> Code:
    nodes = nodes_of(site, arguments[0])
    column = column_of(site, site.call.arguments[0])
    if column is None:
        return Code(N, lambda context: float(len(nodes(context))))

    def count(context: Context) -> float:
        rows = column.rows(context)
        return float(len(nodes(context)) if rows is None else rows.count)

    return Code(N, count)


def _count_non_empty(site: Site, arguments: list[Code]) -> Code:
    nodes = nodes_of(site, arguments[0])
    return Code(N, lambda context: float(sum(1 for node in nodes(context) if node.children or node.text)))


def _id(site: Site, arguments: list[Code]) -> Code:
    texts = texts_of(arguments)

    def nodes(context: Context) -> Sequence[Node]:
        wanted = {part for text in texts(context) for part in text.split()}
        root = root_of(context.current)
        return (
            [node for node in root.walk() if node.attributes.get("id") in wanted] if isinstance(root, Element) else ()
        )

    return nodes_code(nodes)


def _of_first(function: Callable[[Node], str]) -> Function:
    def build(site: Site, arguments: list[Code]) -> Code:
        code = or_context(arguments)
        nodes = nodes_of(site, code)

        def of_first(context: Context) -> str:
            found = nodes(context)
            return function(found[0]) if found else ""

        return Code(S, of_first)

    return built(build, 0, 1)


def _lang(site: Site, arguments: list[Code]) -> Code:
    wanted = as_string(arguments[0])

    def speaks(context: Context) -> bool:
        node: Node | None = context.node
        while node is not None:
            if "xml:lang" in node.attributes:
                spoken, asked = node.attributes["xml:lang"].lower(), wanted(context).lower()
                return spoken == asked or spoken.startswith(asked + "-")
            node = node.parent
        return False

    return Code(Kind.BOOLEAN, speaks)


def _current(site: Site, arguments: list[Code]) -> Code:
    return nodes_code(lambda context: (context.current,), lambda context: context.current)


def _instance(site: Site, arguments: list[Code]) -> Code:
    name = as_string(arguments[0])
    return nodes_code(lambda context: (instance_node(site, context, name(context)),))


def instance_root(site: Site, context: Context, name: str) -> Element:
    """Return the outermost element of a secondary instance."""
    try:
        return context.environment.instances(name)
    except KeyError:
        raise site.error(f"there is no instance {name!r}") from None


def instance_node(site: Site, context: Context, name: str) -> Node:
    """Return the node above it: `instance('towns')/root` begins there."""
    root = instance_root(site, context, name)
    return document_of(root) if root.parent is None else root.parent


def _pulldata(site: Site, arguments: list[Code]) -> Code:
    name, wanted, key, value = map(as_string, arguments)

    def pull(context: Context) -> str:
        instance = name(context)
        root = instance_root(site, context, instance)
        known = context.environment.indexes
        place = ("pulldata", instance, key(context))
        kept = known.get(place)
        if kept is None or kept[0] is not root:
            kept = known[place] = (root, _rows_by(root, place[2]))
        row = kept[1].get(value(context))
        return "" if row is None else _cell(row, wanted(context)) or ""

    return Code(S, pull)


def _rows_by(root: Element, key: str) -> dict[str, Element]:
    """Return the rows of a table by one column; the first row wins."""
    rows = dict[str, Element]()
    for row in root.children:
        cell = _cell(row, key)
        if cell is not None:
            rows.setdefault(cell, row)
    return rows


def _cell(row: Element, column: str) -> str | None:
    """Return what a row has in a column; `@code` is an attribute."""
    if column.startswith("@"):
        return row.attributes.get(column[1:])
    cell = row.child(column)
    return None if cell is None else text_of(cell)


def _indexed_repeat(site: Site, arguments: list[Code]) -> Code:
    target, *pairs = site.call.arguments
    repeats = [
        (_first_of(site, repeat), _names(written), as_number(index))
        for repeat, written, index in zip(arguments[1::2], pairs[::2], arguments[2::2], strict=True)
    ]
    if all(isinstance(written, Path) and written.absolute for written in pairs[::2]):
        # Authors name them from the outside in, or from the inside out.
        repeats.sort(key=lambda repeat: len(repeat[1]))
    asked = _names(target)

    def nodes(context: Context) -> Sequence[Node]:
        found: Sequence[Node] = ()
        outer = ""
        for first, names, index in repeats:
            if outer:
                found = _below(found, _after(names, outer))
            else:
                instance = first(context)
                found = instance.parent.named(instance.name) if instance and instance.parent else ()
            outer = names[-1] if names else found[0].name if found else ""
            place = index(context)
            found = found[int(place) - 1 : int(place)] if 1 <= place <= len(found) else ()
        return _below(found, _after(asked, outer))

    return nodes_code(nodes)


def _names(syntax: Syntax) -> list[str]:
    """Return the names in a path, whether it is written from the root or from the context node."""
    return [step.test for step in syntax.steps if step.axis == "child"] if isinstance(syntax, Path) else []


def _after(names: list[str], repeat: str) -> list[str]:
    """Return the names that lead on from the repeat."""
    return names[len(names) - names[::-1].index(repeat) :] if repeat in names else names


def _below(nodes: Sequence[Node], names: Sequence[str]) -> Sequence[Node]:
    for name in names:
        nodes = children_named(nodes, name)
    return nodes


def _first_of(site: Site, code: Code) -> Callable[[Context], Node | None]:
    nodes = nodes_of(site, code)
    return code.first or (lambda context: next(iter(nodes(context)), None))


def _choice_name(site: Site, arguments: list[Code]) -> Code:
    value, question = map(as_string, arguments)
    return Code(S, lambda context: context.environment.choice_name(context.node, question(context), value(context)))


def _itext(site: Site, arguments: list[Code]) -> Code:
    text_id = as_string(arguments[0])
    return Code(Kind.ANY, lambda context: context.environment.itext(text_id(context)))


NODESETS: Library = {
    "last": built(_last, 0),
    "position": built(_position, 0, 1),
    "count": built(_count, 1),
    "count-non-empty": built(_count_non_empty, 1),
    "id": built(_id, 1),
    "name": _of_first(lambda node: node.name),
    "local-name": _of_first(lambda node: node.local_name),
    "namespace-uri": _of_first(lambda node: node.namespace),
    "lang": built(_lang, 1),
    "current": built(_current, 0),
    "instance": built(_instance, 1),
    "pulldata": built(_pulldata, 4),
    "indexed-repeat": built(_indexed_repeat, 3, 99, pairs=True),
    "jr:choice-name": built(_choice_name, 2),
    "jr:itext": built(_itext, 1),
}
