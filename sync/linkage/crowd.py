"""Very many listings in little room: numbers instead of texts, each distinct name once. Pure.

A million listings take a twentieth of what a list of objects would, so that a city's office can look for all doubles
on the computer that it has.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from sync.linkage.likeness import Listing
from sync.linkage.names import reading_key
from sync.linkage.numbers import CN_RESIDENT, Number, Standing, read_number

NOBODY = -1
_CHECKS = "0123456789X"
_UNCHECKED = 11
_DAY = "{:04}-{:02}-{:02}"


class Crowd:
    """Listings by row. `keys` are the caller's names for them."""

    def __init__(self, scheme: str = CN_RESIDENT) -> None:
        self.scheme = scheme
        self.keys = array("q")
        self.standings = bytearray()
        self.bodies = array("Q")
        """17 digits; 0 where there are none."""
        self.days = array("I")
        """Birth dates as 19600512; 0 where there is none."""
        self.spoken = array("I")
        """Which reading the name has; 0 for no name."""
        self._checks = bytearray()
        self._names, self._sexes = array("I"), array("I")
        self._phones: tuple[array[int], array[int]] = (array("I"), array("I"))
        self._households, self._doors = array("q"), array("q")
        self._odd_numbers: dict[int, str] = {}
        self._odd_births: dict[int, str] = {}
        self._texts: list[str] = [""]
        self._places: dict[str, int] = {"": 0}
        self._name_texts: list[str] = [""]
        self._name_places: dict[str, int] = {"": 0}
        self._spoken_of = array("I", [0])
        self._readings: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def add(
        self,
        key: int,
        number: str = "",
        name: str = "",
        birth: str = "",
        sex: str = "",
        phones: Iterable[str] = (),
        household: int | None = None,
        door: int | None = None,
    ) -> None:
        """Take in one more listing."""
        row = len(self.keys)
        self.keys.append(key)
        self._take_number(row, read_number(number, self.scheme))
        self._take_birth(row, birth)
        named = self._name_places.get(name)
        named = self._new_name(name) if named is None else named
        self._names.append(named)
        self.spoken.append(self._spoken_of[named])
        self._sexes.append(self._place(sex))
        first, second = (*filter(None, phones), "", "")[:2]
        self._phones[0].append(self._place(first))
        self._phones[1].append(self._place(second))
        self._households.append(NOBODY if household is None else household)
        self._doors.append(NOBODY if door is None else door)

    def listing(self, row: int) -> Listing:
        """Return one as it is compared."""
        household, door = self._households[row], self._doors[row]
        return Listing(
            self._number(row),
            self._name_texts[self._names[row]],
            self._birth(row),
            self._texts[self._sexes[row]],
            tuple(self._texts[place] for place in self.phone_places(row)),
            "" if household == NOBODY else household,
            "" if door == NOBODY else door,
        )

    def phone_places(self, row: int) -> tuple[int, ...]:
        """Return its phones as numbers that stand for them here."""
        return tuple(place for phones in self._phones if (place := phones[row]))

    def odd_number(self, row: int) -> str:
        """Return what is left of a damaged number, or one that is of an odd length."""
        return self._odd_numbers.get(row, "")

    def odd_rows(self, *standings: Standing) -> list[int]:
        return [row for row in self._odd_numbers if self.standings[row] in standings]

    def _take_number(self, row: int, number: Number) -> None:
        self.standings.append(number.standing)
        self.bodies.append(int(number.body) if number.body else 0)
        check = number.text[17:]
        self._checks.append(_CHECKS.index(check) if number.body and check else _UNCHECKED)
        if number.text and not number.body:
            self._odd_numbers[row] = number.text

    def _number(self, row: int) -> str:
        odd = self._odd_numbers.get(row)
        if odd is not None:
            # What a spreadsheet has left, in the form in which spreadsheets show it.
            return f"{odd[0]}.{odd[1:]}E+17" if self.standings[row] == Standing.DAMAGED else odd
        if self.standings[row] == Standing.NONE:
            return ""
        body = f"{self.bodies[row]:017}"
        return body[:6] + body[8:] if self._checks[row] == _UNCHECKED else body + _CHECKS[self._checks[row]]

    def _take_birth(self, row: int, birth: str) -> None:
        digits = birth.replace("-", "")
        if len(birth) == 10 and digits.isdigit() and digits.isascii() and _dashed(int(digits)) == birth:
            self.days.append(int(digits))
        else:
            self.days.append(0)
            if birth:
                self._odd_births[row] = birth

    def _birth(self, row: int) -> str:
        return _dashed(self.days[row]) if self.days[row] else self._odd_births.get(row, "")

    def _place(self, text: str) -> int:
        place = self._places.setdefault(text, len(self._texts))
        if place == len(self._texts):
            self._texts.append(text)
        return place

    def _new_name(self, name: str) -> int:
        place = self._name_places[name] = len(self._name_texts)
        self._name_texts.append(name)
        key = reading_key(name)
        self._spoken_of.append(self._readings.setdefault(key, len(self._readings) + 1) if key else 0)
        return place


def _dashed(day: int) -> str:
    return _DAY.format(day // 10000, day // 100 % 100, day % 100)
