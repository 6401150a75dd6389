"""Lists of people: who is half asked or disagreed about has a sign of its colour in front."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from sync.edit import Edit


def signs(model):
    role = Qt.ItemDataRole.BackgroundRole
    return {model.row(n)["record_id"]: model.data(model.index(n, 0), role) for n in range(model.rowCount())}


def test_whoever_was_handed_over_half_asked_has_the_sign_until_the_household_is_finished(show, friday, shell, tmp_path):
    (draft,) = friday.laptop.store.drafts()
    half = {row.record_id for row in Interview.resume(friday.laptop, draft.id).instance.root.named("person")}
    hand_over(friday.laptop, tmp_path / "one.bundle")
    model = show(friday.laptop, "people").page._model

    shown = signs(model)
    assert {record for record, ground in shown.items() if ground} == half
    assert {ground.name() for ground in shown.values() if ground} == {QColor(shell.theme.tokens.partly.ground).name()}
    row = next(n for n in range(model.rowCount()) if model.row(n)["record_id"] in half)
    assert not model.data(model.index(row, 0), Qt.ItemDataRole.DecorationRole).isNull()
    assert model.data(model.index(row, 0), Qt.ItemDataRole.ToolTipRole)
    assert model.data(model.index(row, 1), Qt.ItemDataRole.BackgroundRole) is None

    Interview.open(friday.laptop, "household", draft.record).finish()
    model.refresh()
    assert not any(signs(model).values())


def test_whose_answers_differ_has_the_sign_of_that(show, friday, shell):
    person = friday.laptop.store.rows("person")[0]["record_id"]
    seen = friday.laptop.store.seen(person)
    for number in ("13500000021", "13500000028"):
        friday.laptop.save([Edit(person, "person", {"mobile": number}, seen)])

    shown = signs(show(friday.laptop, "people").page._model)

    assert [record for record, ground in shown.items() if ground] == [person]
    assert shown[person].name() == QColor(shell.theme.tokens.conflict.ground).name()


def test_an_identity_number_is_read_in_groups_and_copied_without(show, friday, qtbot):
    page = show(friday.laptop, "people").page
    model, table = page._model, page._table
    column = next(n for n, field in enumerate(model.fields) if field.name == "id_no18")
    row = next(n for n in range(model.rowCount()) if len(model.text(n, column)) == 18)
    number = model.text(row, column)

    assert model.index(row, column).data() == f"{number[:6]} {number[6:14]} {number[14:17]} {number[17]}"
    table.stand_on(row)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert number in QApplication.clipboard().text()


def test_the_households_of_a_pack_leave_as_submissions_too(show, friday, shell, tmp_path, qtbot):
    page = show(friday.laptop, "people").page

    page.submissions.write_to(tmp_path / "out")
    qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)

    written = list((tmp_path / "out").rglob("submission.xml"))
    households = {row["record_id"] for row in friday.laptop.store.rows("household")}
    assert {file.parent.name.removeprefix("uuid") for file in written} >= households
