"""What goes wrong in a real half-year: twice entered, corrected on both sides, late, old; no figure moves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from survey_app.demo_city.desk import Calendar
from survey_app.duplicates import duplicates, join
from survey_app.open_conflicts import open_conflicts, settle
from survey_app.workspace import Workspace

NUMBER = "id_no18"


@dataclass(frozen=True, slots=True)
class Noise:
    """What happens in one street beside its work."""

    conflicts: int = 0
    """Phones that the street and an assistant correct without knowing of each other."""
    is_left_open: bool = False
    """One of the disagreements waits for somebody."""
    corrections: int = 0
    is_late: bool = False
    """One stick comes after the street has handed on."""
    is_old_given_again: bool = False
    has_twice_entered: bool = False


def conflicting(office: Workspace, laptop: Workspace, calendar: Calendar, count: int) -> None:
    """Let office and assistant write different phones into the same records."""
    rows = laptop.store.rows("person", order=["created_at", "record_id"], columns=["record_id"])
    for place, row in enumerate(rows[:count]):
        record = str(row["record_id"])
        calendar.on(date(2003, 1, 7 + place % 20), 10)
        office.change(record, "person", {"mobile": f"13500001{place:03d}"})
        calendar.on(date(2003, 1, 7 + place % 20), 19)
        laptop.change(record, "person", {"mobile": f"13500002{place:03d}"})


def corrected(laptop: Workspace, count: int) -> None:
    """The assistant corrects what she was told later."""
    rows = laptop.store.rows("person", order=["-created_at", "record_id"], columns=["record_id"])
    for place, row in enumerate(rows[:count]):
        laptop.change(str(row["record_id"]), "person", {"mobile": f"13500003{place:03d}", "remark": "电话已更正"})


def joined(office: Workspace, listed: Collection[str]) -> int:
    """Say of everybody who is listed twice under one number that it is the same human; return how many there were."""
    count = 0
    for pair in duplicates(office, "zh"):
        records = office.store.records([pair.one.record, pair.other.record])
        numbers = {str(each.values.get(NUMBER) or "") for each in records.values()}
        if len(numbers) == 1 and numbers <= set(listed):
            join(office, pair)
            count += 1
    return count


def settled(office: Workspace, but_one: bool) -> int:
    """Decide the disagreements for the later value; return how many."""
    waiting = open_conflicts(office, "zh")
    decided = waiting[1:] if but_one else waiting
    settle(office, [(each, each.candidates[-1].values) for each in decided])
    return len(decided)
