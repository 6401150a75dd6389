"""An interview that was begun in an earlier version of a form, gone on with in the version of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from forms.carrying_over import LeftBehind, carried_over
from forms.instance import Instance
from forms.rows import Value, instance_from_rows, rows_of
from survey_app.definitions import form_language
from survey_app.versions import earlier_form
from survey_app.workspace import Workspace
from sync.answers import answer_value, commit_value
from sync.store.drafts import Draft

Fresh = Mapping[str, Mapping[str, Value]]
"""Record -> what a new one held before anybody typed into it."""


@dataclass(frozen=True)
class Continued:
    """The interview as the version of today has it."""

    instance: Instance
    fresh: Fresh
    left_behind: tuple[LeftBehind, ...] = ()
    """Answers to questions that are asked no more and stand in no commit yet."""
    renamed: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """(dataset, what a question was called) -> its name now."""


def continued(
    workspace: Workspace, draft: Draft, snapshot: Mapping[str, Any], form_hash: str, fresh: Fresh, language: str
) -> Continued | None:
    """Return an interview that was begun in an earlier version in today's; None where its own is not here."""
    form = workspace.form(draft.form_id)
    earlier = earlier_form(workspace, draft.form_id, form_hash)
    if earlier is None:
        return None
    then_form, before = earlier
    then = Instance.restore(then_form, snapshot, workspace.environment())
    now = workspace.definitions.datasets
    carried = carried_over(rows_of(then, kept=True), before, now)
    spoken = form_language(form, language) or then.language
    instance = instance_from_rows(form, carried.rows, workspace.environment(), spoken)
    held = {(row.record_id, name): value for row in draft.base for name, value in row.values.items()}
    held |= {(record, name): value for record, values in fresh.items() for name, value in values.items()}
    left = tuple(each for each in carried.left if held.get((each.record_id, each.field)) != each.value)
    return Continued(instance, _fresh_now(instance, fresh, now), left, carried.renamed)


def base_now(workspace: Workspace, draft: Draft) -> Draft:
    """Return a draft with what its author had before him under the names of today."""
    return replace(draft, base=carried_over(draft.base, {}, workspace.definitions.datasets).rows)


def left_as_plain(left: Sequence[LeftBehind]) -> list[dict[str, Any]]:
    return [{**asdict(each), "value": commit_value(each.value)} for each in left]


def left_from_plain(plain: Sequence[Mapping[str, Any]]) -> tuple[LeftBehind, ...]:
    return tuple(LeftBehind(**{**each, "value": _answer(each["value"])}) for each in plain)


def _fresh_now(instance: Instance, fresh: Fresh, now: Mapping[str, Any]) -> Fresh:
    found: dict[str, Mapping[str, Value]] = {}
    for row in rows_of(instance, kept=True):
        names = now[row.dataset].renamed
        values = {names.get(name, name): value for name, value in fresh.get(row.record_id, {}).items()}
        if row.record_id in fresh:
            found[row.record_id] = {name: value for name, value in values.items() if name in row.values}
    return found


def _answer(plain: Any) -> Value:
    return answer_value(tuple(plain) if isinstance(plain, list) else plain)
