"""One door by hand: a plate that no plan and no list has."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from survey_app.desktop.chip import Chip
from survey_app.desktop.side_form import SideForm, number_of


class AddPanel(SideForm):
    """The fields of a flat, or those of a bungalow."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.flat = Chip(self.tr("Flat"), self)
        self.bungalow = Chip(self.tr("Bungalow"), self)
        self._kind = QButtonGroup(self)
        for chip in (self.flat, self.bungalow):
            self._kind.addButton(chip)
        self.road = self.text_field()
        self.road_no = self.text_field()
        self.estate = self.text_field()
        self.building = self.text_field()
        self.unit = self.text_field()
        self.floor = self.text_field(digits_only=True)
        self.door = self.text_field()
        self.row = self.text_field()
        self.row_no = self.text_field()
        self._arrange()
        self.flat.setChecked(True)
        self.flat.toggled.connect(self._show_fields)
        self.changed.connect(self._judge)
        self._show_fields()

    def _arrange(self) -> None:
        self.title.setText(self.tr("Add a door"))
        self.explanation.setText(self.tr("As on the plate. The list can be completed at any time, also on the spot."))
        self.add_row(self.tr("Kind"), self.flat, self.bungalow)
        self.add_row(self.tr("Road"), self.road)
        self.add_row(self.tr("Street number"), self.road_no)
        self.add_row(self.tr("Estate"), self.estate)
        self.add_row(self.tr("Building"), self.building)
        self.add_row(self.tr("Unit"), self.unit)
        self.add_row(self.tr("Floor"), self.floor)
        self.add_row(self.tr("Door"), self.door)
        self.add_row(self.tr("Row"), self.row)
        self.add_row(self.tr("House number"), self.row_no)
        self.accept_button.setText(self.tr("Add"))
        self.leave_button.setText(self.tr("Esc  Leave"))

    @property
    def is_bungalow(self) -> bool:
        return self.bungalow.isChecked()

    def prefill(self, road: str, road_no: str, estate: str, building: str, unit: str, row: str) -> None:
        """What the door under the cursor has; only the number is left to type."""
        for field, value in (
            (self.road, road),
            (self.road_no, road_no),
            (self.estate, estate),
            (self.building, building),
            (self.unit, unit),
            (self.row, row),
        ):
            field.setText(value)
        for field in (self.floor, self.door, self.row_no):
            field.clear()
        self.bungalow.setChecked(bool(row) and not building)
        self._show_fields()

    def begin(self) -> None:
        first = next((field for field in self._asked() if not field.text()), self.road)
        first.setFocus()

    @property
    def values(self) -> dict[str, str]:
        """Place of the pack (`road`, `building`, …) -> what was typed."""
        common = {"road": self.road, "road_no": self.road_no, "estate": self.estate}
        flat = {"building": self.building, "unit": self.unit, "floor": self.floor, "door": self.door}
        fields = common | ({"row": self.row, "row_no": self.row_no} if self.is_bungalow else flat)
        return {name: field.text().strip() for name, field in fields.items() if field.text().strip()}

    def _asked(self) -> list[QLineEdit]:
        if self.is_bungalow:
            return [self.road, self.row_no]
        return [self.road, self.building, self.unit, self.door]

    def _show_fields(self) -> None:
        for field in (self.building, self.unit, self.floor, self.door, self.estate):
            self._show_row(field, not self.is_bungalow)
        for field in (self.row, self.row_no):
            self._show_row(field, self.is_bungalow)
        self._judge()

    def _show_row(self, field: QLineEdit, shown: bool) -> None:
        field.setVisible(shown)
        for row in range(self.grid.rowCount()):
            label, line = self.grid.itemAtPosition(row, 0), self.grid.itemAtPosition(row, 1)
            layout = line.layout() if line is not None else None
            if layout is not None and label is not None and layout.indexOf(field) >= 0:
                label.widget().setVisible(shown)

    def _judge(self) -> None:
        complete = all(field.text().strip() for field in self._asked())
        floor_fits = self.is_bungalow or not self.floor.text() or number_of(self.floor) not in (None, 0)
        self.accept_button.setEnabled(complete and floor_fits)
        self.result.setText("" if complete else self.tr("Still missing: what is on the plate."))
