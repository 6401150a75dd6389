"""The route on paper: boxes to tick, no names."""

from datetime import date, datetime

from PySide6.QtPrintSupport import QPrinter
from town import building, plate

from survey_app.desktop.doors.door_words import DoorWords
from survey_app.desktop.doors.route_print import BOX, RoutePrint
from survey_app.visiting import DoorState

THURSDAY = date(2003, 6, 12)
OVERDUE = datetime(2003, 6, 10, 19)


def test_every_door_has_its_box_and_nobody_is_named(qapp):
    doors = [
        *building("5", units=1),
        plate("x", building="6", unit="1", floor=1, door="101", name="王桂芝", persons=4, state=DoorState.PARTLY),
    ]

    text = RoutePrint(DoorWords()).as_html("湖滨社区", doors, THURSDAY)

    assert text.count(BOX) == 13
    assert text.count("Building") == 2
    assert "王" not in text


def test_what_is_overdue_is_marked_without_colour(qapp):
    late = plate("x", building="6", unit="1", floor=1, door="101", next_visit=OVERDUE, state=DoorState.APPOINTMENT)

    assert "! Tue 10/6, 19:00" in RoutePrint(DoorWords()).as_html("湖滨社区", [late], THURSDAY)


def test_it_is_printed_on_a5(qapp, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "route.pdf"))

    RoutePrint(DoorWords()).print_on(printer, "湖滨社区", building("5"), THURSDAY)

    content = (tmp_path / "route.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    # A5 in points.
    assert b"/MediaBox [0 0 420" in content
