"""Who is on the lists of a form: members and what belongs to each, added, moved, taken out, put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.instance import Removed, RepeatState
from forms.state import Path, QuestionState
from survey_app.desktop.interview.sections import Addable, Section, instance_around, position_of, schema_path
from survey_app.interviews import Interview


@dataclass(frozen=True, slots=True)
class Surplus:
    """A counted repeat in which more people stand than its count says now."""

    path: Path
    label: str
    count: int
    wanted: int

    @property
    def over(self) -> list[Path]:
        """The instances that are too many: the last ones."""
        return [f"{self.path}[{position}]" for position in range(self.wanted + 1, self.count + 1)]


class Rosters:
    """The repeats of one open interview."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._orders = {node.path: place for place, node in enumerate(interview.form.order)}
        self._is_counted = any(node.count is not None for node in interview.form.order)
        self._counts = self._counted()
        self._let_stand: set[tuple[Path, int]] = set()
        """Surpluses that somebody has decided to keep, each with the count that it was measured against."""

    def main(self) -> Path:
        """The repeat whose instances are the members, "" in a form without one that can be added to."""
        outer = (each.path for each in self._repeats() if "[" not in each.path and _is_open(each))
        return next(outer, "")

    def to_add_at(self, place: Path) -> Path:
        """Return the repeat that Insert adds to where the cursor stands: the innermost around it, else the members."""
        open_ones = {each.path for each in self._repeats() if _is_open(each)}
        if place in open_ones:
            return place
        around = instance_around(place)
        while around:
            if "[" in (repeat := around.rpartition("[")[0]) and repeat in open_ones:
                return repeat
            around = instance_around(around.rpartition("[")[0])
        outer = instance_around(place).partition("[")[0]
        return outer if outer in open_ones else self.main()

    def addables(self, section: Section) -> list[Addable]:
        """Return where something can be added on a paper: inner repeats, and on the first paper further lists."""
        found: list[Addable] = []
        main = self.main()
        for each in self._repeats():
            is_inner = each.path.startswith(section.path + "/") if section.path else "[" not in each.path
            if _is_open(each) and is_inner and each.path != main:
                found.append(Addable(each.path, each.label, self._end_of(each, section.states)))
        return found

    def is_removable(self, path: Path) -> bool:
        """Say whether an instance is on a list that people add to and take from."""
        repeat = path.rpartition("[")[0]
        return any(each.path == repeat and not each.fixed for each in self._repeats())

    def remove(self, paths: Sequence[Path]) -> list[Removed]:
        """Take instances out, the last one first, so that the places of the others stay."""
        removed = [self._interview.remove_repeat(path) for path in sorted(paths, key=position_of, reverse=True)]
        self._counts = self._counted()
        return removed

    def put_back(self, removed: Sequence[Removed]) -> Path:
        """Put back what `remove` took out; return where the first of it stands."""
        paths = [self._interview.insert_back(each) for each in reversed(removed)]
        self._counts = self._counted()
        return paths[0] if paths else ""

    def move(self, path: Path, by: int) -> Path:
        """Move an instance among its twins; return where it stands then."""
        return self._interview.move_repeat(path, max(1, position_of(path) + by))

    def has_other_rows(self) -> bool:
        """Say whether counted rows have come or gone by themselves since this was asked last."""
        before, self._counts = self._counts, self._counted()
        return before != self._counts

    def surplus(self) -> Surplus | None:
        """Return the first counted repeat with more rows than its count says, if nobody has decided about it."""
        if not self._is_counted:
            return None
        for each in self._repeats():
            if each.wanted is not None and each.count > each.wanted and each.relevant:
                found = Surplus(each.path, each.label, each.count, each.wanted)
                if (found.path, found.wanted) not in self._let_stand:
                    return found
        return None

    def let_stand(self, surplus: Surplus) -> None:
        """Keep the rows; it is asked again when the count changes again."""
        self._let_stand.add((surplus.path, surplus.wanted))

    def _repeats(self) -> list[RepeatState]:
        return self._interview.instance.repeats()

    def _counted(self) -> dict[Path, int]:
        return {each.path: each.count for each in self._repeats()} if self._is_counted else {}

    def _end_of(self, repeat: RepeatState, states: Sequence[QuestionState]) -> Path:
        """Return the last state that stands before the end of a repeat, by the order of the form."""
        parent = repeat.path.rpartition("/")[0]
        plain = schema_path(repeat.path)
        last = max(place for path, place in self._orders.items() if path == plain or path.startswith(plain + "/"))
        before = ""
        for state in states:
            if state.path.startswith(parent + "/") and self._orders.get(schema_path(state.path), 0) <= last:
                before = state.path
        return before


def _is_open(repeat: RepeatState) -> bool:
    return repeat.relevant and not repeat.fixed
