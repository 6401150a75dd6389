"""Liaoyuan's loans (S13, S14): each step by the desk that takes it, over real bundles, and each with bad input."""

from datetime import date

import pytest
from four_levels import COMMUNITY, Levels, pack_with_a_city
from lending_city import COUNTY, OTHER_COUNTY, LendingDesk, Wall, citizen, the_city
from openpyxl import load_workbook

from survey_app.register_steps import put_back, take_again
from survey_app.reporting import make_report, write_report


@pytest.fixture
def wall():
    return Wall()


@pytest.fixture
def city(tmp_path, wall):
    desk = the_city(tmp_path, wall)
    desk.deposit("1000000")
    yield desk
    desk.workspace.close()


@pytest.fixture
def levels(tmp_path, wall):
    made = Levels(tmp_path, wall)
    yield made
    made.close()


def test_a_loan_goes_from_the_door_to_the_joint_office_and_back_as_the_roles_take_its_steps(levels, wall):
    community, street, county, city = (
        LendingDesk(each, wall) for each in (levels.li, levels.street, levels.district, levels.city)
    )
    city.deposit("500000", COUNTY)
    borrower = community.borrower(1, "徐丽华")
    loan = community.apply(borrower)
    assert "street office" in community.refused(community.step, "loan", loan, "street")
    assert "not been checked" in community.refused(community.step, "loan", loan, "sign")
    community.step("loan", loan, "site", site_ok="1", own_capital="8000")
    community.step("loan", loan, "sign")
    assert community.in_force(loan, "loan_state", "community_opinion", "signed_on") == (
        "community_checked",
        "1",
        "2003-06-20",
    )

    levels.carry(levels.li, levels.street)
    assert "This step is for the district" in street.refused(street.step, "loan", loan, "recommend")
    street.step("loan", loan, "street")
    assert street.kept(loan)["loan_no"] == f"{COMMUNITY}0001"

    levels.carry(levels.street, levels.district)
    county.step("loan", loan, "recommend")
    assert "city" in county.refused(county.step, "loan", loan, "receive")

    levels.carry(levels.district, levels.city)
    wall.set(2003, 6, 23, 14, 30)
    city.step("loan", loan, "receive")
    wall.set(2003, 6, 24, 10)
    assert city.list("loan", "over_time") == []
    city.step("loan", loan, "approve", amount_ok="9800", repay_mode="1", depositor=COUNTY)
    assert "signed no contract" in city.refused(city.step, "loan", loan, "disburse", disburse_date="2003-06-24")
    city.step("loan", loan, "contract", contract_no="DB-2003-001", contract_on="2003-06-24")
    city.step("loan", loan, "disburse", disburse_date="2003-06-24")
    city.step("loan", loan, "jobs", spillover_jobs="1", interest_subsidy="0")

    (row,) = city.list("loan", "spillover")
    assert (row["person.full_name"], row["amount_ok"], row["owed"]) == ("徐丽华", "9800", "9800")
    assert (row["next_due"], row["depositor"]) == ("2004-06-24", "Chaoyang District")
    # What was decided above is known at the door again.
    levels.home(levels.city, levels.district)
    levels.home(levels.district, levels.street)
    levels.home(levels.street, levels.li)
    assert community.in_force(loan, "loan_state", "amount_ok") == ("disbursed", "9800")


def test_without_a_guarantor_nothing_is_signed_and_there_is_one_only(city):
    borrower = city.borrower(1)
    loan = city.apply(borrower, guarantor_name=None, guarantor_id=None, guarantor_kind=None)
    city.step("loan", loan, "site", site_ok="1", own_capital="0")
    assert "no guarantor" in city.refused(city.step, "loan", loan, "sign")

    two = city.apply(city.borrower(2), guarantor_name="赵国强、孙丽", guarantor_id=citizen(9005))
    city.step("loan", two, "site", site_ok="1", own_capital="0")
    says = city.refused(city.step, "loan", two, "sign")
    assert says == "Guarantor: The name of one guarantor only, from 2 to 20 characters."

    stands_already = city.checked(city.borrower(3))
    city.step("loan", stands_already, "street")
    again = city.checked(city.borrower(4))
    says = city.refused(city.step, "loan", again, "street")
    assert says == "This guarantor stands for another loan already; one person guarantees 1 at a time."


def test_who_may_guarantee_and_what_may_be_pledged_is_as_the_pack_says(city):
    owner = city.checked(city.borrower(1), guarantor_kind="5")
    assert "civil servants" in city.refused(city.step, "loan", owner, "street")
    themselves = city.checked(city.borrower(2), guarantor_id=citizen(2))
    assert "their own guarantor" in city.refused(city.step, "loan", themselves, "street")

    pledge = {"guarantor_name": None, "guarantor_id": None, "guarantor_kind": None, "security": "2"}
    too_little = city.checked(city.borrower(3), **pledge, pledge_desc="信用社存折 2201-8", pledge_value="9999.99")
    assert "worth less" in city.refused(city.step, "loan", too_little, "street")
    enough = city.checked(city.borrower(4), **pledge, pledge_desc="信用社存折 2201-9", pledge_value="10000")
    city.step("loan", enough, "street")
    assert city.in_force(enough, "loan_state") == ("street_checked",)


def test_an_application_above_what_one_may_borrow_or_too_long_is_not_signed(city):
    for answers, says in (
        ({"amount_req": "20000.01"}, "One person may borrow 20000 yuan at most; partners apply for a loan each."),
        ({"term_months": "25"}, "The term is 24 months at most."),
        ({"amount_req": "100.005"}, "Requested (yuan): Above 0, to the fen."),
        ({"guarantor_id": "220104195503120019"}, "ID number of the guarantor: The number is wrong"),
        ({"own_capital": None}, "Own capital"),
    ):
        loan = city.apply(city.borrower(1), **answers)
        given = {} if "own_capital" in answers else {"own_capital": "0"}
        if given:
            city.step("loan", loan, "site", site_ok="1", **given)
            assert says in city.refused(city.step, "loan", loan, "sign")
        else:
            assert says in city.refused(city.step, "loan", loan, "site", site_ok="1")
        city.workspace.change(loan, "loan", {"loan_state": "rejected"})


def test_one_human_has_one_loan_and_only_who_lost_work_and_lives_here_applies(city):
    borrower = city.borrower(1)
    city.apply(borrower)
    assert "another comes after it is settled" in city.refused(city.apply, borrower)
    retired = city.person("孙秀英", citizen(2), labour_status="32")
    assert "laid off" in city.refused(city.apply, retired)
    away = city.person("刘洋", citizen(3), presence="2")
    assert "lives elsewhere" in city.refused(city.apply, away)


def test_partners_have_a_loan_each_and_no_more_than_they_are(city):
    shop = {"partners": "2", "project_desc": "合伙面点铺"}
    first = city.checked(city.borrower(1), **shop)
    second = city.checked(city.borrower(2), **shop, partner_loan=first, guarantor_id=citizen(9001))
    assert city.in_force(second, "loan_state") == ("community_checked",)

    third = city.apply(city.borrower(3), **shop, partner_loan=first, guarantor_id=citizen(9002))
    city.step("loan", third, "site", site_ok="1", own_capital="0")
    assert "Each partner of that project has a loan" in city.refused(city.step, "loan", third, "sign")


def test_the_street_and_the_county_send_back_or_say_no_with_a_reason(city):
    loan = city.checked(city.borrower(1))
    assert "Say why it is sent back" in city.refused(city.step, "loan", loan, "street_return")
    city.step("loan", loan, "street_return", return_note="缺营业场所证明")
    assert city.in_force(loan, "loan_state", "street_opinion") == ("applied", "2")
    city.step("loan", loan, "sign")
    city.step("loan", loan, "street")
    city.step("loan", loan, "district_reject", return_note="项目不在范围内")
    assert city.in_force(loan, "loan_state", "district_opinion") == ("rejected", "3")
    assert "begins from" in city.refused(city.step, "loan", loan, "street")


def test_after_24_hours_at_the_joint_office_a_loan_is_on_the_list_of_those_over_time(city, wall):
    loan = city.received(city.borrower(1))
    wall.set(2003, 6, 21, 9, 0)
    assert city.list("loan", "over_time") == []
    assert "The joint office has not decided in 24 hours" not in [why for _, why in city.due("loan")]
    wall.set(2003, 6, 21, 9, 1)
    assert [row["person.full_name"] for row in city.list("loan", "over_time")] == ["王乙"]
    assert ("2003-06-21", "The joint office has not decided in 24 hours") in city.due("loan")

    city.step("loan", loan, "reject", return_note="项目风险大")
    # That it took longer stays on the list for the month's meeting.
    assert len(city.list("loan", "over_time")) == 1
    assert city.due("loan") == []


def test_no_more_is_guaranteed_than_five_times_what_its_depositor_holds(city):
    city.deposit("3000", OTHER_COUNTY)
    full = city.approved(city.borrower(1), "15000", "2", OTHER_COUNTY)
    over = city.received(city.borrower(2), guarantor_id=citizen(9001))
    says = city.refused(city.step, "loan", over, "approve", amount_ok="0.01", repay_mode="1", depositor=OTHER_COUNTY)
    assert says.startswith("This is above 5 times what that depositor holds in the fund")
    assert city.in_force(over, "loan_state", "amount_ok") == ("joint_office", None)
    # What is repaid can be lent again, to the fen.
    city.step("loan", full, "contract", contract_no="DB-1", contract_on="2003-06-20")
    city.step("loan", full, "disburse", disburse_date="2003-06-20")
    city.step("loan", full, "repay", paid_date="2003-06-20", paid_amount="100.01")
    more = {"repay_mode": "1", "depositor": OTHER_COUNTY}
    assert "above 5 times" in city.refused(city.step, "loan", over, "approve", amount_ok="100.02", **more)
    city.step("loan", over, "approve", amount_ok="100.01", **more)

    (county, other) = city.list("fund_ledger", "balance")
    assert (other["fund"], other["capacity"], other["lent"], other["available"]) == ("3000", "15000", "15000", "0")
    assert (county["fund"], county["available"]) == ("1000000", "5000000")


def test_no_more_is_guaranteed_than_five_times_the_whole_fund(city):
    city.deposit("998000", entry="withdraw")
    city.deposit("1900", OTHER_COUNTY, entry="withdraw")
    loan = city.received(city.borrower(1))
    says = city.refused(city.step, "loan", loan, "approve", amount_ok="10000", repay_mode="1", depositor=COUNTY)
    assert says.startswith("This is above 5 times the whole fund")


def test_a_deposit_taken_back_under_what_is_guaranteed_falls_due(city):
    city.deposit("2000", OTHER_COUNTY)
    city.approved(city.borrower(1), "10000", "1", OTHER_COUNTY)
    city.deposit("0.01", OTHER_COUNTY, entry="withdraw")
    assert "More is guaranteed than 5 times the fund" in [why for _, why in city.due("fund_ledger")]
    assert [row["available"] for row in city.list("fund_ledger", "overdrawn")] == ["-0.05"]


def test_what_is_above_ten_thousand_is_repaid_monthly_and_ten_thousand_may_be_repaid_at_once(city):
    loan = city.received(city.borrower(1), amount_req="10000.01")
    says = city.refused(city.step, "loan", loan, "approve", amount_ok="10000.01", repay_mode="1", depositor=COUNTY)
    assert says == "What is above 10000 yuan is repaid monthly."
    assert "Repayment" in city.refused(city.step, "loan", loan, "approve", amount_ok="10000.01", depositor=COUNTY)
    assert "not above what was requested" in city.refused(
        city.step, "loan", loan, "approve", amount_ok="10000.02", repay_mode="2", depositor=COUNTY
    )
    city.step("loan", loan, "approve", amount_ok="10000", repay_mode="1", depositor=COUNTY)
    assert city.in_force(loan, "repay_mode") == ("1",)


def test_repayments_come_down_on_what_is_owed_and_never_below_nothing(city, wall):
    loan = city.lent(city.borrower(1), "10000.01", "2", term_months="3")
    assert "made by a step" in city.refused(city.begin, "repayment", loan)
    wall.set(2003, 7, 20)
    assert [(day, why) for day, why in city.due("loan")] == [("2003-07-20", "A repayment is due")]
    city.step("loan", loan, "repay", paid_date="2003-07-20", paid_amount="3333.33")
    (row,) = city.list("loan", "open")
    assert (row["loan_state"], row["owed"], row["next_due"]) == ("Being repaid", "6666.68", "2003-08-20")
    (slip,) = city.list("repayment")
    assert (slip["owed_before"], slip["due_date"], slip["due_amount"]) == ("10000.01", "2003-07-20", "3333.33")

    for amount in ("6666.69", "0", "10.001"):
        says = city.refused(city.step, "loan", loan, "repay", paid_date="2003-07-20", paid_amount=amount)
        assert says == "Paid (yuan): Above 0, to the fen, and not more than is still owed."
    assert len(city.list("repayment")) == 1
    assert "not all repaid" in city.refused(city.step, "loan", loan, "settle")
    city.step("loan", loan, "repay", paid_date="2003-07-20", paid_amount="6666.68")
    assert [why for _, why in city.due("loan")] == ["All is repaid: settle it"]
    city.step("loan", loan, "settle")
    assert city.list("loan", "open") == []


def test_a_repayment_is_taken_back_with_its_step(city):
    loan = city.lent(city.borrower(1))
    taken = city.step("loan", loan, "repay", paid_date="2003-06-20", paid_amount="1000")
    put_back(city.workspace, taken)
    assert city.in_force(loan, "loan_state") == ("disbursed",) and city.list("repayment") == []
    take_again(city.workspace, taken)
    assert [row["paid_amount"] for row in city.list("repayment")] == ["1000"]


def test_who_does_not_repay_is_in_arrears_and_a_loss_is_shared_three_to_seven_to_the_fen(city, wall):
    loan = city.lent(city.borrower(1), "10000.03", "2", term_months="2")
    assert "Nothing is in arrears" in city.refused(city.step, "loan", loan, "overdue")
    wall.set(2003, 8, 19)
    assert [row["arrears"] for row in city.list("loan", "arrears")] == ["5000.01"]
    wall.set(2003, 8, 20)
    assert [row["arrears"] for row in city.list("loan", "arrears")] == ["10000.03"]
    assert "begins from" in city.refused(city.step, "loan", loan, "loss", paid_date="2003-08-20", loss_amount="1")
    city.step("loan", loan, "overdue")
    city.step("loan", loan, "repay", paid_date="2003-08-20", paid_amount="9900")
    city.step("loan", loan, "overdue")
    says = city.refused(city.step, "loan", loan, "loss", paid_date="2003-08-20", loss_amount="100")
    assert says.startswith("The loss is all that is still owed")
    city.step("loan", loan, "loss", paid_date="2003-08-20", loss_amount="100.03")

    (row,) = city.list("loan_loss")
    assert (row["loss_amount"], row["fund_part"], row["bank_part"]) == ("100.03", "30.01", "70.02")
    assert city.list("loan", "arrears") == []
    assert [why for _, why in city.due("fund_ledger")] == ["A loss has not been compensated"]
    city.deposit("30.01", entry="compensate")
    assert city.due("fund_ledger") == []
    (county,) = city.list("fund_ledger", "balance")
    assert (county["fund"], county["lent"]) == ("999969.99", "0")


def test_a_loan_is_extended_once_and_its_instalments_are_counted_anew(city, wall):
    loan = city.lent(city.borrower(1), "12000", "2", term_months="12")
    assert "12 months at most" in city.refused(city.step, "loan", loan, "extend", extended_months="13")
    city.step("loan", loan, "extend", extended_months="12")
    assert "extended before" in city.refused(city.step, "loan", loan, "extend", extended_months="1")
    wall.set(2003, 7, 20)
    assert [row["arrears"] for row in city.list("loan", "arrears")] == ["500"]


def test_a_rule_is_changed_in_one_line_of_the_pack(tmp_path, wall):
    (tmp_path / "other").mkdir()
    pack = pack_with_a_city(tmp_path / "other").parent / "pack"
    settings = pack / "pack.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace('value = ["1", "2"]', 'value = ["1", "2", "3", "4", "5"]').replace(
        "[parameters.loan_instalments_above]\nvalue = 10000", "[parameters.loan_instalments_above]\nvalue = 5000"
    )
    settings.write_text(text, encoding="utf-8")
    city = the_city(tmp_path, wall, pack)
    city.deposit("10000")

    loan = city.received(city.borrower(1), guarantor_kind="5", amount_req="5000.01")
    says = city.refused(city.step, "loan", loan, "approve", amount_ok="5000.01", repay_mode="1", depositor=COUNTY)
    assert says == "What is above 5000 yuan is repaid monthly."
    city.workspace.close()


def test_changchuns_schemes_are_the_same_register_and_the_womens_stands_on_no_fund(city):
    loan = city.received(city.borrower(1), scheme="women_startup", amount_req="3000")
    city.step("loan", loan, "approve", amount_ok="3000", repay_mode="1", depositor=OTHER_COUNTY)
    assert [row["scheme"] for row in city.list("loan", "in_work")] == ["Women's start-up loan"]


def printed(city, name, **more):
    (found,) = [each for each in city.workspace.pack.reports if each.name == name]
    return make_report(city.workspace, found, "en", **more)


def cells(report):
    return [list(row.cells) for row in report.rows]


def test_the_ledger_the_instalments_and_the_arrears_are_printed_from_the_records(city, wall):
    loan = city.lent(city.borrower(1), "10000.01", "2", term_months="3")
    city.step("loan", loan, "jobs", spillover_jobs="1", interest_subsidy="0")
    city.lent(city.borrower(2), "8000", guarantor_id=citizen(9001))
    wall.set(2003, 8, 25)
    city.step("loan", loan, "repay", paid_date="2003-08-25", paid_amount="4000")

    ledger = printed(city, "loans")
    *_, (_, word, _, _, _, lent, _, _, paid, _, owed, arrears, _, jobs) = cells(ledger)
    assert (word, lent, paid, owed, arrears, jobs) == ("Total", 18000.01, 4000, 14000.01, 2666.66, 1)
    plan = [row[-5:] for row in cells(printed(city, "loan_instalments"))]
    assert plan == [
        [1, "2003-07-20", 3333.33, 3333.33, 6666.68],
        [2, "2003-08-20", 3333.33, 666.67, 6000.01],
        [3, "2003-09-20", 3333.35, 0, 6000.01],
        [1, "2004-06-20", 8000, 0, 8000],
    ]
    (row, _) = cells(printed(city, "loan_arrears"))
    assert row[3:5] == ["王乙", None] and row[-3:] == ["2003-08-20", 2666.66, 6000.01]
    # On an earlier day it was as it was then: nothing was repaid, one instalment was due.
    (row, _) = cells(printed(city, "loan_arrears", as_of=date(2003, 7, 25)))
    assert row[-3:] == ["2003-07-20", 3333.33, 10000.01]
    assert cells(printed(city, "loan_arrears", as_of=date(2003, 6, 30))) == []


def test_the_fund_the_losses_and_what_took_too_long_are_printed(city, wall, tmp_path):
    city.deposit("2460000", OTHER_COUNTY)
    loan = city.received(city.borrower(1))
    wall.set(2003, 6, 22)
    (row,) = cells(printed(city, "loans_over_time"))
    assert row[3:] == ["王乙", 10000, "2003-06-20 09:00", None, 63.0, "At the joint office"]
    city.step("loan", loan, "approve", amount_ok="10000", repay_mode="1", depositor=OTHER_COUNTY)
    city.step("loan", loan, "contract", contract_no="DB-1", contract_on="2003-06-22")
    city.step("loan", loan, "disburse", disburse_date="2003-06-22")
    wall.set(2004, 6, 30)
    city.step("loan", loan, "overdue")
    city.step("loan", loan, "loss", paid_date="2004-06-30", loss_amount="10000")

    fund = printed(city, "loan_fund")
    assert fund.unit == "10,000 yuan"
    assert cells(fund) == [
        [1, "Chaoyang District", 100, 500, 0, 500, 0, 0],
        [2, "Erdao District", 246, 1230, 0, 1230, 0.3, 0],
        [None, "Total", 346, 1730, 0, 1730, 0.3, 0],
    ]
    losses = printed(city, "loan_losses")
    assert cells(losses)[0][-3:] == [10000, 3000, 7000]
    assert all(check.holds for check in (*fund.checks, *losses.checks)) and losses.checks
    for ending in ("xlsx", "pdf", "html", "csv"):
        write_report(losses, tmp_path / f"losses.{ending}", "zh")
    assert "3000" in (tmp_path / "losses.csv").read_text(encoding="utf-8-sig")
    assert "3000.00" in (tmp_path / "losses.html").read_text(encoding="utf-8")
    assert (tmp_path / "losses.pdf").read_bytes().startswith(b"%PDF")
    sheet = load_workbook(tmp_path / "losses.xlsx").active
    assert [sheet.cell(5, 7).value, sheet.cell(5, 8).value, sheet.cell(5, 9).value] == [10000, 3000, 7000]
