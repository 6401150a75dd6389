"""Records leave as OpenRosa submissions that ODK's own engine opens."""

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook
from small_survey import brought, laptop_of, office_with
from small_town import Clock

from forms.state import Missing
from survey_app.attachments import keep_content
from survey_app.form_check import is_form
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.publishing import propose, publish
from survey_app.submissions import instance_of, write_submissions
from survey_app.workspace import create_lone
from sync.commit import RETURNED
from tests.forms.engines.javarosa import NEEDED, is_here, jar

ENGINES = Path(__file__).parents[1] / "forms" / "engines"
SURVEY = (
    ("type", "name", "label", "relevant"),
    ("text", "village", "Village", ""),
    ("begin_repeat", "animal", "Animal", ""),
    ("text", "kind", "Kind", ""),
    ("integer", "head", "How many", ""),
    ("integer", "milk", "Milk", "${kind} = 'goat'"),
    ("end_repeat", "", "", ""),
    ("image", "picture", "Picture", ""),
)
HERDS = """
| survey   |      |         |         |
|          | type | name    | label   |
|          | text | village | Village |
| settings |
|          | form_id |
|          | herds   |
"""


@pytest.fixture
def herds(tmp_path):
    book = Workbook()
    book.active.title = "survey"
    for row in SURVEY:
        book.active.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version"))
    settings.append(("Herds", "herds", "7"))
    book.save(tmp_path / "herds.xlsx")
    return tmp_path / "herds.xlsx"


@pytest.fixture
def written(herds, tmp_path):
    """A workspace with one record, and where it was written to."""
    alone = create_lone(tmp_path / "alone", herds, None, Clock())
    interview = Interview.open(alone, "herds")
    interview.answer("/data/village", "Bembe & <Chimba>")
    interview.answer("/data/animal[1]/kind", "goat")
    interview.leave_unanswered("/data/animal[1]/head", Missing.DOES_NOT_KNOW)
    second = interview.add_repeat("/data/animal")
    interview.answer(f"{second}/kind", "hen")
    interview.answer(f"{second}/head", "12")
    picture = keep_content(alone, b"not really a picture", ".png")
    interview.answer("/data/picture", picture)
    interview.close()
    record = interview.record_id
    done = write_submissions(alone, tmp_path / "odk")
    yield alone, record, done, tmp_path / "odk" / "herds" / f"uuid{record}", picture
    alone.close()


def test_a_record_is_written_with_its_form_its_id_and_its_files(written):
    _, record, done, folder, picture = written

    root = ElementTree.parse(folder / "submission.xml").getroot()

    assert (done.records, done.files, done.missing) == (1, 1, 0)
    assert (root.get("id"), root.get("version")) == ("herds", "7")
    assert root.find("meta/instanceID").text == f"uuid:{record}"
    assert root.find("village").text == "Bembe & <Chimba>"
    assert [animal.findtext("head") for animal in root.findall("animal")] == ["", "12"], "a reason leaves a blank"
    assert [animal.find("milk") is not None for animal in root.findall("animal")] == [True, False]
    assert (folder / picture).read_bytes() == b"not really a picture"


def test_written_twice_it_is_the_same(written, tmp_path):
    alone, _, _, folder, _ = written
    before = (folder / "submission.xml").read_bytes()

    write_submissions(alone, tmp_path / "odk")

    assert (folder / "submission.xml").read_bytes() == before


def ids(folder):
    meta = ElementTree.parse(folder / "submission.xml").getroot().find("meta")
    return meta.findtext("instanceID"), meta.findtext("deprecatedID")


def edited(workspace, record, path, value):
    interview = Interview.open(workspace, "herds", record)
    interview.answer(path, value)
    interview.close()


def test_each_version_of_an_edited_record_names_itself_and_the_one_before(written, tmp_path):
    alone, record, _, folder, _ = written
    told = [ids(folder)]
    for path, value in (("/data/village", "Kasama"), ("/data/animal[2]/head", "13")):
        edited(alone, record, path, value)
        write_submissions(alone, tmp_path / "odk")
        told.append(ids(folder))
        write_submissions(alone, tmp_path / "odk")
        assert ids(folder) == told[-1], "written twice it is the same version"

    instances, deprecated = zip(*told, strict=True)
    assert deprecated == (None, *instances[:-1])
    assert len({*instances}) == 3
    assert instances[0] == f"uuid:{record}"


def test_a_member_taken_away_and_a_change_taken_back_are_versions_too(written, tmp_path):
    alone, record, _, folder, _ = written
    interview = Interview.open(alone, "herds", record)
    interview.remove_repeat("/data/animal[2]")
    left = interview.close()
    write_submissions(alone, tmp_path / "odk")
    without = ids(folder)

    alone.take_back(left.commits)
    write_submissions(alone, tmp_path / "odk")

    assert without[1] == f"uuid:{record}"
    assert ids(folder)[1] == without[0]
    assert len(ElementTree.parse(folder / "submission.xml").getroot().findall("animal")) == 2


def test_a_remark_of_the_office_is_no_version_of_its_own(written, tmp_path):
    alone, record, _, folder, _ = written

    alone.change(record, "herds", {RETURNED: "Look again"})
    write_submissions(alone, tmp_path / "odk")

    assert ids(folder) == (f"uuid:{record}", None)


def test_the_same_record_on_two_computers_is_the_same_version(tmp_path):
    office = office_with(tmp_path, HERDS)
    laptop = laptop_of(office, tmp_path)
    interview = Interview.open(laptop, "herds")
    interview.answer("/data/village", "Bembe")
    interview.close()
    edited(laptop, interview.record_id, "/data/village", "Kasama")
    brought(office, hand_over(laptop, tmp_path / "week.bundle").path)

    told = [
        instance_of(each, each.form("herds"), interview.record_id).state("/data/meta/instanceID").value
        for each in (laptop, office)
    ]

    assert told[0] == told[1] != f"uuid:{interview.record_id}"
    laptop.close()
    office.close()


@pytest.mark.skipif(not is_here(), reason=NEEDED)
def test_the_engine_of_odk_collect_opens_it(written, tmp_path):
    alone, record, _, folder, _ = written
    (tmp_path / "herds.xml").write_text(alone.forms["herds"].source, encoding="utf-8")
    command = ["java", "-cp", str(jar()), str(ENGINES / "ReadSubmission.java"), str(tmp_path / "herds.xml")]

    told = subprocess.run([*command, str(folder / "submission.xml")], capture_output=True, text=True, encoding="utf-8")

    assert told.returncode == 0, told.stderr
    values = dict(line.partition("=")[::2] for line in told.stdout.splitlines() if line.startswith("/"))
    assert values["/data/village"] == "Bembe & <Chimba>"
    assert (values["/data/animal[1]/head"], values["/data/animal[2]/head"]) == ("", "12")
    assert values["/data/meta/instanceID"] == f"uuid:{record}"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice writes the .xls")
def test_an_old_xls_goes_all_the_way(herds, tmp_path):
    profile = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    convert = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), str(herds)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    old = tmp_path / "herds.xls"
    assert old.read_bytes().startswith(bytes.fromhex("d0cf11e0a1b11ae1")) and is_form(old)

    alone = create_lone(tmp_path / "alone", old, None, Clock())
    interview = Interview.open(alone, "herds")
    interview.answer("/data/animal[1]/head", "3")
    interview.close()

    assert alone.store.rows("herds.animal")[0]["head"] == 3
    assert propose(alone, herds).told == (), "the same form in .xlsx changes nothing"
    book = Workbook()
    book.active.title = "survey"
    for row in (*SURVEY, ("date", "seen_on", "Seen on", "")):
        book.active.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version"))
    settings.append(("Herds", "herds", "8"))
    book.save(herds)
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    publish(alone, propose(alone, old))
    assert "seen_on" in [field.name for field in alone.definitions.datasets["herds"].fields]
    alone.close()
