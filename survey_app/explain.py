"""An error in words: what happened, is anything lost, what to do. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from survey_app.sentences import catalogue, fill, placeholders
from survey_app.workspace_errors import StepRefused
from sync.errors import InUse


@dataclass(frozen=True, slots=True)
class Explanation:
    """Three plain sentences; none of them holds a name, a number or a code of the program."""

    what: str
    lost: str
    todo: str

    def __str__(self) -> str:
        return self.joined(self.what, self.lost, self.todo)

    def joined(self, *parts: str) -> str:
        """Put some of the three into one line; Chinese sentences stand without a gap."""
        return ("" if self.what.endswith("。") else " ").join(part for part in parts if part)


def explain(error: BaseException, language: str) -> Explanation:
    """Return the words for an error. One that has none of its own takes those of its nearest kind."""
    texts, facts = catalogue(language), facts_of(error, language)
    keys = (f"error.{kind.__name__}" for kind in type(error).__mro__)
    key = next((each for each in keys if f"{each}.what" in texts), "error.Exception")
    if isinstance(error, OSError) and "file" in placeholders(texts[f"{key}.what"]) and not facts["file"]:
        # The system did not say which file it was.
        key = "error.some_file"
    return explanation(key, language, facts)


def explain_arrival(state: str, language: str, facts: Mapping[str, object] | None = None) -> Explanation:
    """Return the words for how a file on the merge desk stands."""
    return explanation(f"arrival.{state}", language, facts or {})


def explanation(key: str, language: str, facts: Mapping[str, object]) -> Explanation:
    texts = catalogue(language)
    return Explanation(*(fill(texts[f"{key}.{part}"], facts) for part in ("what", "lost", "todo")))


def facts_of(error: BaseException, language: str) -> dict[str, object]:
    """Return what an error carries, as words: paths by their file name, lists joined, texts in the language."""
    told = {name: value for name, value in vars(error).items() if not name.startswith("_")}
    facts = {name: value[language] if _is_in(language, value) else _plain(value) for name, value in told.items()}
    if isinstance(error, OSError):
        facts |= {"file": _plain(Path(str(error.filename or ""))), "why": error.strerror or ""}
    if isinstance(error, StepRefused):
        # A sentence of the pack; a slash in it is no path.
        facts["says"] = error.says
    if isinstance(error, InUse):
        facts["since"] = _moment(error.since)
    return facts


def _is_in(language: str, value: object) -> bool:
    return isinstance(value, Mapping) and language in value


def _moment(text: str) -> str:
    try:
        return datetime.fromisoformat(text).strftime("%m-%d %H:%M")
    except ValueError:
        return text


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return value.name
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(_plain(part)) for part in value)
    if isinstance(value, str) and ("/" in value or "\\" in value):
        # A path in a sentence helps nobody; the file's name does. Area paths keep their last code.
        return value.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return value
