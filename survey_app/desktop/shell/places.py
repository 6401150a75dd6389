"""Where one can go: which pages exist, for whom, and where their code is. A new page is one line here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey_app.desktop.page import Page

ASSISTANT, STREET, DISTRICT, CITY = "assistant", "street", "district", "city"
CLERKS = (STREET, DISTRICT, CITY)
EVERYONE = (ASSISTANT, *CLERKS)
LONE = "lone"
"""A workspace of one form alone: no pack, no areas, no doors."""
ABOVE = "above"
"""An office has made this computer's start bundle: files go there, and answers come from there."""


@dataclass(frozen=True, slots=True)
class Place:
    """One page. Its label in the rail is in `rail.py`, where it is translated."""

    name: str
    icon: str
    code: str
    """`module:Class`, imported when somebody goes there: the password prompt must not wait for it."""
    roles: Sequence[str] = EVERYONE
    needs: str = ""
    """What the pack must have: a dataset for its role `place`, `household`, `person`, or `figures`, or `registers`; ""
    needs none."""
    in_rail: bool = True
    home: str = ""
    """Of a page outside the rail: the place it belongs to."""
    writes: bool = False
    """Nobody can do anything there without writing: shut while the records are only read."""

    def page(self) -> type[Page]:
        module, _, name = self.code.partition(":")
        return getattr(import_module(module), name)

    @property
    def is_built(self) -> bool:
        try:
            return find_spec(self.code.partition(":")[0]) is not None
        except ModuleNotFoundError:
            return False


PLACES = (
    Place("records", "records", "survey_app.desktop.records.records_page:RecordsPage", needs=LONE),
    Place("merge_desk", "merge", "survey_app.desktop.merge_desk.merge_page:MergePage", CLERKS, writes=True),
    Place("doors", "doors", "survey_app.desktop.doors.door_page:DoorPage", needs="place"),
    Place("people", "people", "survey_app.desktop.people.people_page:PeoplePage", needs="person"),
    Place("registers", "book", "survey_app.desktop.registers.registers_page:RegistersPage", needs="registers"),
    Place(
        "match",
        "book",
        "survey_app.desktop.registers.match_page:MatchPage",
        needs="registers",
        in_rail=False,
        home="registers",
    ),
    Place("to_do", "to_do", "survey_app.desktop.to_do.to_do_page:ToDoPage"),
    Place("hand_over", "hand_over", "survey_app.desktop.hand_over.hand_over_page:HandOverPage", (ASSISTANT,)),
    # A street hands over to its district, a district to its city; whoever has nobody above does not.
    Place("hand_over", "hand_over", "survey_app.desktop.hand_over.hand_over_page:HandOverPage", CLERKS, needs=ABOVE),
    Place("reports", "reports", "survey_app.desktop.reports.reports_page:ReportsPage", needs="figures"),
    Place("forms", "forms", "survey_app.desktop.forms.forms_page:FormsPage", CLERKS),
    Place(
        "form_preview",
        "forms",
        "survey_app.desktop.forms.preview_page:PreviewPage",
        CLERKS,
        in_rail=False,
        home="forms",
    ),
    Place(
        "interview",
        "person",
        "survey_app.desktop.interview.interview_page:InterviewPage",
        in_rail=False,
        home="doors",
        writes=True,
    ),
    Place(
        "old_list",
        "table",
        "survey_app.desktop.old_lists.list_page:ListPage",
        in_rail=False,
        home="people",
        writes=True,
    ),
    Place("staff", "person", "survey_app.desktop.staff.staff_page:StaffPage", in_rail=False, writes=True),
)


def places_for(role: str, roles_with_data: Sequence[str], places: Sequence[Place] = PLACES) -> list[Place]:
    """Return what this person can open, in the order of the rail. `roles_with_data` as `Place.needs`."""
    return [
        place
        for place in places
        if role in place.roles and (not place.needs or place.needs in roles_with_data) and place.is_built
    ]
