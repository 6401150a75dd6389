"""One control per kind of question. A control shows a state, reports an answer, decides nothing."""

from __future__ import annotations

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.chips import ONE_LINE, Chips
from survey_app.desktop.interview.question_widgets.choice_list import ChoiceList
from survey_app.desktop.interview.question_widgets.dates import DateQuestion
from survey_app.desktop.interview.question_widgets.kept import KeptQuestion
from survey_app.desktop.interview.question_widgets.note import Note
from survey_app.desktop.interview.question_widgets.number import NumberQuestion
from survey_app.desktop.interview.question_widgets.several import SeveralChoices
from survey_app.desktop.interview.question_widgets.text import LongText, TextQuestion
from survey_app.desktop.interview.question_widgets.tick import Tick

LIST_LOOKS = {"minimal", "search", "autocomplete"}

SIMPLE = {
    "text": TextQuestion,
    "barcode": TextQuestion,
    "integer": NumberQuestion,
    "decimal": NumberQuestion,
    "range": NumberQuestion,
    "date": DateQuestion,
    "time": DateQuestion,
    "datetime": DateQuestion,
    "geopoint": TextQuestion,
    "note": Note,
    "acknowledge": Tick,
    "select_multiple": SeveralChoices,
    "rank": SeveralChoices,
}


def kind_of_widget(state: QuestionState) -> type[AnswerWidget]:
    """Choose the control for a question, from its kind, its appearance and how many choices there are."""
    if state.kind == "select_one":
        few = len(state.choices) <= ONE_LINE and not state.appearance & LIST_LOOKS
        return Chips if few else ChoiceList
    if state.kind == "text" and state.appearance & {"multiline"}:
        return LongText
    if state.readonly and state.kind in ("text", "calculate"):
        return Note
    return SIMPLE.get(state.kind, KeptQuestion)
