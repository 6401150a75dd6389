"""The footer: what was done comes first, and no key is lost that has room somewhere."""

import pytest

from survey_app.desktop.page import Key
from survey_app.desktop.shell.footer import Footer

INTERVIEW = [
    Key("Enter", "next question"),
    Key("Shift+Tab", "back"),
    Key("F3", "next unasked"),
    Key("F4", "no answer"),
    Key("F8", "same as above"),
    Key("F2", "all names"),
    Key("F9", "finish"),
    Key("Esc", "to the doors"),
    Key("F1", "Help"),
]


@pytest.fixture
def footer(qtbot, theme):
    made = Footer(theme)
    qtbot.addWidget(made)
    made.resize(1366, made.height())
    made.show()
    yield made
    theme.choose("light", 14)


def shown(footer):
    """Return the keys as they are read: line by line, from left to right."""
    footer.layout().activate()
    hints = [hint for hint in footer._hints if hint.isVisible()]
    return [hint.text().split("  ")[0] for hint in sorted(hints, key=lambda each: (each.y(), each.x()))]


@pytest.mark.parametrize(("points", "lines"), [(14, 1), (20, 2)])
def test_every_key_is_seen_at_every_type_size(footer, theme, points, lines):
    theme.choose("light", 14)
    low = footer.height()
    theme.choose("light", points)

    footer.show_keys(INTERVIEW)

    assert shown(footer) == [key.key for key in INTERVIEW]
    assert len({hint.y() for hint in footer._hints}) == lines
    assert (footer.height() > 1.5 * low) == (lines == 2)
    assert all(hint.geometry().right() <= footer.width() and hint.x() >= 0 for hint in footer._hints)


def test_a_sentence_takes_the_room_of_the_first_keys_and_gives_it_back(footer, theme):
    theme.choose("light", 20)
    footer.show_keys(INTERVIEW)

    footer.tell_act("Unit 2 402: recorded as 03, nobody home, next visit 06-14 19:00")
    beside = shown(footer)
    upper = [hint for hint in footer._hints if hint.isVisible() and hint.y() < footer.height() // 2 - 1]
    assert all(footer.said.geometry().right() < hint.x() for hint in upper)
    assert beside == [key.key for key in INTERVIEW][-len(beside) :]
    assert {"Esc", "F1"} <= set(beside)

    footer.fall_silent()
    assert shown(footer) == [key.key for key in INTERVIEW]
