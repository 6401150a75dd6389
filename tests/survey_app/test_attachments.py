"""Photos at the door: kept before the answer that names them, opened as copies that do not stay."""

import pytest
from small_town import Clock, laptop_by_hand

from survey_app.attachments import Standing, keep, keep_content, open_copy, standing
from survey_app.explain import explain
from survey_app.workspace import open_workspace
from survey_app.workspace_opened import OPENED
from sync.attachments import MOST_BYTES
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
