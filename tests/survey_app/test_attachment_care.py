"""Which pictures a record has, where they are, and what becomes of those that nobody names."""

import json

from small_survey import brought, laptop_of, office_and_laptop, office_with
from test_attachments import DOORS, photographed
from typer.testing import CliRunner

from survey_app.attachment_care import attachments_of, elsewhere, forget_unnamed, record_ids, write_attachments
from survey_app.attachments import Standing, keep_content, standing
from survey_app.cli import app
from survey_app.hand_over import bundle_of
from survey_app.interviews import Interview
from survey_app.verification import verify
from sync.store.attachments import ATTACHED

office, ann = office_and_laptop(DOORS)


def test_a_record_lists_its_photos_also_those_that_have_not_arrived(office, ann, tmp_path):
    name = photographed(ann, b"a door")
    (record,) = record_ids(ann)
    (tmp_path / "bare.bundle").write_bytes(bundle_of(ann, list(ann.store.saves(ann.area))))
    brought(office, tmp_path / "bare.bundle")

    (here,), (there,) = attachments_of(ann, [record]), attachments_of(office, [record])

    assert (here.field, here.name, here.standing) == ("photo", name, Standing.HERE)
    assert there.standing is Standing.ELSEWHERE
    assert len(elsewhere(office)) == verify(office).elsewhere == 1 and verify(office).problems == ()


def test_photos_are_written_beside_an_export_under_the_names_in_the_answers(ann, tmp_path):
    name = photographed(ann, b"a door")

    written = write_attachments(ann, record_ids(ann), tmp_path / "photos")

    assert (written.files, written.elsewhere) == (1, 0)
    assert (tmp_path / "photos" / name).read_bytes() == b"a door"


def test_only_what_no_answer_and_no_open_interview_names_is_forgotten(ann):
    first = photographed(ann, b"a door")
    (record,) = record_ids(ann)
    again = Interview.open(ann, "door", record)
    again.answer("/data/photo", keep_content(ann, b"a better photo", ".jpg"))
    again.close()
    open_one = Interview.open(ann, "door")
    drafted = keep_content(ann, b"not saved yet", ".jpg")
    open_one.answer("/data/photo", drafted)
    stray = keep_content(ann, b"a photo that was taken back", ".jpg")

    assert forget_unnamed(ann) == (1, len(b"a photo that was taken back"))

    assert standing(ann, stray) is Standing.ELSEWHERE
    # The former photo is still named by a commit, and may be wanted when that comes back.
    assert standing(ann, first) is standing(ann, drafted) is Standing.HERE
    assert forget_unnamed(ann) == (0, 0)


def test_verify_names_a_damaged_photo(ann, tmp_path):
    photographed(ann, bytes(range(256)) * 400)
    ann.store.attachments.close()
    with open(ann.folder / ATTACHED, "r+b") as file:
        file.seek(-5000, 2)
        file.write(b"damaged")

    (problem,) = verify(ann).problems

    assert problem.startswith("attachment: ")


def test_the_command_line_writes_and_tidies(tmp_path):
    office = office_with(tmp_path, DOORS)
    ann = laptop_of(office, tmp_path)
    name = photographed(ann, b"a door")
    keep_content(ann, b"stray", ".jpg")
    ann.close()
    office.close()

    run = CliRunner().invoke(
        app, ["attachments", str(ann.folder), "--to", str(tmp_path / "out"), "--forget-unnamed", "--json"]
    )

    told = json.loads(run.stdout)
    assert (told["here"], told["written"], told["forgotten"], told["elsewhere"]) == (1, 1, 1, 0)
    assert (tmp_path / "out" / name).exists()
