"""Doors: the assistant's first page. Walk with the arrows, Enter opens, one digit records who was not there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from survey_app.desktop.doors.ask_strip import AskStrip
from survey_app.desktop.doors.door_book import DoorBook, Written
from survey_app.desktop.doors.door_grid import DoorGrid
from survey_app.desktop.doors.door_head import DoorHead
from survey_app.desktop.doors.door_layout import House, Layout, houses_of, lay_out, next_door_to_do, next_house_to_do
from survey_app.desktop.doors.door_panel import DoorPanel
from survey_app.desktop.doors.door_search import find_door
from survey_app.desktop.doors.door_words import DoorWords
from survey_app.desktop.doors.empty_doors import EmptyDoors
from survey_app.desktop.doors.head_words import HeadWords
from survey_app.desktop.doors.house_column import HouseColumn
from survey_app.desktop.doors.legend import Legend
from survey_app.desktop.doors.new_doors import NewDoors
from survey_app.desktop.doors.plan_picture import pictured
from survey_app.desktop.doors.route_list import RouteList
from survey_app.desktop.doors.visit_keys import VisitKeys
from survey_app.desktop.jobs import Job
from survey_app.desktop.page import Key, Page
from survey_app.door_plan import DoorPlan
from survey_app.doors import Door

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

PANEL_PAUSE = 40
"""Milliseconds until the panel follows the cursor: an arrow key held down does not fill it thirty times a second."""

REMEMBERED = "doors/door"


class DoorPage(Page):
    BODY_AT_LEAST = 760

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None):
        super().__init__(workspace, shell, parent)
        theme = shell.theme
        self.book = DoorBook(workspace, shell.language)
        self.words = DoorWords(self.book.signs, self)
        self.doors: list[Door] = []
        self.houses: list[House] = []
        self.house: House | None = None
        self._shows_route = False
        self._to_go = self._waiting = 0
        self.column = HouseColumn(theme, self.words, self)
        self.head_line = DoorHead(self)
        self._head_words = HeadWords(self.head_line, self.words)
        self.grid = DoorGrid(theme, self.words, self._today, self)
        self.route_list = RouteList(theme, self.words, self)
        self.empty = EmptyDoors(theme, self)
        self.legend = Legend(theme, self.words, self)
        self.strip = AskStrip(self)
        self.panel = DoorPanel(theme, self)
        self._views = QStackedWidget(self)
        self._sides = QStackedWidget(self)
        self.visit_keys = VisitKeys(self.book, self.words, shell, self.strip, self._views.width)
        self.new_doors = NewDoors(self.book, shell, self._sides)
        self._pause = QTimer(self)
        self._arrange()
        self._connect()
        self.bind("F6", self.open_generator)
        self.bind("F7", self.add_household)
        self.bind("Ctrl+1", self.show_grid)
        self.bind("Ctrl+2", self.show_route)
        self.bind("Ctrl+P", self.print_route)
        self.panel.show_outcomes(self.book.outcome_keys)
        self.panel.may_write(not workspace.read_only)
        self.empty.may_write(not workspace.read_only)
        self.column.may_write(not workspace.read_only)

    def _arrange(self) -> None:
        rule = QFrame(self.body)
        rule.setProperty("role", "rule")
        centre = QVBoxLayout()
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(4)
        for view in (self.grid, self.route_list, self.empty):
            self._views.addWidget(view)
        centre.addWidget(self.head_line)
        centre.addWidget(self._views, 1)
        centre.addWidget(self.strip)
        centre.addWidget(self.legend)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.column)
        row.addWidget(rule)
        row.addLayout(centre, 1)
        self._sides.addWidget(self.panel)
        self.set_side(self._sides)

    def _connect(self) -> None:
        self._pause.setSingleShot(True)
        self._pause.setInterval(PANEL_PAUSE)
        self._pause.timeout.connect(self._show_panel)
        self.column.houses.chosen.connect(self._choose_house)
        for ways in (self.column, self.empty):
            ways.generate_wanted.connect(self.open_generator)
            ways.import_wanted.connect(self.open_import)
            ways.add_wanted.connect(self.open_add)
        self.head_line.grid_wanted.connect(self.show_grid)
        self.head_line.route_wanted.connect(self.show_route)
        self.head_line.next_wanted.connect(self._go_to_next_house)
        for view in (self.grid, self.route_list):
            view.moved.connect(self._follow)
            view.opened.connect(self.open_door)
            view.digit.connect(self.press)
            view.searched.connect(self._want_search)
        self.grid.turned.connect(self._turn)
        self.strip.left.connect(self.step_back)
        self.visit_keys.written.connect(self._show_visit)
        self.visit_keys.settled.connect(self._settle)
        self.panel.opened.connect(self._open_household)
        self.panel.added.connect(self.add_household)
        self.panel.outcome.connect(self.press)
        self.new_doors.opened.connect(self._show_form)
        self.new_doors.left.connect(self.step_back)
        self.new_doors.planned.connect(self._show_plan)
        self.new_doors.made.connect(self._show_made)

    # What the window asks

    def title(self) -> str:
        return self.tr("Doors")

    def summary(self) -> str:
        if not self.doors:
            return ""
        visited = self.book.visited_today(self.doors)
        parts = [self.tr("%n door(s) today", "", visited), self.tr("%n to go", "", self._to_go)]
        if self._waiting:
            parts.append(self.tr("%n record(s) not handed over", "", self._waiting))
        return "    ".join(parts)

    def search_hint(self) -> str:
        return self.tr("Search  /")

    def search(self, text: str) -> None:
        """Stand at the first door that fits: number, unit and number, address or surname."""
        here = [door for house in [self.house, *self.houses] if house for door in house.doors]
        found = find_door(text, here)
        if found is not None:
            self.stand_at(found.record_id)
        elif text.strip():
            self.shell.tell(self.tr("No door fits “{text}”").format(text=text))

    def search_done(self, text: str) -> None:
        self._focus_view()

    def keys(self) -> list[Key]:
        if self.new_doors.form is not None:
            return [Key("Enter", self.tr("next")), Key("Esc", self.tr("leave"))]
        writing = [
            Key("F6", self.tr("Generate doors"), self.open_generator),
            Key("Enter", self.tr("Go in"), self._open_current),
        ]
        if self.workspace.read_only:
            writing.clear()
        if not self.doors:
            return writing[:1]
        keys = [
            Key("↑↓←→", self.tr("walk")),
            Key("PgDn", self.tr("next building")),
            Key("/", self.tr("search"), self._want_search),
            *writing,
        ]
        if self._shows_route:
            keys.insert(0, Key("Ctrl+P", self.tr("print on A5"), self.print_route))
        if self.visit_keys.can_retime:
            keys.insert(0, Key("T", self.tr("change the time"), self.visit_keys.ask_time))
        return keys

    def help(self) -> str:
        return self.tr(
            "Each cell is a door. The colour and the sign say how it stands; a thick left edge is an appointment that "
            "has passed. Walk with the arrow keys, Enter goes in. Nobody there? One digit writes the visit with its "
            "time, counts the attempt and proposes when to come again. Ctrl+Z takes it back."
        )

    def on_show(self, **spot: Any) -> None:
        door = spot.get("door") or (self.grid.door.record_id if self.grid.door else "")
        self._read(door or self.shell.settings.recall(REMEMBERED))
        if spot.get("next") and (following := next_door_to_do(self.doors, door)) is not None:
            self.stand_at(following.record_id)
        self._focus_view()
        self._count_waiting()

    def on_leave(self) -> bool:
        if self.grid.door is not None:
            self.shell.settings.remember(REMEMBERED, self.grid.door.record_id)
        return True

    def refresh(self) -> None:
        door = self.current
        self._read(door.record_id if door else "")

    def is_filling_in(self) -> bool:
        return self.new_doors.form is not None

    def step_back(self) -> bool:
        if self.visit_keys.is_asking:
            self.visit_keys.stop_asking()
            return True
        if self.new_doors.form is not None:
            self._close_form(self.grid.door.record_id if self.grid.door else "")
            return True
        if self._shows_route:
            self.show_grid()
            return True
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus_view()

    def _count_waiting(self) -> None:
        """Beside the window: it goes through everything that was ever saved here."""
        job = Job(self.book.not_handed_over)
        job.succeeded.connect(self._show_waiting)
        self.shell.start_calmly(job)

    def _show_waiting(self, waiting: int) -> None:
        self._waiting = waiting
        self.changed.emit()

    # Where one stands

    @property
    def current(self) -> Door | None:
        return self.route_list.door if self._shows_route else self.grid.door

    def stand_at(self, record_id: str) -> None:
        """Go to a door, in whichever building it is."""
        house = next((house for house in self.houses if any(door.record_id == record_id for door in house.doors)), None)
        if house is None:
            return
        if house is not self.house:
            self._show_house(house, record_id)
        else:
            self.grid.stand_at(record_id)

    def show_grid(self) -> None:
        door = self.current
        self._shows_route = False
        self.head_line.show_mode(route=False)
        self._views.setCurrentWidget(self.grid if self.doors else self.empty)
        if door is not None:
            self.stand_at(door.record_id)
        if self.house is not None:
            self._head_words.tell_house(self.house, self.houses)
        self._focus_view()
        self.changed.emit()

    def show_route(self) -> None:
        if not self.doors:
            return
        door = self.current
        self._shows_route = True
        self.head_line.show_mode(route=True)
        self.route_list.show_doors(self.book.route(self.doors), self._today(), door.record_id if door else "")
        self._views.setCurrentWidget(self.route_list)
        self._head_words.tell_route(len(self.route_list.doors), self.book.visited_today(self.doors))
        self._focus_view()
        self.changed.emit()

    def print_route(self) -> None:
        """Ctrl+P: the route on A5, with empty boxes."""
        # Imported here: the printing library is loaded by those who print.
        from survey_app.desktop.doors.route_print import RoutePrint

        if self.doors:
            route = self.book.route(self.doors)
            area = self.workspace.area_name(self.shell.language)
            if RoutePrint(self.words).ask_and_print(self, area, route, self._today()):
                self.shell.tell(self.tr("%n door(s) sent to the printer", "", len(route)))

    def _read(self, door: str = "") -> None:
        """Read all doors again and stand where we stood."""
        self.doors = self.book.doors()
        self._to_go = self.book.to_go(self.doors)
        self.houses = houses_of(self.doors)
        keys = {house.key: house for house in self.houses}
        holding = (house for house in self.houses if any(each.record_id == door for each in house.doors))
        house = next(holding, None) or (keys.get(self.house.key) if self.house else None)
        house = house or (self.houses[0] if self.houses else None)
        self.column.setVisible(bool(self.doors))
        self.legend.setVisible(bool(self.doors))
        self.head_line.setVisible(bool(self.doors))
        self.show_side(bool(self.doors) or self.new_doors.form is not None)
        if house is None:
            self.house = None
            self.grid.show_layout(Layout())
            self._views.setCurrentWidget(self.empty)
        elif self.new_doors.form is None:
            self._show_house(house, door)
        if self._shows_route:
            self.show_route()
        self._show_panel()
        self.changed.emit()

    def _show_house(self, house: House, door: str = "") -> None:
        self.house = house
        self.column.houses.show_houses(self.houses, house)
        self.column.fit()
        if not self._shows_route:
            self._views.setCurrentWidget(self.grid)
            self._head_words.tell_house(house, self.houses)
        self.grid.show_layout(lay_out(house), door)

    def _choose_house(self, house: House) -> None:
        if self._shows_route:
            self.show_grid()
        self._show_house(house)
        self._focus_view()

    def _turn(self, by: int) -> None:
        if self.house in self.houses:
            place = self.houses.index(self.house) + by
            if 0 <= place < len(self.houses):
                self._show_house(self.houses[place])

    def _go_to_next_house(self) -> None:
        if self.house is not None and (following := next_house_to_do(self.houses, self.house)) is not None:
            self._choose_house(following)

    def _follow(self, door: Door | None) -> None:
        if self.new_doors.form is None:
            self._pause.start()

    def _show_panel(self) -> None:
        door = self.current
        self.panel.setVisible(door is not None)
        if door is not None:
            self.panel.show_door(
                self.words.door(door),
                door.address,
                self.book.households(door),
                self.book.visits(door),
                self.book.figure,
                door.remark,
            )

    # One key, one outcome

    def press(self, key: str) -> None:
        if self.new_doors.form is None and self._may_write():
            self.visit_keys.press(key, self.current)

    def _may_write(self) -> bool:
        if self.workspace.read_only:
            self.shell.tell(self.tr("Opened for reading only: nothing can be recorded now"))
        return not self.workspace.read_only

    def _show_visit(self, door: Door) -> None:
        self._read(door.record_id)

    def _settle(self) -> None:
        self._focus_view()
        self.changed.emit()

    # Going in

    def open_door(self, door: Door) -> None:
        self.shell.open("interview", door=door.record_id)

    def add_household(self) -> None:
        """F7: one more household at this door."""
        if self.current is not None and self.new_doors.form is None:
            self.shell.open("interview", door=self.current.record_id, another=True)

    def _open_current(self) -> None:
        if self.current is not None:
            self.open_door(self.current)

    def _open_household(self, record_id: str) -> None:
        if self.current is not None:
            spot = {"record": record_id} if record_id else {}
            self.shell.open("interview", door=self.current.record_id, **spot)

    # New doors

    def open_generator(self) -> None:
        if not self._may_write():
            return
        numbers = [int(house.name) for house in self.houses if house.name.isdecimal()]
        self.new_doors.generate(self.current or next(iter(self.doors), None), max(numbers, default=0) + 1)

    def open_add(self) -> None:
        if self._may_write():
            self.new_doors.add(self.current)

    def open_import(self) -> None:
        if self._may_write():
            assert self.workspace.pack is not None
            self.shell.open("old_list", choose=True, dataset=self.workspace.pack.roles.place)

    def _show_form(self) -> None:
        self.show_side(True)
        if self.side_is_drawer and not self._sides.isVisible():
            self.toggle_drawer()
        self.changed.emit()

    def _close_form(self, door: str) -> None:
        self._sides.setCurrentWidget(self.panel)
        self.close_drawer()
        self._read(door)
        self._focus_view()

    def _show_plan(self, plan: DoorPlan) -> None:
        house = pictured(plan)
        self._views.setCurrentWidget(self.grid)
        self.head_line.setVisible(True)
        self._head_words.tell_plan(plan, house)
        self.grid.show_layout(lay_out(house))

    def _show_made(self, written: Written) -> None:
        """Stand at the first of the doors just made, and say how many there are."""
        self._close_form(written.doors[0] if written.doors else "")
        if not written.doors:
            self.shell.tell(self.tr("These doors are all there already."))
            return
        door = next((each for each in self.doors if each.record_id == written.doors[0]), None)
        self.new_doors.remember(written, self.words.door(door) if door is not None else "")

    # Small things

    def _want_search(self) -> None:
        self.shell.search_wanted.emit()

    def _focus_view(self) -> None:
        if self.new_doors.form is None and not self.strip.isVisible():
            view = self._views.currentWidget()
            if view is not None:
                view.setFocus()

    def _today(self) -> date:
        return self.shell.now().date()
