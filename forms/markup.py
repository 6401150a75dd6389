"""Labels that stand out: the Markdown and the few HTML tags that ODK forms may use in what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias

TAGS = frozenset(["b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "big", "span", "div", "p", "center", "a"])
"""What authors may write as HTML; anything else in angle brackets is text."""
SAME = {"b": "strong", "i": "em"}
STYLES = ("color", "background-color", "font-family", "font-size", "font-style", "font-weight", "text-align")
PROTOCOLS = ("http:", "https:", "mailto:", "tel:")
DEEPEST = 20
"""Marks within marks; deeper ones are text."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_ITEM = re.compile(r"(?:(\d{1,9})[.)]|[-*+])[ \t]+(.*)")
_STYLE = re.compile(r"\s*([a-z-]+)\s*:\s*([\w#%.,\- ]+?)\s*(?:;|$)")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# A line that is drawn for the answer (`____`) and a multiplication (长*宽*高) are no emphasis.
_MARK = re.compile(
    r"""\\(?P<plain>[\\`*_{}\[\]()#+\-.!<>])
    |(?P<strong>\*\*)(?=[^\s*])(?P<in_strong>.+?)(?<=[^\s*])\*\*(?!\*)
    |(?<!\w)__(?=[^\s_])(?P<in_strong_line>.+?)(?<=[^\s_])__(?!\w)
    |(?:(?<![\w*])\*(?=[^\s*])(?P<in_em>(?:[^*]|\*\*)+?)(?<=[^\s*])\*(?!\*)
       |(?<!\*)\*(?=[^\s*])(?P<in_em_left>(?:[^*]|\*\*)+?)(?<=[^\s*])\*(?![\w*]))
    |(?<!\w)_(?=[^\s_])(?P<in_em_line>.+?)(?<=[^\s_])_(?!\w)
    |\[(?P<named>[^\[\]]*)\]\((?P<url>[^()\s]+)\)
    |<(?P<tag>[a-zA-Z]+)(?P<attributes>(?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*>
    |<br\s*/?>(?P<line>)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A part that stands out, by the tag that HTML has for it; of a list, the first number is kept."""

    tag: str
    parts: tuple[Part, ...] = ()
    url: str = ""
    styles: dict[str, str] = field(default_factory=dict[str, str])
    start: int = 1


Part: TypeAlias = str | Marked


def parts_of(text: str) -> tuple[Part, ...]:
    """Return what a text says, part by part; a text without marks is one part."""
    if not any(mark in text for mark in "*_<[#\\\n1234567890-+"):
        return (text,) if text else ()
    blocks = [block for block in _BLANK_LINE.split(text.strip("\n")) if block.strip()]
    if len(blocks) == 1:
        return tuple(_block(blocks[0]))
    found = list[Part]()
    for block in blocks:
        inner = tuple(_block(block))
        is_block = len(inner) == 1 and isinstance(inner[0], Marked) and inner[0].tag[0] in "hou"
        found += inner if is_block else [Marked("p", inner)]
    return tuple(found)


def plain(text: str) -> str:
    """Return a text without its marks."""
    return "".join(_plain(parts_of(text)))


def html(text: str) -> str:
    """Return a text as HTML that a label can show; nothing that its author wrote can do more than stand out."""
    return "".join(map(_html, parts_of(text)))


def _block(text: str) -> Iterator[Part]:
    """Yield the parts of some lines without a blank one between."""
    # Indented lines are no code here: the standard has none.
    lines = [line.strip() for line in text.split("\n")]
    items = [_ITEM.fullmatch(line) for line in lines]
    if len(items) > 1 and all(items):
        # A lone `3. Name` is how many authors number their questions, not a list.
        yield _list([item for item in items if item])
        return
    waiting = list[str]()
    for line in lines:
        heading = _HEADING.fullmatch(line)
        if heading is None:
            waiting.append(line)
            continue
        yield from _lines(waiting)
        waiting = []
        yield Marked(f"h{len(heading[1])}", tuple(_inline(heading[2])))
    yield from _lines(waiting)


def _list(items: list[re.Match[str]]) -> Marked:
    first = items[0][1]
    inner = tuple(Marked("li", tuple(_inline(item[2]))) for item in items)
    return Marked("ol", inner, start=int(first)) if first else Marked("ul", inner)


def _lines(lines: list[str]) -> Iterator[Part]:
    if lines:
        yield from _inline("\n".join(lines))


def _inline(text: str, depth: int = 0) -> Iterator[Part]:
    """Yield the parts of a text within a line, or over several."""
    place = search_from = 0
    said = ""
    while depth < DEEPEST and (match := _MARK.search(text, search_from)):
        found, end = _marked(text, match, depth)
        if found is None:
            # No mark after all: go on behind its first letter.
            search_from = match.start() + 1
            continue
        said += text[place : match.start()]
        place = search_from = end
        if isinstance(found, str):
            said += found
            continue
        if said:
            yield said
            said = ""
        yield found
    if said + text[place:]:
        yield said + text[place:]


def _marked(text: str, match: re.Match[str], depth: int) -> tuple[Part | None, int]:
    """Return what a mark means, None where it means nothing, and where it ends."""
    group, inner, end = match.lastgroup, "", match.end()
    if match["plain"]:
        return match["plain"], end
    if match["tag"]:
        return _tagged(text, match, depth)
    if match["url"]:
        return _link(match["named"], match["url"], depth), end
    if group == "line":
        return Marked("br"), end
    strong = match["in_strong"] or match["in_strong_line"]
    inner = strong or match["in_em"] or match["in_em_left"] or match["in_em_line"]
    return Marked("strong" if strong else "em", tuple(_inline(inner, depth + 1))), end


def _link(named: str, url: str, depth: int) -> Marked | None:
    if not url.lower().startswith(PROTOCOLS):
        return None
    return Marked("a", tuple(_inline(named, depth + 1)), url)


def _tagged(text: str, match: re.Match[str], depth: int) -> tuple[Part | None, int]:
    tag = match["tag"].lower()
    if tag == "br":
        return Marked("br"), match.end()
    close = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(text, match.end()) if tag in TAGS else None
    if close is None:
        return None, match.end()
    given = {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(match["attributes"] or "")}
    url = given.get("href", "") if tag == "a" else ""
    if tag == "a" and not url.lower().startswith(PROTOCOLS):
        return None, match.end()
    styles = {name: value for name, value in _STYLE.findall(given.get("style", "")) if name in STYLES}
    inner = tuple(_inline(text[match.end() : close.start()], depth + 1))
    return Marked(SAME.get(tag, tag), inner, url, styles), close.end()


def _plain(parts: tuple[Part, ...]) -> Iterator[str]:
    for place, part in enumerate(parts):
        if isinstance(part, str):
            yield part
            continue
        if part.tag == "li":
            yield "\n" * (place > 0)
        yield from _plain(part.parts)
        is_block = part.tag in ("p", "br", "ol", "ul") or part.tag[0] == "h"
        yield "\n" * (is_block and place + 1 < len(parts))


def _html(part: Part) -> str:
    if isinstance(part, str):
        return escape(part).replace("\n", "<br>")
    inner = "".join(map(_html, part.parts))
    if part.tag == "br":
        return "<br>"
    attributes = f' href="{escape(part.url)}"' if part.url else ""
    if part.styles:
        style = ";".join(f"{name}:{value}" for name, value in part.styles.items())
        attributes += f' style="{escape(style)}"'
    if part.start != 1:
        attributes += f' start="{part.start}"'
    return f"<{part.tag}{attributes}>{inner}</{part.tag}>"
