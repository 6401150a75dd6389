"""The loans of the 4050 pack, counted by the database: to the fen, whatever the amounts."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_town import LI, a_store

from forms.pack import REEMPLOYMENT_4050, load_pack
from forms.register_query import RegisterQuery
from reports.instalments import instalments
from sync.commit import LIFE, LIVE, PARENT
from sync.edit import Edit

FEN = st.integers(1, 10**10)
EXAMPLES = settings(max_examples=25, deadline=None)
COUNTY = "220104"
_numbers = iter(range(10**6))


@pytest.fixture(scope="module")
def store():
    made = a_store()
    made.prepare(load_pack(REEMPLOYMENT_4050).datasets)
    return made


def kept(store, dataset, values, parent=""):
    record = f"{next(_numbers):08}-0000-4000-8000-000000000000"
    store.save([Edit(record, dataset, {LIFE: LIVE, **({PARENT: parent} if parent else {}), **values})], LI)
    return record


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def counted(store, register, record, names, today="2003-08-01") -> Iterator[int]:
    pack = load_pack(REEMPLOYMENT_4050)
    query = RegisterQuery(pack.registers[register], pack.described)
    columns = [query.condition(name) for name in names]
    query.only(f"{query.column(('record_id',))} = :record")
    facts = {"today": today, "now": f"{today}T09:00:00", "me": "", "area": "", "record": record}
    _, (row,) = store.query(query.select(columns), facts)
    return row


def a_loan(fen, **more):
    return {
        "scheme": "micro_guarantee",
        "amount_ok": yuan(fen),
        "loan_state": "disbursed",
        "disburse_date": "2003-06-24",
        "term_months": 12,
        "repay_mode": "1",
        "depositor": COUNTY,
        **more,
    }


@EXAMPLES
@given(FEN)
def test_both_parts_of_a_loss_make_it_up_and_the_centres_is_three_tenths(store, fen):
    loan = kept(store, "loan", a_loan(fen))
    loss = kept(store, "repayment", {"paid_date": "2003-07-01", "loss_amount": yuan(fen), "is_loss": 1}, loan)

    part, fund, bank = counted(store, "loan_loss", loss, ["fund_part_fen", "fund_part", "bank_part"])
    assert abs(10 * part - 3 * fen) <= 5
    assert round(fund * 100) == part and round(fund * 100) + round(bank * 100) == fen


@EXAMPLES
@given(FEN, st.integers(1, 24), st.booleans(), st.dates(date(2003, 6, 1), date(2006, 1, 1)), st.data())
def test_arrears_are_what_the_instalments_say(store, fen, months, monthly, day, data):
    paid = data.draw(st.integers(0, fen))
    loan = kept(store, "loan", a_loan(fen, term_months=months, repay_mode="2" if monthly else "1"))
    if paid:
        kept(store, "repayment", {"paid_date": "2003-06-24", "paid_amount": yuan(paid)}, loan)

    arrears, owed, next_due = counted(store, "loan", loan, ["arrears_fen", "owed_fen", "next_due"], str(day))
    if day < date(2003, 6, 24):
        assert (arrears, owed) == (0, 0)
        return
    plan = instalments(fen, "2003-06-24", months, monthly, paid)
    assert arrears == sum(each.due - each.paid for each in plan if each.day <= str(day))
    assert owed == fen - paid
    # Where an instalment is less than a fen there is nothing to say a day by.
    if fen >= months:
        assert next_due == next((each.day for each in plan if each.paid < each.due), None)


@EXAMPLES
@given(st.lists(st.tuples(st.sampled_from(["deposit", "withdraw", "compensate", "recover"]), FEN)), st.lists(FEN))
def test_what_is_available_is_five_times_the_fund_less_what_is_guaranteed(store, entries, loans):
    depositor = f"9{next(_numbers):05}"
    first = kept(store, "fund_ledger", an_entry("deposit", 10**10, depositor))
    for entry, fen in entries:
        kept(store, "fund_ledger", an_entry(entry, fen, depositor))
    for fen in loans:
        loan = kept(store, "loan", a_loan(fen, depositor=depositor))
        kept(store, "repayment", {"paid_date": "2003-07-01", "paid_amount": yuan(max(fen // 3, 1))}, loan)

    (available,) = counted(store, "fund_ledger", first, ["available"])
    fund = 10**10 + sum(fen if entry in ("deposit", "recover") else -fen for entry, fen in entries)
    assert round(available * 100) == 5 * fund - sum(fen - max(fen // 3, 1) for fen in loans)


def an_entry(entry, fen, depositor):
    return {"entry": entry, "depositor": depositor, "amount": yuan(fen), "entry_date": "2003-06-01"}
