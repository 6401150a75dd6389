"""Everybody can read it: contrast, type sizes, one style sheet."""

import pytest

from survey_app.desktop.theme import DARK, LIGHT, STEPS, Pair, contrast, style_sheet
from survey_app.visiting import DoorState

SCHEMES = {"light": LIGHT, "dark": DARK}
INKS = [(scheme, name) for scheme, tokens in SCHEMES.items() for name in tokens.pairs()]


@pytest.mark.parametrize(("scheme", "where"), INKS)
def test_text_stands_out_from_its_ground_as_aa_asks(scheme, where):
    assert contrast(SCHEMES[scheme].pairs()[where]) >= 4.5


@pytest.mark.parametrize("tokens", SCHEMES.values(), ids=SCHEMES)
def test_the_border_of_an_input_can_be_seen(tokens):
    assert contrast(Pair(tokens.border, tokens.ground)) >= 3


def test_black_on_white_is_as_much_contrast_as_there_is():
    assert contrast(Pair("#000000", "#FFFFFF")) == pytest.approx(21)


@pytest.mark.parametrize("tokens", SCHEMES.values(), ids=SCHEMES)
def test_every_state_of_a_door_has_a_colour(tokens):
    assert all(tokens.door(state).ground for state in DoorState)


@pytest.mark.parametrize("points", STEPS)
def test_the_style_sheet_has_a_value_for_every_token(points):
    assert "$" not in style_sheet(LIGHT, points)


def test_type_grows_by_steps_and_stops_at_the_largest(shell, theme):
    for _ in range(9):
        theme.step(1)

    assert theme.points == 20
    assert theme.control_height == 44


def test_hints_are_never_smaller_than_twelve_points(theme):
    theme.choose(points=12)

    assert theme.hint_points == 12
