"""What the registers of the 4050 pack ask is understood by both databases, and answered alike where nothing is yet."""

from functools import cache

from stored_town import IN_BOTH, a_store

from forms.pack import REEMPLOYMENT_4050, load_pack
from forms.register_query import Described, RegisterQuery

FACTS = {"today": "2003-06-12", "now": "2003-06-12T09:00:00.000+08:00", "me": "A-01", "area": ""}

pytestmark = IN_BOTH


@cache
def pack():
    return load_pack(REEMPLOYMENT_4050)


def described():
    identity = pack().identity.normal
    return Described(pack().datasets, identity, pack().roles.person, pack().settings.parameters, pack().registers)


def test_every_list_part_and_due_rule_is_a_question_that_the_database_answers():
    store = a_store()
    store.prepare(pack().datasets)
    for register in pack().registers.values():
        query = RegisterQuery(register, described())
        shown = [query.column(tuple(name.split("."))) for name in register.columns]
        shown += [query.column((each.name,)) for each in register.derived]
        shown += [query.condition(due.date) for due in register.dues]
        for due in register.dues:
            when = query.condition(due.when or "1 = 1")
            query.only(f"(CASE WHEN {when} THEN {query.condition(due.date)} END <= :today OR 1 = 1)")
        for text in (*(each.where for each in register.filters), register.where):
            if text:
                query.only(f"({query.condition(text)} OR 1 = 1)")
        for step in register.steps:
            for check in step.checks:
                query.only(f"({query.condition(check.when)} OR 1 = 1)")
        if register.new.once:
            query.only(f"({query.another_of_the_same_human()} OR 1 = 1)")
        order = [f"{query.column(tuple(name.removeprefix('-').split('.')))} DESC" for name in register.order]

        assert store.query(query.select(shown, order, 10, 0), FACTS)[1] == []
        assert store.query(query.count(), FACTS)[1] == [(0,)]


def test_every_condition_on_whom_a_record_is_begun_is_a_question_too():
    store = a_store()
    store.prepare(pack().datasets)
    for register in pack().registers.values():
        if register.of:
            query = RegisterQuery.of_the_holder(register, described())
            for check in register.new.checks:
                query.only(query.condition(check.when))
            told = [query.condition(source) for source in register.new.fills.values() if source != "today"]
            if register.new.once:
                query.only(query.one_of_that_human())
            assert store.query(query.count(), FACTS)[1] == [(0,)]
            assert store.query(query.select(["1", *told]), FACTS)[1] == []
