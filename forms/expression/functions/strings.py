"""Functions of text (XPath 1.0, 4.2, and what ODK XForms adds)."""

from __future__ import annotations

import base64
import hashlib
import math
import operator
import re
from collections.abc import Callable

from forms.expression.code import Code, Kind, as_string
from forms.expression.context import Context
from forms.expression.functions.signature import (
    ANY_NUMBER,
    Function,
    Library,
    Site,
    built,
    or_context,
    plain,
    texts_of,
)

S, N, B = Kind.STRING, Kind.NUMBER, Kind.BOOLEAN
DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def _string(site: Site, arguments: list[Code]) -> Code:
    return Code(S, as_string(or_context(arguments)))


def _concat(site: Site, arguments: list[Code]) -> Code:
    if all(code.kind is not Kind.NODES or code.first is None for code in arguments):
        parts = [as_string(code) for code in arguments]
        return Code(S, lambda context: "".join([part(context) for part in parts]))
    texts = texts_of(arguments)
    return Code(S, lambda context: "".join(texts(context)))


def _join(site: Site, arguments: list[Code]) -> Code:
    separator, texts = as_string(arguments[0]), texts_of(arguments[1:])
    return Code(S, lambda context: separator(context).join(texts(context)))


def _of_text(gives: Kind, function: Callable[[str], object]) -> Function:
    """Describe a function of one text that takes the context node's where none is given."""

    def build(site: Site, arguments: list[Code]) -> Code:
        text = as_string(or_context(arguments))
        return Code(gives, lambda context: function(text(context)))

    return built(build, 0, 1)


def _normalized(text: str) -> str:
    return " ".join(part for part in re.split(r"[ \t\r\n]+", text) if part)


def rounded_half_up(number: float) -> float:
    """Round to the nearest whole number, of two the higher one (XPath 1.0, 4.4)."""
    if not math.isfinite(number) or number == 0:
        return number
    if -0.5 <= number < 0:
        return -0.0
    return float(math.floor(number + 0.5)) if abs(number) < 2**52 else number


def _substring(text: str, start: float, length: float | None = None) -> str:
    """Cut by 1-based position, both numbers rounded."""
    first = rounded_half_up(start)
    end = math.inf if length is None else first + rounded_half_up(length)
    if math.isnan(first) or math.isnan(end):
        return ""
    begin = max(first, 1) - 1
    last = min(end - 1, len(text))
    return text[int(begin) : int(last)] if begin < last else ""


def _substr(text: str, start: float, end: float = math.inf) -> str:
    """Cut by 0-based positions from start up to before end; negative ones count from the end."""
    first, last = (
        0 if math.isnan(place) else int(max(min(place, len(text)), -len(text) - 1)) for place in (start, end)
    )
    return text[first:last]


def _before(text: str, part: str) -> str:
    before, found, _ = text.partition(part) if part else ("", "", "")
    return before if found else ""


def _after(text: str, part: str) -> str:
    return text.partition(part)[2] if part else text


def _translate(text: str, old: str, new: str) -> str:
    table = {ord(letter): new[place] if place < len(new) else None for place, letter in reversed([*enumerate(old)])}
    return text.translate(table)


def _regex(site: Site, arguments: list[Code]) -> Code:
    text, pattern = as_string(arguments[0]), as_string(arguments[1])
    compiled: dict[str, re.Pattern[str]] = {}

    def matches(context: Context) -> bool:
        wanted = pattern(context)
        if wanted not in compiled:
            try:
                compiled[wanted] = re.compile(wanted)
            except re.error as error:
                raise site.error(f"no regular expression: {error}") from error
        return compiled[wanted].search(text(context)) is not None

    if isinstance(constant := arguments[1].constant, str):
        try:
            compiled[constant] = re.compile(constant)
        except re.error as error:
            raise site.error(f"no regular expression: {error}") from error
    return Code(B, matches)


def _digest(site: Site, arguments: list[Code]) -> Code:
    text, algorithm, *others = map(as_string, arguments)
    encoding = others[0] if others else None

    def digest(context: Context) -> str:
        name = DIGESTS.get(algorithm(context).upper())
        if name is None:
            raise site.error("digest() knows only " + ", ".join(DIGESTS))
        result = hashlib.new(name, text(context).encode(), usedforsecurity=False)
        return (
            result.hexdigest()
            if encoding and encoding(context) == "hex"
            else base64.b64encode(result.digest()).decode()
        )

    return Code(S, digest)


def _base64_decode(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8", errors="replace")
    except ValueError:
        return ""


def _extract_signed(signed: str, key: str) -> str:
    """Return the text behind an Ed25519 signature, "" where the key did not sign it."""
    # Hardly any form uses it, and the import takes longer than opening one.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        message = base64.b64decode(signed, validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key)).verify(message[:64], message[64:])
        return message[64:].decode("utf-8")
    except (InvalidSignature, ValueError):
        return ""


STRINGS: Library = {
    "string": built(_string, 0, 1),
    "concat": built(_concat, 0, ANY_NUMBER),
    "join": built(_join, 1, ANY_NUMBER),
    "substr": plain(S, _substr, S, N, N, optional=1),
    "substring": plain(S, _substring, S, N, N, optional=1),
    "substring-before": plain(S, _before, S, S),
    "substring-after": plain(S, _after, S, S),
    "translate": plain(S, _translate, S, S, S),
    "string-length": _of_text(N, lambda text: float(len(text))),
    "normalize-space": _of_text(S, _normalized),
    "contains": plain(B, operator.contains, S, S),
    "starts-with": plain(B, str.startswith, S, S),
    "ends-with": plain(B, str.endswith, S, S),
    "regex": built(_regex, 2),
    "digest": built(_digest, 2, 3),
    "extract-signed": plain(S, _extract_signed, S, S),
    "base64-decode": plain(S, _base64_decode, S),
}
