"""One control per kind of question. A control shows a state, reports an answer, decides nothing."""

from __future__ import annotations

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.chips import IN_ONE_LINE, ONE_LINE, QUICK, Chips
from survey_app.desktop.interview.question_widgets.choice_list import ChoiceList
from survey_app.desktop.interview.question_widgets.counter import Counter
from survey_app.desktop.interview.question_widgets.dates import DateQuestion
from survey_app.desktop.interview.question_widgets.file_pick import FilePick
from survey_app.desktop.interview.question_widgets.geopoint import GeopointQuestion
from survey_app.desktop.interview.question_widgets.grid_head import GridHead
from survey_app.desktop.interview.question_widgets.kept import KeptQuestion, is_of_a_map
from survey_app.desktop.interview.question_widgets.note import Note
from survey_app.desktop.interview.question_widgets.number import NumberQuestion
from survey_app.desktop.interview.question_widgets.picker import Picker
from survey_app.desktop.interview.question_widgets.rank import Ranking
from survey_app.desktop.interview.question_widgets.rating import Rating
from survey_app.desktop.interview.question_widgets.scale import Scale
from survey_app.desktop.interview.question_widgets.several import SeveralChoices
from survey_app.desktop.interview.question_widgets.signature import Signature
from survey_app.desktop.interview.question_widgets.text import LongText, TextQuestion
from survey_app.desktop.interview.question_widgets.tick import Tick
from survey_app.desktop.interview.question_widgets.tick_list import TickList

LIST_LOOKS = {"minimal", "search", "autocomplete"}
CHIP_LOOKS = IN_ONE_LINE | QUICK | {"no-buttons", "horizontal", "compact"}
MOST_CHIPS = 35
"""There is no key for more of them, whatever a form asks for."""
MOST_TICKS = 16
"""More choices than this, of several, become a list that is searched."""

SIMPLE: dict[str, type[AnswerWidget]] = {
    "text": TextQuestion,
    "barcode": TextQuestion,
    "integer": NumberQuestion,
    "decimal": NumberQuestion,
    "date": DateQuestion,
    "time": DateQuestion,
    "datetime": DateQuestion,
    "geopoint": GeopointQuestion,
    "note": Note,
    "acknowledge": Tick,
    "rank": Ranking,
    "image": FilePick,
    "audio": FilePick,
    "video": FilePick,
    "file": FilePick,
}


def kind_of_widget(state: QuestionState) -> type[AnswerWidget]:
    """Choose the control for a question, from its kind, its appearance and how many choices there are."""
    look = state.appearance
    match state.kind:
        case "file" if is_of_a_map(state):
            return KeptQuestion
        case "select_one" | "select_multiple" if "label" in look:
            return GridHead
        case "select_one":
            return Chips if _as_chips(state, ONE_LINE) else ChoiceList
        case "select_multiple":
            return SeveralChoices if _as_chips(state, MOST_TICKS) else TickList
        case "range" if "picker" in look:
            return Picker
        case "range":
            return Rating if "rating" in look else Scale
        case "text" if state.readonly:
            return Note
        case "text" if "multiline" in look or _has_rows(state):
            return LongText
        case "integer" if "counter" in look:
            return Counter
        case "image" if "signature" in look:
            return Signature
        case _:
            return SIMPLE.get(state.kind, KeptQuestion)


def _as_chips(state: QuestionState, most: int) -> bool:
    """Say whether all choices are shown at once: few, or as many as have a key where the form wants to see them."""
    if state.appearance & LIST_LOOKS:
        return False
    wanted = state.appearance & CHIP_LOOKS or any(word.startswith("columns") for word in state.appearance)
    return len(state.choices) <= (MOST_CHIPS if wanted else most)


def _has_rows(state: QuestionState) -> bool:
    rows = state.parameters.get("rows", "")
    return rows.isdecimal() and int(rows) > 1
