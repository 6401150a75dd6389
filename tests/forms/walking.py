"""Somebody who answers whatever is asked: for the tests that fill in whole forms."""

from __future__ import annotations

import random

from forms.instance import Instance
from forms.state import QuestionState

PLAIN = {
    "text": "王桂芝",
    "integer": "3",
    "decimal": "2.5",
    "range": "1",
    "date": "2003-06-12",
    "time": "08:30:00.000",
    "datetime": "2003-06-12T08:30:00.000+08:00",
    "geopoint": "43.88 125.32 0 0",
    "geotrace": "43.88 125.32 0 0; 43.89 125.33 0 0",
    "geoshape": "43.88 125.32 0 0; 43.89 125.33 0 0; 43.9 125.3 0 0; 43.88 125.32 0 0",
    "acknowledge": "OK",
    "barcode": "6901234567892",
    "image": "a.jpg",
    "audio": "a.mp3",
    "video": "a.mp4",
    "file": "a.pdf",
}
ODD = (
    "",
    "-1",
    "0",
    "7",
    "999",
    "1900-01-01",
    "2030-12-31",
    "abc",
    "a b c",
    "\ufeff",
    "９",
    "2003-13-45",
    "😀\u0000",
    "1e5",
)


def is_open(state: QuestionState) -> bool:
    return (
        state.relevant and not state.readonly and state.kind not in ("note", "group", "repeat", "calculate", "hidden")
    )


def fitting(state: QuestionState, chance: random.Random) -> str:
    """Return an answer of the kind that the question asks for."""
    names = [choice.name for choice in state.choices]
    match state.kind:
        case "select_one":
            return chance.choice(names) if names else ""
        case "select_multiple":
            return " ".join(chance.sample(names, min(len(names), chance.randint(1, 2))))
        case "rank":
            return " ".join(names)
        case _:
            return PLAIN[state.kind]


def fill(instance: Instance, seed: int = 1) -> list[QuestionState]:
    """Answer every relevant question from the first to the last; return those that no answer suits."""
    chance = random.Random(seed)
    place, stuck = 0, list[QuestionState]()
    while place < len(states := instance.states()):
        state = states[place]
        place += 1
        if not is_open(state):
            continue
        for answer in [fitting(state, chance), "1", "10", "30", "2000", "2001-01-01", *(c.name for c in state.choices)]:
            instance.answer(state.path, answer)
            if not instance.state(state.path).violation:
                break
        else:
            stuck.append(instance.state(state.path))
    return stuck
