"""What people say at the doors of one stairwell. Nobody of them exists."""

from __future__ import annotations

from datetime import date

from at_the_keyboard import Family

from survey_app.demo_people import citizen_id

HEAD = {"relation": "02", "id_source": "1", "able": "1", "willing": "1"}
SPOUSE = HEAD | {"relation": "10"}


def id_of(birth: date, serial: int) -> str:
    return citizen_id("220104", birth, serial)


SUN = Family(
    {"hukou_here": "1", "hh_size": "1", "contact_phone": "13504300009"},
    [
        {"relation": "02", "id_source": "1", "able": "1"}
        | {"full_name": "孙秀英", "id_no": id_of(date(1950, 4, 2), 26), "labour_status": "32", "mobile": "13504310009"}
    ],
)
"""Recorded before: both assistants have her on their laptops."""

ZHAO = Family(
    {"hukou_here": "1", "hh_size": "2", "contact_phone": "13504300001"},
    [
        HEAD
        | {
            "full_name": "赵国强",
            "id_no": id_of(date(1955, 12, 6), 35),
            "labour_status": "20",
            "mobile": "13504310001",
            "remark": "上午在家",
        },
        SPOUSE
        | {
            "full_name": "王桂芝",
            "id_no": id_of(date(1959, 3, 12), 48),
            "labour_status": "21",
            "mobile": "13504310002",
        },
    ],
)

CHEN = Family(
    {"hukou_here": "1", "hh_size": "1", "contact_phone": "13504300003"},
    [
        HEAD
        | {"full_name": "陈立娟", "id_no": id_of(date(1962, 7, 30), 62), "labour_status": "21", "mobile": "13504310003"}
    ],
)
