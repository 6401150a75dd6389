"""One filled-in form: values in, states out. The only door to a form that is being answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.answer_nodes import Answer, blank, place_of
from forms.blank_form import blank_root
from forms.calculation import Calculation, begin
from forms.choice_names import question_at
from forms.computing import Computing
from forms.definition import LAST_SAVED, Form, Node
from forms.entities import META, TITLE, entity_of, is_kept, record_id_of
from forms.expression import Environment
from forms.lexical import written
from forms.preloads import finish, preload
from forms.shown import Showing
from forms.snapshot import restored, snapshot_of
from forms.state import Missing, Path, QuestionState
from forms.submission import record_in, renew_id
from forms.tree import Element
from forms.tree import Node as TreeNode
from forms.xml_out import to_xml

FIRST_LOAD, LOAD, REVALIDATE = "odk-instance-first-load", "odk-instance-load", "xforms-revalidate"
FIRST = frozenset({FIRST_LOAD, LOAD, "xforms-ready"})


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
    wanted: int | None = None
    """How many its repeat_count asks for; more than that may stand there, because nobody's answers are thrown away."""


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
        self._computing = Computing(
            replace(
                environment,
                instances=_once_each(lists_of(form, environment)),
                itext=self._text,
                choice_name=self._choice_name,
                indexes={},
            )
        )
        self._showing = Showing(form, self._computing, language)
        self._holders = _repeat_holders(form.root)
        self._calculation = Calculation(form, root, self._computing, self._showing.names)

    # -------------------------------------------------------------- beginning

    @classmethod
    def new(
        cls, form: Form, environment: Environment, language: str = "", properties: Mapping[str, str] | None = None
    ) -> Instance:
        """Begin a blank form. `properties`: username, deviceid, phonenumber, email … for its preloads."""
        root = blank_root(form)
        instance = cls(form, root, environment, language or form.default_language)
        instance._name_records(root)
        preload(root, environment, properties or {})
        if form.blank is None:
            instance._calculation.everything()
        else:
            instance._calculation.waiting(form.blank.waiting)
        instance._happen(FIRST)
        begin(root)
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
        instance._calculation.everything(_kept(form))
        instance._happen(frozenset({LOAD}))
        return instance

    @classmethod
    def resume(cls, form: Form, root: Answer, environment: Environment, language: str = "") -> Instance:
        """Go on with nodes that hold existing records. What was random, or of that day, stays as it was."""
        instance = cls(form, root, environment, language or form.default_language)
        instance._name_records(root)
        instance._calculation.everything(_kept(form))
        instance._happen(frozenset({LOAD}))
        return instance

    @classmethod
    def from_xml(
        cls, form: Form, text: str, environment: Environment, language: str = "", *, edited: bool = False
    ) -> Instance:
        """Go on with a record as OpenRosa submits it; what was left out as not relevant begins with its default.

        `edited`: it becomes a version of its own, with a new instanceID and the former one as its deprecatedID.
        Raises FormRefused for a text that is no record of this form.
        """
        dropped: list[tuple[Path, str]] = []
        root = record_in(form, text, dropped)
        if edited:
            renew_id(root, environment)
        instance = cls.resume(form, root, environment, language)
        instance.dropped = dropped
        return instance

    # -------------------------------------------------------------- looking

    @property
    def language(self) -> str:
        return self._showing.language

    def set_language(self, language: str) -> list[QuestionState]:
        """Speak another language of the form; return all states."""
        self._showing.speak(language)
        self._calculation.spoken()
        for node in self.root.everything():
            node.shown = None
        return self.states()

    @property
    def environment(self) -> Environment:
        return self._computing.environment

    @property
    def troubles(self) -> dict[tuple[str, str], str]:
        """What could not be computed for these answers: (question without positions, expression) -> why."""
        return self._computing.troubles

    def states(self) -> list[QuestionState]:
        """Return every question, group and repeat instance in the order in which they are asked."""
        for node in self._calculation.touched:
            node.shown = None
        self._calculation.touched.clear()
        return [self._state(node) for node in self.root.everything() if node.definition.control]

    def state(self, path: Path) -> QuestionState:
        """Return one question, group or repeat instance; KeyError where there is none."""
        node = self._node(path)
        # What the screen has of it may be old, and is still what the next answer's changes are held against.
        return self._showing.state(node) if node in self._calculation.touched else self._state(node)

    @property
    def title(self) -> str:
        """What the form calls this record, as it is filled in now (`instance_name`); "" where it says nothing."""
        meta = next((child for child in self.root.inner if child.name in META), None)
        return next((node.text.strip() for node in (meta.inner if meta else ()) if node.name in TITLE), "")

    def record_of(self, path: Path) -> str:
        """Return the id of the record that the root or a repeat instance becomes."""
        return self._node(path).record_id

    def repeats(self) -> list[RepeatState]:
        """Return every place where repeat instances stand or could stand."""
        found: list[RepeatState] = []
        for node in _holding(self.root, self._holders):
            for child in node.definition.children:
                if child.is_repeat and child.control:
                    path = f"{node.path}/{child.name}"
                    label = self._showing.words(node, child.label)
                    wanted = self._calculation.wanted.get((node, child))
                    count = len(node.twins(child.name))
                    relevant = node.relevant and self._calculation.would_be_relevant(node, child)
                    found.append(RepeatState(path, label, count, child.fixed, relevant, wanted))
        return found

    def unasked(self) -> list[QuestionState]:
        """Return the relevant questions that must be answered and are not, reasons other than "later" aside."""
        return [state for state in self.states() if state.required and state.is_unasked]

    def violations(self) -> list[QuestionState]:
        return [state for state in self.states() if state.violation]

    # -------------------------------------------------------------- answering

    def answer(self, path: Path, value: object) -> list[QuestionState]:
        """Keep the answer, valid or not, and return every state that it changed. None or "" clears it."""
        self._give(self._leaf(path), value)
        return self._changed()

    def keep_all(self, answers: Mapping[Path, object]) -> None:
        """Keep the answers to those of the questions that are asked; what they change is worked out once for all.

        For whoever fills in many forms and shows none. An answer that opens another question lets that be answered,
        in whatever order they stand.
        """
        waiting = {self._leaf(path): value for path, value in answers.items()}
        while asked := [node for node in waiting if node.relevant]:
            for node in asked:
                self._put(node, waiting.pop(node))
            self._settle()

    def leave_unanswered(self, path: Path, reason: Missing | None) -> list[QuestionState]:
        """Keep why there is no answer, in place of the answer; None takes the reason back."""
        node = self._leaf(path)
        node.missing = reason
        self._write(node, "" if reason is not None else node.typed)
        return self._changed()

    def add_repeat(self, path: Path, before: int | None = None) -> Path:
        """Add a blank instance, at the end or before the one with that position, and return its path."""
        parent, repeat = self._repeat(path)
        twins = parent.twins(repeat.name)
        instance = blank(repeat)
        if before is not None and 1 <= before <= len(twins):
            position, place = before, parent.index(twins[before - 1])
        else:
            position, place = len(twins) + 1, parent.index(twins[-1]) + 1 if twins else place_of(parent, repeat)
        parent.insert(place, instance)
        self._calculation.came(parent, repeat, [instance], since=position)
        self._settle()
        return instance.path

    def remove_repeat(self, path: Path) -> Removed:
        """Take an instance out; what is returned puts it back."""
        instance, parent = self._repeat_instance(path)
        index = parent.remove(instance)
        self._recount(parent, instance.definition)
        return Removed(parent, instance, index)

    def insert_back(self, removed: Removed) -> Path:
        """Put a removed instance back where it was, with all that was in it."""
        removed.parent.insert(min(removed.index, len(removed.parent.family)), removed.instance)
        for node in removed.instance.everything():
            node.shown = None
        self._calculation.added(removed.instance)
        self._recount(removed.parent, removed.instance.definition)
        return removed.instance.path

    def move_repeat(self, path: Path, position: int) -> Path:
        """Let an instance stand at another position (1-based) among its twins."""
        instance, parent = self._repeat_instance(path)
        twins = parent.twins(instance.name)
        first, last = parent.index(twins[0]), len(twins) - 1
        parent.remove(instance)
        parent.insert(first + min(max(0, position - 1), last), instance)
        self._recount(parent, instance.definition)
        return instance.path

    def finish(self) -> list[QuestionState]:
        """Write when the form was finished, where it asks for that, and do what is to be done at its end."""
        for node in finish(self.root):
            self._write(node, self.environment.now().isoformat(timespec="milliseconds"))
        self._happen(frozenset({REVALIDATE}))
        return self._changed()

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

    def _give(self, node: Answer, value: object) -> None:
        if self._put(node, value):
            self._settle()

    def _put(self, node: Answer, value: object) -> bool:
        text = "" if value is None else written(node.definition.lexical_kind, str(value))
        if node.definition.control == "select_multiple" and " " in text:
            # In the order of the list: two who tick the same agree, whoever ticks what first.
            places = self._showing.names(node)
            text = " ".join(sorted(text.split(), key=lambda name: places.get(name, len(places))))
        if text:
            node.missing = None
        node.stowed = ""
        return self._put_text(node, text)

    def _write(self, node: Answer, text: str) -> None:
        if self._put_text(node, text):
            self._settle()

    def _put_text(self, node: Answer, text: str) -> bool:
        """Write without working out what follows; say whether anything does."""
        self._calculation.touched[node] = None
        is_other = self._calculation.write(node, text)
        if is_other:
            self._calculation.written(node)
        return is_other

    def _settle(self) -> None:
        self._calculation.settle()
        for instance in self._calculation.newcomers:
            self._name_records(instance)
            self._adopt_ids(instance)
        self._calculation.newcomers.clear()

    def _happen(self, events: frozenset[str]) -> None:
        for action in self.form.load_actions:
            if events & action.events:
                self._calculation.act(action)
        self._settle()
        self._adopt_ids(self.root)

    def _changed(self) -> list[QuestionState]:
        """Return the states that are other than the screen has them."""
        touched = list(self._calculation.touched)
        self._calculation.touched.clear()
        found: list[QuestionState] = []
        for node in touched:
            before, node.shown = node.shown, None
            if node.definition.control and not (node.definition.repeats and self._is_detached(node)):
                state = node.shown = self._showing.state(node)
                if state != before:
                    found.append(state)
        return found

    def _state(self, node: Answer) -> QuestionState:
        if node.shown is None:
            node.shown = self._showing.state(node)
        elif node in self._calculation.touched:
            # What the screen has stays what it has, until the screen is told.
            return self._showing.state(node)
        return node.shown

    def _recount(self, parent: Answer, repeat: Node) -> None:
        self._calculation.counted(repeat, parent)
        self._settle()

    def _name_records(self, within: Answer) -> None:
        """Give the root and every repeat instance the id of the record that it becomes."""
        for node in within.everything():
            if not node.record_id and (node is self.root or node.definition.is_repeat):
                node.record_id = self.environment.new_id()

    def _adopt_ids(self, within: Answer) -> None:
        """A form that names an entity itself has the last word about the id; an id that is lacking is filled in."""
        for node in within.everything():
            if (
                node.record_id
                and (entity := entity_of(node)) is not None
                and entity.definition.attributes.get("create")
            ):
                node.record_id = record_id_of(node)
                entity.attributes["id"] = entity.attributes.get("id") or node.record_id

    def _is_detached(self, node: Answer) -> bool:
        here: Answer | None = node
        while here is not None and here is not self.root:
            here = here.around
        return here is None

    def _node(self, path: Path) -> Answer:
        node = self.root
        top, *names = path.removeprefix("/").split("/")
        if top != self.root.name:
            raise KeyError(path)
        for name in names:
            plain, _, position = name.partition("[")
            place = int(position.rstrip("]")) if position else 1
            twins = node.twins(plain) if place > 1 else ()
            node = node.only(plain) if place == 1 else twins[place - 1] if 1 < place <= len(twins) else None
            if node is None:
                raise KeyError(path)
        return node

    def _leaf(self, path: Path) -> Answer:
        node = self._node(path)
        if not node.definition.is_leaf:
            raise KeyError(path)
        return node

    def _repeat(self, path: Path) -> tuple[Answer, Node]:
        above, _, name = path.rpartition("/")
        parent = self._node(above)
        repeat = next((child for child in parent.definition.children if child.name == name.partition("[")[0]), None)
        if repeat is None or not repeat.is_repeat:
            raise KeyError(path)
        return parent, repeat

    def _repeat_instance(self, path: Path) -> tuple[Answer, Answer]:
        instance = self._node(path)
        if not instance.definition.is_repeat or instance.around is None:
            raise KeyError(path)
        return instance, instance.around

    def _text(self, text_id: str) -> str:
        return self._showing.text(text_id, self._computing.context(self.root))

    def _choice_name(self, node: TreeNode, question: str, value: str) -> str:
        target = question_at(node, question)
        return self._showing.choice_label(target, value) if isinstance(target, Answer) else value


def lists_of(form: Form, environment: Environment) -> Callable[[str], Element]:
    """Return what finds a secondary instance: written in the form first, then wherever the caller looks."""

    def instance(instance_id: str) -> Element:
        found = form.lists.get(instance_id)
        if found is not None:
            return found
        try:
            return environment.instances(instance_id)
        except KeyError:
            source = form.files.get(instance_id, "")
            if source == LAST_SAVED:
                return Element(form.root.name)
            # The form may call a list by another name than its file.
            stem = source.rpartition("/")[2].rpartition(".")[0]
            if stem in ("", instance_id):
                raise
            return environment.instances(stem)

    return instance


def _repeat_holders(root: Node) -> frozenset[Node]:
    """Return the definitions below which a repeat can stand."""
    found: set[Node] = set()
    for definition in root.walk():
        here = definition.parent if definition.is_repeat else None
        while here is not None:
            found.add(here)
            here = here.parent
    return frozenset(found)


def _holding(node: Answer, holders: frozenset[Node]) -> Iterator[Answer]:
    """Yield the nodes below which a repeat stands or could stand; the many others are not walked over."""
    if node.definition in holders:
        yield node
        for child in node.inner:
            yield from _holding(child, holders)


def _once_each(find: Callable[[str], Element]) -> Callable[[str], Element]:
    """Ask for a list once in the life of an instance: whoever looks it up may build it anew each time."""
    found: dict[str, Element] = {}

    def instance(instance_id: str) -> Element:
        if instance_id not in found:
            found[instance_id] = find(instance_id)
        return found[instance_id]

    return instance


def _kept(form: Form) -> frozenset[Node]:
    """Return the calculations whose values are kept in records, because they would come out differently now."""
    return frozenset(node for node in form.root.walk() if is_kept(node))
