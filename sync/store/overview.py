"""One line per place with what hangs on it: households, persons, visits. One SELECT over the dataset views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.sql_condition import ELSEWHERE, quoted


@dataclass(frozen=True, slots=True)
class Overview:
    """Which datasets and fields are meant; "" where a survey has none."""

    place: str
    household: str = ""
    person: str = ""
    visit: str = ""
    place_fields: Sequence[str] = ()
    household_name: str = ""
    resident: str = ""
    """Persons with 0 here are not counted."""
    flag: str = ""
    """The 0/1 field that persons are also counted by."""
    visit_at: str = ""
    visit_outcome: str = ""
    visit_next: str = ""
    until: str = ""
    """ISO 8601; visits of later days are not looked at. "" for all."""


COUNTED = ("outcome", "next_visit", "visited_at", "attempts", "households", "persons", "flagged", "disputed", "name")
"""The columns that follow `record_id`, `area` and the fields of the place."""


def overview_sql(overview: Overview) -> str:
    """Return the SELECT, for SQLite and PostgreSQL alike; its rows come in no particular order."""
    fields = ["d.record_id", "d.area", *(f"d.{quoted(name)}" for name in overview.place_fields)]
    visited = "v.outcome, v.next_visit, v.visited_at, COALESCE(v.attempts, 0) AS attempts"
    lived = "COALESCE(h.households, 0) AS households, COALESCE(h.persons, 0) AS persons"
    counted = "COALESCE(h.flagged, 0) AS flagged, d.conflicts + COALESCE(h.disputed, 0) AS disputed, h.name"
    return (
        f"WITH visits AS ({_visits(overview)}), members AS ({_members(overview)}), homes AS ({_homes(overview)}) "
        f"SELECT {', '.join(fields)}, {visited}, {lived}, {counted} "
        f"FROM {quoted(overview.place)} d "
        "LEFT JOIN visits v ON v.place = d.record_id AND v.newest = 1 "
        "LEFT JOIN homes h ON h.place = d.record_id"
    )


def _visits(overview: Overview) -> str:
    if not overview.visit:
        return _nothing("place", "outcome", "next_visit", "visited_at", "attempts", "newest")
    at = quoted(overview.visit_at) if overview.visit_at else "created_at"
    until = f" WHERE substr({at}, 1, 10) <= '{overview.until}'" if overview.until else ""
    return (
        f"SELECT parent_id AS place, {_field(overview.visit_outcome)} AS outcome, "
        f"{_field(overview.visit_next)} AS next_visit, {at} AS visited_at, "
        "COUNT(*) OVER (PARTITION BY parent_id) AS attempts, "
        f"ROW_NUMBER() OVER (PARTITION BY parent_id ORDER BY {at} DESC, record_id DESC) AS newest "
        f"FROM {quoted(overview.visit)}{until}"
    )


def _members(overview: Overview) -> str:
    if not overview.person:
        return _nothing("household", "persons", "flagged", "disputed")
    flagged = f"COALESCE({quoted(overview.flag)}, 0)" if overview.flag else "0"
    resident = f"COALESCE({quoted(overview.resident)}, 1)" if overview.resident else "1"
    counted = f"CASE WHEN status = '{ELSEWHERE}' THEN 0 ELSE {resident} END"
    return (
        f"SELECT parent_id AS household, SUM({counted}) AS persons, SUM({flagged} * {counted}) AS flagged, "
        f"SUM(CASE WHEN conflicts > 0 THEN 1 ELSE 0 END) AS disputed FROM {quoted(overview.person)} GROUP BY parent_id"
    )


def _homes(overview: Overview) -> str:
    if not overview.household:
        return _nothing("place", "households", "persons", "flagged", "disputed", "name")
    return (
        "SELECT h.parent_id AS place, COUNT(*) AS households, SUM(COALESCE(m.persons, 0)) AS persons, "
        "SUM(COALESCE(m.flagged, 0)) AS flagged, "
        "SUM(COALESCE(m.disputed, 0) + CASE WHEN h.conflicts > 0 THEN 1 ELSE 0 END) AS disputed, "
        f"MIN({_field(overview.household_name, 'h.')}) AS name "
        f"FROM {quoted(overview.household)} h LEFT JOIN members m ON m.household = h.record_id GROUP BY h.parent_id"
    )


def _field(name: str, prefix: str = "") -> str:
    return prefix + quoted(name) if name else "NULL"


def _nothing(*columns: str) -> str:
    return "SELECT " + ", ".join(f"NULL AS {column}" for column in columns) + " WHERE 1 = 0"
