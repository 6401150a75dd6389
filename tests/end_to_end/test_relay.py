"""From the laptop over street and district to the city, by file only, and sideways, and twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from four_levels import NEIGHBOUR, OTHER_COMMUNITY, OTHER_STREET, Levels, record
from one_community import now
from typer.testing import CliRunner

from survey_app.answering import write_back
from survey_app.cli import app
from survey_app.hand_over import not_receipted, packer_of
from survey_app.merge_desk import judged, merge, undo_batch
from survey_app.quarantine import decisions, keep_out, let_in, put_aside
from survey_app.verification import verify
from survey_app.workspace import Workspace
from sync.commit import new_record_id
from sync.edit import Author, Edit
from sync.errors import BelongsElsewhere, NotAllowed
from sync.exchange import Applied
from sync.hand_over import Envelope, Load, pack_export
from sync.save import save_refusal


@pytest.fixture
def levels(tmp_path: Path):
    made = Levels(tmp_path, now)
    yield made
    made.close()


def all_of(laptop: Workspace, file: Path, area: str) -> Path:
    """Write all that a laptop holds into a file that says to be of an area, whatever its certificate says."""
    envelope = Envelope(area, laptop.random(16).hex(), laptop.now().isoformat(), laptop.credentials.locks)
    file.write_bytes(pack_export(packer_of(laptop), envelope, Load(list(laptop.store.saves()))))
    return file


def carry_all(levels: Levels, name: str = "all") -> list[Applied]:
    file = all_of(levels.li, levels.folder / f"{name}.bundle", levels.li.area)
    return merge(levels.street, judged(levels.street, [file]))


def persons(workspace: Workspace) -> list[tuple[str, str, str]]:
    rows = workspace.store.rows("person", order=["record_id"])
    return [(row["record_id"], row["full_name"], row["area"]) for row in rows]


def signers(workspace: Workspace, of: Workspace) -> int:
    """Count the saves here that bear the signature of another computer."""
    return sum(save.signer == of.credentials.device.public for save in workspace.store.saves())


def test_what_a_laptop_signs_arrives_at_the_city_signed_by_that_laptop(levels: Levels):
    record(levels.li, "101", seed=1)
    made = sum(save.signer == levels.li.credentials.device.public for save in levels.li.store.saves())

    for _ in range(2):
        levels.carry(levels.li, levels.street)
        levels.carry(levels.street, levels.district)
        levels.carry(levels.district, levels.city)

    assert persons(levels.city) == persons(levels.li) != []
    assert signers(levels.city, levels.li) == made
    roots = levels.city.credentials.roots
    assert all(save_refusal(save, roots) is None for save in levels.city.store.saves())
    assert [verify(each).problems for each in levels.every] == [()] * 4


def test_each_level_holds_its_own_area_only(levels: Levels):
    beside = levels.below(levels.district, OTHER_STREET, "永昌街道", "street")
    wang = levels.below(beside, OTHER_COMMUNITY, "王芳")
    record(levels.li, "101", seed=1)
    record(wang, "201", seed=2)
    levels.carry(levels.li, levels.street)
    levels.carry(wang, beside)
    for street in (levels.street, beside):
        levels.carry(street, levels.district)

    levels.home(levels.district, levels.street)
    levels.home(levels.district, beside)

    assert len(persons(levels.district)) == len(persons(levels.street)) + len(persons(beside))
    assert {area for *_, area in persons(levels.street)} == {levels.li.area}
    assert {area for *_, area in persons(beside)} == {wang.area}


def test_a_file_that_claims_more_than_its_certificate_brings_nothing_more_home(levels: Levels, tmp_path: Path):
    """The header of a file is written by whoever packs it; what goes back is what its certificate allows."""
    zhao = levels.below(levels.street, NEIGHBOUR, "赵红")
    record(zhao, "201", seed=2)
    levels.carry(zhao, levels.street)
    record(levels.li, "101", seed=1)
    own = levels.li.area
    file = all_of(levels.li, tmp_path / "greedy.bundle", levels.street.area)
    (arrived,) = judged(levels.street, [file])
    assert arrived.community == levels.street.area

    (back,) = write_back(levels.street, [arrived], tmp_path)
    merge(levels.li, judged(levels.li, [back]))

    assert {area for *_, area in persons(levels.li)} == {own}


def test_sideways_a_second_computer_of_the_street_and_back(levels: Levels):
    """Two clerks of one street, each at a computer, exchange files in both directions; nobody above is needed."""
    second = levels.below(levels.street, "220104003", "南湖街道二号", "street")
    zhao = levels.below(second, NEIGHBOUR, "赵红")
    record(levels.li, "101", seed=1)
    record(zhao, "201", seed=2)
    levels.carry(levels.li, levels.street)
    levels.carry(zhao, second)

    for _ in range(2):
        levels.carry(second, levels.street)
        levels.home(levels.street, second)

    assert persons(second) == persons(levels.street)
    assert signers(second, levels.li) > 0 and signers(levels.street, zhao) > 0
    levels.carry(second, levels.district, "second")
    assert persons(levels.district) == [] or persons(levels.district) == persons(second)
    levels.carry(levels.street, levels.district)
    assert persons(levels.district) == persons(second)


def test_a_commit_outside_the_signers_area_waits_for_an_office_that_answers_for_it(levels: Levels):
    record(levels.li, "101", seed=1)
    strayed = astray(levels.li, levels.street.area + "/" + NEIGHBOUR)
    (applied,) = carry_all(levels)
    assert applied.effect.counts.refused == 1

    (aside,) = put_aside(levels.street)
    assert (aside.reason, aside.who, aside.records) == ("other_area", "李敏", 1)
    assert levels.street.store.record(strayed) is None
    with pytest.raises(NotAllowed):
        let_in(levels.li, [aside.key])

    keep_out(levels.street, [aside.key[:6]], "还没问清")
    assert [each.why for each in decisions(levels.street)] == ["还没问清"]
    assert put_aside(levels.street)[0].decided is not None
    batch, effect = let_in(levels.street, [aside.key], "李敏帮邻社区走了一家")

    assert effect.counts.new == 1 and put_aside(levels.street) == []
    assert [(each.act, each.why, each.signer) for each in decisions(levels.street)] == [
        ("let_in", "李敏帮邻社区走了一家", "李敏")
    ]
    levels.carry(levels.street, levels.district)
    levels.carry(levels.district, levels.city)
    assert put_aside(levels.district) == put_aside(levels.city) == []
    assert levels.city.store.record(strayed) is not None
    # The same stick again: what was let in is not put aside a second time, and an undo takes it out everywhere.
    carry_all(levels, "again")
    assert put_aside(levels.street) == []
    undo_batch(levels.street, batch.id)
    assert levels.street.store.record(strayed) is None
    levels.carry(levels.street, levels.district)
    assert levels.district.store.record(strayed) is None


def test_what_lies_outside_of_the_street_is_for_the_district_to_let_in(levels: Levels):
    outside = f"{levels.district.area}/{OTHER_STREET}/{OTHER_COMMUNITY}"
    strayed = astray(levels.li, outside)
    carry_all(levels)
    (aside,) = put_aside(levels.street)

    with pytest.raises(BelongsElsewhere):
        let_in(levels.street, [aside.key], "不是我们的")

    assert levels.street.store.record(strayed) is None and len(put_aside(levels.street)) == 1


def astray(laptop: Workspace, area: str) -> str:
    """Record a door under an area that is not the laptop's, as no window of it would; return its record."""
    record_id = new_record_id(laptop.random(16))
    author = Author(laptop.staff.number, area)
    laptop.store.save([Edit(record_id, "dwelling", {"building": "9", "unit": "1", "door": "909"})], author)
    return record_id


def test_the_command_line_lists_and_lets_in(levels: Levels, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("SURVEY_APP_SETTINGS", str(tmp_path / "settings"))
    astray(levels.li, levels.street.area + "/" + NEIGHBOUR)
    carry_all(levels)
    levels.street.close()
    folder = str(levels.street.folder)

    (listed,) = json.loads(CliRunner().invoke(app, ["quarantine", folder, "--json"]).stdout)["quarantine"]
    assert listed["reason"] == "other_area"
    told = CliRunner().invoke(app, ["quarantine", folder], env={"LANGUAGE": "en"}).stdout
    assert "Xincun" in told and "outside of its own community" in told
    unexplained = CliRunner().invoke(app, ["quarantine", folder, "--release", listed["key"]])
    assert unexplained.exit_code == 2
    done = CliRunner().invoke(
        app, ["quarantine", folder, "--release", listed["key"][:8], "--reason", "问过了", "--json"]
    )

    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["released"]["new"] == 1
    assert json.loads(done.stdout)["quarantine"] == []


def test_a_receipt_comes_home_from_each_level(levels: Levels):
    record(levels.li, "101", seed=1)
    levels.carry(levels.li, levels.street)
    levels.home(levels.street, levels.li)
    levels.carry(levels.street, levels.district)
    before = not_receipted(levels.street)

    levels.street.change(levels.street.store.rows("person")[0]["record_id"], "person", {"mobile": "13500000021"})
    after = not_receipted(levels.street)
    levels.carry(levels.street, levels.district)
    levels.home(levels.district, levels.street)

    assert not_receipted(levels.li) == 0
    assert (before, after, not_receipted(levels.street)) == (0, 1, 0)
