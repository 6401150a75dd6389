"""Our instances against the recorded scenarios of ODK Web Forms, many of which are JavaRosa's own."""

from __future__ import annotations

import pytest
from recorded import idle, is_public_data, recorded, rules
from scenario_steps import failure, has_its_forms, is_scored

FILE = "scenario_webforms.json"
# Loaded, scored, passed: a scenario must not fall out unseen.
EXPECTED = (471, 319, 315)


def test_forms_behave_as_they_do_in_web_forms(capsys: pytest.CaptureFixture[str]):
    cases = recorded(FILE)
    scored = [case for case in cases if is_scored(case)]
    relevant = [rule for rule in rules() if FILE in rule.files]

    failed = [(case, what) for case in scored if (what := failure(case))]
    listed = [case for case, _ in failed if any(rule.covers(FILE, case) for rule in relevant)]
    passed = len(scored) - len(failed)

    ours = [case for case in cases if not is_scored(case) and case["upstream"] != "pass" and has_its_forms(case)]
    more = sum(case["complete"] and not case["control_flow"] and not failure(case) for case in ours)
    with capsys.disabled():
        print(f"\n{FILE}: {passed} / {len(scored)} / {len(listed)} (passed / scored / listed)")
        print(f"  of those that Web Forms itself fails, {more} more pass; {_left_out(cases)}")
    unlisted = [f"{case['id']} {case['test']}: {what}" for case, what in failed if case not in listed]
    assert passed >= 0.97 * len(scored), "\n".join(unlisted)
    if is_public_data():
        assert (len(cases), len(scored)) == EXPECTED[:2]
        assert passed >= EXPECTED[2]
        assert not unlisted, "\n".join(unlisted)
        assert idle(relevant, FILE, [case for case, _ in failed]) == []


def _left_out(cases: list[dict[str, object]]) -> str:
    cut = sum(not case["complete"] or bool(case["control_flow"]) for case in cases)
    formless = sum(bool(case["complete"]) and not case["control_flow"] and not has_its_forms(case) for case in cases)
    return f"not scored: {cut} that were not recorded whole, {formless} whose form was not recorded"
