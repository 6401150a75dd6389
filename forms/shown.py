"""What a screen shows of a node: words in the language of the moment, choices that pass the filter, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from forms.answer_nodes import Answer
from forms.computing import Computing
from forms.definition import Choices, Form, Node, Parts, Words
from forms.expression import Context, Expression, ExpressionError
from forms.expression.syntax import Call, Literal, Path, Step
from forms.lexical import fits, is_beyond
from forms.listed_choices import ListedChoices
from forms.state import NOTHING, ChoiceState, Missing, Problem, QuestionState, Violation
from forms.tree import Element, Searched

SELECTS = ("select_one", "select_multiple", "rank")
MEDIA = ("image", "big-image", "audio", "video")
Names: TypeAlias = Mapping[str, int]
"""Names of choices -> their places in the list."""
NO_NAMES: Names = {}


class Showing:
    """The words and choices of one instance. Choices that hang on nothing that is typed are made once a language."""

    def __init__(self, form: Form, computing: Computing, language: str) -> None:
        self._form = form
        self._computing = computing
        self.language = language
        self._made: dict[Node, Sequence[ChoiceState]] = {}
        self._listed: dict[tuple[str, str, str], ListedChoices] = {}
        """What stands in a list, how its choices are called and labelled -> the choices."""
        self._names: dict[Node, Names] = {}
        self._worded: dict[Node, tuple[str, str, str, Mapping[str, str]]] = {}

    def speak(self, language: str) -> None:
        self.language = language
        self._made.clear()
        self._listed.clear()
        self._worded.clear()

    def state(self, node: Answer) -> QuestionState:
        definition = node.definition
        label, hint, guidance, media = self._worded.get(definition) or self._wording(node)
        return QuestionState(
            node.path if definition.repeats else definition.path,
            definition.name,
            definition.control or ("calculate" if definition.calculate else "hidden"),
            label,
            hint,
            guidance,
            "" if definition.children else node.typed,
            node.missing,
            node.relevant,
            node.required,
            node.readonly,
            self.judge(node) if node.relevant and not definition.children else None,
            self.choices(node) if definition.choices else (),
            definition.appearance,
            definition.parameters,
            media,
            definition.depth,
        )

    def _wording(self, node: Answer) -> tuple[str, str, str, Mapping[str, str]]:
        """Return label, hint, guidance and media; where nothing in them is computed they are kept."""
        definition = node.definition
        found = (
            self.words(node, definition.label),
            self.words(node, definition.hint),
            self.words(node, definition.hint, "guidance"),
            self._media(definition.label),
        )
        if not self._is_computed(definition.label) and not self._is_computed(definition.hint):
            self._worded[definition] = found
        return found

    def _is_computed(self, words: Words) -> bool:
        return words.computed is not None or any(isinstance(part, Expression) for part in self._every_part(words))

    def judge(self, node: Answer) -> Violation | None:
        """Return what is wrong with what a relevant question holds now."""
        definition = node.definition
        if not node.typed:
            if node.required and node.missing in (None, Missing.LATER):
                return Violation(Problem.REQUIRED, self.words(node, definition.required_words))
            return None
        if not fits(definition.lexical_kind, node.typed):
            return Violation(Problem.RANGE if is_beyond(definition.lexical_kind, node.typed) else Problem.TYPE)
        if definition.constraint and not self._computing.boolean(node, definition.constraint, otherwise=True):
            return Violation(Problem.CONSTRAINT, self.words(node, definition.constraint_words))
        if definition.control in SELECTS and not self._are_choices(node, chosen(node)):
            return Violation(Problem.TYPE)
        return None

    # -------------------------------------------------------------- words

    def words(self, node: Answer, words: Words, form: str = "") -> str:
        if words.computed:
            return self._computing.string(node, words.computed).strip()
        if words.itext:
            return self.text(words.itext, self._computing.context(node), form)
        return "" if form else self._joined(words.plain, self._computing.context(node))

    def text(self, text_id: str, context: Context, form: str = "") -> str:
        """Return a translated text, or the one in the form's default language where it is missing."""
        return self._joined(self._spoken(text_id, form), context)

    def _spoken(self, text_id: str, form: str) -> Parts:
        for language in (self.language, self._form.default_language):
            forms = self._form.translations.get(language, {}).get(text_id)
            if forms and form in forms:
                return forms[form]
        return ()

    def _joined(self, parts: Parts, context: Context) -> str:
        """Return a text with its outputs filled in."""
        if len(parts) == 1 and isinstance(parts[0], str):
            return parts[0].strip()
        texts = [part if isinstance(part, str) else self._output(part, context) for part in parts]
        return "".join(_without_empty_marks(parts, texts)).strip()

    def _output(self, output: Expression, context: Context) -> str:
        if isinstance(context.node, Answer):
            return self._computing.string(context.node, output)
        return self._from_item(output, context)

    def _from_item(self, output: Expression, context: Context) -> str:
        try:
            return output.string(context)
        except ExpressionError:
            return ""

    def _media(self, words: Words) -> Mapping[str, str]:
        return self._media_of(words.itext) if words.itext else NOTHING

    def _media_of(self, text_id: str) -> Mapping[str, str]:
        found = {
            form: "".join(part for part in parts if isinstance(part, str))
            for form in MEDIA
            if (parts := self._spoken(text_id, form))
        }
        return found or NOTHING

    # -------------------------------------------------------------- choices

    def choices(self, node: Answer) -> Sequence[ChoiceState]:
        definition = node.definition
        choices = definition.choices
        if choices is None:
            return ()
        made = self._made.get(definition)
        if made is None:
            is_fixed = self._is_fixed(choices) and not self._has_outputs(choices)
            if is_fixed and choices.items is not None:
                # Every question that chooses from this list shows the same choices.
                key = (choices.items.text, choices.value, choices.label.text if choices.label else "")
                made = self._listed.setdefault(key, ListedChoices(lambda: self._make(node, choices)))
            else:
                made = self._make(node, choices)
            if is_fixed:
                self._made[definition] = made
        return made

    def names(self, node: Answer) -> Names:
        """Return the names of the choices that a question has now, each with its place among them."""
        definition = node.definition
        choices = definition.choices
        names = self._names.get(definition)
        if choices is not None and names is None:
            if choices.items is None:
                listed = [choice.name for choice in choices.listed]
            else:
                listed = [_text(item, choices.value) for item in self._items(node, choices.items)]
            names = {name: place for place, name in enumerate(listed)}
            if self._is_fixed(choices):
                self._names[definition] = names
        return names or NO_NAMES

    def choice_label(self, node: Answer, name: str) -> str:
        """Return the label of a choice of that question, or its name where it has none."""
        choices = node.definition.choices
        if choices is None or choices.items is None:
            return next((choice.label for choice in self.choices(node) if choice.name == name), name)
        if searched := self._searched(choices):
            items = searched.holding(choices.value, name)
        else:
            items = self._items(node, choices.items)
        item = next((item for item in items if _text(item, choices.value) == name), None)
        return self._item_label(node, item, choices) if item is not None else name

    def _are_choices(self, node: Answer, names: Sequence[str]) -> bool:
        choices = node.definition.choices
        if choices and (searched := self._searched(choices)):
            return all(searched.holding(choices.value, name) for name in names)
        return self.names(node).keys() >= set(names)

    def _searched(self, choices: Choices) -> Searched | None:
        """Return the list behind a question where that is one kept elsewhere, without any filter."""
        match choices.items.tree if choices.items else None:
            case Path(start=Call("instance", (Literal(name),)), steps=(Step(), Step(test="item", predicates=()))):
                pass
            case _:
                return None
        try:
            found = self._computing.environment.instances(name)
        except KeyError:
            return None
        return found if isinstance(found, Searched) else None

    def _items(self, node: Answer, expression: Expression) -> Sequence[Element]:
        if node.items is None:
            node.items = self._computing.elements(node, expression)
        return node.items

    def _make(self, node: Answer, choices: Choices) -> tuple[ChoiceState, ...]:
        if choices.items is None:
            return tuple(
                ChoiceState(choice.name, self.words(node, choice.label), self._media(choice.label))
                for choice in choices.listed
            )
        return tuple(
            ChoiceState(_text(item, choices.value), self._item_label(node, item, choices), self._item_media(item))
            for item in self._items(node, choices.items)
        )

    def _item_label(self, node: Answer, item: Element, choices: Choices) -> str:
        if choices.label is None:
            return ""
        try:
            return choices.label.string(Context(item, self._computing.environment, node))
        except ExpressionError as error:
            self._computing.note(node, choices.label.text, f"{error}")
            return ""

    def _item_media(self, item: Element) -> Mapping[str, str]:
        text_id = item.child("itextId")
        if text_id is not None:
            return self._media_of(text_id.text)
        # A list from a file may name a picture in a column of its own.
        return {form: text for form in MEDIA if (text := _text(item, form))} or NOTHING

    def _is_fixed(self, choices: Choices) -> bool:
        """Say whether the same choices stand there whatever is typed."""
        return choices.items is None or (
            not choices.items.volatile and all(each.start == "instance" for each in choices.items.references)
        )

    def _has_outputs(self, choices: Choices) -> bool:
        if choices.items is None:
            return any(isinstance(part, Expression) for one in choices.listed for part in self._every_part(one.label))
        return any(each.instance in self._form.list_outputs for each in choices.items.references)

    def _every_part(self, words: Words) -> list[str | Expression]:
        texts = [each.get(words.itext, {}) for each in self._form.translations.values()] if words.itext else []
        return [*words.plain, *(part for forms in texts for parts in forms.values() for part in parts)]


def _without_empty_marks(parts: Parts, texts: list[str]) -> list[str]:
    """Take away the asterisks around an output that says nothing: they would stand there for themselves."""
    for place, part in enumerate(parts[:-1]):
        if place and not isinstance(part, str) and not texts[place]:
            before, behind = texts[place - 1], texts[place + 1]
            mark = next((mark for mark in ("**", "*") if before.endswith(mark) and behind.startswith(mark)), "")
            texts[place - 1] = before.removesuffix(mark)
            texts[place + 1] = behind.removeprefix(mark)
    return texts


def chosen(node: Answer) -> list[str]:
    """Return the names that a selection holds."""
    if node.definition.control == "select_one":
        return [node.typed] if node.typed else []
    return node.typed.split()


def _text(item: Element, name: str) -> str:
    child = item.child(name)
    return child.string_value() if child is not None else ""
