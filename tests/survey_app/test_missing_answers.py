"""Why there is no answer: kept beside the question, merged as an answer is, a word in the workbook, counted."""

from io import BytesIO

from openpyxl import load_workbook
from small_survey import brought, laptop_of, office_and_laptop

from forms.state import Missing
from survey_app.exporting import export_of, sheet_language
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from sync.commit import MISSING
from sync.workbook.writer import write_into

PERSON = """
| survey   |            |       |       |          |
|          | type       | name  | label | required |
|          | text       | name  | Name  | yes      |
|          | integer    | age   | Age   | yes      |
|          | select_one yn | job | Works | yes     |
| choices  |            |       |       |
|          | list_name  | name  | label |
|          | yn         | y     | Yes   |
|          | yn         | n     | No    |
| settings |            |
|          | form_id    |
|          | person     |
"""


office, ann = office_and_laptop(PERSON)


def interviewed(laptop, record_id="", **answers):
    interview = Interview.open(laptop, "person", record_id)
    for name, answer in answers.items():
        if isinstance(answer, Missing):
            interview.leave_unanswered(f"/data/{name}", answer)
        else:
            interview.answer(f"/data/{name}", answer)
    return interview


def test_a_reason_counts_as_answered_except_later(ann):
    interview = interviewed(ann, name="Wang", age=Missing.REFUSED, job=Missing.LATER)
    assert not interview.is_complete

    interview.leave_unanswered("/data/job", Missing.DOES_NOT_KNOW)

    assert interview.is_complete


def test_standard_output_shows_a_blank_where_nobody_answered(ann):
    interview = interviewed(ann, name="Wang", age=Missing.REFUSED)

    assert "<age></age>" in interview.instance.to_xml()
    assert "refused" not in interview.instance.to_xml()


def test_an_answer_and_a_reason_from_two_laptops_are_a_conflict_and_the_same_reason_is_none(office, ann, tmp_path):
    first = interviewed(ann, name="Wang")
    first.close()
    brought(office, hand_over(ann, tmp_path / "ann.bundle").path)
    ben = laptop_of(office, tmp_path, "Ben")

    interviewed(ann, first.record_id, age=Missing.REFUSED, job=Missing.REFUSED).close()
    interviewed(ben, first.record_id, age="43", job=Missing.REFUSED).close()
    brought(office, hand_over(ann, tmp_path / "ann2.bundle").path, hand_over(ben, tmp_path / "ben.bundle").path)

    (conflict,) = office.store.conflicts()
    assert conflict.fields == ("age",)
    told = {choice.values["age"] for choice in conflict.choices}
    assert told == {43, (MISSING, "refused")}
    assert office.store.record(first.record_id).values["job"] is Missing.REFUSED
    ben.close()


def test_the_workbook_says_the_reason_in_its_own_language(ann):
    interviewed(ann, name="Wang", age=Missing.REFUSED, job=Missing.NO_CARD).close()
    seen = {}
    for language in ("en", "zh"):
        file = BytesIO()
        write_into(export_of(ann, sheet_language(ann, language), b""), ann.credentials.device, file)
        cells = [str(cell.value) for row in load_workbook(file)["person"].iter_rows() for cell in row if cell.value]
        seen[language] = {text for text in cells if text.startswith(("[", "〔"))}

    assert "[refused]" in seen["en"] and len(seen["en"]) == 2
    assert "〔拒绝回答〕" in seen["zh"] and len(seen["zh"]) == 2


def test_reasons_are_counted_by_query(ann):
    interviewed(ann, name="Wang", age=Missing.REFUSED).close()
    interviewed(ann, name="Zhang", age=Missing.LATER).close()
    interviewed(ann, name="Li", age="43").close()

    _, rows = ann.store.query(
        "SELECT json_extract(missing, '$.age') AS why, count(*) FROM person WHERE missing IS NOT NULL GROUP BY why"
    )

    assert dict(rows) == {"refused": 1, "later": 1}
    assert ann.store.query("SELECT count(age) FROM person")[1] == [(1,)]
