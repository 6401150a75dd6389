"""`jr:choice-name`: what a choice is called, asked from a rule by the path of the question."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from forms.definition import Choices, Form, Words
from forms.expression import Context, Environment, Expression
from forms.expression.references import parts_of
from forms.expression.syntax import Call, Literal
from forms.tree import Element, Node


def question_at(node: Node, path: str) -> Element | None:
    """Follow a plain path: absolute, or from the node that asks."""
    path = path.strip()
    here: Element | None = node if isinstance(node, Element) else node.parent
    steps = path.split("/")
    if path.startswith("/"):
        while here is not None and here.parent is not None:
            here = here.parent
        steps = steps[2:]
    for name in steps:
        if here is None or name in (".", "current()"):
            continue
        here = here.parent if name == ".." else here.child(name.partition("[")[0])
    return here


def questions_named(expression: Expression) -> Iterator[str]:
    """Yield the paths of questions that an expression asks for the name of a choice, where they are written out."""
    if "jr:choice-name" in expression.functions:
        for part in parts_of(expression.tree):
            if isinstance(part, Call) and part.name == "jr:choice-name" and isinstance(part.arguments[1], Literal):
                yield part.arguments[1].text.strip()


def choice_names(form: Form, environment: Callable[[], Environment]) -> Callable[[Node, str, str], str]:
    """Return what calls choices as the form's default language does; a choice that is not there by its code."""

    def choice_name(node: Node, question: str, value: str) -> str:
        target = question_at(node, question)
        definition = form.nodes.get(_schema_path(target)) if target is not None else None
        if target is None or definition is None or definition.choices is None:
            return value
        return _label(form, definition.choices, Context(target, environment()), value)

    return choice_name


def default_text(form: Form, words: Words, context: Context) -> str:
    """Return a text in the form's default language."""
    spoken = form.translations.get(form.default_language, {}).get(words.itext, {}).get("", ()) if words.itext else ()
    parts = spoken or words.plain
    return "".join(part if isinstance(part, str) else part.string(context) for part in parts).strip()


def _label(form: Form, choices: Choices, context: Context, name: str) -> str:
    if choices.items is None:
        found = next((choice for choice in choices.listed if choice.name == name), None)
        return default_text(form, found.label, context) if found else name
    for item in choices.items.nodes(context):
        value = item.child(choices.value)
        if value is not None and value.string_value() == name:
            return choices.label.string(Context(item, context.environment, context.node)) if choices.label else name
    return name


def _schema_path(element: Element) -> str:
    names: list[str] = []
    here: Element | None = element
    while here is not None:
        names.append(here.name)
        here = here.parent
    return "/" + "/".join(reversed(names))
