"""A sample of the walks, done again by JavaRosa: after every answer the two must agree about every question."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from engines.javarosa import NEEDED, JavaRosa, TheirState, is_here
from form_tables import world
from form_walks import Act, Walk, is_askable
from test_form_walks import NAMES, OURS, named_form
from test_whole_forms import BESIDE, files

from forms.definition import Form, Node
from forms.instance import Instance
from forms.state import Problem

pytestmark = pytest.mark.skipif(not is_here(), reason=NEEDED)
CHANGING = {"now", "random", "uuid", "randomize"}


@pytest.fixture(scope="module")
def javarosa():
    with JavaRosa() as engine:
        yield engine


def hanging_on_chance(form: Form) -> set[str]:
    """Return the paths of nodes that may come out differently the second time, and of what hangs on them."""
    found = {node.path for node in form.root.walk() if node.preload[0] or node.name.endswith("instanceID")}
    while True:
        names = {path.rpartition("/")[2] for path in found}
        more = {node.path for node in form.root.walk() if _is_changing(node, names)} - found
        if not more:
            return found
        found |= more


def _is_changing(node: Node, names: set[str]) -> bool:
    rules = (node.calculate, node.relevant, node.required, node.readonly, node.constraint)
    return any(
        rule is not None
        and (rule.functions & CHANGING or any(test in names for each in rule.references for _, test in each.moves))
        for rule in rules
    ) or (node.parent is not None and _is_changing(node.parent, names))


def is_same(ours: str, theirs: str) -> bool:
    """Say whether two values are one, apart from what JavaRosa is known to do otherwise."""
    if ours == theirs:
        return True
    if ours == "NaN" and not theirs:
        # A calculation that is no number is blank there; the standard writes NaN.
        return True
    if not ours and theirs == "[itext:]":
        # The name of a choice that nobody has made.
        return True
    for spelled in (_numbers, _moment):
        try:
            return spelled(ours) == spelled(theirs)
        except ValueError:
            pass
    return False


def _numbers(text: str) -> list[float]:
    """Return the numbers of a number, a point or a line: JavaRosa writes 0 as 0.0."""
    return [round(float(part), 9) for part in text.replace(";", " ").split()]


def _moment(text: str) -> datetime:
    """Return the moment of a date or a time: JavaRosa writes them in its own zone, and a date as its midnight."""
    text = text if "-" in text else f"2003-06-12T{text}"
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def differences(instance: Instance, theirs: dict[str, TheirState], leaving_out: set[str]) -> list[tuple]:
    """Return (path, what, ours, theirs) wherever the two do not agree."""
    found = []
    for node in instance.root.everything():
        if node.definition.path in leaving_out:
            continue
        other = theirs.get(node.path)
        if other is None:
            found.append((node.path, "is there", True, False))
        elif node.relevant != other.relevant:
            found.append((node.path, "relevant", node.relevant, other.relevant))
        elif node.relevant:
            state = instance.state(node.path)
            if node.required != other.required:
                found.append((node.path, "required", node.required, other.required))
            # We keep several choices in the order of their list, JavaRosa in that of their making.
            is_several = state.kind == "select_multiple" and set(state.value.split()) == set(other.value.split())
            if not is_several and not is_same(state.value, other.value):
                found.append((node.path, "value", state.value, other.value))
            fits = not (state.violation and state.violation.problem is Problem.CONSTRAINT)
            if fits != other.fits:
                found.append((node.path, "fits", fits, other.fits))
    return found


def do_too(javarosa: JavaRosa, act: Act, instance: Instance) -> None:
    """Let JavaRosa do what was done."""
    row, _, position = act.path.rstrip("]").rpartition("[")
    match act.what:
        case "answer":
            javarosa.answer(act.path, act.value)
        case "add":
            javarosa.add(row, int(position))
        case "remove":
            javarosa.remove(row, int(position))
            answer_again(javarosa, instance, f"{row}[1]/")
        case what:
            raise AssertionError(what)


def answer_again(javarosa: JavaRosa, instance: Instance, row: str) -> None:
    """Give JavaRosa the answers of a row once more.

    Where a condition stands behind the name of a repeat (`count(${person}[age >= 18])`), it goes on counting a row that
    was removed until another one is answered.
    """
    for state in instance.states():
        if state.path.startswith(row) and is_askable(instance, state):
            javarosa.answer(state.path, state.value)


def waits_for_its_page(form: Form) -> bool:
    """Say whether something in it happens in JavaRosa only when its page is shown: rows that are counted come to stand,
    and choices that a filter no longer lets through are taken back."""
    filters = [node.choices.items for node in form.order if node.choices and node.choices.items]
    return any(node.count for node in form.root.walk()) or any(
        reference.start != "instance" for items in filters for reference in items.references
    )


def compare(form: Form, javarosa: JavaRosa, folder: Path, seed: int, most: int = 600) -> None:
    (folder / "form.xml").write_text(form.source, encoding="utf-8")
    for file, content in BESIDE.items():
        (folder / file).write_bytes(content)
    javarosa.load(folder / "form.xml")
    javarosa.begin()
    # Both have the same day.
    environment = replace(world(instances=files(form)), now=lambda: datetime.now(UTC))
    instance = Instance.new(form, environment)
    leaving_out, looks_ahead = hanging_on_chance(form), waits_for_its_page(form)

    for act in Walk(instance, random.Random(seed), is_plain=True).steps(most):
        do_too(javarosa, act, instance)
        if looks_ahead:
            javarosa.through()
        assert differences(instance, javarosa.states(), leaving_out) == [], act


def is_known_there(form: Form) -> bool:
    """`pulldata` is a function of Collect's own."""
    rules = [node.calculate for node in form.root.walk()]
    return not any(rule and "pulldata" in rule.functions for rule in rules)


@pytest.mark.parametrize("name", [*NAMES, *OURS])
def test_a_walk_is_the_same_in_javarosa(name, javarosa, tmp_path):
    form = named_form(name)
    if not is_known_there(form):
        pytest.skip("pulldata() is a function of ODK Collect, not of JavaRosa")

    compare(form, javarosa, tmp_path, seed=5, most=120)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", [*NAMES, *OURS])
def test_many_walks_are_the_same_in_javarosa(name, seed, javarosa, tmp_path):
    form = named_form(name)
    if not is_known_there(form):
        pytest.skip("pulldata() is a function of ODK Collect, not of JavaRosa")

    compare(form, javarosa, tmp_path, seed)
