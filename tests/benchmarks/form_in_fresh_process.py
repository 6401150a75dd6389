"""What opening a form takes in a process that has opened none before: a part of `forms_against_javarosa.py`.

The last line is a JSON object of processor seconds.

    form_in_fresh_process.py read FORM.xml
    form_in_fresh_process.py open FORM.xml FORM.stored [QUESTION ANSWER [SHOWN]]

SHOWN: a question whose choices are looked at after the answer.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from forms.definition import Form
from forms.expression import Environment
from forms.instance import Instance
from forms.stored_form import form_from_stored
from survey_app.memory import collect_seldom


def environment() -> Environment:
    ids = iter(range(10**9))
    return Environment(now=lambda: datetime(2003, 6, 12, 18, 30), random=random.random, new_id=lambda: str(next(ids)))


def taken(work: Callable[[], object]) -> float:
    """Return seconds of the processor."""
    start = process_time()
    work()
    return process_time() - start


def read(text: str) -> dict[str, float]:
    from forms.xform import form_from_xml

    return {"read": taken(lambda: form_from_xml(text))}


def opened(text: str, content: bytes, asked: Sequence[str]) -> dict[str, float]:
    forms: list[Form] = []
    instances: list[Instance] = []

    def load() -> None:
        form = form_from_stored(content, text)
        assert form is not None
        forms.append(form)

    def answer(instance: Instance) -> None:
        instance.answer(*asked[:2])
        for path in asked[2:]:
            _ = list(instance.state(path).choices)

    told = {
        "load": taken(load),
        "begin": taken(lambda: instances.append(Instance.new(forms[0], environment()))),
    }
    if asked:
        told["answer at once"] = taken(lambda: answer(instances[0]))
        # The window does this in the pauses while somebody reads the first question.
        load()
        for _ in forms[1].make_ready():
            pass
        ready = Instance.new(forms[1], environment())
        told["answer"] = taken(lambda: answer(ready))
    return told


def main() -> None:
    # As the program does when it begins.
    collect_seldom()
    what, file, *more = sys.argv[1:]
    text = Path(file).read_text(encoding="utf-8")
    told = read(text) if what == "read" else opened(text, Path(more[0]).read_bytes(), more[1:])
    print(json.dumps(told))


if __name__ == "__main__":
    main()
