"""Our expressions against the recorded test suites of ODK Web Forms, Enketo and JavaRosa."""

from __future__ import annotations

import pytest
from recorded import idle, is_public_data, recorded, rules
from xpath_case import failure, is_scored, prepared, with_lost_documents

from forms.expression.errors import ExpressionError
from forms.expression.parser import parse
from forms.javarosa import refused_by_javarosa

# Loaded and scored: a case must not fall out unseen. Passed: it can only grow.
EXPECTED = {
    "xpath_webforms.json": (1876, 1844, 1838),
    "xpath_enketo.json": (1671, 1644, 1633),
    "xpath_javarosa.json": (259, 259, 250),
}
PARSED = 95
PASSED: dict[str, tuple[int, int]] = {}
"""File -> passed, scored: filled by one test, added up by the next."""


@pytest.mark.parametrize("file", EXPECTED)
def test_expressions_mean_what_they_mean_to_the_other_engines(file: str, capsys: pytest.CaptureFixture[str]):
    cases, mended = with_lost_documents(recorded(file), recorded("xpath_webforms.json"))
    scored = [case for case in cases if is_scored(case)]
    relevant = [rule for rule in rules() if file in rule.files]

    failed = [(case, what) for case in scored if (what := failure(case))]
    listed = [case for case, _ in failed if any(rule.covers(file, case) for rule in relevant)]
    passed = len(scored) - len(failed)

    with capsys.disabled():
        print(f"\n{file}: {passed} / {len(scored)} / {len(listed)} (passed / scored / listed)")
        if mended:
            print(f"  {mended} of them on the document of their copy in Web Forms: their own was not recorded")
    unlisted = [f"{case['id']} {case['expression']}: {what}" for case, what in failed if case not in listed]
    PASSED[file] = (passed, len(scored))
    if is_public_data():
        assert (len(cases), len(scored)) == EXPECTED[file][:2]
        assert passed >= EXPECTED[file][2]
        assert not unlisted, "\n".join(unlisted)
        assert idle(relevant, file, [case for case, _ in failed]) == []


def test_of_all_expressions_together_at_least_99_in_100_pass():
    if len(PASSED) < len(EXPECTED):
        pytest.skip("the three files were not all run")

    passed, scored = (sum(numbers) for numbers in zip(*PASSED.values(), strict=True))

    assert passed >= 0.99 * scored


def test_authors_are_not_warned_of_what_javarosa_takes():
    taken = [case for case in recorded("xpath_javarosa.json") if case["expected_type"] != "error"]

    warned = [case["expression"] for case in taken if refused_by_javarosa(prepared(case)[0])]

    assert warned == []


def test_the_parser_takes_and_refuses_what_javarosa_takes_and_refuses(capsys: pytest.CaptureFixture[str]):
    cases = recorded("xpath_parse_javarosa.json")

    wrong = [case["expression"] for case in cases if _parses(case["expression"]) != (case["expected"] is not None)]

    with capsys.disabled():
        print(f"\nxpath_parse_javarosa.json: {len(cases) - len(wrong)} / {len(cases)} / 0 (passed / scored / listed)")
    assert wrong == []
    assert not is_public_data() or len(cases) == PARSED


def _parses(text: str) -> bool:
    try:
        parse(text)
    except ExpressionError:
        return False
    return True
