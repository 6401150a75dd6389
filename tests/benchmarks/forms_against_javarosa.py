"""Reading, answering and filtering forms, against JavaRosa, the engine of ODK Collect, in turn and in one run.

Cold: each of the two in a fresh process, as a laptop or a phone opens a form; the median of several. Warm: both have
done the same for a while in one process, and JavaRosa is machine code by then: engine against engine, which no user
meets.
Both are timed in processor time, so that nothing else on the machine counts; of JavaRosa only its own thread, not the
compiler and collector that run beside it. A form is read from XML once in the life of a laptop, and opens from its
stored shape ever after.

The three made forms: chain1000, where 750 rules hang on one question; repeat200, a roster; choices10k, 10,000 villages
behind a filter. The floor is the closures of the same 750 rules, one called after the other.

    forms_against_javarosa.py [--form XLSX] [--rounds N]

`--form`: another workbook to load, by default the WHO's verbal autopsy among the public forms, where they are.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "forms")]

from engines.javarosa import NEEDED, JavaRosa, is_here  # noqa: E402
from form_in_fresh_process import environment, taken  # noqa: E402
from timing import in_own_process, show  # noqa: E402

from forms.answer_nodes import instances_of  # noqa: E402
from forms.definition import Form  # noqa: E402
from forms.dependencies import Part  # noqa: E402
from forms.expression import Context  # noqa: E402
from forms.instance import Instance  # noqa: E402
from forms.stored_form import form_from_stored  # noqa: E402
from forms.storing_form import stored  # noqa: E402
from forms.xform import form_from_xml  # noqa: E402
from survey_app.memory import collect_seldom, set_apart  # noqa: E402

WHOVA = ROOT / ".." / "shared" / "conformance" / "forms" / "whova_form.xlsx"
FRESH = Path(__file__).with_name("form_in_fresh_process.py")
WORTH_TEN = 0.005
"""Where JavaRosa needs so many seconds, ours is to be ten times faster; elsewhere it is not to be slower."""
MORE_ROWS = (50, 200, 800)


# ------------------------------------------------------------------ the forms


def chain() -> str:
    rows = [f"||integer|q{n}|Q {n}||||" for n in range(1, 251)]
    rows += [f"||calculate|c{n}||{f'${{c{n - 1}}}' if n > 1 else '${q1}'} + 1|||" for n in range(1, 251)]
    rows += [f"||calculate|f{n}||${{q1}} * {n}|||" for n in range(1, 251)]
    rows += [f"||integer|r{n}|R {n}||${{c{n}}} mod 2 = 0|. < 100||" for n in range(1, 251)]
    return "\n".join(["|survey|", "||type|name|label|calculation|relevant|constraint|", *rows])


ROSTER = """
|survey|
||type|name|label|calculation|relevant|
||begin repeat|person|Person|||
||text|name|Name|||
||integer|age|Age|||
||select_one sex|sex|Sex|||
||calculate|age2||${age} * 2||
||calculate|pos||position(..)||
||text|job|Job of ${name}||${age} >= 18|
||select_multiple dis|dis|Dis||${sex} = 'f' and ${age2} > 10|
||calculate|rel||if(${age} > 17, concat(${name}, '-', ${pos}), '')||
||end repeat|||||
||calculate|total||sum(${age})||
||calculate|cnt||count(${person})||
||calculate|adults||count(${person}[age >= 18])||
|choices|
||list_name|name|label|
||sex|m|M|
||sex|f|F|
||dis|a|A|
||dis|b|B|
"""


def villages() -> str:
    towns = [f"||town|t{t}|Town {t}||" for t in range(100)]
    below = [f"||village|t{t}_v{v}|Village {t}-{v}|t{t}|" for t in range(100) for v in range(100)]
    survey = ["|survey|", "||type|name|label|choice_filter|", "||select_one town|town|Town||"]
    survey += ["||select_one village|village|Village|parent = ${town}|", "||text|more|More||"]
    return "\n".join([*survey, "|choices|", "||list_name|name|label|parent|", *towns, *below])


def converted(source: str | Path) -> str:
    from pyxform.xls2xform import convert

    return convert(xlsform=source, file_type=".md" if isinstance(source, str) else None, validate=False).xform


# ------------------------------------------------------------------ the measures


def turns(rounds: int, ours: Callable[[int], float], theirs: Callable[[int], float]) -> tuple[float, float]:
    """Let both take their turn; return the median of what each measured."""
    measured: tuple[list[float], list[float]] = ([], [])
    for turn in range(1, rounds + 1):
        measured[0].append(ours(turn))
        measured[1].append(theirs(turn))
    return median(measured[0]), median(measured[1])


def compare(name: str, ours: float, theirs: float) -> None:
    """Print ours against theirs; the ratio says how many times faster ours is."""
    goal = 10 if theirs >= WORTH_TEN else 1
    ratio = theirs / ours
    show(name, f"{ours * 1000:.3f} ms", f"{theirs * 1000:.3f} ms", ratio, f">= {goal}x faster", ratio >= goal)


def cold(file: Path, rounds: int, *asked: str) -> None:
    """Compare fresh processes: what is read and opened; `asked`: a question, an answer, and whose choices are shown."""
    content = file.with_suffix(".stored")
    content.write_bytes(stored(form_from_xml(file.read_text(encoding="utf-8"))))
    theirs: list[dict[str, float]] = []
    ours: list[dict[str, float]] = []
    for _ in range(rounds):
        read = in_own_process(FRESH, "read", str(file))
        ours.append(read | in_own_process(FRESH, "open", str(file), str(content), *asked))
        with JavaRosa() as fresh:
            told = {"load": fresh.load(file), "begin": fresh.begin()}
            if asked:
                told["answer"] = fresh.answer(*asked[:2]) + sum(fresh.choices(path)[0] for path in asked[2:])
            theirs.append(told)
    one = {what: median(each[what] for each in ours) for what in ours[0]}
    other = {what: median(each[what] for each in theirs) for what in theirs[0]}
    compare(f"{file.stem} cold: first reading of its XML", one["read"], other["load"])
    for what in other:
        compare(f"{file.stem} cold: {what}", one[what], other[what])
    if asked:
        compare(f"{file.stem} cold: answer at once, nothing made ready", one["answer at once"], other["answer"])
        at_once = one["load"] + one["begin"] + one["answer at once"]
        compare(f"{file.stem} cold: from the file to the first answer", at_once, sum(other.values()))
    else:
        compare(f"{file.stem} cold: from the file to a blank form", one["load"] + one["begin"], sum(other.values()))


def load(engine: JavaRosa, file: Path, rounds: int) -> None:
    text = file.read_text(encoding="utf-8")
    content = stored(form_from_xml(text))
    form = known(content, text)
    for _ in range(rounds):
        engine.load(file)
        engine.begin()
    for name, work in {
        "first reading of its XML": lambda: form_from_xml(text),
        "load": lambda: known(content, text),
    }.items():
        measured = turns(rounds, lambda _, work=work: taken(work), lambda _: engine.load(file))
        compare(f"{file.stem} warm: {name}", *measured)
    begin = turns(rounds, lambda _: taken(lambda: Instance.new(form, environment())), lambda _: engine.begin())
    compare(f"{file.stem} warm: begin", *begin)


def known(content: bytes, text: str) -> Form:
    """Open a form from its stored shape."""
    form = form_from_stored(content, text)
    assert form is not None
    return form


def form_in(file: Path) -> Form:
    """Return the form of an XForm document as a laptop has it, from its stored shape."""
    text = file.read_text(encoding="utf-8")
    return known(stored(form_from_xml(text)), text)


def answers(engine: JavaRosa, file: Path, rounds: int) -> None:
    instance = Instance.new(form_in(file), environment())
    instance.states()
    engine.load(file)
    engine.begin()

    def answer(path: str) -> tuple[float, float]:
        return turns(
            rounds * 6,
            lambda turn: taken(lambda: instance.answer(path, turn)),
            lambda turn: engine.answer(path, str(turn)),
        )

    answer("/data/q1")
    ours, theirs = answer("/data/q1")
    compare("chain1000 warm: answer with 750 dependants", ours, theirs)
    # The floor takes its turns too: between two of them the other engine has used up the caches.
    floor, _ = turns(rounds * 6, lambda _: called(instance), lambda turn: engine.answer("/data/q1", str(turn)))
    show(
        "the same against the floor",
        f"{ours * 1000:.3f} ms",
        f"{floor * 1000:.3f} ms",
        ours / floor,
        "<= 3x",
        ours <= 3 * floor,
    )
    compare("chain1000 warm: answer with no dependants", *answer("/data/q200"))


def called(instance: Instance) -> float:
    """Call the closures of the rules in a bare loop; return the seconds of the processor."""
    if instance not in BARE:
        BARE[instance] = [
            (
                rule.expression.string if rule.part is Part.CALCULATE else rule.expression.boolean,
                Context(instances_of(rule.node, instance.root)[0], instance.environment),
            )
            for rule in instance.form.plan.rules
            if rule.part in (Part.CALCULATE, Part.RELEVANT)
        ]
    start = process_time()
    for closure, context in BARE[instance]:
        closure(context)
    return process_time() - start


BARE: dict[Instance, list[tuple[Callable[[Context], object], Context]]] = {}


def rosters(engine: JavaRosa, file: Path, rounds: int) -> None:
    form = form_in(file)
    engine.load(file)
    for rows in MORE_ROWS:
        ours: list[Instance] = []

        def create(turn: int, rows: int = rows, ours: list[Instance] = ours) -> float:
            ours.append(Instance.new(form, environment()))
            return taken(lambda: [ours[-1].add_repeat("/data/person") for _ in range(rows - 1)])

        def create_there(turn: int, rows: int = rows) -> float:
            engine.load(file)
            engine.begin()
            return sum(engine.add("/data/person", row) for row in range(2, rows + 1))

        def answer(turn: int, rows: int = rows, ours: list[Instance] = ours) -> float:
            return taken(
                lambda: [ours[-1].answer(f"/data/person[{n}]/age", (n + turn) % 90) for n in range(1, rows + 1)]
            )

        def answer_there(turn: int, rows: int = rows) -> float:
            return sum(engine.answer(f"/data/person[{n}]/age", str((n + turn) % 90)) for n in range(1, rows + 1))

        # JavaRosa's roster grows with the square of its rows; once is enough to see it.
        times = rounds if rows <= 200 else 1
        compare(f"warm roster of {rows}: create", *turns(min(times, 3), create, create_there))
        compare(f"warm roster of {rows}: answer an age in each row", *turns(min(times, 3), answer, answer_there))
        one = turns(
            rounds * 4,
            lambda turn, one=ours[-1]: taken(lambda: one.answer("/data/person[25]/age", turn)),
            lambda turn: engine.answer("/data/person[25]/age", str(turn)),
        )
        compare(f"warm roster of {rows}: answer one age", *one)


def filters(engine: JavaRosa, file: Path, rounds: int) -> None:
    instance = Instance.new(form_in(file), environment())
    engine.load(file)
    engine.begin()

    def filtered(turn: int) -> float:
        # The answer itself already brings the choices that it changes, so both are timed, here and there.
        return taken(lambda: (instance.answer("/data/town", f"t{turn}"), instance.state("/data/village").choices))

    def filtered_there(turn: int) -> float:
        return engine.answer("/data/town", f"t{turn}") + engine.choices("/data/village")[0]

    compare("choices10k warm: filter", *turns(rounds * 3, filtered, filtered_there))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--form", type=Path, default=WHOVA)
    told = parser.parse_args()
    if not is_here():
        print(NEEDED)
        return
    # As the program does when it begins.
    collect_seldom()
    set_apart()
    with tempfile.TemporaryDirectory() as folder, JavaRosa() as engine:
        files: dict[str, Path] = {}
        for name, source in {"chain1000": chain(), "repeat200": ROSTER, "choices10k": villages()}.items():
            files[name] = Path(folder) / f"{name}.xml"
            files[name].write_text(converted(source), encoding="utf-8")
        cold(files["chain1000"], told.rounds, "/data/q1", "9999")
        cold(files["choices10k"], told.rounds, "/data/town", "t99", "/data/village")
        load(engine, files["chain1000"], told.rounds)
        answers(engine, files["chain1000"], told.rounds)
        rosters(engine, files["repeat200"], told.rounds)
        filters(engine, files["choices10k"], told.rounds)
        if told.form.exists():
            file = Path(folder) / f"{told.form.stem}.xml"
            file.write_text(converted(told.form), encoding="utf-8")
            cold(file, told.rounds)
            load(engine, file, told.rounds)
        else:
            print(f"{told.form.name} is not beside this repository; its figures are left out")


if __name__ == "__main__":
    main()
