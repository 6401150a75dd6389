"""Labels as their authors style them: the Markdown and the few HTML tags that ODK knows, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape

SIGNS = re.compile(r"[*_#<>\[\]\\&]")
"""A text without any of these is as it stands."""
ESCAPED = re.compile(r"\\([\\*_#\[\]()<>])")
HEADING = re.compile(r"(?m)^(#{1,6})[ \t]+(.+?)[ \t]*#*$")
LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
SPAN = re.compile(
    r"&lt;(span|p|div)((?:\s[^&<>]*?(?:&quot;[^&<>]*?&quot;|&#x27;[^&<>]*?&#x27;))*)\s*&gt;", re.IGNORECASE
)
CLOSED = re.compile(r"&lt;(/)(span|p|div|b|i|u|em|strong|small|big|sub|sup|center)\s*&gt;", re.IGNORECASE)
OPENED = re.compile(r"&lt;()(br|b|i|u|em|strong|small|big|sub|sup|center)\s*/?\s*&gt;", re.IGNORECASE)
STYLE = re.compile(r"style\s*=\s*(?:&quot;|&#x27;)(.*?)(?:&quot;|&#x27;)", re.IGNORECASE)
DECLARATION = re.compile(
    r"\s*(color|background-color|font-size|font-family|text-align|font-weight|font-style)\s*:\s*([#\w %.,\-]+)\s*"
)
STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
EMPHASIS = re.compile(r"\*(?=\S)([^*]+?)(?<=\S)\*|(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
SAFE = ("http:", "https:", "mailto:", "tel:")
SIZES = ("xx-large", "x-large", "large", "large", "medium", "medium")
"""Of headings of the first to the sixth order, as Qt knows them."""


@lru_cache(maxsize=4096)
def as_rich(text: str) -> tuple[str, bool]:
    """Return a label as Qt shows it, and whether it is HTML; one without any styling comes back as it is."""
    if not SIGNS.search(text):
        return text, False
    html = _html(text)
    if TAG.search(html):
        return html.replace("\n", "<br>"), True
    return unescape(html), False


@lru_cache(maxsize=4096)
def as_plain(text: str) -> str:
    """Return a label without its styling, for lists and headings where there is none."""
    if not SIGNS.search(text):
        return text
    return unescape(TAG.sub("", _html(text).replace("<br>", " "))).strip()


def _html(text: str) -> str:
    kept: list[str] = []

    def keep(html: str) -> str:
        """Put what is finished out of the way of the signs that are read after it."""
        kept.append(html)
        return f"\x00{len(kept) - 1}\x00"

    html = ESCAPED.sub(lambda match: keep(escape(match[1])), text.replace("\x00", ""))
    html = escape(html)
    html = SPAN.sub(lambda match: keep(_opened(match)), html)
    html = CLOSED.sub(lambda match: keep(f"<{match[1]}{match[2].lower()}>"), html)
    html = OPENED.sub(lambda match: keep(f"<{match[2].lower()}>"), html)
    html = LINK.sub(lambda match: f"{keep(_link(match[2]))}{match[1]}{keep('</a>')}", html)
    html = HEADING.sub(lambda match: f"{keep(_heading(len(match[1])))}{match[2]}{keep('</span>')}", html)
    html = STRONG.sub(r"<b>\2</b>", html)
    html = EMPHASIS.sub(lambda match: f"<i>{match[1] or match[2]}</i>", html)
    return re.sub(r"\x00(\d+)\x00", lambda match: kept[int(match[1])], html)


def _opened(match: re.Match[str]) -> str:
    name, attributes = match[1].lower(), match[2]
    style = STYLE.search(attributes)
    fit = [
        f"{found[1]}:{found[2].strip()}"
        for part in (style[1].split(";") if style else ())
        if (found := DECLARATION.fullmatch(part))
    ]
    return f'<{name} style="{";".join(fit)}">' if fit else f"<{name}>"


def _heading(order: int) -> str:
    return f'<span style="font-size:{SIZES[order - 1]};font-weight:600">'


def _link(address: str) -> str:
    """Return the beginning of a link; one that leads into the machine leads nowhere."""
    return f'<a href="{address}">' if address.lower().startswith(SAFE) else "<a>"
