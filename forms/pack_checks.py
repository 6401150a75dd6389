"""pack.toml held against the forms: every dataset, field and code that it names must be asked somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from forms.datasets import Dataset
from forms.identity_numbers import SCHEMES
from forms.pack_settings import Settings
from forms.pack_toml import TomlFile

NOT_FIELDS = {
    "place": ("kind_flat", "kind_row"),
    "visits": ("complete", "partly", "rule", "outcomes"),
    "identity": ("scheme", "kind_code", "as_printed"),
}
"""Keys of the settings that hold something else than the name of a field."""


class SettingsCheck:
    """Notes in the file of pack.toml what the forms do not have."""

    def __init__(self, file: TomlFile, settings: Settings, datasets: Mapping[str, Dataset]) -> None:
        self._file = file
        self._settings = settings
        self._datasets = datasets

    def run(self) -> None:
        roles = self._settings.roles
        for each in fields(roles):
            self._dataset(getattr(roles, each.name))
        for child, parent in self._settings.parents.items():
            self._dataset(child)
            self._dataset(parent)
        self._parents_are_above()
        for part, dataset in (("place", roles.place), ("visits", roles.visit), ("identity", roles.person)):
            self._fields(dataset, self._named(part))
        self._interview()
        self._outcomes()
        for name, each in self._settings.datasets.items():
            self._dataset(name)
            grouped = [field for group in each.groups for field in group]
            shown = (*each.search, *each.columns, *each.masked, *each.hidden)
            self._fields(name, (each.label, *shown, *grouped, *each.policies))
            self._list_words(name, each.words)
            for field in {field for field in grouped if grouped.count(field) > 1}:
                self._file.problem(f"{field!r} stands in two groups of {name!r}.", at=field)

    def _list_words(self, dataset: str, words: Mapping[str, Mapping[str, str]]) -> None:
        # What lists call things must not hold up a form that asks one of them no more.
        known = self._datasets.get(dataset)
        for name, codes in words.items():
            if known is not None and known.field(name) is not None:
                for code in codes.values():
                    self._codes(dataset, {name: code})

    def _named(self, part: str) -> list[str]:
        """Return the fields that one part of the settings names."""
        values: Any = getattr(self._settings, part)
        named: list[str] = []
        for each in fields(values):
            value: str | tuple[str, ...] = getattr(values, each.name)
            if each.name not in NOT_FIELDS[part]:
                named += [value] if isinstance(value, str) else value
        return named

    def _interview(self) -> None:
        interview, roles = self._settings.interview, self._settings.roles
        self._fields(roles.household, (interview.household_name, interview.expected_size))
        persons = (interview.person_name, interview.key_flag, interview.resident, *interview.grid)
        self._fields(roles.person, persons)
        self._codes(roles.person, interview.head)
        for prefill in (interview.tenant, interview.absent_owner):
            self._codes(roles.household, prefill.household)
            self._codes(roles.person, prefill.person)

    def _outcomes(self) -> None:
        visits, visit = self._settings.visits, self._settings.roles.visit
        for outcome in visits.outcomes:
            self._codes(visit, {visits.outcome: outcome.code})
            self._fields(visit, [outcome.ask])
        place, identity = self._settings.place, self._settings.identity
        if identity.scheme and identity.scheme not in SCHEMES:
            known = ", ".join(SCHEMES)
            self._file.problem(
                f"There is no kind of number {identity.scheme!r}.", f"There are: {known}.", at=identity.scheme
            )
        self._codes(self._settings.roles.place, {place.kind: place.kind_flat})
        self._codes(self._settings.roles.place, {place.kind: place.kind_row})
        self._codes(self._settings.roles.person, {identity.kind: identity.kind_code})
        self._codes(self._settings.roles.person, {identity.source: identity.as_printed})
        for code in (visits.complete, visits.partly):
            if code and visits.of_code(code) is None:
                self._file.problem(f"There is no outcome {code!r}.", at=code)

    def _parents_are_above(self) -> None:
        for child in self._settings.parents:
            seen = [child]
            while (above := self._settings.parents.get(seen[-1])) and above not in seen:
                seen.append(above)
            if above:
                self._file.problem(f"{child!r} would lie in itself.", at=child)

    def _dataset(self, name: str) -> None:
        if name and name not in self._datasets:
            self._file.problem(f"There is no dataset {name!r}.", f"The forms have: {self._known()}.", at=name)

    def _fields(self, dataset: str, names: Iterable[str]) -> None:
        known = self._datasets.get(dataset)
        for name in filter(None, names):
            if known is None and not dataset:
                self._file.problem(f"{name!r} belongs to a dataset that [roles] does not name.", at=name)
            elif known is not None and known.field(name) is None:
                self._file.problem(f"{dataset!r} has no field {name!r}.", at=name)

    def _codes(self, dataset: str, answers: Mapping[str, str]) -> None:
        """Check that answers given in pack.toml are among the choices of their questions."""
        self._fields(dataset, answers)
        known = self._datasets.get(dataset)
        for name, code in answers.items():
            field = known.field(name) if known is not None and name else None
            if field is not None and field.choices and code and code not in field.choices:
                self._file.problem(f"{code!r} is no choice of {name!r}.", at=code)

    def _known(self) -> str:
        return ", ".join(self._datasets) or "none"
