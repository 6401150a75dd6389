"""An audit log is read back as it was written, whatever was typed."""

import csv
import io
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forms.audit import AuditWish, Event, Trail, joined

BEGAN = datetime(2003, 6, 12, 18, 30, tzinfo=UTC)
TYPED = st.lists(st.tuples(st.sampled_from("abc"), st.text(st.characters(exclude_categories=("Cs",)), max_size=6)))


def told(log):
    return list(csv.DictReader(io.StringIO(log.decode(), newline="")))


@given(TYPED, st.booleans(), st.booleans())
def test_every_change_is_told_once_in_order_and_survives_the_file_and_a_draft(typed, changes, user):
    wish, trail, holds, expected = AuditWish(changes, user), Trail(), dict.fromkeys("abc", ""), []
    for number, (node, text) in enumerate(typed):
        if not expected or expected[-1][0] != node:
            expected.append([node, holds[node], text])
        expected[-1][2] = holds[node] = text
        trail.stood_at(node, BEGAN + timedelta(seconds=number), expected[-1][1])
        trail.answered(node, text)
    lines, here = trail.as_plain()
    trail = Trail.resumed([lines, here])
    trail.closed(BEGAN + timedelta(hours=1), True)

    rows = told(trail.as_csv(wish, "A-01"))

    asked = [row for row in rows if row["event"] == Event.QUESTION]
    assert [row["node"] for row in asked] == [node for node, _, _ in expected]
    if changes:
        shown = [(old, new) if old != new else ("", "") for _, old, new in expected]
        assert [(row["old-value"], row["new-value"]) for row in asked] == shown
    assert all(row.get("user", "A-01") == "A-01" and ("user" in row) == user for row in rows)
    assert told(joined([trail.as_csv(wish, "A-01")])) == rows


def test_logs_of_different_versions_of_a_form_are_joined_in_the_order_of_time():
    early, late = Trail(), Trail()
    late.closed(BEGAN + timedelta(days=1), False)
    early.closed(BEGAN, True)

    rows = told(joined([late.as_csv(AuditWish(), ""), early.as_csv(AuditWish(user=True), "A-01")]))

    assert [row["event"] for row in rows] == ["form save", "form finalize", "form save", "form exit"]
    assert [row["user"] for row in rows] == ["A-01", "A-01", "", ""]
