"""Photos at the door: kept before the answer that names them, opened as copies that do not stay."""

import pytest
from small_survey import brought, office_and_laptop, sent_back
from small_town import Clock, laptop_by_hand

from survey_app.attachments import Standing, content_of, keep, keep_content, open_copy, standing
from survey_app.explain import explain
from survey_app.hand_over import bundle_of, hand_over
from survey_app.interviews import Interview
from survey_app.workspace import open_workspace
from survey_app.workspace_opened import OPENED
from sync.attachments import MOST_BYTES
from sync.bundle import open_bundle
from sync.errors import AttachmentTooBig


@pytest.fixture
def laptop(tmp_path):
    workspace = laptop_by_hand(tmp_path / "laptop")
    yield workspace
    workspace.close()


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "门口 1.JPG"
    path.write_bytes(b"a door")
    return path


def test_a_photo_is_kept_and_opened_again_as_it_was(laptop, photo):
    name = keep(laptop, photo)

    assert name.endswith(".jpg")
    assert open_copy(laptop, name).read_bytes() == b"a door"
    assert open_copy(laptop, name) == open_copy(laptop, name)
    assert photo.exists()


def test_copies_for_viewers_go_when_the_workspace_is_closed(tmp_path, photo):
    laptop = laptop_by_hand(tmp_path / "laptop")
    copy = open_copy(laptop, keep(laptop, photo))

    laptop.close()

    assert not copy.exists()


def test_copies_that_a_power_cut_left_go_at_the_next_start(tmp_path, photo):
    laptop = laptop_by_hand(tmp_path / "laptop")
    copy = open_copy(laptop, keep(laptop, photo))
    laptop.store.close()

    open_workspace(tmp_path / "laptop", None, Clock()).close()

    assert not copy.exists()
    assert not (tmp_path / "laptop" / OPENED).exists()


def test_a_picture_of_another_laptop_is_a_state_and_no_error(laptop, tmp_path):
    other = laptop_by_hand(tmp_path / "other")
    name = keep_content(other, b"a stairwell", ".png")
    other.close()

    assert standing(laptop, name) is Standing.ELSEWHERE
    assert open_copy(laptop, name) is None
    assert standing(laptop, "1063.jpg") is Standing.UNKNOWN
    assert open_copy(laptop, "1063.jpg") is None
    assert standing(laptop, keep_content(laptop, b"a stairwell", ".png")) is Standing.HERE


def test_a_film_that_is_too_long_is_refused_in_words(laptop, tmp_path):
    film = tmp_path / "film.mp4"
    with open(film, "wb") as file:
        file.truncate(MOST_BYTES + 1)

    with pytest.raises(AttachmentTooBig) as refused:
        keep(laptop, film)

    assert "film.mp4" in explain(refused.value, "en").what and "33 MB" in explain(refused.value, "en").what
    assert "32 MB" in explain(refused.value, "zh").what
    assert laptop.store.attachments.total() == (0, 0)


DOORS = """
| survey |       |       |            |
|        | type  | name  | label      |
|        | text  | plate | Door plate |
|        | image | photo | A photo    |
| settings |         |            |
|          | form_id | form_title |
|          | door    | Doors      |
"""


office, ann = office_and_laptop(DOORS)


def photographed(laptop, content, plate="12"):
    interview = Interview.open(laptop, "door")
    interview.answer("/data/plate", plate)
    name = keep_content(laptop, content, ".jpg")
    interview.answer("/data/photo", name)
    interview.close()
    return name


def attached(file, workspace):
    bundle = open_bundle(file.read_bytes(), workspace.credentials.keys)
    return [content for _, content in bundle.attachments()]


def test_photos_travel_with_the_hand_over_and_only_until_the_office_has_them(office, ann, tmp_path):
    first = photographed(ann, b"a door")
    friday = hand_over(ann, tmp_path / "friday.bundle").path
    brought(office, friday)
    sent_back(office, ann, friday, tmp_path)
    second = photographed(ann, b"another door", "13")

    done = hand_over(ann, tmp_path / "monday.bundle")
    brought(office, done.path)

    assert attached(friday, office) == [b"a door"]
    assert attached(done.path, office) == [b"another door"]
    assert (done.attachments, done.attachments_left) == (1, 0)
    assert [content_of(office, name) for name in (first, second)] == [b"a door", b"another door"]


def test_a_photo_that_found_no_room_goes_with_the_next_hand_over(office, ann, tmp_path):
    small, large = photographed(ann, b"a door"), photographed(ann, b"a stairwell " * 100, "13")
    friday = hand_over(ann, tmp_path / "friday.bundle", most_attached=100)
    brought(office, friday.path)
    sent_back(office, ann, friday.path, tmp_path)
    assert (friday.attachments, friday.attachments_left) == (1, 1)
    assert [standing(office, name) for name in (small, large)] == [Standing.HERE, Standing.ELSEWHERE]

    # Nobody has recorded anything since; the office takes the file all the same.
    monday = hand_over(ann, tmp_path / "monday.bundle")
    brought(office, monday.path)

    assert attached(monday.path, office) == [b"a stairwell " * 100]
    assert standing(office, large) is Standing.HERE


def test_a_file_with_a_blank_drawing_in_it_is_no_bomb(office, ann, tmp_path):
    name = photographed(ann, bytes(MOST_BYTES))

    brought(office, hand_over(ann, tmp_path / "friday.bundle").path)

    assert standing(office, name) is Standing.HERE


def test_what_no_answer_names_is_not_taken_from_a_file(office, ann, tmp_path):
    photographed(ann, b"a door")
    stuffed = keep_content(ann, b"nobody asked for this", ".bin")
    saves = list(ann.store.saves(ann.area))
    digests = ann.store.attachments.sizes()
    (tmp_path / "stuffed.bundle").write_bytes(bundle_of(ann, saves, list(digests)))

    brought(office, tmp_path / "stuffed.bundle")

    assert len(digests) == 2
    assert standing(office, stuffed) is Standing.ELSEWHERE


def test_an_older_file_that_alone_holds_a_photo_is_taken_too(office, ann, tmp_path):
    name = photographed(ann, b"a door")
    older = hand_over(ann, tmp_path / "older.bundle").path
    photographed(ann, b"another door", "13")
    saves = list(ann.store.saves(ann.area))
    (tmp_path / "newer.bundle").write_bytes(bundle_of(ann, saves))

    brought(office, tmp_path / "newer.bundle", older)

    assert standing(office, name) is Standing.HERE
