"""Loads each file of a folder as a form, in a process of its own with bounded memory and time, and says how it went.

    load_each.py FOLDER [--open]

With `--open` a form that was loaded is begun too, as whoever fills it in does.

A line of JSON for each: its name, what was said ("" for a form, the problems of a refusal, a line of a traceback), the
seconds of the processor, and the most memory that it had beyond what the program itself takes.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from forms.definition import Form
from forms.tree import Element

MEGABYTE = 2**20
MOST_MEMORY = 1500 * MEGABYTE
MOST_SECONDS = 60


def begin(form: Form) -> None:
    from forms.expression import Environment
    from forms.instance import Instance

    now, none = datetime(2003, 6, 13, 17, tzinfo=UTC), Element("root")
    instance = Instance.new(form, Environment(lambda: now, lambda: 0.5, lambda: "id", lambda name: none))
    instance.states()


def load(path: Path) -> dict[str, object]:
    from forms.problems import FormRefused
    from forms.xlsform import load_form

    try:
        form = load_form(path)
        _ = form.plan
        if "--open" in sys.argv:
            begin(form)
    except FormRefused as refused:
        return {"refused": True, "said": "\n".join(problem.what for problem in refused.problems)[:2000]}
    except BaseException:
        return {"refused": False, "said": traceback.format_exc()[-2000:]}
    return {"refused": False, "said": ""}


def in_own_process(path: Path) -> dict[str, object]:
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        with os.fdopen(sending, "w") as out:
            json.dump(load(path), out)
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving) as told:
        text = told.read()
    _, status, used = os.wait4(child, 0)
    found = json.loads(text) if text else {"refused": False, "said": f"the process ended with {status}"}
    return {**found, "name": path.name, "seconds": used.ru_utime + used.ru_stime, "kilobytes": used.ru_maxrss}


def main() -> None:
    # What is imported once is not measured with every file.
    from forms.xlsform import form_from_sheets, sheets_in

    form_from_sheets(sheets_in("| survey | | | |\n| | type | name | label |\n| | text | q | Q |\n"))

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in sorted(Path(sys.argv[1]).iterdir()):
        found = in_own_process(path)
        found["megabytes"] = max(0, int(found.pop("kilobytes")) - before) / 1024
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
