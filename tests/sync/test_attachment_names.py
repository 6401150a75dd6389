"""An answer that names a file says what the file holds, and nothing about whose it is."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from sync.attachments import attachment_name, digest_of, digests_in
from sync.commit import Commit

PICTURE = b"\x89PNG a stairwell"


@given(content=st.binary(max_size=50), ending=st.text(max_size=12) | st.sampled_from((".jpg", ".JPG", ".xlsx", "")))
def test_any_name_leads_back_to_its_content_and_can_be_a_file(content, ending):
    name = attachment_name(content, ending)

    assert digest_of(name) == hashlib.sha256(content).hexdigest()
    assert name.isascii() and "/" not in name and len(name) <= 80


def test_the_ending_stays_so_that_the_viewer_knows_what_it_is():
    assert attachment_name(PICTURE, ".JPG").endswith(".jpg")
    assert attachment_name(PICTURE, ".tar/..").isalnum()


def test_a_name_that_another_program_gave_is_none_of_ours():
    for name in ("1063.jpg", "", None, 7, True, ("missing", "later"), "A" * 64 + ".jpg", "0" * 65):
        assert digest_of(name) == ""


def test_commits_name_their_contents_in_whatever_field():
    name = attachment_name(PICTURE, ".png")
    saved = Commit("", "household", {"door_photo": name, "note": "a" * 70, "card": ("missing", "no_card")})

    assert digests_in([saved]) == {digest_of(name)}
