"""What somebody is in the survey; a file of its own, because the password prompt needs no more of a certificate."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What the holder of a certificate is; each may do what those before it may."""

    ASSISTANT = "assistant"
    STREET = "street"
    DISTRICT = "district"
    CITY = "city"

    @property
    def rank(self) -> int:
        return list(Role).index(self)

    @property
    def is_office(self) -> bool:
        return self is not Role.ASSISTANT
