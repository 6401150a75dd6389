"""What a screen shows of a node: words in the language of the moment, choices that pass the filter, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forms.answer_nodes import Answer
from forms.definition import Choices, Form, Node, Parts, Words
from forms.expression import Context, Environment, Expression
from forms.lexical import fits
from forms.state import ChoiceState, Missing, Problem, QuestionState, Violation

SELECTS = ("select_one", "select_multiple", "rank")


class Showing:
    """The words and choices of one instance. Choices that hang on nothing that is typed are made once a language."""

    def __init__(self, form: Form, environment: Environment, language: str) -> None:
        self._form = form
        self._environment = environment
        self.language = language
        self._made: dict[Node, tuple[ChoiceState, ...]] = {}
        self._names: dict[Node, frozenset[str]] = {}

    def speak(self, language: str) -> None:
        self.language = language
        self._made.clear()

    def state(self, node: Answer) -> QuestionState:
        definition = node.definition
        context = Context(node, self._environment)
        return QuestionState(
            path=node.path,
            name=definition.name,
            kind=definition.control or ("calculate" if definition.calculate else "hidden"),
            label=self.words(definition.label, context),
            hint=self.words(definition.hint, context),
            guidance=self.words(definition.hint, context, "guidance"),
            value=node.typed if definition.is_leaf else "",
            missing=node.missing,
            relevant=node.relevant,
            required=node.required,
            readonly=node.readonly,
            violation=node.violation,
            choices=self.choices(node) if definition.choices else (),
            appearance=definition.appearance,
            parameters=definition.parameters,
            media=self._media(definition.label),
            depth=definition.path.count("/") - 2,
        )

    def judge(self, node: Answer) -> Violation | None:
        """Return what is wrong with what a question holds now."""
        definition = node.definition
        if not definition.is_leaf or not node.relevant:
            return None
        context = Context(node, self._environment)
        if not node.typed:
            if node.required and node.missing in (None, Missing.LATER):
                return Violation(Problem.REQUIRED, self.words(definition.required_words, context))
            return None
        if not fits(definition.control, node.typed):
            return Violation(Problem.TYPE)
        if definition.constraint and not definition.constraint.boolean(context):
            return Violation(Problem.CONSTRAINT, self.words(definition.constraint_words, context))
        if definition.control in SELECTS and not self._is_choice(node):
            return Violation(Problem.TYPE)
        return None

    def words(self, words: Words, context: Context, form: str = "") -> str:
        if words.computed:
            return words.computed.string(context).strip()
        if words.itext:
            return self.text(words.itext, context, form)
        return "" if form else joined(words.plain, context)

    def text(self, text_id: str, context: Context, form: str = "") -> str:
        """Return a translated text, or the one in the form's default language where it is missing."""
        for language in (self.language, self._form.default_language):
            forms = self._form.translations.get(language, {}).get(text_id)
            if forms and form in forms:
                return joined(forms[form], context)
        return ""

    def choices(self, node: Answer) -> tuple[ChoiceState, ...]:
        definition = node.definition
        choices = definition.choices
        if choices is None:
            return ()
        if definition not in self._made:
            made = self._make(node, choices)
            if not is_fixed(choices):
                return made
            self._made[definition] = made
        return self._made[definition]

    def choice_label(self, node: Answer, name: str) -> str:
        """Return the label of a choice of that question, or its name where it has none."""
        return next((choice.label for choice in self.choices(node) if choice.name == name), name)

    def _is_choice(self, node: Answer) -> bool:
        definition = node.definition
        names = self._names.get(definition)
        if names is None:
            names = frozenset(choice.name for choice in self.choices(node))
            if definition.choices and is_fixed(definition.choices):
                self._names[definition] = names
        chosen = [node.typed] if definition.control == "select_one" else node.typed.split()
        return names.issuperset(chosen)

    def _make(self, node: Answer, choices: Choices) -> tuple[ChoiceState, ...]:
        context = Context(node, self._environment)
        if choices.items is None:
            return tuple(ChoiceState(choice.name, self.words(choice.label, context)) for choice in choices.listed)
        made: list[ChoiceState] = []
        for item in choices.items.nodes(context):
            value = item.child(choices.value)
            label = choices.label.string(Context(item, self._environment, node)) if choices.label else ""
            made.append(ChoiceState(value.string_value() if value else "", label))
        return tuple(made)

    def _media(self, words: Words) -> Mapping[str, str]:
        forms = self._form.translations.get(self.language, {}).get(words.itext, {}) if words.itext else {}
        return {
            form: "".join(part for part in parts if isinstance(part, str))
            for form, parts in forms.items()
            if form in ("image", "audio", "video", "big-image")
        }


def joined(parts: Parts, context: Context) -> str:
    """Return a text with its outputs filled in."""
    texts: Sequence[str] = [part if isinstance(part, str) else part.string(context) for part in parts]
    return "".join(texts).strip()


def is_fixed(choices: Choices) -> bool:
    """Say whether the same choices stand there whatever is typed."""
    return choices.items is None or _reads_lists_only(choices.items)


def _reads_lists_only(expression: Expression) -> bool:
    return not expression.volatile and all(reference.start == "instance" for reference in expression.references)
