"""registers/*.toml: the registers of a pack, read, and held against its forms; every problem is noted in its file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import orjson

from forms.datasets import Dataset
from forms.definition import Form
from forms.entities import containers_of
from forms.pack_files import COMPILED, SETTINGS
from forms.pack_parameters import in_words
from forms.pack_settings import DatasetSettings, Parameter, Settings
from forms.pack_toml import Table, TomlFile
from forms.register import Check, Derived, Due, Filter, Ground, Match, NewRecord, Register, Step
from forms.register_match import PLACEHOLDER, MatchQuery
from forms.register_query import TODAY, Described, OddColumn, RegisterQuery, above, field_called
from forms.sql_condition import OddCondition

REGISTERS, FORMS, ENDING = "registers", "forms", ".toml"
ROLES = ("assistant", "street", "district", "city")
AREA = "area"
"""`area.district` is the code of the district that a record lies in."""
KEYS = (
    "title",
    "group",
    "position",
    "form",
    "dataset",
    "of",
    "needs_one",
    "only_lists",
    "shared",
    "where",
    "state",
    "columns",
    "order",
    "masked",
    "sums",
    "label",
    "search",
    "groups",
    "derived",
    "filter",
    "due",
    "new",
    "step",
    "match",
)


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """One register and the file that it was read from."""

    file: TomlFile
    register: Register


def read_registers(files: Mapping[str, bytes], parameters: Mapping[str, Parameter]) -> list[RegisterFile]:
    """Return the registers by their position, then by their files' names; what is wrong is noted in each file."""
    ready: Mapping[str, Table] = orjson.loads(files.get(checked_name(files), b"{}"))
    found: list[RegisterFile] = []
    for name in sorted(files):
        if name.startswith(f"{REGISTERS}/") and name.endswith(ENDING):
            file = TomlFile(name, files[name], ready.get(name))
            register = _register(file, name.rpartition("/")[2].removesuffix(ENDING))
            found.append(RegisterFile(file, _in_words(file, register, parameters)))
    return sorted(found, key=lambda each: each.register.position)


def checked_name(files: Mapping[str, bytes]) -> str:
    """Return where registers lie that were checked before, named by all that the check depended on.

    A laptop at a door need not read and check again what its office has read and checked.
    """
    whole = hashlib.blake2b(digest_size=16)
    for name in sorted(files):
        if name == SETTINGS or name.startswith((f"{REGISTERS}/", f"{FORMS}/")):
            encoded = name.encode()
            whole.update(len(encoded).to_bytes(4) + encoded + len(files[name]).to_bytes(8) + files[name])
    return f"{COMPILED}/{REGISTERS}-{whole.hexdigest()}.json"


def with_checked(registers: Iterable[RegisterFile], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files with one in which the registers are carried as they were found to be right."""
    kept = {name: content for name, content in files.items() if not name.startswith(f"{COMPILED}/{REGISTERS}-")}
    told = {each.file.name: each.file.tables for each in registers}
    return kept | ({checked_name(files): orjson.dumps(told)} if told else {})


def with_registers(settings: Settings, registers: Iterable[RegisterFile]) -> Settings:
    """Return the settings with what registers say of their datasets: whose record holds them, how they are shown.

    A register is added by files alone; where pack.toml says something of its dataset, that stands.
    """
    parents, datasets = dict(settings.parents), dict(settings.datasets)
    for each in registers:
        register = each.register
        if register.only_lists:
            continue
        if register.of:
            parents.setdefault(register.dataset, register.of)
        own = tuple(name for name in register.columns if "." not in name)
        derived = {one.name for one in register.derived}
        datasets.setdefault(
            register.dataset,
            DatasetSettings(
                title=register.title,
                label=register.label,
                groups=register.groups,
                search=register.search,
                columns=tuple(name for name in own if name not in derived),
                masked=tuple(name for name in register.masked if "." not in name),
                shared=register.shared,
            ),
        )
    return replace(settings, parents=parents, datasets=datasets)


def registers_last(datasets: Mapping[str, Dataset], registers: Iterable[RegisterFile]) -> dict[str, Dataset]:
    """Return the datasets in the order in which sheets show them: the survey's own, then the registers' as they stand.

    A master workbook that was written before there were registers keeps its first sheets where they are.
    """
    of_registers = [each.register.dataset for each in registers if not each.register.only_lists]
    own = [name for name in datasets if name not in of_registers]
    return {name: datasets[name] for name in (*own, *dict.fromkeys(of_registers)) if name in datasets}


def _register(file: TomlFile, name: str) -> Register:
    top = file.tables
    file.known(top, KEYS, file.name)
    form = file.text_of(top, "form") or name
    position = top.get("position", 0)
    if type(position) is not int:
        file.problem("'position' must be a number.", at="position")
    register = Register(
        name,
        file.texts(top, "title"),
        form,
        file.text_of(top, "dataset") or form,
        file.text_of(top, "of"),
        _yes_or_no(file, top, "needs_one", True),
        file.text_of(top, "state"),
        file.words(top, "columns"),
        file.words(top, "order"),
        file.words(top, "masked"),
        file.words(top, "sums"),
        file.text_of(top, "label"),
        file.words(top, "search"),
        file.groups(top, "groups", file.name),
        tuple(file.record(Derived, each, "[[derived]]") for each in file.tables_in(top, "derived")),
        tuple(file.record(Filter, each, "[[filter]]") for each in file.tables_in(top, "filter")),
        tuple(file.record(Due, each, "[[due]]") for each in file.tables_in(top, "due")),
        _new(file, file.table(top, "new")),
        tuple(_step(file, each) for each in file.tables_in(top, "step")),
        _match(file, file.table(top, "match")),
        file.texts(top, "group"),
        position if isinstance(position, int) else 0,
        file.text_of(top, "where"),
        _yes_or_no(file, top, "shared", False),
        _yes_or_no(file, top, "only_lists", False),
    )
    for key, value in (("title", register.title), ("columns", register.columns)):
        if not value:
            file.problem(f"A register needs {key!r}.")
    return register


def _in_words(file: TomlFile, register: Register, parameters: Mapping[str, Parameter]) -> Register:
    """Return a register whose sentences tell the values of the parameters that they name."""

    def checks(of: Iterable[Check]) -> tuple[Check, ...]:
        return tuple(replace(check, says=in_words(file, check.says, parameters)) for check in of)

    new, steps, dues = register.new, register.steps, register.dues
    told = replace(new, checks=checks(new.checks), once_says=in_words(file, new.once_says, parameters))
    return replace(
        register,
        new=told,
        dues=tuple(replace(due, reason=in_words(file, due.reason, parameters)) for due in dues),
        steps=tuple(replace(step, checks=checks(step.checks)) for step in steps),
    )


def _yes_or_no(file: TomlFile, table: Table, key: str, otherwise: bool) -> bool:
    found = table.get(key, otherwise)
    if isinstance(found, bool):
        return found
    file.problem(f"{key!r} must be true or false.", at=key)
    return otherwise


def _new(file: TomlFile, table: Table) -> NewRecord:
    plain = file.record(NewRecord, {k: v for k, v in table.items() if k != "check"}, "[new]", also=("checks",))
    return replace(plain, checks=_checks(file, table))


def _step(file: TomlFile, table: Table) -> Step:
    # `from` is the word that an author would write, and none that a field may be called.
    own = {key: value for key, value in table.items() if key not in ("from", "check")}
    plain = file.record(Step, own, "[[step]]", also=("starts", "checks"))
    return replace(plain, starts=file.words(table, "from"), checks=_checks(file, table))


def _match(file: TomlFile, table: Table) -> Match:
    # `with` and `ground` are the words that an author would write.
    own = {key: value for key, value in table.items() if key not in ("with", "ground")}
    plain = file.record(Match, own, "[match]", also=("candidates", "grounds"))
    grounds = tuple(file.record(Ground, each, "[[match.ground]]") for each in file.tables_in(table, "ground"))
    return replace(plain, candidates=file.text_of(table, "with"), grounds=grounds)


def _checks(file: TomlFile, table: Table) -> tuple[Check, ...]:
    return tuple(file.record(Check, each, "[[…check]]") for each in file.tables_in(table, "check"))


def check_registers(
    registers: Iterable[RegisterFile], settings: Settings, forms: Mapping[str, Form], datasets: Mapping[str, Dataset]
) -> None:
    """Note in the files what the forms and the other registers do not have."""
    every = list(registers)
    identity, registers_by_name = settings.identity, {each.register.name: each.register for each in every}
    described = Described(
        datasets, identity.normal or identity.number, settings.roles.person, settings.parameters, registers_by_name
    )
    _one_heading_in_the_same_words(every)
    for each in every:
        _Checking(each, described, forms, settings.areas.levels).run()


def _one_heading_in_the_same_words(registers: Iterable[RegisterFile]) -> None:
    """Note where a heading is spelt as another register's in one language only: the list would show it twice."""
    first: dict[tuple[str, str], RegisterFile] = {}
    for each in registers:
        for language, words in each.register.group.items():
            other = first.setdefault((language, words), each)
            if other.register.group != each.register.group:
                what = f"The group {words!r} is called otherwise in another language in {other.file.name}."
                each.file.problem(what, "Write the same words in both.", at="group")
                break


class _Checking:
    """One register held against the forms."""

    def __init__(
        self, told: RegisterFile, described: Described, forms: Mapping[str, Form], levels: Collection[str]
    ) -> None:
        self._file, self._register = told.file, told.register
        self._described, self._forms, self._levels = described, forms, levels

    def run(self) -> None:
        register, datasets = self._register, self._described.datasets
        form = self._forms.get(register.form)
        if form is None:
            known = ", ".join(self._forms)
            self._file.problem(f"There is no form {register.form!r}.", f"There are: {known}.", at="form")
            return
        made, *more = [container.dataset for container in containers_of(form)]
        if register.dataset not in (made, *(more if register.only_lists else ())):
            self._file.problem(
                f"The form {form.id!r} makes records of {made!r}, not of {register.dataset!r}.",
                f'Write dataset = "{made}".',
                at="dataset" if "dataset" in self._file.tables else "form",
            )
            return
        if register.of and register.of not in datasets:
            self._file.problem(f"There is no dataset {register.of!r}.", f"There are: {', '.join(datasets)}.", at="of")
            return
        if register.dataset in above(register.dataset, datasets):
            self._file.problem(f"{register.dataset!r} would lie in itself.", at="of")
            return
        if register.shared and register.of and not self._is_shared(register.of):
            what = (
                f"Its records would go down to every computer, and those of {register.of!r} that they hang on do not."
            )
            self._file.problem(what, "Leave out shared.", at="shared")
        self._plain_names()
        self._words_for_people()
        self._columns_and_conditions()
        self._states()
        self._steps()
        self._matching()

    def _is_shared(self, dataset: str) -> bool:
        return any(each.shared for each in self._described.registers.values() if each.dataset == dataset)

    # ------------------------------------------------------------ names

    def _plain_names(self) -> None:
        register = self._register
        grouped = [name for group in register.groups for name in group]
        for name in (register.state, register.label, *register.search, *grouped):
            self._own_field(name)
        for kind, things in (
            ("derived column", register.derived),
            ("filter", register.filters),
            ("due", register.dues),
        ):
            self._once_each(kind, [each.name for each in things])
        for one in register.derived:
            if self._dataset.field(one.name) is not None:
                self._file.problem(
                    f"{one.name!r} is a field of the form already.", "Rename the column.", row=self._named(one.name)
                )

    def _once_each(self, kind: str, names: list[str]) -> None:
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            self._file.problem(f"There are two of {name!r} ({kind}).", "Rename one.", row=self._named(name))

    def _named(self, name: str) -> int:
        return self._file.row_holding(f'name = "{name}"')

    def _own_field(self, name: str) -> None:
        self._field_of(self._register.dataset, name)

    def _field_of(self, dataset: str, name: str) -> None:
        known = self._described.datasets.get(dataset)
        if name and known is not None and field_called(known, name) is None:
            self._file.problem(f"{dataset!r} has no field {name!r}.", at=name)

    @property
    def _dataset(self) -> Dataset:
        return self._described.datasets[self._register.dataset]

    def _words_for_people(self) -> None:
        register = self._register
        told = [(f"The filter {each.name!r}", "title", each.title, each.name) for each in register.filters]
        told += [(f"The due rule {each.name!r}", "reason", each.reason, each.name) for each in register.dues]
        told += [(f"The step {each.name!r}", "title", each.title, each.name) for each in register.steps]
        checks = [*register.new.checks, *(check for step in register.steps for check in step.checks)]
        told += [(f"The check {each.when!r}", "says", each.says, each.when) for each in checks]
        for what, key, words, at in told:
            if not words:
                self._file.problem(f"{what} needs {key!r}.", row=self._named(at) or self._file.row_holding(at))

    # ------------------------------------------------------------ conditions

    def _columns_and_conditions(self) -> None:
        register = self._register
        query = RegisterQuery(register, self._described)
        for one in register.derived:
            self._tried(f'name = "{one.name}"', one.name, lambda one=one: query.column((one.name,)))
        shown = [*register.columns, *(name.removeprefix("-") for name in register.order), *register.masked]
        for name in register.sums:
            if name not in register.columns:
                self._file.problem(f"{name!r} is summed up, but is no column.", "Name it in columns.", at=name)
        for name in dict.fromkeys(shown):
            self._tried(f'{name}"', name, lambda name=name: query.column(tuple(name.split("."))))
        for name, text in self._conditions():
            self._tried(text, name, lambda text=text: query.condition(text))
        held_by = RegisterQuery.of_the_holder(register, self._described) if register.of else None
        for check in register.new.checks:
            if held_by is None:
                row = self._file.row_holding(check.when)
                self._file.problem("[new] has a check, but the register hangs on nothing.", row=row)
                break
            self._tried(check.when, check.when, lambda check=check: held_by.condition(check.when))
        for field, source in register.new.fills.items():
            self._own_field(field)
            if source != TODAY and held_by is not None:
                self._tried(source, field, lambda source=source: held_by.condition(source))

    def _conditions(self) -> Iterator[tuple[str, str]]:
        register = self._register
        yield from ((each.name, each.where) for each in register.filters)
        for due in register.dues:
            yield due.name, due.date
            if due.when:
                yield due.name, due.when
        for name, text in (("once", register.new.once), ("where", register.where)):
            if text:
                yield name, text
        for step in register.steps:
            yield from ((step.name, check.when) for check in step.checks)
            yield from step.gives.items()

    def _tried(self, text: str, name: str, act: Callable[[], object]) -> None:
        """Note what is wrong with a column or condition, in the row where its text stands."""
        row = self._file.row_holding(text)
        try:
            act()
        except OddCondition as odd:
            self._file.problem(f"{name!r} cannot be used: {odd}.", row=row)
        except OddColumn as odd:
            self._file.problem(str(odd), odd.mend, row=row)

    # ------------------------------------------------------------ steps

    def _states(self) -> None:
        state = self._dataset.field(self._register.state) if self._register.state else None
        if self._register.steps and not self._register.state and any(s.starts or s.to for s in self._register.steps):
            self._file.problem("Steps go from state to state, but no field is the state.", "Write state = …", at="step")
        if state is None or not state.choices:
            return
        for step in self._register.steps:
            for code in (*step.starts, step.to):
                if code and code not in state.choices:
                    known = ", ".join(state.choices)
                    self._file.problem(f"{code!r} is no choice of {state.name!r}.", f"There are: {known}.", at=code)

    def _matching(self) -> None:
        """Note what is wrong with how the register is matched with another."""
        register, match = self._register, self._register.match
        if not match.candidates:
            return
        candidates = self._described.registers.get(match.candidates)
        if candidates is None or candidates.dataset not in self._described.datasets:
            self._file.problem(f"There is no register {match.candidates!r}.", at=match.candidates)
            return
        step = register.step(match.step)
        opened = self._described.registers.get(step.opens) if step else None
        if opened is None or opened.of != candidates.dataset:
            what = f"[match] needs a step that begins a record on {candidates.dataset!r}."
            self._file.problem(what, 'Write step = "…".', at="match")
        self._once_each("ground", [each.name for each in match.grounds])
        query = MatchQuery(register, candidates, self._described)
        for name, text in (*(("must", each) for each in match.must), *((g.name, g.when) for g in match.grounds)):
            self._tried(text, name, lambda text=text: query.condition(text))
        for ground in match.grounds:
            if not ground.says:
                self._file.problem(f"The ground {ground.name!r} needs 'says'.", row=self._named(ground.name))
            for way in PLACEHOLDER.findall(" ".join(ground.says.values())):
                self._tried(f"{{{way}}}", ground.name, lambda way=way: query.column(tuple(way.split("."))))
        for name in match.columns:
            self._tried(f'"{name}"', name, lambda name=name: query.candidates.column(tuple(name.split("."))))

    def _opening(self, step: Step) -> None:
        """Note what is wrong with a step that begins a record of another register."""
        opened = self._described.registers.get(step.opens)
        if step.opens and opened is None:
            self._file.problem(f"There is no register {step.opens!r}.", at=step.opens)
        if step.gives and not step.opens:
            what = f"{step.name!r} gives something, but opens nothing."
            self._file.problem(what, "Write opens = …, or fills.", row=self._named(step.name))
        for name in (*step.gives, *step.ask) if opened else ():
            assert opened is not None
            self._field_of(opened.dataset, name)

    def _steps(self) -> None:
        register = self._register
        self._once_each("step", [step.name for step in register.steps])
        for step in register.steps:
            for name in () if step.opens in self._described.registers else step.ask:
                self._own_field(name)
            for name in (*step.fills, step.number):
                self._own_field(name)
            for source in step.fills.values():
                head, _, level = source.partition(".")
                if head == AREA and level and level not in self._levels:
                    what = f"{source!r}: there is no level {level!r} of areas."
                    self._file.problem(what, f"There are: {', '.join(self._levels)}.", at=source)
            self._opening(step)
            if step.number and step.by == "assistant":
                what = f"{step.name!r} gives a number, which only an office may: two laptops would give the same."
                self._file.problem(what, 'Write by = "street".', row=self._named(step.name))
        for state in {code for step in register.steps for code in step.starts} or {""}:
            keys = [step.key for step in register.steps_from(state) if step.key]
            for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
                named = ", ".join(step.name for step in register.steps_from(state) if step.key == key)
                self._file.problem(
                    f"Key {key!r} stands for two steps: {named}.",
                    "Give each its own.",
                    row=self._file.row_holding(f'key = "{key}"'),
                )
        for role in (register.new.by, *(step.by for step in register.steps)):
            if role not in ROLES:
                self._file.problem(f"There is no role {role!r}.", f"There are: {', '.join(ROLES)}.", at=role)
