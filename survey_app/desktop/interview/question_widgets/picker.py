"""A range as a list of its values, searched by typing."""

from __future__ import annotations

from collections.abc import Sequence

from forms.state import ChoiceState, QuestionState
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.question_widgets.choice_list import ChoiceList
from survey_app.desktop.interview.question_widgets.range_steps import Steps, steps_of


class Picker(ChoiceList):
    _steps: Steps | None = None
    _labels: tuple[tuple[str, str], ...] = ()
    _values: Sequence[ChoiceState] = ()

    def _choices_of(self, state: QuestionState) -> Sequence[ChoiceState]:
        steps, labels = steps_of(state), tuple((choice.name, as_plain(choice.label)) for choice in state.choices)
        if (steps, labels) != (self._steps, self._labels):
            self._steps, self._labels = steps, labels
            known = dict(labels)
            values = (steps.value(place) for place in range(steps.count))
            self._values = tuple(ChoiceState(value, known.get(value, value)) for value in values)
        return self._values
