"""figures.toml, bulletin.toml and competition.toml are held against the forms; what is wrong is told by its place."""

import json
import os
from pathlib import Path

import pytest

from forms.arithmetic import OddRelation, Relation
from forms.figure_query import FigureQuery, Window
from forms.pack import REEMPLOYMENT_4050, load_pack, pack_from
from forms.pack_bulletin import bulletin_reports, competition_reports
from forms.pack_figures import read_figures
from forms.pack_files import read_files
from forms.pack_toml import TomlFile

SHARED = Path(os.environ.get("SHARED_DIR") or Path(__file__).parents[3] / "shared")


def report(name):
    return next(each for each in load_pack(REEMPLOYMENT_4050).reports if each.name == name)


def written(name):
    return (REEMPLOYMENT_4050 / name).read_text(encoding="utf-8")


def problems(name, text):
    """What is wrong with one of the three files, the pack being as it is otherwise."""
    pack, file = load_pack(REEMPLOYMENT_4050), TomlFile(name, text.encode())
    figures = report("figures").more.figures
    match name:
        case "figures.toml":
            read_figures(file, figures.described)
        case "bulletin.toml":
            bulletin_reports(file, figures, pack.datasets, b"")
        case _:
            competition_reports(file, figures)
    return [str(each) for each in file.problems]


def test_what_the_pack_prints_of_its_figures_has_no_problem():
    pack = load_pack(REEMPLOYMENT_4050)

    assert pack.report_problems == ()
    assert all(figure.label.keys() == {"zh", "en"} for figure in report("figures").more.figures.known.values())


def domain(key):
    """Return part of the figures of the source document, where that lies beside the project."""
    file = SHARED / "domain" / "figures.json"
    if not file.exists():
        pytest.skip("no figures.json: neither ../shared/domain nor SHARED_DIR has it")
    return json.loads(file.read_text(encoding="utf-8"))[key]


def test_every_figure_of_the_document_that_records_give_is_declared():
    wanted = {each["id"] for each in domain("figures") if each["computable_from_field_records"]}

    assert wanted <= set(report("figures").more.figures.known)


def test_the_sentences_of_the_document_stand_in_the_bulletin():
    sections = report("bulletin").more.sections
    texts = {each.name: each.text["zh"] for section in sections for each in section.sentences}
    words = {"{whole}": "全市", "{at_end}": "7月末", "{by_end}": "7月底"}
    for each in domain("bulletin_sentences"):
        text = texts[each["id"]]
        for name, word in words.items():
            text = text.replace(name, word)
        assert text == each["template"]


FIGURE = '[[figure]]\nname = "a"\nlabel = "A"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FIGURE + 'dataset = "nobody"', "There is no dataset 'nobody'"),
        (FIGURE + 'dataset = "person"\nwhere = "shoe_size > 40"', "'person' has no field 'shoe_size'"),
        (FIGURE + 'dataset = "person"\nwhere = "sex = lower2(1)"', "cannot be counted"),
        (FIGURE + 'dataset = "person"\nwhere = "age > :years"', ":years cannot be used here"),
        (FIGURE + 'dataset = "job_post"\ncount = "human"', "Only what hangs on a person"),
        (FIGURE + 'dataset = "person"\ncount = "human"\nsum = "age"', "counts and adds up at once"),
        (FIGURE + 'dataset = "person"\nperiod = "week"', "'week' is no period"),
        (FIGURE + 'dataset = "person"\nwording = { word = "大约", to = 100 }', "a wording is"),
        (FIGURE + 'dataset = "person"\nscale = 0', "'scale' must be 1 or more"),
        (FIGURE, "needs one of"),
        (FIGURE + 'part = "b"\nwhole = "c"', "does not stand above it"),
        (FIGURE + 'like = "b"\ndataset = "person"', "does not stand above it"),
        (FIGURE + 'dataset = "person"\nwehre = "sex = 1"', "knows no key 'wehre'"),
        (FIGURE + 'dataset = "person"\n[[figure.known]]\nname = "x"\ndataset = "nothing"', "There is no dataset"),
        (FIGURE + 'dataset = "person"\n' + FIGURE + 'dataset = "person"', "There are two figures 'a'"),
        (FIGURE + 'dataset = "person"\n[[relation]]\nexpr = "a <= b"\nsays = "x"', "there is no figure 'b'"),
        (FIGURE + 'dataset = "person"\n[[relation]]\nexpr = "a if a else a"\nsays = "x"', "is no relation"),
    ],
)
def test_a_figure_that_cannot_be_counted_is_told_with_the_file(text, told):
    found = problems("figures.toml", text)

    assert any(told in each and "figures.toml" in each for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{cc_reemp}", "{cc_reempp}", "there is no figure 'cc_reempp'"),
        ("{cc_reemp}", "{cc_reemp", "cannot be read"),
        ('figure = "jobs_developed"', 'figure = "jobs"', "There is no figure 'jobs'"),
        ('area = "area_ref"', 'area = "region"', "'target' has no field 'region'"),
        ('made = "ranking"', 'made = "rankings"', "'rankings' is nothing that a section can hold"),
        ("cc_reemp_4050 >= cc_target_4050 > 0", "cc_reemp_4050 + 1", "is no relation"),
    ],
)
def test_a_sentence_that_names_what_is_not_there_is_told(old, new, told):
    text = written("bulletin.toml").replace(old, new)

    assert any(told in each and "bulletin.toml" in each for each in problems("bulletin.toml", text))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("weight = 25", "weight = 26", "The weights add up to 101, not to 100."),
        ('"visited_rate"', '"visited"', "'visited' is no figure that is a percentage"),
        ('level = "community"', "", "The competition needs 'level'"),
    ],
)
def test_a_competition_that_cannot_be_scored_is_told(old, new, told):
    text = written("competition.toml").replace(old, new)

    assert any(told in each for each in problems("competition.toml", text))


def test_a_renamed_question_is_followed():
    files = read_files(REEMPLOYMENT_4050)
    before = files["figures.toml"].decode()
    text = before.replace("place_state", "state_of_place").replace("issue_date", "day_of_issue")
    versions = (
        "[renamed.placement]\nstate_of_place = 'place_state'\n[renamed.certificate]\nday_of_issue = 'issue_date'\n"
    )
    pack = pack_from({**files, "figures.toml": text.encode(), "versions.toml": versions.encode()})

    assert pack.report_problems == ()
    figures = next(each for each in pack.reports if each.name == "figures").more.figures
    query = FigureQuery(figures.known["cc_cert_reemp"], figures.described, Window())
    assert "state_of_place" not in query.by_area() and '"issue_date"' in query.by_area()


# ------------------------------------------------------------ relations


def test_relations_hold_or_not_and_say_nothing_of_what_does_not_apply():
    chain = Relation("part <= whole <= 5 * fund")

    assert chain.names == ("part", "whole", "fund")
    assert chain.holds({"part": 1, "whole": 5, "fund": 1}) is True
    assert chain.holds({"part": 1, "whole": 6, "fund": 1}) is False
    assert chain.holds({"part": 1, "whole": None, "fund": 1}) is None


def test_amounts_that_differ_by_binary_digits_only_are_equal():
    assert Relation("a + b == c").holds({"a": 0.1, "b": 0.2, "c": 0.3})
    assert not Relation("a < b").holds({"a": 0.3, "b": 0.3})


@pytest.mark.parametrize(
    "text", ["", "a", "a +", "a == 'b'", "f(a) == b", "a != b", "not a < b", "a < b or b < a", "a.b < c"]
)
def test_what_is_no_relation_is_refused(text):
    with pytest.raises(OddRelation):
        Relation(text)
