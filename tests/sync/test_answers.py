"""Answers and commits hold the same values in two shapes."""

import pytest

from forms.state import Missing
from sync.answers import answer_value, commit_value, missing_reason


@pytest.mark.parametrize("value", [None, 3, "女", True, *Missing])
def test_reasons_and_values_come_back_as_they_went(value):
    assert answer_value(commit_value(value)) is value


def test_what_a_newer_program_wrote_reads_as_blank():
    assert answer_value(("from", "a newer program")) is None
    assert answer_value(("missing", "on_the_moon")) is None


def test_a_reason_of_a_newer_program_keeps_its_name():
    assert missing_reason(("missing", "on_the_moon")) == "on_the_moon"
    assert missing_reason("missing") == ""
    assert missing_reason(("a", "b", "c")) == ""
