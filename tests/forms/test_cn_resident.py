"""How the number of an identity card is written to be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.cn_resident import grouped


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("220104198403170048", "220104 19840317 004 8"),
        ("22010419840317004x", "220104 19840317 004 x"),
        ("220104840317004", "220104 840317 004"),
        ("2201041", "220104 1"),
        ("220104", "220104"),
        ("", ""),
        ("passport E12", "passport E12"),
        ("2201041984031700481", "2201041984031700481"),
        ("２２０１０４１９", "２２０１０４１９"),
    ],
)
def test_a_number_whole_or_half_typed_stands_in_groups(number, shown):
    assert grouped(number) == shown


@given(st.text(st.sampled_from("0123456789xX 　abc"), max_size=24))
def test_groups_lose_no_character_and_grouping_twice_changes_nothing(text):
    shown = grouped(text)
    assert "".join(shown.split()) == "".join(text.split())
    assert grouped(shown) == shown
