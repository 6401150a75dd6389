"""One filled-in form: values in, states out. The only door to a form that is being answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.answer_nodes import Answer, blank
from forms.calculation import Calculation, place_of
from forms.definition import Form, Node
from forms.dependencies import plan_of
from forms.expression import Environment
from forms.lexical import written
from forms.preloads import preload
from forms.shown import Showing
from forms.snapshot import restored, snapshot_of
from forms.state import Missing, Path, QuestionState
from forms.tree import Element
from forms.tree import Node as TreeNode
from forms.xml_out import to_xml

FIRST_LOAD, LOAD, NEW_REPEAT = "odk-instance-first-load", "odk-instance-load", "odk-new-repeat"


@dataclass(frozen=True, slots=True)
class RepeatState:
    """A repeat as a whole: where an instance could be added."""

    path: Path
    """Without a position at its end: `/data/person`."""
    label: str
    count: int
    fixed: bool
    """Its number is computed; nobody adds or takes away."""
    relevant: bool


@dataclass(frozen=True, slots=True)
class Removed:
    """A repeat instance that was taken out, to be put back by `Instance.insert_back`."""

    parent: Answer
    instance: Answer
    index: int


class Instance:
    def __init__(self, form: Form, root: Answer, environment: Environment, language: str) -> None:
        self.form = form
        self.root = root
        self.dropped: list[tuple[Path, str]] = []
        """Answers of a snapshot that this version of the form has no place for."""
        self.environment = replace(
            environment,
            instances=lists_of(form, environment),
            itext=lambda text_id: self._showing.text(text_id, self._calculation.context(root)),
            choice_name=self._choice_name,
            indexes={},
        )
        self._showing = Showing(form, self.environment, language)
        if not hasattr(form, "plan"):
            form.plan = plan_of(form)  # type: ignore[attr-defined]
        self._calculation = Calculation(form, form.plan, root, self.environment)  # type: ignore[attr-defined]

    # -------------------------------------------------------------- beginning

    @classmethod
    def new(
        cls, form: Form, environment: Environment, language: str = "", properties: Mapping[str, str] | None = None
    ) -> Instance:
        """Begin a blank form. `properties`: username, deviceid, phonenumber, email … for its preloads."""
        root = blank(form.root)
        instance = cls(form, root, environment, language or form.default_language)
        instance._name_records(root)
        preload(root, environment, properties or {})
        instance._calculation.everything()
        instance._load(FIRST_LOAD)
        return instance

    @classmethod
    def restore(cls, form: Form, snapshot: Mapping[str, Any], environment: Environment) -> Instance:
        """Go on with a form where `snapshot` was taken, in this or another version of the form."""
        dropped: list[tuple[Path, str]] = []
        root = restored(form.root, snapshot["root"], dropped)
        language = str(snapshot.get("language", ""))
        instance = cls(form, root, environment, language if language in form.languages else form.default_language)
        instance.dropped = dropped
        instance._name_records(root)
        instance._calculation.everything()
        instance._load(LOAD)
        return instance

    @classmethod
    def resume(cls, form: Form, root: Answer, environment: Environment, language: str = "") -> Instance:
        """Go on with nodes that hold existing records."""
        instance = cls(form, root, environment, language or form.default_language)
        instance._name_records(root)
        instance._calculation.everything()
        instance._load(LOAD)
        return instance

    # -------------------------------------------------------------- looking

    @property
    def language(self) -> str:
        return self._showing.language

    def set_language(self, language: str) -> list[QuestionState]:
        """Speak another language of the form; return all states."""
        self._showing.speak(language)
        for node in _answers(self.root):
            node.shown = None
        return self.states()

    def states(self) -> list[QuestionState]:
        """Return every question, group and repeat instance in the order in which they are asked."""
        for node in self._calculation.touched:
            node.shown = None
        self._calculation.touched.clear()
        return [self._state(node) for node in _asked(self.root)]

    def state(self, path: Path) -> QuestionState:
        """Return one question, group or repeat instance; KeyError where there is none."""
        return self._state(self._node(path))

    def record_of(self, path: Path) -> str:
        """Return the id of the record that the root or a repeat instance becomes."""
        return self._node(path).record_id

    def repeats(self) -> list[RepeatState]:
        """Return every place where repeat instances stand or could stand."""
        found: list[RepeatState] = []
        for node in _answers(self.root):
            for child in node.definition.children:
                if child.is_repeat and child.control:
                    label = self._showing.words(child.label, self._calculation.context(node))
                    count = len(node.named(child.name))
                    found.append(RepeatState(f"{node.path}/{child.name}", label, count, child.fixed, node.relevant))
        return found

    def unasked(self) -> list[QuestionState]:
        """Return the relevant questions that must be answered and are not, reasons other than "later" aside."""
        return [state for state in self.states() if state.required and state.is_unasked]

    def violations(self) -> list[QuestionState]:
        return [state for state in self.states() if state.violation]

    # -------------------------------------------------------------- answering

    def answer(self, path: Path, value: object) -> list[QuestionState]:
        """Keep the answer, valid or not, and return every state that it changed. None or "" clears it."""
        node = self._node(path)
        text = "" if value is None else written(node.definition.control, str(value))
        if text:
            node.missing = None
        self._calculation.touched[node] = None
        if self._calculation.write(node, text):
            self._calculation.written(node)
            self._calculation.settle()
        return self._changed()

    def leave_unanswered(self, path: Path, reason: Missing | None) -> list[QuestionState]:
        """Keep why there is no answer, in place of the answer; None takes the reason back."""
        node = self._node(path)
        node.missing = reason
        self._calculation.touched[node] = None
        if reason is not None and self._calculation.write(node, ""):
            self._calculation.written(node)
            self._calculation.settle()
        return self._changed()

    def add_repeat(self, path: Path, before: int | None = None) -> Path:
        """Add a blank instance, at the end or before the one with that position, and return its path."""
        parent, repeat = self._repeat(path)
        twins = parent.named(repeat.name)
        instance = blank(repeat)
        if before is not None and before <= len(twins):
            place = parent.index(twins[before - 1])
        else:
            place = parent.index(twins[-1]) + 1 if twins else place_of(parent, repeat)
        parent.insert(place, instance)
        self._name_records(instance)
        self._calculation.added(instance)
        self._calculation.settle()
        for node in _answers(instance):
            for action in node.definition.new_repeat:
                self._calculation.act(action, instance)
        self._calculation.settle()
        self._adopt_ids(instance)
        return instance.path

    def remove_repeat(self, path: Path) -> Removed:
        """Take an instance out; what is returned puts it back."""
        instance = self._node(path)
        parent = instance.parent
        if not instance.definition.is_repeat or not isinstance(parent, Answer):
            raise KeyError(path)
        index = parent.remove(instance)
        self._recount(parent, instance.definition)
        return Removed(parent, instance, index)

    def insert_back(self, removed: Removed) -> Path:
        """Put a removed instance back where it was, with all that was in it."""
        removed.parent.insert(min(removed.index, len(removed.parent.children)), removed.instance)
        self._calculation.added(removed.instance)
        self._recount(removed.parent, removed.instance.definition)
        return removed.instance.path

    def move_repeat(self, path: Path, position: int) -> Path:
        """Let an instance stand at another position (1-based) among its twins."""
        instance = self._node(path)
        parent = instance.parent
        if not instance.definition.is_repeat or not isinstance(parent, Answer):
            raise KeyError(path)
        first = parent.index(parent.named(instance.name)[0])
        parent.remove(instance)
        parent.insert(first + max(0, position - 1), instance)
        self._recount(parent, instance.definition)
        return instance.path

    # -------------------------------------------------------------- keeping

    def snapshot(self) -> dict[str, Any]:
        """Return everything that is needed to go on later, as JSON can hold it."""
        return {
            "form": self.form.id,
            "version": self.form.version,
            "language": self.language,
            "root": snapshot_of(self.root),
        }

    def to_xml(self) -> str:
        """Return the record as an XForms submission: what is not relevant is left out."""
        return to_xml(self.root)

    # -------------------------------------------------------------- within

    def _load(self, event: str) -> None:
        for action in self.form.load_actions:
            if event in action.events or LOAD in action.events:
                self._calculation.act(action)
        self._calculation.settle()
        self._adopt_ids(self.root)

    def _changed(self) -> list[QuestionState]:
        """Return the states that are other than the screen has them."""
        touched = list(self._calculation.touched)
        self._calculation.touched.clear()
        found: list[QuestionState] = []
        for node in touched:
            before, node.shown = node.shown, None
            if not node.definition.control or _is_detached(node, self.root):
                continue
            state = self._state(node)
            if state != before:
                found.append(state)
        return found

    def _state(self, node: Answer) -> QuestionState:
        if node.shown is None:
            node.violation = self._showing.judge(node)
            node.shown = self._showing.state(node)
        return node.shown

    def _recount(self, parent: Answer, repeat: Node) -> None:
        for twin in parent.named(repeat.name):
            for node in _answers(twin):  # type: ignore[arg-type]
                node.shown = None
        self._calculation.counted(repeat)
        self._calculation.settle()

    def _name_records(self, within: Answer) -> None:
        """Give the root and every repeat instance the id of the record that it becomes."""
        for node in _answers(within):
            if not node.record_id and (node is self.root or node.definition.is_repeat):
                node.record_id = self.environment.new_id()

    def _adopt_ids(self, within: Answer) -> None:
        """A form that names an entity itself has the last word about the id; an id that is lacking is filled in."""
        for node in _answers(within):
            if node.record_id and (entity := entity_of(node)) is not None:
                given = entity.attributes.get("id", "")
                if given:
                    node.record_id = given
                else:
                    entity.attributes["id"] = node.record_id

    def _node(self, path: Path) -> Answer:
        node: Element = self.root
        names = path.split("/")[2:]
        for name in names:
            plain, _, position = name.partition("[")
            twins = node.named(plain)
            place = int(position.rstrip("]")) if position else 1
            if not 1 <= place <= len(twins):
                raise KeyError(path)
            node = twins[place - 1]
        assert isinstance(node, Answer)
        return node

    def _repeat(self, path: Path) -> tuple[Answer, Node]:
        above, _, name = path.rpartition("/")
        parent = self._node(above)
        repeat = next((child for child in parent.definition.children if child.name == name.partition("[")[0]), None)
        if repeat is None or not repeat.is_repeat:
            raise KeyError(path)
        return parent, repeat

    def _choice_name(self, node: TreeNode, question: str, value: str) -> str:
        """Answer `jr:choice-name`: the question is named by its path, absolute or from the node that asks."""
        target = self._follow(node, question.strip())
        return self._showing.choice_label(target, value) if target is not None else value

    def _follow(self, node: TreeNode, path: str) -> Answer | None:
        here: Element | None = self.root if path.startswith("/") else node if isinstance(node, Answer) else node.parent
        steps = path.split("/")[2:] if path.startswith("/") else path.split("/")
        for name in steps:
            if here is None or name in (".", "current()"):
                continue
            here = here.parent if name == ".." else here.child(name.partition("[")[0])
        return here if isinstance(here, Answer) else None


def entity_of(container: Answer) -> Element | None:
    """Return the entity that a root or repeat instance creates, if it does."""
    meta = container.child("meta") or container.child("orx:meta")
    entity = meta.child("entity") or meta.child("entities:entity") if meta is not None else None
    return entity if entity is not None and entity.attributes.get("create") else None


def lists_of(form: Form, environment: Environment) -> Callable[[str], Element]:
    """Return what finds a secondary instance: written in the form first, then wherever the caller looks."""

    def instance(instance_id: str) -> Element:
        found = form.lists.get(instance_id)
        return found if found is not None else environment.instances(instance_id)

    return instance


def _answers(node: Answer) -> Iterable[Answer]:
    return node.walk()  # type: ignore[return-value]


def _asked(node: Answer) -> Iterable[Answer]:
    return (each for each in _answers(node) if each.definition.control)


def _is_detached(node: Answer, root: Answer) -> bool:
    here: Element | None = node
    while here is not None and here is not root:
        here = here.parent
    return here is None
