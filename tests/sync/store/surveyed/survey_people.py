"""Who takes part in a simulated survey: keys, areas, and the two versions of the form that they use."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from forms.datasets import Dataset, Field
from sync.certificate import Chain, Role
from sync.lock import lock_key_of
from sync.looking import Desk
from sync.signing import SigningKey
from sync.start_bundle import Enrolment, certify, found_office

DISTRICT = "220104"
STREET = f"{DISTRICT}/220104003"
COMMUNITIES = (f"{STREET}/220104003001", f"{STREET}/220104003001", f"{STREET}/220104003002")
KEYS = random.Random(2003).randbytes


@dataclass(frozen=True)
class Post:
    """Where somebody works, and with which key."""

    area: str
    key: SigningKey
    chain: Chain

    @property
    def is_office(self) -> bool:
        return self.role.is_office

    @property
    def role(self) -> Role:
        return Role(self.chain[0].role)


def _posts() -> tuple[Post, ...]:
    district = Post(DISTRICT, *found_office(Enrolment(DISTRICT, "D001", "南关区", Role.DISTRICT), KEYS))
    clerk = Enrolment(STREET, "C003", "陈静", Role.STREET)
    street = Post(STREET, *certify(clerk, district.key, district.chain, KEYS))
    laptops = (
        Post(area, *certify(Enrolment(area, f"A{number}", "协理员"), street.key, street.chain, KEYS))
        for number, area in enumerate(COMMUNITIES)
    )
    return (district, street, *laptops)


POSTS = _posts()
DISTRICT_POST, STREET_POST, LAPTOP_POSTS = 0, 1, range(2, len(POSTS))
LOCK = lock_key_of(POSTS[DISTRICT_POST].key.seed)
DESK = Desk((LOCK,), frozenset({POSTS[DISTRICT_POST].key.public}), DISTRICT)
"""Everybody opens everybody's sticks here: who may read what is tested elsewhere."""

GROUP = ("id_no", "id_type")


def _form(*names: str, renamed: Mapping[str, str]) -> Dataset:
    texts = tuple(Field(name, "text", {"": name}) for name in names)
    every = (*texts, Field("visits", "integer", {"": "visits"}))
    return Dataset("person", every, {"": "人员"}, parent="person", renamed=renamed)


FIRST = _form("full_name", "phone", "id_type", "id_no", "job", "remark", renamed={})
SECOND = _form("full_name", "phone", "id_type", "id_no", "work", "remark", "education", renamed={"job": "work"})
"""The second version asks one thing more, and has another name for one."""
