"""A figure that asks another register about each human takes as long as there are humans, not their square."""

from __future__ import annotations

import sqlite3

import pytest

from forms.figure_query import FigureQuery, Window
from forms.pack import REEMPLOYMENT_4050, load_pack

COLUMNS = ("record_id", "parent_id", "area", "status", "human")


def steps(sql: str, people: int) -> int:
    """Return how many thousand instructions SQLite needs where everybody was placed and holds a certificate."""
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    connection = sqlite3.connect(":memory:")
    for name, dataset in load_pack(REEMPLOYMENT_4050).datasets.items():
        own = [each.name for each in dataset.fields if each.name not in COLUMNS]
        connection.execute(f'CREATE TABLE "{name}" ({", ".join(f""" "{each}" """ for each in (*COLUMNS, *own))})')
        connection.execute(f'CREATE INDEX "{name} record" ON "{name}" (record_id)')
    connection.executemany(
        "INSERT INTO person (record_id, area, status, human, id_no18, resident) VALUES (?, '1', 'live', ?, ?, 1)",
        [(f"p{each}", f"p{each}", f"{each:018}") for each in range(people)],
    )
    for name, values in (
        ("placement", "'on_post', '2003-02-01', 1"),
        ("certificate", "'issued', '2003-03-01', NULL"),
    ):
        fields = "place_state, place_date, was_4050" if name == "placement" else "cert_state, issue_date, remark"
        connection.executemany(
            f"INSERT INTO {name} (record_id, parent_id, area, status, {fields}) VALUES (?, ?, '1', 'live', {values})",
            [(f"{name}{each}", f"p{each}") for each in range(people)],
        )
    connection.set_progress_handler(tick, 1000)
    assert len(connection.execute(sql, {"as_of": "2003-07-31"}).fetchall()) == people
    return count


@pytest.mark.acceptance(9)
@pytest.mark.parametrize("name", ["placed", "cc_cert_reemp", "cc_cert_reemp_4050"])
def test_twice_as_many_people_take_twice_as_long(name: str):
    definition = next(each for each in load_pack(REEMPLOYMENT_4050).reports if each.kind == "figures")
    figures = definition.more.figures
    sql = FigureQuery(figures.known[name], figures.described, Window()).by_area()

    assert steps(sql, 2_000) < 3 * steps(sql, 1_000)
