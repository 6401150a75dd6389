"""What one file did, counted per record."""

from sync.effect import Counts, Effect, Outcome, RecordEffect

HUBIN, XINCUN = "220104/220104003/220104003001", "220104/220104003/220104003002"

EFFECT = Effect(
    (
        RecordEffect("r1", "person", HUBIN, Outcome.NEW, ("full_name", "mobile")),
        RecordEffect("r2", "person", HUBIN, Outcome.CHANGED, ("mobile",)),
        RecordEffect("r3", "person", XINCUN, Outcome.CONFLICTING, ("mobile", "labour_status")),
        RecordEffect("r4", "household", XINCUN, Outcome.UNCHANGED),
        RecordEffect("r5", "person", "220105", Outcome.REFUSED),
    )
)


def test_the_counts_add_up_to_the_records_in_the_file():
    assert EFFECT.counts == Counts(1, 1, 1, 1, 1)
    assert EFFECT.counts.total == len(EFFECT.records)


def test_each_community_and_each_dataset_adds_up_too():
    assert EFFECT.by_area()[HUBIN] == Counts(new=1, changed=1)
    assert EFFECT.by_dataset()["household"] == Counts(unchanged=1)
    for groups in (EFFECT.by_area(), EFFECT.by_dataset()):
        assert sum(groups.values(), Counts()) == EFFECT.counts


def test_fields_are_counted_where_something_known_looks_different():
    assert EFFECT.by_field() == {"mobile": 2, "labour_status": 1}


def test_an_empty_file_does_nothing():
    assert Effect().counts.total == 0
