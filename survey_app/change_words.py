"""A new version of the questionnaires in plain words: what changes, what it touches, why it is refused."""

from __future__ import annotations

from typing import Any

from forms.areas import in_language
from forms.pack_changes import Change, Kind
from survey_app.publishing import Proposal, Told
from survey_app.sentences import catalogue, sentence


def in_words(change: Change, language: str) -> str:
    """Return one change as a sentence; a choice is called by its label in that language, a question by its name."""
    facts = {
        "label": in_language(change.labels, language, change.question or change.dataset) or change.question,
        "was": in_language(change.was, language),
        "before": in_language(change.was, language, change.before) if change.code else change.before,
        "after": in_language(change.now, language, change.after) if change.code else change.after,
        "code": change.code,
        "rule": sentence(language, f"rule.{change.rule}") if change.rule else "",
    }
    return sentence(language, f"change.{change.kind}", **facts)


def note_on(change: Change, language: str) -> str:
    """Return what happens to earlier answers, or how to mend it; "" where there is nothing to say."""
    key = "renamed_guess" if change.kind is Kind.RENAMED and not change.is_certain else str(change.kind)
    return catalogue(language).get(f"change_note.{key}", "")


def touched_in_words(proposal: Proposal, language: str) -> str:
    """Return what the whole of it touches."""
    if not proposal.told:
        return sentence(language, "publish.nothing") if proposal.pack else ""
    key = "touches" if proposal.records else "touches_none"
    return sentence(language, f"publish.{key}", count=proposal.records)


def as_plain(told: Told, language: str) -> dict[str, Any]:
    """Return one change for a program."""
    change = told.change
    plain: dict[str, Any] = {
        "kind": str(change.kind),
        "dataset": change.dataset,
        "field": change.question,
        "before": change.before,
        "after": change.after,
        "code": change.code,
        "rule": change.rule,
        "refused": change.is_refused,
        "records": told.records,
        "what": in_words(change, language),
    }
    return {name: value for name, value in plain.items() if value not in ("",)}
