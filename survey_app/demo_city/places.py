"""Where the city lies: a province of three cities down to their communities, as a pack of its own."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path

from forms.pack import REEMPLOYMENT_4050, load_pack
from forms.pinyin import syllables
from survey_app.demo_city.shares import evenly

PROVINCE, CHANGCHUN, LIAOYUAN, TONGHUA = "220000", "220100", "220400", "220500"
DEPUTIES_DISTRICT = "220102"
LEVELS = ("province", "city", "district", "street", "community")
PER_STREET = 5

_CITIES = {
    CHANGCHUN: (
        "长春市",
        (
            ("220102", "南关区"),
            ("220103", "宽城区"),
            ("220104", "朝阳区"),
            ("220105", "二道区"),
            ("220106", "绿园区"),
            ("220112", "双阳区"),
            ("220122", "农安县"),
            ("220181", "九台市"),
            ("220182", "榆树市"),
            ("220183", "德惠市"),
        ),
    ),
    LIAOYUAN: ("辽源市", (("220402", "龙山区"), ("220403", "西安区"), ("220421", "东丰县"), ("220422", "东辽县"))),
    TONGHUA: ("通化市", (("220502", "东昌区"),)),
}
"""The county-level units of 2003, by their codes of then."""
_SINCE = {"220181": "220113"}
"""What a unit of 2003 is in the survey's list of divisions, where its code has changed."""
_ENDINGS = {
    "街道": "Street",
    "社区": "Community",
    "省": "Province",
    "市": "City",
    "区": "District",
    "县": "County",
}
_FIRST = "湖滨 新发 永兴 长江 东盛 和平 红旗 曙光 民康 平阳 春城 正阳 吉林 自强 全安 桃源 清明 文化 铁北 安达 兴业 站前"
_SECOND = ("", "东", "西", "南", "北")
_STREETS = "新春 民康 永吉 曙光 全安 桃源 南岭 鸿城 明珠 幸福 团山 兴业 站前 凯旋 柳影 群英 东广 奋进 前进 清和"


@dataclass(frozen=True, slots=True)
class Place:
    """One area as the pack's list has it."""

    code: str
    name: str
    level: str
    parent: str

    @property
    def english(self) -> str:
        ending = next(each for each in _ENDINGS if self.name.endswith(each))
        return f"{''.join(syllables(self.name.removesuffix(ending))).capitalize()} {_ENDINGS[ending]}"


@dataclass(frozen=True, slots=True)
class Street:
    """One street with its communities; what a clerk merges."""

    code: str
    name: str
    city: str
    district: str
    communities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """All places, and what hangs on them."""

    places: tuple[Place, ...]
    streets: tuple[Street, ...]

    def streets_of(self, city: str) -> list[Street]:
        return [street for street in self.streets if street.city == city]

    def name(self, code: str) -> str:
        return next(place.name for place in self.places if place.code == code)


def draw(communities: int) -> Map:
    """Return the map of a city of so many communities, dealt evenly to its districts; the other two are small."""
    places = [Place(PROVINCE, "吉林省", LEVELS[0], "")]
    streets: list[Street] = []
    for city, (name, districts) in _CITIES.items():
        places.append(Place(city, name, "city", PROVINCE))
        # Of the other cities only what they lend is filed from door to door, in one street.
        size = communities if city == CHANGCHUN else 2 if city == LIAOYUAN else 0
        parts = evenly(size, len(districts)) if city == CHANGCHUN else [size] + [0] * (len(districts) - 1)
        for (district, district_name), own in zip(districts, parts, strict=True):
            places.append(Place(district, district_name, "district", city))
            for street in _streets(city, district, own):
                streets.append(street)
                places.append(Place(street.code, street.name, "street", district))
                names = _names(_FIRST, _SECOND)
                places += [Place(code, f"{next(names)}社区", "community", street.code) for code in street.communities]
    return Map(tuple(places), tuple(streets))


def city_pack(map_: Map, folder: Path) -> Path:
    """Write the program's own survey with these areas in place of its own; return the file."""
    pack = shutil.copytree(REEMPLOYMENT_4050, folder)
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("name", "label::中文 (zh)", "label::English (en)", "level", "parent"))
    table.writerows((each.code, each.name, each.english, each.level, each.parent) for each in map_.places)
    (pack / "lists" / "area.csv").write_text(text.getvalue(), encoding="utf-8-sig")
    settings = pack / "pack.toml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(_with_levels(told), encoding="utf-8")
    loaded = load_pack(pack)
    made = folder.with_suffix(".zip")
    loaded.write_zip(made)
    shutil.rmtree(folder)
    return made


def division_of(code: str) -> str:
    """Return the division that an area lies in, or where an identity number was given out, as forms choose it."""
    return _SINCE.get(code[:6], code[:6])


def _with_levels(told: str) -> str:
    levels = ", ".join(f'"{level}"' for level in LEVELS)
    lines = [f"levels = [{levels}]" if line.startswith("levels = ") else line for line in told.splitlines()]
    at = next(place for place, line in enumerate(lines) if line.startswith("level_names."))
    wider = (("province", "省", "Province"), ("city", "市", "City"))
    lines[at:at] = [f'level_names.{level} = {{ zh = "{zh}", en = "{en}" }}' for level, zh, en in wider]
    return "\n".join(lines) + "\n"


def _streets(city: str, district: str, communities: int) -> Iterator[Street]:
    names = _names(_STREETS, _SECOND)
    for number, size in enumerate(evenly(communities, -(-communities // PER_STREET)), start=1):
        code = f"{district}{number:03d}"
        yield Street(code, f"{next(names)}街道", city, district, tuple(f"{code}{at:03d}" for at in range(1, size + 1)))


def _names(first: str, second: Sequence[str]) -> Iterator[str]:
    """Yield names, no two alike."""
    pairs = [stem + more for more, stem in product(second, first.split())]
    for number in count():
        yield pairs[number] if number < len(pairs) else f"{pairs[number % len(pairs)]}{number // len(pairs) + 1}"
