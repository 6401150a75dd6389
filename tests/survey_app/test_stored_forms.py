"""A form opens from what was made of it at its first reading, and is read again wherever that does not fit."""

import shutil

import pytest
from small_survey import laptop_of, office_with, xform_of
from small_town import Clock

from forms.pack import _pack_in
from forms.storing_form import stored
from survey_app import stored_forms
from survey_app.stored_forms import ENDING, FOLDER, MOST_KEPT, StoredForms
from survey_app.workspace import create_lone, open_workspace

TABLE = "|survey|\n||type|name|label|\n||text|{name}|Name|\n"


@pytest.fixture
def read(monkeypatch):
    """The documents that are read whole."""
    documents = []
    whole = stored_forms.form_from_xml
    monkeypatch.setattr(stored_forms, "form_from_xml", lambda text: documents.append(text) or whole(text))
    return documents


def test_a_document_is_read_whole_once(tmp_path, read):
    text = xform_of(TABLE.format(name="a"))

    first, again = StoredForms(tmp_path / FOLDER)(text), StoredForms(tmp_path / FOLDER)(text)

    assert read == [text]
    assert stored(again) == stored(first)


def test_a_stored_form_that_was_damaged_is_made_anew(tmp_path, read):
    text = xform_of(TABLE.format(name="a"))
    read_form = StoredForms(tmp_path)
    form = read_form(text)
    (file,) = tmp_path.glob(f"*{ENDING}")
    whole = file.read_bytes()
    file.write_bytes(whole[:-5])

    assert stored(read_form(text)) == stored(form)
    assert file.read_bytes() == whole
    assert read == [text, text]


def test_the_oldest_make_room(tmp_path, read):
    read_form = StoredForms(tmp_path)
    texts = [xform_of(TABLE.format(name="a")).replace("Name", f"Name {number}") for number in range(MOST_KEPT + 3)]

    for text in texts:
        read_form(text)

    assert len(list(tmp_path.iterdir())) == MOST_KEPT
    read.clear()
    read_form(texts[-1])
    assert read == []


def test_where_nothing_can_be_written_the_form_opens_all_the_same(tmp_path, read):
    (tmp_path / FOLDER).write_text("a file where the folder should be")

    assert StoredForms(tmp_path / FOLDER)(xform_of(TABLE.format(name="a"))).root.children[0].name == "a"


def test_a_workspace_reads_its_forms_whole_at_its_first_opening_only(tmp_path, read):
    file = tmp_path / "form.xml"
    file.write_text(xform_of(TABLE.format(name="a")), encoding="utf-8")
    create_lone(tmp_path / "lone", file, None, Clock()).close()
    open_workspace(tmp_path / "lone", None, Clock()).close()
    read.clear()

    open_workspace(tmp_path / "lone", None, Clock()).close()

    assert read == []


def test_a_laptop_reads_the_forms_of_its_pack_whole_at_its_first_opening_only(tmp_path, read):
    office = office_with(tmp_path, TABLE.format(name="a"))
    laptop_of(office, tmp_path).close()
    office.close()
    laptop = tmp_path / "Ann"
    _pack_in.cache_clear()
    open_workspace(laptop, None, Clock()).close()
    _pack_in.cache_clear()
    read.clear()

    open_workspace(laptop, None, Clock()).close()

    assert read == []
    # They are only what was made of the pack.
    shutil.rmtree(laptop / FOLDER)
    _pack_in.cache_clear()
    open_workspace(laptop, None, Clock()).close()
    assert len(read) == 1
