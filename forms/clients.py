"""What ODK Collect and ODK Web Forms do not know: one table, so that a form's author hears of it before the field does.

Compared with the feature tables of both (Collect 2026, Web Forms 0.24); functions and axes tried in JavaRosa 5.1, the
engine inside Collect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Client(StrEnum):
    """Another program that asks XLSForms."""

    COLLECT = "collect"
    WEB_FORMS = "web_forms"


class Effect(StrEnum):
    """What happens there."""

    STOPS = "stops"  # the form does not open
    BLANK = "blank"  # nobody is asked and nothing is recorded
    PLAIN = "plain"  # it is asked in the ordinary way
    IGNORED = "ignored"


class Part(StrEnum):
    """Where in a form something stands."""

    TYPE = "type"
    APPEARANCE = "appearance"
    COLUMN = "column"
    SETTING = "setting"
    FUNCTION = "function"


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that a client lacks."""

    part: Part
    name: str
    client: Client
    effect: Effect


TABLE = """
type        barcode                   web_forms  blank
type        background-audio          web_forms  blank
type        audit                     web_forms  ignored
type        osm                       web_forms  blank
type        select_one_external       web_forms  blank
type        select_multiple_external  web_forms  blank
type        simserial                 collect    blank
type        simserial                 web_forms  blank
type        subscriberid              collect    blank
type        subscriberid              web_forms  blank
type        imei                      collect    blank
type        imei                      web_forms  blank
appearance  url                       web_forms  plain
appearance  bearing                   web_forms  plain
appearance  vertical                  web_forms  plain
appearance  no-ticks                  web_forms  plain
appearance  picker                    web_forms  plain
appearance  new                       web_forms  plain
appearance  new-front                 web_forms  plain
appearance  draw                      web_forms  plain
appearance  annotate                  web_forms  plain
appearance  signature                 web_forms  plain
appearance  no-calendar               web_forms  plain
appearance  ethiopian                 web_forms  plain
appearance  coptic                    web_forms  plain
appearance  islamic                   web_forms  plain
appearance  bikram-sambat             web_forms  plain
appearance  myanmar                   web_forms  plain
appearance  persian                   web_forms  plain
appearance  hide-input                web_forms  plain
appearance  quick                     web_forms  plain
appearance  image-map                 web_forms  plain
appearance  hidden-answer             web_forms  plain
appearance  printer                   web_forms  plain
appearance  counter                   web_forms  plain
appearance  ex:                       web_forms  plain
appearance  search(                   web_forms  plain
appearance  w1                        collect    plain
appearance  w2                        collect    plain
appearance  w3                        collect    plain
appearance  w4                        collect    plain
column      guidance_hint             web_forms  ignored
column      big-image                 web_forms  ignored
column      media::big-image          web_forms  ignored
column      autoplay                  web_forms  ignored
column      bind::jr:noapperrorstring web_forms  ignored
setting     style                     collect    ignored
setting     style                     web_forms  ignored
setting     public_key                web_forms  ignored
setting     submission_url            web_forms  ignored
setting     auto_send                 web_forms  ignored
setting     auto_delete               web_forms  ignored
setting     client_editable           web_forms  ignored
function    ceiling                   collect    stops
function    floor                     collect    stops
function    id                        collect    stops
function    lang                      collect    stops
function    last                      collect    stops
function    local-name                collect    stops
function    name                      collect    stops
function    namespace-uri             collect    stops
function    substring                 collect    stops
function    intersects                web_forms  stops
"""


def _limits() -> Iterator[Limit]:
    for line in TABLE.strip().splitlines():
        part, name, client, effect = line.split()
        yield Limit(Part(part), name, Client(client), Effect(effect))


LIMITS = tuple(_limits())

COLLECT_AXES = frozenset({"child", "attribute", "self", "parent"})
"""Steps that JavaRosa takes; of self and parent only `.` and `..`."""
COLLECT_STARTS = frozenset({"instance", "current"})
"""Functions after which JavaRosa lets a path go on."""
NEW_ENTITIES = ("2025.1.0", "2025")
"""Entities from repeats, several in one form: Collect knows them since v2026.1, Web Forms does not say."""


def limits_of(part: Part, name: str) -> list[Limit]:
    """Return what lacks a thing of that name; a name that ends in `:` or `(` stands for all that begin so."""
    return [
        limit
        for limit in LIMITS
        if limit.part is part and (limit.name == name or (limit.name[-1] in ":(" and name.startswith(limit.name)))
    ]


def is_readable_in_collect(name: str) -> bool:
    """Say whether JavaRosa reads a name in a path: it takes only letters that are large or small."""
    return all(letter.isupper() or letter.islower() or letter.isdigit() or letter in "_-.:" for letter in name)
