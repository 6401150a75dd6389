"""registers/*.toml is held against the forms: whatever does not fit is told at once, with its file and line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.pack import load_pack
from forms.pack_problems import PackRefused
from forms.sql_condition import OddCondition, names_in, rewritten
from sync.store.functions import days_after, months_after

PACK = """\
id = "trees"
version = "1"
title.en = "Street trees"
"""
TREE = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Tree</h:title><model><instance><data id="tree"><species/><height/></data></instance>
<bind nodeset="/data/species"/><bind nodeset="/data/height" type="int"/></model></h:head><h:body>
<input ref="/data/species"><label>Species</label></input><input ref="/data/height"><label>Height</label></input>
</h:body></h:html>"""
PRUNING = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Pruning</h:title><model><instance><data id="pruning"><day/><stage>planned</stage></data></instance>
<bind nodeset="/data/day" type="date"/><bind nodeset="/data/stage"/></model></h:head><h:body>
<input ref="/data/day"><label>Day</label></input><select1 ref="/data/stage"><label>Stage</label>
<item><label>Planned</label><value>planned</value></item><item><label>Done</label><value>done</value></item></select1>
</h:body></h:html>"""
GOOD = """\
title = { en = "Prunings" }
form = "pruning"
of = "tree"
state = "stage"
columns = ["tree.species", "day", "stage"]

[[due]]
name = "prune"
reason = { en = "Prune it" }
date = "day"
when = "stage = 'planned' AND tree.height > 2"

[[step]]
name = "do"
title = { en = "Done" }
key = "1"
from = ["planned"]
to = "done"
ask = ["day"]
"""


@pytest.fixture
def trees(tmp_path):
    for name, text in (("pack.toml", PACK), ("forms/tree.xml", TREE), ("forms/pruning.xml", PRUNING)):
        path = tmp_path / "trees" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "trees" / "registers").mkdir()
    return tmp_path / "trees"


def with_register(folder, text, name="prunings"):
    (folder / "registers" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def problems_of(folder):
    with pytest.raises(PackRefused) as refused:
        load_pack(folder)
    return [str(problem) for problem in refused.value.problems]


def test_a_register_is_a_file_more_and_says_whose_record_holds_its_own(trees):
    pack = load_pack(with_register(trees, GOOD))

    register = pack.registers["prunings"]
    assert (register.dataset, register.of, pack.datasets["pruning"].parent) == ("pruning", "tree", "tree")
    assert pack.datasets["pruning"].labels == {"en": "Prunings"}
    assert pack.columns["pruning"] == ("day", "stage")
    assert [step.name for step in register.steps_from("planned")] == ["do"]
    assert register.steps_from("done") == []


def test_another_register_is_another_pack(trees):
    without = load_pack(trees).hash
    first = load_pack(with_register(trees, GOOD)).hash

    assert len({without, first, load_pack(with_register(trees, GOOD.replace("Done", "Finished"))).hash}) == 3


def test_registers_stand_by_their_position(trees):
    with_register(trees, "position = 2\n" + GOOD, "a")
    with_register(trees, "position = 1\n" + GOOD, "b")

    assert list(load_pack(trees).registers) == ["b", "a"]


def test_registers_of_a_group_share_its_words(trees):
    with_register(trees, 'group = { en = "Care", zh = "养护" }\n' + GOOD, "a")
    with_register(trees, 'group = { en = "Care", zh = "养护" }\n' + GOOD, "b")
    with_register(trees, GOOD, "c")

    groups = {name: register.group for name, register in load_pack(trees).registers.items()}
    assert groups == {"a": {"en": "Care", "zh": "养护"}, "b": {"en": "Care", "zh": "养护"}, "c": {}}


def test_a_group_that_is_called_otherwise_in_one_language_is_told(trees):
    with_register(trees, 'group = { en = "Care", zh = "养护" }\n' + GOOD, "a")
    with_register(trees, 'group = { en = "Care", zh = "养护管理" }\n' + GOOD, "b")

    (told,) = problems_of(trees)
    assert "The group 'Care' is called otherwise in another language in registers/a.toml." in told
    assert "registers/b.toml" in told


def test_every_problem_of_a_register_is_told_at_once_with_its_line(trees):
    with_register(
        trees,
        """\
title = { en = "Prunings" }
form = "pruning"
of = "tree"
state = "stage"
columns = ["tree.bark", "day", "owner.name"]
order = ["-dya"]
coulmns = []

[[filter]]
name = "high"
title = { en = "High" }
where = "heigth > 2"

[[due]]
name = "prune"
date = "day; DROP TABLE tree"

[[derived]]
name = "day"
dataset = "tree"

[new]
by = "mayor"
fills = { dax = "today" }

[[step]]
name = "do"
title = { en = "Done" }
key = "1"
from = ["plan"]
to = "done"
ask = ["dday"]
number = "stage"
opens = "felling"

[[step]]
name = "do"
title = { en = "Again" }
key = "1"
""",
    )
    place = "registers/prunings.toml row"

    assert problems_of(trees) == [
        f"{place} 7: registers/prunings.toml knows no key 'coulmns'. It has: title, group, position, form, dataset, "
        "of, needs_one, only_lists, shared, where, state, columns, order, masked, sums, label, search, groups, "
        "derived, filter, due, new, step, match.",
        f"{place} 19: 'day' is a field of the form already. Rename the column.",
        f"{place} 15: The due rule 'prune' needs 'reason'.",
        f"{place} 5: 'tree' has no field 'bark'.",
        f"{place} 5: 'pruning' has no field 'owner'. "
        "Name a dataset that it hangs on, or a question that refers to one.",
        f"{place} 6: 'pruning' has no field 'dya'.",
        f"{place} 12: 'pruning' has no field 'heigth'.",
        f"{place} 16: 'prune' cannot be used: '; DROP TAB' cannot stand in a condition.",
        f"{place} 24: 'pruning' has no field 'dax'.",
        f"{place} 30: 'plan' is no choice of 'stage'. There are: planned, done.",
        f"{place} 27: There are two of 'do' (step). Rename one.",
        f"{place} 32: 'pruning' has no field 'dday'.",
        f"{place} 34: There is no register 'felling'.",
        f"{place} 27: 'do' gives a number, which only an office may: two laptops would give the same. "
        'Write by = "street".',
        f"{place} 29: Key '1' stands for two steps: do, do. Give each its own.",
        f"{place} 23: There is no role 'mayor'. There are: assistant, street, district, city.",
    ]


@pytest.mark.parametrize(
    ("was", "said", "problem"),
    [
        ('form = "pruning"', 'form = "felling"', "There is no form 'felling'. There are: pruning, tree."),
        ('of = "tree"', 'of = "wood"', "There is no dataset 'wood'. There are: tree, pruning."),
        ('of = "tree"', 'of = "pruning"', "'pruning' would lie in itself."),
        ('of = "tree"', 'of = "tree"\ndataset = "tree"', "makes records of 'pruning', not of 'tree'."),
        ('state = "stage"\n', "", "Steps go from state to state, but no field is the state. Write state = …"),
        ('title = { en = "Prunings" }\n', "", "A register needs 'title'."),
        ('of = "tree"', 'of = "tree"\nneeds_one = 3', "'needs_one' must be true or false."),
        ('of = "tree"', 'of = "tree"\ngroups = ["day"]', "groups must be lists of field names."),
        ('of = "tree"', 'of = "tree"\nposition = "1"', "'position' must be a number."),
        ('of = "tree"', "of =", "This is no TOML"),
        ("[[due]]", '[[derived]]\nname = "cuts"\ndataset = "saw"\n\n[[due]]', "There is no dataset 'saw'."),
        ("[[due]]", '[[derived]]\nname = "n"\ndataset = "tree"\nmatch = { "x.y" = "day" }\n\n[[due]]', "no field 'x'"),
    ],
)
def test_one_slip_is_one_problem(trees, was, said, problem):
    assert was in GOOD

    told = problems_of(with_register(trees, GOOD.replace(was, said)))

    assert any(problem in each for each in told), told
    assert all(each.startswith("registers/prunings.toml") for each in told)


def test_a_condition_on_what_it_hangs_on_needs_something_that_it_hangs_on(trees):
    alone = GOOD.replace('of = "tree"\n', "").replace('"tree.species", ', "").replace(" AND tree.height > 2", "")
    with_register(trees, alone + '\n[[new.check]]\nwhen = "height > 2"\nsays = { en = "Only high ones." }\n')

    assert problems_of(trees) == [
        "registers/prunings.toml row 21: [new] has a check, but the register hangs on nothing."
    ]


# ------------------------------------------------------------------ conditions

NAME = st.from_regex(r"[a-z]{1,6}_x", fullmatch=True)


@settings(max_examples=60)
@given(st.lists(st.tuples(NAME, st.sampled_from(["=", "<", ">="]), st.integers(0, 99)), min_size=1, max_size=5))
def test_other_sql_stands_in_the_place_of_every_column_and_of_nothing_else(parts):
    text = " AND ".join(f"{name} {sign} {number}" for name, sign, number in parts)

    assert rewritten(text, lambda way: ".".join(way)) == text
    put = rewritten(text, lambda way: f"p.{way[0]}")
    assert put == " AND ".join(f"p . {name} {sign} {number}".replace(" . ", ".") for name, sign, number in parts)
    assert names_in(text) == list(dict.fromkeys(name for name, _, _ in parts))


def test_a_column_is_named_through_others_and_keeps_its_quotation():
    ways = []
    rewritten("a.b.c = 'a.b' AND \"no name\".d > coalesce(e, 1.5)", lambda way: ways.append(way) or "x")

    assert ways == [("a", "b", "c"), ("no name", "d"), ("e",)]


def test_only_the_parameters_that_are_known_get_through():
    assert rewritten("day <= :today", lambda way: "d", ["today"]) == "d <= :today"
    with pytest.raises(OddCondition):
        rewritten("day <= :now", lambda way: "d", ["today"])


@pytest.mark.parametrize(
    ("day", "days", "later"),
    [("2003-02-27", 2, "2003-03-01"), ("2003-06-12T18:30", "30", "2003-07-12"), ("2003-06", 1, None), ("", 1, None)],
)
def test_days_are_counted_on(day, days, later):
    assert days_after(day, days) == later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2003-01-31", 1, "2003-02-28"),
        ("2003-11-30", 3, "2004-02-29"),
        ("2003-03-31", -1, "2003-02-28"),
        ("2003-02-30", 1, None),
        ("9999-12-01", 1, None),
        ("2003-01-01", "x", None),
    ],
)
def test_a_month_that_is_too_short_ends_with_its_last_day(day, months, later):
    assert months_after(day, months) == later


def test_what_a_step_gives_is_a_field_of_the_record_that_it_opens(trees):
    again = '\n[[step]]\nname = "again"\ntitle = { en = "Again" }\nkey = "2"\n'
    load_pack(with_register(trees, f"""{GOOD}{again}opens = "prunings"\ngives = {{ day = "days_after(day, 90)" }}\n"""))

    said = "\n".join(problems_of(with_register(trees, f"""{GOOD}{again}gives = {{ day = "day" }}\n""")))
    assert "'again' gives something, but opens nothing" in said
    text = f"""{GOOD}{again}opens = "prunings"\ngives = {{ species = "tree.age" }}\n"""
    said = "\n".join(problems_of(with_register(trees, text)))
    assert "'pruning' has no field 'species'" in said and "'tree' has no field 'age'" in said


def test_what_is_shared_hangs_on_nothing_that_stays(trees):
    said = "\n".join(problems_of(with_register(trees, f"shared = true\n{GOOD}")))
    assert "would go down to every computer, and those of 'tree'" in said


MATCH = """
[[step]]
name = "tell"
title = { en = "Tell" }
key = "2"
opens = "telling"

[match]
with = "listed"
step = "tell"
must = ["candidate.height > 2"]
columns = ["species"]

[[match.ground]]
name = "tall"
weight = 5
when = "candidate.height > 5 AND stage = 'planned'"
says = { en = "{candidate.height} m" }
"""


def test_a_match_is_held_against_both_registers(trees):
    listed = 'title = { en = "Trees" }\nform = "tree"\nonly_lists = true\ncolumns = ["species"]\n'
    with_register(trees, listed, "listed")
    with_register(trees, 'title = { en = "T" }\nform = "pruning"\nof = "tree"\ncolumns = ["day"]\n', "telling")
    pack = load_pack(with_register(trees, GOOD + MATCH))
    assert pack.registers["prunings"].match.most == 5

    broken = MATCH.replace("height > 2", "heigth > 2").replace("{candidate.height}", "{candidate.hight}")
    said = "\n".join(problems_of(with_register(trees, GOOD + broken.replace('"species"', '"bark"'))))
    for name in ("heigth", "hight", "bark"):
        assert f"'tree' has no field '{name}'" in said
    said = "\n".join(problems_of(with_register(trees, GOOD + MATCH.replace('step = "tell"', 'step = "do"'))))
    assert "[match] needs a step that begins a record on 'tree'" in said
