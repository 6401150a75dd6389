"""Colours, sizes and type of every page, in light and dark: the tokens, and the style sheet made from them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from survey_app.door_state import DoorState

STEPS = (12, 14, 16, 18, 20)
"""Type sizes in points; Ctrl+plus and Ctrl+minus walk them."""

UI_FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "WenQuanYi Micro Hei")
FIXED_FAMILIES = ("Consolas", "Noto Sans Mono CJK SC", "DejaVu Sans Mono", "Menlo", "monospace")


@dataclass(frozen=True, slots=True)
class Pair:
    """Ink on ground. Every pair is read by people and must reach 4.5 : 1 (a test measures it)."""

    ink: str
    ground: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour scheme."""

    ground: str
    panel: str
    line: str
    """Hairlines that only divide; whatever must be seen to be used has `border`."""
    border: str
    text: str
    quiet: str
    accent: str
    filled: str
    on_filled: str
    hover: str
    selected: str
    """Ground of the chosen row or place; text and accent stay readable on it."""
    current: str
    """Ground of the question being answered."""
    error: str
    error_ground: str
    warning: str
    warning_ground: str
    not_visited: Pair
    complete: Pair
    partly: Pair
    nobody_home: Pair
    appointment: Pair
    refused: Pair
    settled: Pair
    """Vacant, moved, let, demolished, not residential, not found: nobody to ask here."""
    conflict: Pair

    def door(self, state: DoorState) -> Pair:
        return getattr(self, _FAMILY.get(state, "settled"))

    def pairs(self) -> dict[str, Pair]:
        """Every ink that stands on a ground somewhere, by the name of where."""
        grounds = {name: getattr(self, name) for name in ("ground", "panel", "hover", "selected", "current")}
        found = {f"text on {name}": Pair(self.text, ground) for name, ground in grounds.items()}
        found |= {f"quiet on {name}": Pair(self.quiet, ground) for name, ground in grounds.items()}
        found |= {f"accent on {name}": Pair(self.accent, grounds[name]) for name in ("ground", "panel", "selected")}
        found |= {f"error on {name}": Pair(self.error, grounds[name]) for name in ("ground", "panel", "current")}
        found["filled button"] = Pair(self.on_filled, self.filled)
        found["error bar"] = Pair(self.error, self.error_ground)
        found["warning"] = Pair(self.warning, self.warning_ground)
        return found | {
            item.name: value for item in fields(self) if isinstance(value := getattr(self, item.name), Pair)
        }


_FAMILY = {
    DoorState.NOT_VISITED: "not_visited",
    DoorState.COMPLETE: "complete",
    DoorState.PARTLY: "partly",
    DoorState.NOBODY_HOME: "nobody_home",
    DoorState.APPOINTMENT: "appointment",
    DoorState.REFUSED: "refused",
    DoorState.CONFLICT: "conflict",
    DoorState.RETURNED: "conflict",
}

LIGHT = Tokens(
    ground="#FFFFFF",
    panel="#F4F6F8",
    line="#DCE1E6",
    border="#7A8591",
    text="#1B1F24",
    quiet="#4A5560",
    accent="#0B5CAD",
    filled="#0B5CAD",
    on_filled="#FFFFFF",
    hover="#E9EDF1",
    selected="#DFEBF7",
    current="#FFF7C2",
    error="#B3182A",
    error_ground="#FDECEE",
    warning="#7A4B00",
    warning_ground="#FFF6DF",
    not_visited=Pair("#1B1F24", "#FFFFFF"),
    complete=Pair("#14532D", "#D9F2E1"),
    partly=Pair("#0A4A8C", "#DCEBFA"),
    nobody_home=Pair("#6B4300", "#FFEFC7"),
    appointment=Pair("#7A2E00", "#FFE0CC"),
    refused=Pair("#8A1220", "#FBDDE0"),
    settled=Pair("#414B55", "#E3E7EB"),
    conflict=Pair("#5B1A86", "#EEDDF8"),
)

DARK = Tokens(
    ground="#16191D",
    panel="#20252B",
    line="#343B43",
    border="#76828E",
    text="#E8ECF0",
    quiet="#AEB8C2",
    accent="#7DB7F2",
    filled="#7DB7F2",
    on_filled="#0B1A2A",
    hover="#2A3038",
    selected="#21374E",
    current="#2E260F",
    error="#FF9AA5",
    error_ground="#3A1A1F",
    warning="#FFD98A",
    warning_ground="#2E260F",
    not_visited=Pair("#E8ECF0", "#16191D"),
    complete=Pair("#A6E3BC", "#173325"),
    partly=Pair("#A9D1FA", "#152F49"),
    nobody_home=Pair("#FFD98A", "#3A2C0C"),
    appointment=Pair("#FFC09A", "#43240F"),
    refused=Pair("#FFB3BA", "#451A20"),
    settled=Pair("#C3CBD3", "#2B3138"),
    conflict=Pair("#DDB8F5", "#351F45"),
)


def contrast(pair: Pair) -> float:
    """WCAG contrast ratio, 1 to 21."""
    lighter, darker = sorted((_luminance(pair.ink), _luminance(pair.ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Theme(QObject):
    """The scheme and type size in use. Painted views read `tokens` while painting and repaint on `changed`.

    Widgets ask for a look by a property instead of a style sheet of their own; `resources/style/survey_app.qss`
    has the list: QPushButton kind = primary | quiet | chip | link; QLabel role = title | heading | quiet | hint |
    error | warning | number | fixed; QFrame role = panel | card | line | footer.
    """

    changed = Signal()

    def __init__(self, application: QApplication, scheme: str = "light", points: int = 14):
        super().__init__(application)
        self._application = application
        self.scheme, self.points = scheme, points
        application.setStyle(QStyleFactory.create("Fusion"))
        installed = set(QFontDatabase.families())
        self._family = _first_of(UI_FAMILIES, installed)
        self.fixed_family = _first_of(FIXED_FAMILIES, installed)
        self._dress()

    @property
    def tokens(self) -> Tokens:
        return DARK if self.scheme == "dark" else LIGHT

    @property
    def control_height(self) -> int:
        return 44 if self.points >= 18 else 36

    @property
    def hint_points(self) -> int:
        return max(12, self.points - 2)

    def pixels(self, at_14_points: float) -> int:
        """A length that grows with the type: column widths, row heights."""
        return round(at_14_points * self.points / 14)

    def font(self, *, bold: bool = False, hint: bool = False, fixed: bool = False) -> QFont:
        font = QFont(self.fixed_family if fixed else self._application.font().families())
        font.setPointSize(self.hint_points if hint else self.points)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def colour(self, token: str) -> QColor:
        return QColor(getattr(self.tokens, token))

    def choose(self, scheme: str | None = None, points: int | None = None) -> None:
        """Change scheme, size or both, everywhere at once."""
        wanted = (scheme or self.scheme, points or self.points)
        if wanted != (self.scheme, self.points):
            self.scheme, self.points = wanted
            self._dress()
            self.changed.emit()

    def step(self, by: int) -> None:
        """Larger (+1) or smaller (-1) type; stops at both ends."""
        place = min(range(len(STEPS)), key=lambda index: abs(STEPS[index] - self.points))
        self.choose(points=STEPS[max(0, min(len(STEPS) - 1, place + by))])

    def _dress(self) -> None:
        font = QFont(self._family) if self._family else self._application.font()
        font.setPointSize(self.points)
        self._application.setFont(font)
        self._application.setPalette(_palette(self.tokens))
        self._application.setStyleSheet(style_sheet(self.tokens, self.points, self.fixed_family))


def system_scheme() -> str:
    """What the system prefers; light where it has no preference."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def style_sheet(tokens: Tokens, points: int, fixed_family: str = "monospace") -> str:
    height = 44 if points >= 18 else 36
    sizes = {
        "points": points,
        "hint_points": max(12, points - 2),
        "title_points": points + 4,
        "height": height,
        # The border lies outside of min-height: one pixel at rest, three as the focus ring.
        "inner": height - 2,
        "inner_focused": height - 6,
        "fixed_family": fixed_family,
        "done_ink": tokens.complete.ink,
        "done_ground": tokens.complete.ground,
        # Qt's style sheets take a picture as it is and cannot tint it: one for light ground, one for dark.
        "tick": _picture("tick_dark.svg" if tokens is DARK else "tick_light.svg"),
    }
    colours = {name: value for name, value in asdict(tokens).items() if isinstance(value, str)}
    return _template().substitute(sizes | colours)


def _picture(name: str) -> str:
    return Path(str(files("resources") / "style" / name)).as_posix()


@cache
def _template() -> Template:
    return Template((files("resources") / "style" / "survey_app.qss").read_text(encoding="utf-8"))


def _first_of(families: tuple[str, ...], installed: set[str]) -> str:
    return next((family for family in families if family in installed), "")


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    colours = {
        role.Window: tokens.ground,
        role.WindowText: tokens.text,
        role.Base: tokens.ground,
        role.AlternateBase: tokens.panel,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.quiet,
        role.Button: tokens.panel,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.error,
        role.Highlight: tokens.filled,
        role.HighlightedText: tokens.on_filled,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.panel,
        role.ToolTipText: tokens.text,
        role.Light: tokens.panel,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.border,
        role.Shadow: tokens.border,
        role.Accent: tokens.accent,
    }
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.border))
    return palette
