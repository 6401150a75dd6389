"""The pictures of a form travel with its pack, and one that is missing is named."""

import pytest
from small_survey import laptop_of, pack_with, xform_of
from small_town import Clock

from forms.pack import load_pack
from forms.pack_problems import PackRefused
from survey_app.form_media import content_of, open_copy
from survey_app.publishing import propose, publish
from survey_app.workspace import Staff, create_lone, create_workspace

WELLS = """
| survey |
|        | type | name | label | media::image |
|        | text | well | Well  | well.png     |
| settings |
|        | form_id | form_title |
|        | wells   | Wells      |
"""
PICTURE = b"not really a picture"


@pytest.fixture
def pack(tmp_path):
    folder = pack_with(tmp_path, WELLS)
    (folder / "media").mkdir()
    (folder / "media" / "well.png").write_bytes(PICTURE)
    return folder


def test_a_laptop_shows_the_pictures_of_the_pack(pack, tmp_path):
    office = create_workspace(tmp_path / "office", pack, "T", Staff("S-01", "Ruth", "street"), None, Clock())
    ann = laptop_of(office, tmp_path)
    shown = [content_of(each, "jr://images/well.png") for each in (office, ann)]
    ann.close()
    office.close()

    assert shown == [PICTURE, PICTURE]


def test_another_picture_is_another_pack(pack):
    before = load_pack(pack).hash
    (pack / "media" / "well.png").write_bytes(b"another")

    assert load_pack(pack).hash != before


def test_a_picture_that_is_missing_is_named(pack):
    (pack / "media" / "well.png").unlink()

    with pytest.raises(PackRefused) as refused:
        load_pack(pack)

    (problem,) = refused.value.problems
    assert problem.file == "forms/form_0.xml" and "'well.png'" in problem.what


def test_a_form_that_is_published_brings_its_pictures(pack, tmp_path):
    office = create_workspace(tmp_path / "office", pack, "T", Staff("S-01", "Ruth", "street"), None, Clock())
    draft = tmp_path / "draft" / "wells.xml"
    draft.parent.mkdir()
    draft.write_text(xform_of(WELLS.replace("well.png", "pump.png")), encoding="utf-8")

    without = propose(office, draft)
    (draft.parent / "pump.png").write_bytes(b"a pump")
    proposal = propose(office, draft)
    office.close()

    assert without.pack is None and any("pump.png" in str(each) for each in without.findings)
    assert proposal.pack.files["media/pump.png"] == b"a pump"


def test_a_new_version_of_a_form_on_its_own_brings_its_pictures(tmp_path):
    first, second = tmp_path / "wells.xml", tmp_path / "next" / "wells.xml"
    second.parent.mkdir()
    first.write_text(xform_of(WELLS), encoding="utf-8")
    (tmp_path / "well.png").write_bytes(PICTURE)
    second.write_text(xform_of(WELLS.replace("well.png", "pump.png")), encoding="utf-8")
    (second.parent / "pump.png").write_bytes(b"a pump")
    alone = create_lone(tmp_path / "alone", first, None, Clock())

    publish(alone, propose(alone, second))

    assert content_of(alone, "jr://images/pump.png") == b"a pump"
    assert content_of(alone, "jr://images/well.png") == PICTURE
    alone.close()


def test_sound_and_film_of_a_published_form_travel_and_open_as_copies(pack, tmp_path):
    office = create_workspace(tmp_path / "office", pack, "T", Staff("S-01", "Ruth", "street"), None, Clock())
    draft = tmp_path / "draft" / "wells.xml"
    draft.parent.mkdir()
    draft.write_text(xform_of(WELLS.replace("media::image", "media::audio").replace("well.png", "well.mp3")), "utf-8")
    (draft.parent / "well.mp3").write_bytes(b"dripping")
    publish(office, propose(office, draft))
    ann = laptop_of(office, tmp_path)

    copy = open_copy(ann, "jr://audio/well.mp3")
    assert copy.read_bytes() == b"dripping" and copy.name.endswith("-well.mp3")
    assert open_copy(ann, "jr://audio/pump.mp3") is None
    ann.close()
    office.close()
    assert not copy.exists()
