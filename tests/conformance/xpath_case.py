"""Runs one recorded case of another engine's test suite against our expressions."""

from __future__ import annotations

import math
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from forms.document import read_document
from forms.expression import Context, Environment, Expression, ExpressionError, compile_expression
from forms.expression.axes import Document
from forms.javarosa import refused_by_javarosa
from forms.tree import Attribute, Element, Node

JAVAROSA = "openrosa-javarosa"
XFORMS = "http://www.w3.org/2002/xforms"
TOP = re.compile(r"""(?<![\w.\])*/'":@])/([A-Za-z][\w.-]*)""")
"""The outermost element that a path from the root names."""


def is_scored(case: dict[str, Any]) -> bool:
    """Not scored: where the engine itself fails, and where a parser must keep CDATA as a node of its own."""
    return case.get("upstream", "pass") == "pass" and not case.get("dom_specific")


def with_lost_documents(cases: list[dict[str, Any]], others: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    """Give those cases their document back that were recorded with another one, and say how many those are.

    Enketo's tests of `/numbers/…` set up a document of their own, and the recorder took down the page around them.
    Web Forms has copies of these tests: what the expression reads stands in the document of the copy.
    """
    copies = {(case["test"], case["expression"]): case["context_xml"] for case in others}
    of_group = {_group(case): case["context_xml"] for case in others}
    found, mended = list[dict[str, Any]](), 0
    for case in cases:
        tops = {match[1] for match in TOP.finditer(case["expression"])}
        if tops and not any(f"<{top}" in case["context_xml"] for top in tops):
            document = copies.get((case["test"], case["expression"])) or of_group.get(_group(case), "")
            if all(document.startswith(f"<{top}") for top in tops):
                case = {**case, "context_xml": document}
                mended += 1
        found.append(case)
    return found, mended


def _group(case: dict[str, Any]) -> str:
    return case["test"].rpartition(" > ")[0]


def failure(case: dict[str, Any]) -> str:
    """Return what went wrong, "" where the case passes."""
    try:
        expression, context, paths = prepared(case)
        CHECKS[case["expected_type"]](case, expression, context, paths)
    except ExpressionError as error:
        return "" if case["expected_type"] == "error" else f"{type(error).__name__}: {error.what}"
    except AssertionError as difference:
        return str(difference) or "differs"
    return ""


def prepared(case: dict[str, Any]) -> tuple[Expression, Context, dict[Node, str]]:
    document = read_document(case["context_xml"].encode())
    nodes = dict(_paths(document, ""))
    paths = {node: path for path, node in nodes.items()}
    namespaces = dict(case["namespaces"])
    if "root_node" in case:
        # The form's own instance: its nodes are in the namespace that names without prefix mean there.
        namespaces[""] = XFORMS
        nodes[case["root_node"]] = _form_alone(nodes[case["root_node"]], paths)
    expression = compile_expression(case["expression"], namespaces, refuse_unknown=False)
    node = nodes[case["context_node"]]
    return expression, Context(node, _environment(case, nodes)), paths


def _form_alone(instance: Node, paths: dict[Node, str]) -> Node:
    """Return a document of the form's own instance: `/` goes no higher."""
    document = Document()
    document.append(instance.children[0])
    paths[document] = paths[instance]
    return document


def _paths(node: Node, path: str) -> Iterator[tuple[str, Node]]:
    yield path or "/", node
    if isinstance(node, Element):
        for name in node.attributes:
            attribute = Attribute(node, name, node.namespace_of(name))
            yield f"{path}/{_attribute_step(attribute)}", attribute
    counts: dict[str, int] = {}
    for child in node.contents():
        test = "*" if child.kind == "element" else f"{child.kind}()"
        counts[test] = counts.get(test, 0) + 1
        yield from _paths(child, f"{path}/{test}[{counts[test]}]")


def _attribute_step(attribute: Attribute) -> str:
    if not attribute.namespace:
        return f"@{attribute.name}"
    return f"@*[local-name()='{attribute.local_name}' and namespace-uri()='{attribute.namespace}']"


def _environment(case: dict[str, Any], nodes: dict[str, Node]) -> Environment:
    now = datetime.fromisoformat(case.get("now", "2026-11-22T12:00:00-07:00"))

    def instance(instance_id: str) -> Element:
        for node in nodes.values():
            if node.local_name == "instance" and node.attributes.get("id") == instance_id:
                return node.children[0]
        raise KeyError(instance_id)

    def itext(text_id: str) -> Sequence[Node]:
        found = [node for node in nodes.values() if isinstance(node, Element) and node.local_name == "translation"]
        spoken = [node for node in found if node.attributes["lang"] == case.get("language")]
        default = [node for node in found if "default" in node.attributes] or found
        texts = [text for text in (spoken or default)[0].children if text.attributes.get("id") == text_id]
        return [value for text in texts for value in text.named("value")]

    return Environment(
        now=lambda: now,
        random=lambda: 0.123456789012345,
        new_id=lambda: str(uuid.UUID(int=0x12345678_1234_4234_8234_123456789ABC)),
        instances=instance,
        itext=itext,
        timezone=_zone(case["timezone"]),
        whole_days=False,
    )


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _expect(holds: bool, got: object) -> None:
    if not holds:
        raise AssertionError(f"gave {got!r}")


def _number(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
    expected, got = float(case["expected"]), expression.number(context)
    if math.isnan(expected):
        return _expect(math.isnan(got), got)
    zero_alike = expected != 0 or case["expected"] != "-0" or math.copysign(1, got) < 0
    _expect(math.isclose(got, expected, rel_tol=1e-14, abs_tol=case.get("tolerance", 0)) and zero_alike, got)


def _plain(convert: Callable[[Expression], Callable[[Context], object]]) -> Callable[..., None]:
    def check(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
        got = convert(expression)(context)
        _expect(got == case["expected"], got)

    return check


def _pattern(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
    got = expression.string(context)
    _expect(re.search(case["expected"], got) is not None, got)


def _length(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
    _expect(len(expression.string(context)) == case["expected"], expression.string(context))


def _nodes(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
    got = [paths.get(node, "/") for node in expression.nodes(context)]
    _expect(got == case["expected"], got)


def _nodes_in_any_order(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
    got = sorted(paths[node] for node in expression.nodes(context))
    _expect(got == sorted(case["expected"]), got)


def _first_node(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
    got = paths[expression.nodes(context)[0]]
    _expect(got == case["expected"], got)


def _node_texts(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
    got = "".join(node.string_value() for node in expression.nodes(context))
    _expect(got == case["expected"], got)


def _node_count(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
    _expect(len(expression.nodes(context)) == case["expected"], len(expression.nodes(context)))


def _result_type(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
    # The codes of DOM XPathResult: 3 asked for a boolean, 7 for all nodes in order.
    got = expression.boolean(context) if case["expected"] == 3 else expression.nodes(context)
    _expect(isinstance(got, bool if case["expected"] == 3 else list), type(got))


def _date(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
    got = expression.string(context)
    _expect(got.startswith(case["expected"]), got)


def _error(case: dict[str, Any], expression: Expression, context: Context, paths: dict[Node, str]) -> None:
    if case["dialect"] == JAVAROSA and refused_by_javarosa(expression):
        # XPath 1.0 that JavaRosa does not have: it works here, and authors are warned of it.
        return
    _expect(False, expression.value(context))


CHECKS: dict[str, Callable[..., None]] = {
    "number": _number,
    "string": _plain(lambda expression: expression.string),
    "boolean": _plain(lambda expression: expression.boolean),
    "string-regex": _pattern,
    "string-length": _length,
    "nodeset": _nodes,
    "nodeset-unordered": _nodes_in_any_order,
    "first-node": _first_node,
    "nodeset-joined-text": _node_texts,
    "node-count": _node_count,
    "result-type": _result_type,
    "date": _date,
    "datetime": _date,
    "error": _error,
}
