"""A stick goes round: laptop, street, laptop. Plugging it in is all that anybody does."""

import pytest
from small_town import XINCUN, building, laptop_of, record
from window_at_rest import at_rest

from survey_app.hand_over import hand_over, not_receipted
from survey_app.merge_desk import judged, merge
from survey_app.open_conflicts import open_conflicts, settle
from survey_app.returns import received_until
from survey_app.sent_back import send_back, sent_back


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "STICK"
    folder.mkdir()
    return folder


@pytest.fixture
def plug_in(show, shell, qtbot):
    """Plug a stick into the clerk's or an assistant's computer; return what its window says."""

    def plugged(workspace, stick, place):
        window = show(workspace, place)
        told = []
        shell.told.connect(told.append)
        sticks = window.page._sticks if place == "merge_desk" else window._returns.sticks
        sticks.came.emit(str(stick))
        at_rest(qtbot, shell)
        at_rest(qtbot, shell)
        shell.told.disconnect(told.append)
        return [line for line in told if "reading" not in line]

    return plugged


def file_of(stick):
    return next(path for path in stick.glob("*.bundle") if "receipt" not in path.name)


def test_a_stick_goes_round_and_everything_that_waits_goes_with_it(friday, stick, plug_in):
    office, laptop = friday.office, friday.laptop
    hand_over(laptop, stick)

    first = plug_in(office, stick, "merge_desk")

    assert first == ["Stick STICK: 1 file received and verified. The receipt is on the stick. You can pull it out."]
    assert office.store.count("person") == 0 and len(list(office.inbox.iterdir())) == 1
    assert plug_in(laptop, stick, "doors") == ["Arrived at the office, up to 06-12 19:06."]
    assert not_receipted(laptop) == 0

    merge(office, judged(office, [file_of(stick)]))
    person, other = (row["record_id"] for row in office.store.rows("person", order=["full_name"])[:2])
    office.change(person, "person", {"mobile": "13500000021"})
    laptop.change(person, "person", {"mobile": "13500000028"})
    merge(office, judged(office, [hand_over(laptop, stick / "second.bundle").path]))
    (conflict,) = open_conflicts(office, "en")
    settle(office, [(conflict, {"mobile": "13500000028"})])
    send_back(office, other, "person", "请再问一次就业状况")
    file_of(stick).unlink(missing_ok=True)
    hand_over(laptop, stick / "second.bundle")

    second = plug_in(office, stick, "merge_desk")

    assert second[0].endswith("The receipt and 1 record sent back, 1 decision are on the stick. You can pull it out.")
    assert [path.name for path in stick.glob("*receipt*")] == ["second-receipt.bundle"]
    home = plug_in(laptop, stick, "doors")
    assert home == [
        "Arrived at the office, up to 06-12 19:06. 1 correction came with it. 1 record to ask about again: see To do."
    ]
    assert [each.remark for each in sent_back(laptop)] == ["请再问一次就业状况"]
    assert laptop.store.record(person).values["mobile"] == "13500000028"
    assert plug_in(laptop, stick, "doors") == []


def test_one_stick_for_two_laptops_answers_each_and_neither_takes_the_others(friday, stick, plug_in, tmp_path):
    zhao = laptop_of(friday.office, tmp_path, XINCUN, "赵红")
    record(zhao, building(zhao)[0], 5)
    for laptop, name in ((friday.laptop, "a"), (zhao, "b")):
        hand_over(laptop, stick / f"{name}.bundle")

    (told,) = plug_in(friday.office, stick, "merge_desk")

    assert "2 files received" in told
    assert plug_in(zhao, stick, "doors") != [] and not_receipted(zhao) == 0
    assert plug_in(friday.laptop, stick, "doors") != [] and not_receipted(friday.laptop) == 0
    zhao.close()


def test_while_a_household_is_written_down_the_answer_waits(friday, stick, plug_in, show, shell, qtbot):
    hand_over(friday.laptop, stick)
    plug_in(friday.office, stick, "merge_desk")
    window = show(friday.laptop, "doors")
    window.go("interview")

    window._returns.sticks.came.emit(str(stick))
    at_rest(qtbot, shell)
    assert received_until(friday.laptop) == ""

    window.go("doors")
    at_rest(qtbot, shell)
    assert received_until(friday.laptop) != ""


def test_a_damaged_file_on_the_stick_is_told_and_the_good_one_is_answered(friday, stick, plug_in):
    good = hand_over(friday.laptop, stick / "good.bundle").path
    data = bytearray(good.read_bytes())
    data[len(data) // 2] ^= 1
    (stick / "bad.bundle").write_bytes(data)

    (told,) = plug_in(friday.office, stick, "merge_desk")

    assert "1 file received and verified. 1 file could not be read" in told
    assert (stick / "good-receipt.bundle").exists() and not (stick / "bad-receipt.bundle").exists()


def test_where_the_receipt_cannot_be_written_nobody_is_told_to_pull_the_stick_out(friday, stick, plug_in, shell):
    file = hand_over(friday.laptop, stick).path
    # Every file is written beside its place first; there it cannot be.
    (stick / f".{file.stem}-receipt.bundle.tmp").mkdir()
    troubles = []
    shell.trouble.connect(troubles.append)

    told = plug_in(friday.office, stick, "merge_desk")

    assert told == [] and len(troubles) == 1
    assert len(list(friday.office.inbox.iterdir())) == 1
