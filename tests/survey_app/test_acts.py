"""Every one-key act has its way back."""

import contextlib

from survey_app.acts import Act, Acts


def writing(text, page):
    page.append(text)
    return Act("act.visit", {"door": text}, undo=lambda: page.remove(text), redo=lambda: page.append(text))


def test_the_latest_act_is_taken_back_first():
    acts, page = Acts(), []
    acts.remember(writing("401", page))
    acts.remember(writing("402", page))

    undone = acts.undo()

    assert undone is not None and undone.facts["door"] == "402"
    assert page == ["401"]


def test_what_was_undone_can_be_done_again():
    acts, page = Acts(), []
    acts.remember(writing("401", page))
    acts.undo()

    acts.redo()

    assert page == ["401"]
    assert acts.redo() is None


def test_a_new_act_forgets_what_had_been_undone():
    acts, page = Acts(), []
    acts.remember(writing("401", page))
    acts.undo()
    acts.remember(writing("402", page))

    assert acts.redo() is None


def test_twenty_acts_are_remembered_and_no_more():
    acts, page = Acts(), []
    for number in range(25):
        acts.remember(writing(str(number), page))

    while acts.undo():
        pass

    assert page == [str(number) for number in range(5)]


def test_an_act_whose_way_back_fails_stays_undoable():
    acts, attempts = Acts(), []

    def fail_once():
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError("disk full")

    acts.remember(Act("act.visit", undo=fail_once))

    with contextlib.suppress(OSError):
        acts.undo()

    assert acts.undo() is not None
    assert len(attempts) == 2


def test_nothing_to_undo_is_nothing():
    acts = Acts()

    assert acts.undo() is None
    acts.forget()
    assert acts.latest is None and len(acts) == 0
