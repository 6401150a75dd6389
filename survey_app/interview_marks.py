"""What records carry beside their answers when an interview is left: half asked, seen to, perhaps somebody else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from forms.rows import Row
from forms.sql_condition import UNFINISHED
from sync.commit import STATE, Value
from sync.edit import Edit
from sync.marks import SEEN_TO, perhaps
from sync.store.drafts import Draft
from sync.store.store import RecordStore

Said = dict[str, dict[str, str | None]]
"""Record -> what was said of it and others that may be the same, by mark; None takes back."""


def note(said: Said, store: RecordStore, record_id: str, other: str, what: str | None) -> None:
    """Note what is known of a record and another one; None takes back what was said before."""
    known = store.record(record_id)
    marks = said.setdefault(record_id, {})
    if what is None and not (known and perhaps(other) in known.marks):
        marks.pop(perhaps(other), None)
    else:
        marks[perhaps(other)] = what


def noted(said: Said, store: RecordStore, record_id: str, other: str) -> str:
    """Return what was said of a record and another one, here or earlier."""
    known = store.record(record_id)
    marks = {**(known.marks if known else {}), **said.get(record_id, {})}
    return marks.get(perhaps(other)) or ""


def with_marks(
    edits: Sequence[Edit],
    draft: Draft,
    own: Collection[Row],
    said: Said,
    store: RecordStore,
    *,
    form: str,
    is_finished: bool,
    still_open: bool,
) -> list[Edit]:
    """Return the edits with the marks of their records; a record with nothing but a mark gets an edit of its own.

    `own` are the rows of the form's own records; `still_open` is the hand-over of an interview in the middle.
    """
    base = {row.record_id: row.dataset for row in draft.base}
    made = {each.record_id: each for each in edits}
    marks: dict[str, dict[str, Value]] = {}
    if still_open:
        # What was complete before stays counted, also while somebody is changing it.
        begun = {row.record_id for row in own} - base.keys()
        marks = {record: {STATE: UNFINISHED} for record in made if record in begun}
    elif edits or is_finished:
        known = store.records(base)
        marks = {one.id: {name: SEEN_TO[name] for name in SEEN_TO if name in one.marks} for one in known.values()}
    for record, words in said.items():
        if record in made or record in base:
            marks.setdefault(record, {}).update(words)
    for record, values in marks.items():
        if values:
            made[record] = _marked(made.get(record), record, base, values, draft.seen, form)
    return list(made.values())


def _marked(
    made: Edit | None,
    record: str,
    base: Mapping[str, str],
    values: Mapping[str, Value],
    seen: Mapping[str, Sequence[str]],
    form: str,
) -> Edit:
    if made is not None:
        return replace(made, set={**made.set, **values})
    return Edit(record, base[record], values, tuple(seen.get(record, ())), form)
