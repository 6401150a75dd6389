"""What offices decide on what communities took in: certificates posted and issued, loans approved and paid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from survey_app.demo_city.files import ISSUED_AFTER, NOTICED_AFTER
from survey_app.demo_city.relations import WAN, YUAN
from survey_app.demo_city.shares import evenly
from survey_app.workspace import Workspace
from sync.edit import Edit

MONTHLY_ABOVE = WAN // YUAN
"""Yuan; whoever owes more pays back month by month."""
LENT_FROM = date(2003, 6, 25)
LENT_AFTER = 15

Row = Mapping[str, Any]


def issue(office: Workspace) -> None:
    """Enter what the bureau has posted and issued since the last time."""

    def decided(place: int, row: Row) -> Mapping[str, Any]:
        applied = date.fromisoformat(str(row["apply_date"]))
        return {
            "cert_state": "issued",
            "notice_date": (applied + timedelta(days=NOTICED_AFTER)).isoformat(),
            "issue_date": (applied + timedelta(days=ISSUED_AFTER)).isoformat(),
            "cert_no": f"CC{str(row['area'])[-12:]}{place:05d}",
        }

    _decide(office, "certificate", {"cert_state": "community_ok"}, decided)


def lend(office: Workspace, spillover: int) -> None:
    """Enter how loans went through street, county and joint office, and that they were paid out."""
    if "loan" not in office.forms:
        return
    waiting = {"loan_state": "community_checked"}
    jobs = evenly(spillover, office.store.count("loan", waiting))

    def decided(place: int, row: Row) -> Mapping[str, Any]:
        applied = date.fromisoformat(str(row["apply_date"]))
        day = max(applied + timedelta(days=LENT_AFTER), LENT_FROM)
        amount = str(row["amount_req"])
        return {
            "street_opinion": "1",
            "district_opinion": "1",
            "joint_received": f"{(day - timedelta(days=2)).isoformat()}T09:00:00.000+08:00",
            "joint_decided": f"{(day - timedelta(days=2)).isoformat()}T16:30:00.000+08:00",
            "amount_ok": amount,
            "repay_mode": "2" if float(amount) > MONTHLY_ABOVE else "1",
            "depositor": f"{str(row['area']).split('/')[1]}",
            "contract_no": f"DK{str(row['area'])[-12:]}{place:04d}",
            "contract_on": (day - timedelta(days=1)).isoformat(),
            "disburse_date": day.isoformat(),
            "spillover_jobs": jobs[place - 1],
            "loan_state": "disbursed",
        }

    _decide(office, "loan", waiting, decided)


def _decide(
    office: Workspace, form: str, waiting: Mapping[str, str], decided: Callable[[int, Row], Mapping[str, Any]]
) -> None:
    """Write into everything that waits what was decided of it, in one save."""
    rows = office.store.rows(form, waiting, order=["apply_date", "record_id"])
    seen = office.store.seen_of(str(row["record_id"]) for row in rows)
    digest = office.form(form).hash
    office.save(
        Edit(str(row["record_id"]), form, decided(place, row), seen[str(row["record_id"])], digest)
        for place, row in enumerate(rows, start=1)
    )
