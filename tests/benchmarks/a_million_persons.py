"""Listings of very many synthetic persons, some of them listed twice with a slip of a known kind. By seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from forms.cn_resident import check_character
from sync.linkage import Listing

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文志国玉兰红梅淑珍凤春海波斌宇浩凯健俊峰鹏飞云龙晶莹"
    "雪琳佳欣怡婷雨晨轩梓涵子豪泽嘉诚瑞祥福贵荣昌德仁义礼智信忠孝廉洁清正光辉灿烂阳月星辰山河江湖林森树花草叶"
    "根苗禾谷丰收年岁时节庆喜乐"
)
HEARD = str.maketrans(
    "伟芳静丽军勇艳杰霞英华桂玉兰珍凤春海波宇健峰飞云文志国", "卫方敬莉君永燕洁侠瑛骅贵育岚贞奉椿亥博羽建锋非芸闻智帼"
)
OTHER_FORMS = str.maketrans("刘张陈于华国丽军峰傅", "劉張陳於華國麗軍峯付")
DIGITS = "0123456789"
REGIONS = [f"2201{district:02}" for district in range(2, 14)]

Slip = Callable[[Random, Listing], Listing | None]


@dataclass(frozen=True)
class Planted:
    """Two rows that are one human, and what was done to the second."""

    kind: str
    first: int
    second: int


def town(count: int, seed: int, planted: list[Planted], each: int) -> Iterator[Listing]:
    """Yield listings; `each` of every kind of slip are listed a second time, with another phone and address."""
    random = Random(seed)
    wanted = {kind: each for kind in KINDS}
    row = 0
    while row < count:
        person = _person(random, row)
        yield person
        first, row = row, row + 1
        if random.random() < 0.006:
            yield _twin(random, person)
            row += 1
        kind = random.choice([*wanted]) if wanted and random.random() < 30 * each / count else ""
        changed = KINDS[kind](random, person) if kind else None
        if changed is not None:
            planted.append(Planted(kind, first, row))
            wanted[kind] -= 1
            wanted = {name: left for name, left in wanted.items() if left}
            yield replace(changed, phones=(_phone(random),), household=10_000_000 + row, door=20_000_000 + row)
            row += 1


def _person(random: Random, row: int) -> Listing:
    day = date(1925, 1, 1) + timedelta(days=int(random.betavariate(2.2, 1.6) * 31_000))
    sex = random.choice("12")
    serial = random.choice((0, 0, 0, 1, 1, 2, 3, 4)) * 100 + random.randrange(50) * 2 + (sex == "1")
    body = f"{random.choice(REGIONS)}{day:%Y%m%d}{serial:03}"
    fate = random.random()
    if fate < 0.02:
        number = ""
    elif fate < 0.07 and day.year < 1999:
        number = body[:6] + body[8:]
    else:
        number = body + check_character(body)
    household = row // 3
    phones = (_phone(random),) if random.random() < 0.7 else ()
    return Listing(number, _name(random), day.isoformat(), sex, phones, household, household)


def _twin(random: Random, person: Listing) -> Listing:
    """A brother or sister of the same day, with the next number, the same phone and the same door."""
    name = person.name[:-1] + random.choice([each for each in GIVEN if each != person.name[-1]])
    body = _body(person)
    if not body:
        return replace(person, name=name)
    body = f"{body[:14]}{(int(body[14:]) + 2) % 1000:03}"
    return replace(person, name=name, number=_like(person, body))


def _name(random: Random) -> str:
    def given() -> str:
        return GIVEN[int(random.random() ** 1.5 * len(GIVEN))]

    surname = SURNAMES[int(random.random() ** 2 * len(SURNAMES))]
    return surname + given() + (given() if random.random() < 0.75 else "")


def _phone(random: Random) -> str:
    return f"13{random.randrange(10**9):09}"


def _body(person: Listing) -> str:
    number = person.number
    return number[:6] + "19" + number[6:] if len(number) == 15 else number[:17]


def _like(person: Listing, body: str) -> str:
    return body[:6] + body[8:] if len(person.number) == 15 else body + check_character(body)


# ------------------------------------------------------------------ slips


def _old_form(random: Random, person: Listing) -> Listing | None:
    if len(person.number) != 18 or person.number[6:8] != "19":
        return None
    return replace(person, number=person.number[:6] + person.number[8:17])


def _wrong(random: Random, person: Listing) -> Listing | None:
    if not person.number:
        return None
    place = random.randrange(len(person.number) - 1)
    digit = random.choice([each for each in DIGITS if each != person.number[place]])
    return _birth_as_typed(replace(person, number=person.number[:place] + digit + person.number[place + 1 :]))


def _swapped(random: Random, person: Listing) -> Listing | None:
    number = person.number
    places = [place for place in range(len(number) - 2) if number[place] != number[place + 1]]
    if not places:
        return None
    at = random.choice(places)
    return _birth_as_typed(replace(person, number=number[:at] + number[at + 1] + number[at] + number[at + 2 :]))


def _birth_as_typed(person: Listing) -> Listing:
    """The form fills the birth date in from the number, wrong as it is, where it is a day at all."""
    body = _body(person)
    try:
        return replace(person, birth=date(int(body[6:10]), int(body[10:12]), int(body[12:14])).isoformat())
    except ValueError:
        return person


def _digit_lost(random: Random, person: Listing) -> Listing | None:
    if len(person.number) != 18:
        return None
    at = random.randrange(18)
    return replace(person, number=person.number[:at] + person.number[at + 1 :])


def _zeros(random: Random, person: Listing) -> Listing | None:
    return replace(person, number=person.number[:15] + "000") if len(person.number) == 18 else None


def _power(random: Random, person: Listing) -> Listing | None:
    number = person.number
    return replace(person, number=f"{number[0]}.{number[1:6]}E+17") if len(number) == 18 else None


def _none(random: Random, person: Listing) -> Listing | None:
    return replace(person, number="") if person.number else None


def _heard(random: Random, person: Listing) -> Listing | None:
    name = person.name[:1] + person.name[1:].translate(HEARD)
    return replace(person, name=name) if name != person.name else None


def _variant(random: Random, person: Listing) -> Listing | None:
    name = person.name.translate(OTHER_FORMS)
    return replace(person, name=name) if name != person.name else None


def _both(first: Slip, second: Slip) -> Slip:
    def slip(random: Random, person: Listing) -> Listing | None:
        changed = first(random, person)
        return second(random, changed) if changed else None

    return slip


KINDS: dict[str, Slip] = {
    "the same number, another phone and door": lambda random, person: person if person.number else None,
    "15 digits for 18": _old_form,
    "one digit wrong": _wrong,
    "two digits swapped": _swapped,
    "a digit lost": _digit_lost,
    "tail …000": _zeros,
    "1.1E+17": _power,
    "no number": _none,
    "a homophone": _heard,
    "one digit wrong and a homophone": _both(_wrong, _heard),
    "no number and a homophone": _both(_none, _heard),
    "no number and a variant": _both(_none, _variant),
    "15 digits and one of them wrong": _both(_old_form, _wrong),
    "tail …000 and a homophone": _both(_zeros, _heard),
}
