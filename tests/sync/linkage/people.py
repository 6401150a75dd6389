"""People for the tests of linkage: a woman of 1960 and what else she is called and numbered; and anybody."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from forms.cn_resident import check_character
from sync.linkage import Crowd, Listing, propose

WANG = Listing("220104196005120028", "王桂芝", "1960-05-12", "2", ("13500000021",), "a", "A")
BABY = Listing("", "", "2003-06-01", "1", ("13500000021",), "a", "A")
"""A child without name or number."""
ELSEWHERE = {"phones": ("13900000077",), "household": "b", "door": "B"}


def listed(**told):
    """The same woman at another door, by another phone, and with whatever else is told."""
    return replace(WANG, **ELSEWHERE, **told)


def crowd_of(people, scheme="cn_resident"):
    places = {}
    crowd = Crowd(scheme)
    for key, one in enumerate(people):
        household, door = (
            places.setdefault(each, len(places) + 1) if each else None for each in (one.household, one.door)
        )
        crowd.add(key, one.number, one.name, one.birth, one.sex, one.phones, household, door)
    return crowd


def proposed(*people, **told):
    return {(pair.one, pair.other) for pair in propose(crowd_of(people), **told)}


def numbered(region, day, serial):
    body = f"{region:06}{day:%Y%m%d}{serial:03}"
    return body + check_character(body)


NUMBERS = st.builds(
    numbered,
    st.integers(110000, 659999),
    st.dates(date(1900, 1, 1), date(1999, 12, 31)),
    st.integers(1, 995),
).filter(lambda number: not number.endswith("000"))
NAMES = st.builds(
    lambda surname, given: surname + given,
    st.sampled_from("王李张刘陈杨赵黄周吴曾单"),
    st.text("桂贵芝枝丽莉军君伟卫国帼英瑛", min_size=1, max_size=2),
)
PEOPLE = st.builds(
    Listing,
    st.one_of(
        st.just(""),
        NUMBERS,
        NUMBERS.map(lambda number: number[:6] + number[8:17]),
        NUMBERS.map(lambda number: number[:15] + "000"),
        NUMBERS.map(lambda number: number[:-1]),
        st.sampled_from(
            ["220104196005120028", "220104600512002", "220104196005120082", "220104196005120036", "1.1E+17"]
        ),
    ),
    NAMES,
    st.sampled_from(["", "1960-05-12", "1960-12-05", "1961-05-12", "1960"]),
    st.sampled_from(["", "1", "2"]),
    st.sampled_from([(), ("13500000021",), ("13900000077", "85550131")]),
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "A", "B"]),
)
