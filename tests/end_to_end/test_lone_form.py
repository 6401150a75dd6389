"""One XLSForm alone, in English: no pack, no areas, no doors. Filled in, exported, merged, taken back."""

import pytest
from openpyxl import Workbook

from survey_app.app import now
from survey_app.drafts import resumable
from survey_app.hand_edits import read_hand_edits, take
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.master import refresh_master
from survey_app.merge_desk import judged, merge, new_batch, undo_batch
from survey_app.people import copied, list_columns, rows
from survey_app.verification import verify
from survey_app.workspace import create_lone, open_workspace

SURVEY = [
    ("type", "name", "label::English (en)", "label::Español (es)", "relevant", "required"),
    ("text", "village", "Village", "Aldea", "", "yes"),
    ("begin_repeat", "animal", "Animal", "Animal", "", ""),
    ("select_one kind", "kind", "Kind", "Especie", "", "yes"),
    ("integer", "head", "How many", "Cuántos", "", ""),
    ("decimal", "litres", "Milk, litres a day", "Leche, litros al día", "${kind} = 'goat'", ""),
    ("end_repeat", "", "", "", "", ""),
    ("calculate", "total", "", "", "", ""),
    ("date", "seen_on", "Seen on", "Visto el", "", ""),
]
CHOICES = [
    ("list_name", "name", "label::English (en)", "label::Español (es)"),
    ("kind", "goat", "Goat", "Cabra"),
    ("kind", "hen", "Hen", "Gallina"),
]


@pytest.fixture
def form_file(tmp_path):
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    for row in SURVEY:
        survey.append([*row, "calculation" if row[0] == "type" else "sum(${head})" if row[1] == "total" else ""])
    choices = book.create_sheet("choices")
    for row in CHOICES:
        choices.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version", "default_language"))
    settings.append(("Herds", "herds", "1", "English (en)"))
    path = tmp_path / "herds.xlsx"
    book.save(path)
    return path


def filled(workspace, village, *animals):
    interview = Interview.open(workspace, "herds", language="en")
    interview.answer("/data/village", village)
    for number, (kind, head) in enumerate(animals, start=1):
        path = "/data/animal[1]" if number == 1 else interview.add_repeat("/data/animal")
        interview.answer(f"{path}/kind", kind)
        interview.answer(f"{path}/head", head)
    return interview


def test_an_english_form_goes_all_the_way(form_file, tmp_path):
    laptop = create_lone(tmp_path / "laptop", form_file, None, now)
    office = create_lone(tmp_path / "office", form_file, None, now)

    interview = filled(laptop, "Bembe", ("goat", "12"), ("hen", "30"))
    left = interview.close()
    assert [commit.dataset for commit in left.commits] == ["herds", "herds.animal", "herds.animal"]
    assert laptop.store.rows("herds")[0]["total"] in (42, "42")

    done = hand_over(laptop, tmp_path / "herds.bundle")
    (merged,) = merge(office, judged(office, [done.path]))
    assert merged.effect.counts.new == 3 == done.records
    assert verify(office).problems == ()

    undo_batch(office, merged.batch.id)
    assert office.store.count("herds") == 0
    laptop.close()
    office.close()


def test_an_interview_cut_short_is_gone_on_with(form_file, tmp_path):
    laptop = create_lone(tmp_path / "laptop", form_file, None, now)
    filled(laptop, "Bembe", ("goat", "12"))
    laptop.close()

    laptop = open_workspace(tmp_path / "laptop", None, now)
    (stopped,) = resumable(laptop)
    again = Interview.resume(laptop, stopped.draft_id, "en")

    assert stopped.place == "/data/animal[1]/head"
    assert again.instance.state("/data/village").label == "Village"
    again.close()
    assert laptop.store.count("herds.animal") == 1
    laptop.close()


def test_a_second_form_of_the_same_kind_joins_the_first(form_file, tmp_path):
    laptops = [create_lone(tmp_path / name, form_file, None, now) for name in ("one", "two")]
    office = create_lone(tmp_path / "office", form_file, None, now)
    for number, laptop in enumerate(laptops):
        filled(laptop, f"Village {number}", ("hen", "5")).close()
        merge(office, judged(office, [hand_over(laptop, tmp_path / f"{number}.bundle").path]))
        laptop.close()

    assert sorted(row["village"] for row in office.store.rows("herds")) == ["Village 0", "Village 1"]
    office.close()


def test_a_correction_in_the_workbook_comes_back(form_file, tmp_path):
    from openpyxl import load_workbook

    office = create_lone(tmp_path / "office", form_file, None, now)
    filled(office, "Bembe", ("goat", "12")).close()
    refresh_master(office, language="en")
    book = load_workbook(office.master)
    sheet = next(each for each in book if any(cell.value == "village" for cell in each[1]))
    column = next(cell.column for cell in sheet[1] if cell.value == "village")
    sheet.cell(3, column).value = "Bemba"
    book.save(office.master)

    edits = read_hand_edits(office, office.master)
    take(office, edits, new_batch(office))
    refresh_master(office, language="en")

    assert office.store.rows("herds")[0]["village"] == "Bemba"
    office.close()


def test_a_list_of_records_is_searched_and_copied(form_file, tmp_path):
    laptop = create_lone(tmp_path / "laptop", form_file, None, now)
    filled(laptop, "Bembe", ("goat", "12")).close()
    filled(laptop, "Chimba", ("hen", "3")).close()

    found = rows(laptop, "herds", "bem")
    columns = list_columns(laptop, "herds", "en")

    assert [row["village"] for row in found] == ["Bembe"]
    assert copied(columns, found, "en").splitlines()[0].startswith("Village")
    animals = list_columns(laptop, "herds.animal", "es")
    assert "Cabra" in copied(animals, laptop.store.rows("herds.animal"), "es")
    laptop.close()


def test_a_form_with_problems_leaves_no_workspace_behind(tmp_path):
    from forms.problems import FormRefused

    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")

    with pytest.raises(FormRefused):
        create_lone(tmp_path / "laptop", tmp_path / "bad.xlsx", None, now)

    assert list((tmp_path / "laptop").iterdir()) == []
