"""Beginning a record of a register and taking it from state to state, as ordinary commits or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.areas import in_language
from forms.instance import Instance
from forms.pack_registers import AREA
from forms.pack_settings import Prefill
from forms.register import Check, Register, Step
from forms.register_query import NOW, TODAY, RegisterQuery
from forms.rows import Value as Answer
from forms.rows import instance_from_rows
from forms.state import Path, QuestionState
from survey_app.definitions import form_language
from survey_app.drafts import draft_of
from survey_app.interviews import Interview
from survey_app.record_removal import Removed, bring_back, remove_again
from survey_app.records import kept_rows
from survey_app.registers import (
    RegisterList,
    RegisterRow,
    as_moment,
    described_in,
    facts_for,
    in_digits,
    register_named,
)
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from survey_app.workspace_errors import StepRefused
from sync.certificate import is_under
from sync.commit import Commit
from sync.role import Role

LAST_DIGITS = 4
"""A number is the code of its area and the next of so many digits."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A record that was begun: open in an interview, or kept at once because nothing was left to ask."""

    record_id: str
    interview: Interview | None
    commits: Sequence[Commit] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken, with the way back."""

    record_id: str
    dataset: str
    before: Mapping[str, Answer]
    after: Mapping[str, Answer]
    commits: Sequence[Commit]
    begun: Removed = field(default_factory=dict[str, str])
    """The record that it made in another register."""


def may(workspace: Workspace, role: str) -> bool:
    """Say whether whoever sits here may do what that role may."""
    return workspace.role.rank >= Role(role).rank and not workspace.read_only


def steps_for(workspace: Workspace, register: Register, state: str) -> list[Step]:
    """Return the steps that somebody here may take from a state."""
    return [step for step in register.steps_from(state) if may(workspace, step.by)]


# ------------------------------------------------------------------ beginning


def begin(
    workspace: Workspace,
    register: Register,
    holder: str = "",
    language: str = "",
    given: Mapping[str, str] | None = None,
) -> Begun:
    """Begin a record on another; what the register fills in may leave nothing to ask, then it is kept at once.

    `given` is written into it too: what follows from the record where a step opened it. Raises StepRefused where the
    role, the record or a condition says no.
    """
    language = language or workspace.settings.language
    if register.new.by_step:
        raise StepRefused(sentence(language, "register.by_step"))
    _allow_beginning(workspace, register, holder, language)
    answers = {**_filled_in(workspace, register, holder), **(given or {})}
    interview = Interview.open(workspace, register.form, "", holder, Prefill(household=answers), language)
    if not (interview.is_complete and answers):
        return Begun(interview.record_id, interview)
    # Whoever only opens a form has said nothing; here the one key says it.
    interview.discard()
    interview = Interview.open(workspace, register.form, "", holder, language=language)
    for name, value in answers.items():
        interview.answer(_path_of(workspace, register, name), value)
    return Begun(interview.record_id, None, interview.finish().commits)


def _allow_beginning(workspace: Workspace, register: Register, holder: str, language: str) -> None:
    if register.only_lists:
        raise StepRefused(sentence(language, "register.only_lists"))
    if not may(workspace, register.new.by):
        raise _not_for(register.new.by, language)
    record = workspace.store.record(holder) if holder else None
    if holder and (record is None or record.dataset != register.of):
        raise StepRefused(sentence(language, "register.other_holder"))
    if not holder:
        if register.needs_one and register.of:
            raise StepRefused(sentence(language, "register.needs_one"))
        return
    described = described_in(workspace)
    for check in register.new.checks:
        query = RegisterQuery.of_the_holder(register, described)
        _hold(workspace, query, check, holder, language)
    if register.new.once:
        query = RegisterQuery.of_the_holder(register, described)
        if _fulfils(workspace, query, query.one_of_that_human(), holder):
            raise StepRefused(_once_words(register, language))


def _filled_in(workspace: Workspace, register: Register, holder: str) -> dict[str, str]:
    fills = register.new.fills
    answers = {name: workspace.now().date().isoformat() for name, source in fills.items() if source == TODAY}
    told = {name: source for name, source in fills.items() if source != TODAY}
    if holder:
        query = RegisterQuery.of_the_holder(register, described_in(workspace))
        answers |= _as_answers(workspace, query, told, holder)
    return answers


def _as_answers(workspace: Workspace, query: RegisterQuery, told: Mapping[str, str], record_id: str) -> dict[str, str]:
    """Return what expressions over a record give, as answers; what is blank is left out."""
    if not told:
        return {}
    columns = [query.condition(text) for text in told.values()]
    query.only(f"{query.column(('record_id',))} = :record")
    _, found = workspace.store.query(query.select(columns), {**facts_for(workspace), "record": record_id})
    return {
        name: in_digits(value) if isinstance(value, float) else str(value)
        for row in found
        for name, value in zip(told, row, strict=True)
        if value is not None
    }


# ------------------------------------------------------------------ steps


def take(
    workspace: Workspace,
    register: Register,
    record_id: str,
    step: Step,
    answers: Mapping[str, str] | None = None,
    language: str = "",
) -> Taken:
    """Take a step: what it asks is answered, what it fills in filled in, the state another; all of it or nothing.

    Raises StepRefused, with the sentence for whoever wanted it.
    """
    language = language or workspace.settings.language
    _allow(workspace, register, record_id, step, language)
    refuse_elsewhere(workspace, record_id, language)
    for check in (check for check in step.checks if check.before):
        _hold(workspace, RegisterQuery(register, described_in(workspace)), check, record_id, language)
    before = _kept(workspace, record_id)
    asked = {name: value for name, value in (answers or {}).items() if name in step.ask}
    with workspace.store.transaction():
        begun: Removed = {}
        if step.opens:
            opened = register_named(workspace, step.opens)
            begun = {_begun_by(workspace, register, record_id, step, opened, asked, language): opened.dataset}
        commits = _moved(workspace, register, record_id, step, {} if step.opens else asked, language)
        for check in (check for check in step.checks if not check.before):
            _hold(workspace, RegisterQuery(register, described_in(workspace)), check, record_id, language)
        if register.new.once and step.to:
            query = RegisterQuery(register, described_in(workspace))
            own = query.condition(register.new.once)
            if _fulfils(workspace, query, f"({query.another_of_the_same_human()} AND {own})", record_id):
                raise StepRefused(_once_words(register, language))
    after = _kept(workspace, record_id)
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return Taken(
        record_id,
        register.dataset,
        {name: before.get(name) for name in changed},
        {name: after.get(name) for name in changed},
        commits,
        begun,
    )


def refuse_elsewhere(workspace: Workspace, record_id: str, language: str) -> None:
    """Raise StepRefused for a record of another area: what is written to it here, no office would take."""
    record = workspace.store.record(record_id)
    if record is not None and not is_under(record.area, workspace.area):
        areas = workspace.pack.areas if workspace.pack else None
        code = record.area.rpartition("/")[2]
        named = areas.name(code, language) if areas is not None and code in areas else code
        raise StepRefused(sentence(language, "register.elsewhere", area=named))


def _moved(
    workspace: Workspace, register: Register, record_id: str, step: Step, asked: Mapping[str, str], language: str
) -> Sequence[Commit]:
    """Write into the record what the step asks and fills in, and its state. Raises StepRefused."""
    interview = Interview.open(workspace, register.form, record_id, language=language)
    for name, value in {**asked, **_written(workspace, register, record_id, step)}.items():
        interview.answer(_path_of(workspace, register, name), value)
    if step.to:
        interview.answer(_path_of(workspace, register, register.state), step.to)
    written = [_path_of(workspace, register, name) for name in (*(() if step.opens else step.ask), *step.fills)]
    states = interview.states()
    _refuse_odd_answers(states, [state.path for state in states] if step.complete else written, language)
    return interview.finish().commits


def _begun_by(
    workspace: Workspace,
    register: Register,
    record_id: str,
    step: Step,
    opened: Register,
    asked: Mapping[str, str],
    language: str,
) -> str:
    """Make the record that a step begins in another register, and return its id. Raises StepRefused."""
    row = RegisterList(workspace, register, language).row(record_id)
    holder = holder_for(register, opened, row) if row else ""
    _allow_beginning(workspace, opened, holder, language)
    filled = {**_filled_in(workspace, opened, holder), **_given(workspace, register, record_id, step)}
    interview = Interview.open(workspace, opened.form, "", holder, Prefill(household=filled), language)
    for name, value in asked.items():
        interview.answer(_path_of(workspace, opened, name), value)
    written = [_path_of(workspace, opened, name) for name in (*step.ask, *filled)]
    _refuse_odd_answers(interview.states(), written, language)
    interview.finish()
    return interview.record_id


def put_back(workspace: Workspace, taken: Taken) -> None:
    """Undo a step: the fields as they were before it. Both stay in the history."""
    with workspace.store.transaction():
        remove_again(workspace, taken.begun)
        workspace.change(taken.record_id, taken.dataset, taken.before)


def take_again(workspace: Workspace, taken: Taken) -> None:
    with workspace.store.transaction():
        bring_back(workspace, taken.begun)
        workspace.change(taken.record_id, taken.dataset, taken.after)


def given_by(workspace: Workspace, register: Register, record_id: str, step: Step, language: str) -> dict[str, str]:
    """Return what a step writes into the record that it begins. Raises StepRefused where it cannot be taken."""
    if not may(workspace, step.by):
        raise _not_for(step.by, language)
    refuse_where_it_stands(workspace, register, record_id, step, language)
    return _given(workspace, register, record_id, step)


def _given(workspace: Workspace, register: Register, record_id: str, step: Step) -> dict[str, str]:
    return _as_answers(workspace, RegisterQuery(register, described_in(workspace)), step.gives, record_id)


def holder_for(register: Register, opened: Register, row: RegisterRow) -> str:
    """Return on what a step begins a record of another register: on the record itself, or what that hangs on."""
    if opened.of == register.dataset:
        return row.record_id
    return row.parent_id if opened.of == register.of else ""


def questions_of(workspace: Workspace, register: Register, record_id: str, step: Step, language: str) -> Questions:
    """Return what a step asks, to be answered on the screen; nothing of it is kept before the step is taken."""
    if step.opens:
        return _questions_of_the_opened(workspace, register, record_id, step, language)
    form = workspace.form(register.form)
    rows, _ = kept_rows(workspace, form, record_id)
    spoken = form_language(form, language)
    instance = instance_from_rows(form, rows, workspace.environment(), spoken)
    if step.to:
        # What is asked in the new state only is asked for it.
        instance.answer(_path_of(workspace, register, register.state), step.to)
    return Questions(instance, {_path_of(workspace, register, name): name for name in step.ask})


def _questions_of_the_opened(
    workspace: Workspace, register: Register, record_id: str, step: Step, language: str
) -> Questions:
    opened = register_named(workspace, step.opens)
    row = RegisterList(workspace, register, language).row(record_id)
    form = workspace.form(opened.form)
    instance = Instance.new(form, workspace.environment(), form_language(form, language))
    filled = _filled_in(workspace, opened, holder_for(register, opened, row) if row else "")
    filled |= _given(workspace, register, record_id, step)
    for name, value in filled.items():
        instance.answer(_path_of(workspace, opened, name), value)
    return Questions(instance, {_path_of(workspace, opened, name): name for name in step.ask})


class Questions:
    """The questions of one step on a copy of the record."""

    def __init__(self, instance: Instance, names: Mapping[Path, str]) -> None:
        self._instance, self._names = instance, names
        self.answers: dict[str, str] = {}

    def states(self) -> list[QuestionState]:
        """Return them as they stand, in the order in which the step names them, those alone that apply."""
        known = {state.path: state for state in self._instance.states() if state.path in self._names}
        return [known[path] for path in self._names if path in known and known[path].relevant]

    def answer(self, path: Path, value: object) -> None:
        self._instance.answer(path, value)
        self.answers[self._names[path]] = self._instance.state(path).value


def refuse_where_it_stands(workspace: Workspace, register: Register, record_id: str, step: Step, language: str) -> None:
    """Raise StepRefused where a step that opens something does not begin now, whoever would take it."""
    row = RegisterList(workspace, register, language).row(record_id)
    if row is None:
        raise StepRefused(sentence(language, "register.gone"))
    _refuse_other_state(workspace, register, row, step, language)
    for check in step.checks:
        _hold(workspace, RegisterQuery(register, described_in(workspace)), check, record_id, language)


def _kept(workspace: Workspace, record_id: str) -> Mapping[str, Answer]:
    record = workspace.store.record(record_id)
    return record.kept if record else {}


def _allow(workspace: Workspace, register: Register, record_id: str, step: Step, language: str) -> None:
    row = RegisterList(workspace, register, language).row(record_id)
    if row is None:
        raise StepRefused(sentence(language, "register.gone"))
    if not may(workspace, step.by):
        raise _not_for(step.by, language)
    _refuse_other_state(workspace, register, row, step, language)
    if draft_of(workspace, register.form, record_id):
        raise StepRefused(sentence(language, "register.is_open"))


def _refuse_other_state(workspace: Workspace, register: Register, row: RegisterRow, step: Step, language: str) -> None:
    if step.starts and row.state not in step.starts:
        shown = RegisterList(workspace, register, language)
        ways = "、" if language.startswith("zh") else ", "
        starts = ways.join(shown.state_words(state) for state in step.starts)
        now = shown.state_words(row.state) or "–"
        raise StepRefused(sentence(language, "register.other_state", now=now, starts=starts))


def _written(workspace: Workspace, register: Register, record_id: str, step: Step) -> dict[str, str]:
    """Return what a step writes by itself."""
    record = workspace.store.record(record_id)
    answers = {
        name: _filled_by_step(workspace, value, record.area if record else "") for name, value in step.fills.items()
    }
    if step.number and record is not None and not record.kept.get(step.number):
        answers[step.number] = next_number(workspace, register, step.number, record.area)
    return answers


def _filled_by_step(workspace: Workspace, source: str, area: str) -> str:
    now = workspace.now()
    if source in (TODAY, NOW):
        return now.date().isoformat() if source == TODAY else as_moment(now)
    head, _, level = source.partition(".")
    if head != AREA or not level or workspace.pack is None:
        return source
    above = (workspace.pack.areas.get(code) for code in area.split("/"))
    return next((found.code for found in above if found and found.level == level), "")


def next_number(workspace: Workspace, register: Register, field: str, area: str) -> str:
    """Return the number after the highest that the area has given: its code and four digits, more where needed.

    What was deleted keeps its number.
    """
    code, store = area.rpartition("/")[2], workspace.store
    given = [str(row[field] or "") for row in store.rows(register.dataset, columns=[field], area=area)]
    gone = store.records(store.deleted(area)).values()
    given += [str(record.kept.get(field) or "") for record in gone if record.dataset == register.dataset]
    counted = [
        int(each.removeprefix(code)) for each in given if each.startswith(code) and each[len(code) :].isdecimal()
    ]
    return f"{code}{max(counted, default=0) + 1:0{LAST_DIGITS}d}"


def _refuse_odd_answers(states: Iterable[QuestionState], written: Sequence[Path], language: str) -> None:
    for state in states:
        if state.path not in written or not state.relevant:
            continue
        if state.violation is not None and not state.is_blank:
            raise StepRefused(f"{state.label}: {state.violation.message or sentence(language, 'register.odd_answer')}")
        if state.required and state.is_blank:
            said = state.violation.message if state.violation else ""
            not_answered = sentence(language, "register.not_answered", question=state.label)
            raise StepRefused(f"{state.label}: {said}" if said else not_answered)


# ------------------------------------------------------------------ conditions


def _hold(workspace: Workspace, query: RegisterQuery, check: Check, record_id: str, language: str) -> None:
    if not _fulfils(workspace, query, query.condition(check.when), record_id):
        raise StepRefused(in_language(check.says, language, check.when))


def _fulfils(workspace: Workspace, query: RegisterQuery, condition: str, record_id: str) -> bool:
    query.only(f"{query.source.column(('record_id',))} = :record")
    query.only(condition)
    _, ((count,),) = workspace.store.query(query.count(), {**facts_for(workspace), "record": record_id})
    return bool(count)


def _once_words(register: Register, language: str) -> str:
    return in_language(register.new.once_says, language) or sentence(language, "register.once")


def _not_for(role: str, language: str) -> StepRefused:
    return StepRefused(sentence(language, "register.not_for", role=sentence(language, f"role.{role}")))


def _path_of(workspace: Workspace, register: Register, name: str) -> Path:
    """Return where the form asks a field."""
    field = workspace.definitions.datasets[register.dataset].field(name)
    assert field is not None, "the pack was checked"
    return field.path
