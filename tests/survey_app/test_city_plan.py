"""The plan of a city adds up to its figures, whatever they are, or is refused by name."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.pack import REEMPLOYMENT_4050, load_pack
from survey_app.demo_city.humans import DEPUTIES, FEMALE, MARKET, NANNY, OUYA, POLICE, Human, humans, settle
from survey_app.demo_city.places import CHANGCHUN, division_of, draw
from survey_app.demo_city.posts import BATCH, GREEN, posts
from survey_app.demo_city.relations import CHANNELS, WAN
from survey_app.demo_city.shares import evenly, shares, within
from survey_app.demo_city.wanted import FiguresDisagree, NoFigures, NoNumber, Wanted, wanted
from survey_app.explain import explain


def file_of(folder: Path, figures: dict[str, object], **more: object) -> Path:
    file = folder / "figures.json"
    told = [value if isinstance(value, dict) else {"value": value} for value in figures.values()]
    listed = [{"id": name, **each} for name, each in zip(figures, told, strict=True)]
    file.write_text(json.dumps({"figures": listed, **more}), encoding="utf-8")
    return file


def count(some: list[Human], **said: object) -> int:
    return sum(all(getattr(each, name) == value for name, value in said.items()) for each in some)


def hold(plan: Wanted) -> None:
    """Everything that records of these people and posts would be counted by."""
    people = humans(plan, seed=1)
    of_4050 = [each for each in people if each.is_placed and each.is_4050]
    placed = [each for each in people if each.is_placed]
    assert len(placed) == plan["cc_reemp"]
    assert len(of_4050) == plan["cc_reemp_4050"]
    for channel, figure in CHANNELS.items():
        assert count(of_4050, channel=channel) == plan[figure]
    assert count(people, has_cert=True) == plan["cc_cert"]
    assert count(placed, has_cert=True) == plan["cc_cert_reemp"]
    assert count(of_4050, has_cert=True) == plan["cc_cert_reemp_4050"]
    assert count(placed, is_trained=True) == count(people, is_trained=True) == plan["cc_train_reemp"]
    assert count(of_4050, is_trained=True) == plan["cc_train_4050"]
    assert count(placed, channel=MARKET) == plan["cc_market_reemp"]
    assert count(of_4050, has_cert=True, has_fee=True) == count(people, has_fee=True) == plan["cc_fee_persons"]
    assert count(of_4050, has_cert=True, has_loan=True) == count(people, has_loan=True) == plan["cc_loan_4050"]
    assert count(of_4050, channel="batch", employer=POLICE) == count(people, employer=POLICE) == plan["cc_police"]
    assert count(placed, employer=OUYA) == plan["cc_ouya"]
    assert count(placed, project=NANNY, sex=FEMALE) == plan["cc_nanny"]
    assert count(people, has_womens_loan=True, sex=FEMALE) == plan["cc_women_loan"]
    assert count(people, is_registered=True) == plan["cc_seek_reg"]
    # Nobody but 4050 persons came through the deputies.
    assert count(people, channel=DEPUTIES) == plan["cc_nanguan_4050"]

    jobs = posts(plan)
    assert all(1 <= each.heads <= 10_000 for each in jobs)
    assert sum(each.heads for each in jobs) == plan["cc_jobs_developed"]
    assert sum(each.heads for each in jobs if each.mode == BATCH) == plan["cc_batch_jobs"]
    assert len({each.employer for each in jobs if each.mode == BATCH}) == plan["cc_batch_employers"]
    assert sum(each.heads for each in jobs if each.via == GREEN and each.suits_4050) == plan["cc_green_posts"]
    assert sum(each.in_bank for each in jobs) == plan["cc_job_bank"]
    assert sum(each.heads for each in jobs if each.employer == "civil" and each.suits_4050) == plan["cc_civil_posts"]
    assert sum(each.planned for each in jobs if each.employer == "guangze") == plan["cc_guangze_plan"]


def test_the_city_of_the_program_adds_up():
    plan = wanted("changchun-2003")

    hold(plan)
    assert len(humans(plan, seed=1)) == plan.persons
    assert len(posts(plan)) == plan.posts


SMALL = {
    "cc_reemp": 420,
    "cc_reemp_4050": 131,
    "cc_communities": 4,
    "cc_cert": 377,
    "cc_batch_jobs": {"value": 90, "qualifier": "just_below(近)", "accept": [80, 89]},
}


def test_what_a_file_does_not_say_is_in_proportion(tmp_path: Path):
    plan = wanted("changchun-2003", file_of(tmp_path, SMALL))

    assert {name: plan[name] for name in ("cc_reemp", "cc_reemp_4050", "cc_communities", "cc_cert")} == {
        name: SMALL[name] for name in ("cc_reemp", "cc_reemp_4050", "cc_communities", "cc_cert")
    }
    assert 80 <= plan["cc_batch_jobs"] <= 89
    assert 0 < plan["cc_cert_reemp_4050"] < 131 and 0 < plan["cc_calls"] < 200
    hold(plan)


@pytest.mark.parametrize(
    ("figures", "part", "whole"),
    [
        ({"cc_reemp": 100, "cc_reemp_4050": 101}, "cc_reemp_4050", "cc_reemp"),
        ({"cc_cert": 40, "cc_cert_reemp": 41}, "cc_cert_reemp", "cc_cert"),
        ({"cc_fee_persons": 9, "cc_cert_reemp_4050": 8}, "cc_fee_persons", "cc_cert_reemp_4050"),
        ({"cc_community_4050": 50, "cc_reemp_4050": 49}, "cc_community_4050", "cc_reemp_4050"),
        ({"cc_train_reemp": 90, "cc_reemp": 80}, "cc_train_reemp", "cc_reemp"),
        ({"cc_batch_employers": 19, "cc_batch_jobs": 18}, "cc_batch_employers", "cc_batch_jobs"),
        ({"ly_fund": 10, "ly_capacity": 51}, "ly_capacity", "ly_fund"),
        ({"ly_loan_amount": 30, "ly_capacity": 25}, "ly_loan_amount", "ly_capacity"),
    ],
)
def test_a_part_larger_than_its_whole_is_refused_by_name(tmp_path: Path, figures, part: str, whole: str):
    with pytest.raises(FiguresDisagree) as refused:
        wanted("changchun-2003", file_of(tmp_path, figures))

    for language in ("zh", "en"):
        said = str(explain(refused.value, language))
        assert part in said and whole in said
        assert all(f"{value:g}" in said for value in figures.values())


@pytest.mark.parametrize("value", ["many", -1, 2.5, None, True, [3, 7]])
def test_what_is_no_number_is_refused_by_name(tmp_path: Path, value: object):
    with pytest.raises(NoNumber) as refused:
        wanted("changchun-2003", file_of(tmp_path, {"cc_calls": value}))

    assert "cc_calls" in str(explain(refused.value, "zh")) and "cc_calls" in str(explain(refused.value, "en"))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"figures": 3}', '{"figures": []}', '{"figures": [{"id": "x"}]}'])
def test_a_file_without_figures_is_refused(tmp_path: Path, text: str):
    (tmp_path / "f.json").write_text(text, encoding="utf-8")

    with pytest.raises(NoFigures):
        wanted("changchun-2003", tmp_path / "f.json")


def test_a_city_without_a_single_community_is_refused(tmp_path: Path):
    with pytest.raises(NoNumber):
        wanted("changchun-2003", file_of(tmp_path, {"cc_communities": 0}))


@st.composite
def figure_files(draw: st.DrawFn) -> dict[str, object]:
    """Figures that can all be true, of any size, some of them left out, some rounded."""

    def part(whole: int) -> int:
        return draw(st.integers(0, whole))

    placed = draw(st.integers(0, 400))
    of_4050 = part(placed)
    rest = placed - of_4050
    left = of_4050
    told: dict[str, object] = {"cc_reemp": placed, "cc_reemp_4050": of_4050}
    for figure in CHANNELS.values():
        told[figure] = part(left)
        left -= int(str(told[figure]))
    told["cc_market_reemp"] = int(str(told["cc_market_4050"])) + part(rest)
    for of, every in (("cc_cert_reemp_4050", "cc_cert_reemp"), ("cc_train_4050", "cc_train_reemp")):
        told[of] = part(of_4050)
        told[every] = int(str(told[of])) + part(rest)
    certified = int(str(told["cc_cert_reemp_4050"]))
    told["cc_cert"] = int(str(told["cc_cert_reemp"])) + draw(st.integers(0, 200))
    told["cc_police"] = part(int(str(told["cc_batch_4050"])))
    told["cc_ouya"] = part(placed - int(str(told["cc_police"])))
    told["cc_nanny"] = part(placed)
    for count_of, amount, most in (
        ("cc_fee_persons", "cc_fee_amount", certified),
        ("cc_loan_4050", "cc_loan_amount", certified),
        ("ly_loans", "ly_loan_amount", 50),
    ):
        told[count_of] = people = part(most)
        # Tenths of ten thousand yuan, between a yuan and twenty thousand for each.
        told[amount] = draw(st.integers(1, 20 * people)) / 10 if people else 0
    told["ly_fund"] = max(int(float(str(told["ly_loan_amount"])) / 5) + 1, draw(st.integers(0, 300)))
    told["ly_capacity"] = 5 * int(str(told["ly_fund"]))
    told["ly_spillover"] = part(5) if told["ly_loans"] else 0
    jobs = draw(st.integers(0, 3_000))
    told |= {"cc_jobs_developed": jobs, "cc_green_posts": part(jobs), "cc_job_bank": part(jobs)}
    told["cc_batch_jobs"] = part(jobs)
    told["cc_batch_employers"] = draw(
        st.integers(min(int(str(told["cc_batch_jobs"])), 1), min(int(str(told["cc_batch_jobs"])), 30))
    )
    told["cc_civil_posts"] = civil = part(max(jobs - int(str(told["cc_batch_employers"])), 0))
    if told["cc_batch_employers"] == 1:
        told["cc_civil_posts"] = civil = part(jobs - int(str(told["cc_batch_jobs"])))
    told["cc_guangze_plan"] = 0 if civil == jobs else draw(st.integers(0, 4_000))
    told |= {"cc_seek_reg": draw(st.integers(0, 900)), "cc_women_loan": draw(st.integers(0, 300))}
    told["cc_communities"] = draw(st.integers(1, 60))
    rounded = draw(st.sampled_from(sorted(told.keys() - {"ly_capacity", "ly_fund"})))
    value = told[rounded]
    if isinstance(value, int) and value > 20:
        told[rounded] = {"value": value + 1, "qualifier": "just_below(近)", "accept": [value - 2, value]}
    for name in draw(st.lists(st.sampled_from(sorted(told)), max_size=4)):
        told.pop(name, None)
    return told


@settings(max_examples=60, deadline=None)
@given(figures=figure_files())
def test_any_figures_that_can_be_true_are_met(tmp_path_factory: pytest.TempPathFactory, figures: dict[str, object]):
    plan = wanted("changchun-2003", file_of(tmp_path_factory.mktemp("figures"), figures))

    for name, value in figures.items():
        low, high = value["accept"] if isinstance(value, dict) else (value, value)  # type: ignore[index]
        times = WAN if name.endswith(("_amount", "_fund", "_capacity")) else 1
        assert round(low * times) <= plan[name] <= round(high * times)
    hold(plan)


def test_whom_the_deputies_placed_lives_in_their_district():
    plan = wanted("changchun-2003")
    people = humans(plan, seed=3)
    units = [[0, 1, 2], [3, 4], [5]]

    settle(people, units, 1, seed=3)

    assert {each.community for each in people if each.channel == DEPUTIES} == {3, 4}
    lives = Counter(each.community for each in people)
    assert max(lives.values()) - min(lives.values()) <= 1


def test_every_district_is_among_the_divisions_that_forms_choose_from():
    pack = load_pack(REEMPLOYMENT_4050)
    known = {row.code for row in pack.lists["division"]}

    streets = draw(351).streets

    assert len({street.district for street in streets if street.city == CHANGCHUN}) == 10
    assert {division_of(code) for street in streets for code in (street.city, street.district)} <= known


def test_the_same_seed_plans_the_same_city():
    plan = wanted("changchun-2003")

    assert humans(plan, seed=5) == humans(plan, seed=5) != humans(plan, seed=6)


@given(st.integers(0, 10_000), st.lists(st.floats(0, 1_000), min_size=1, max_size=40))
def test_shares_add_up_and_none_is_off_by_more_than_one(total: int, weights: list[float]):
    parts = shares(total, weights)

    assert sum(parts) == total and min(parts) >= 0
    if weight := sum(weights):
        assert all(abs(part - total * each / weight) <= 1.001 for part, each in zip(parts, weights, strict=True))


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 50)), min_size=1, max_size=20), st.data()
)
def test_shares_within_limits_keep_them(parts: list[tuple[int, int, int]], data: st.DataObject):
    least, most = [low for low, _, _ in parts], [low + more for low, more, _ in parts]
    total = data.draw(st.integers(sum(least), sum(most)))

    found = within(total, [weight for *_, weight in parts], most, least)

    assert sum(found) == total
    assert all(low <= each <= high for low, each, high in zip(least, found, most, strict=True))


def test_evenly():
    assert evenly(7, 3) == [3, 2, 2] and evenly(5, 0) == [] and evenly(0, 2) == [0, 0]
