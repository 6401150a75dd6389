"""Pictures and files that answers name. The name says what the content is: its SHA-256 and the file's ending.

So one content is kept once whoever took it, a copy can be checked wherever it turns up, and an answer that is merged
brings along all that must be known to find it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from sync.commit import Commit

MOST_BYTES = 32 << 20
"""The largest file that is kept. A minute of video has room; what is longer belongs on a disk of its own."""

_NAME = re.compile(r"([0-9a-f]{64})((?:\.[a-z0-9]{1,10})?)")
_PERHAPS_NAMED = re.compile(rb'"[0-9a-f]{64}')
_ENDING = re.compile(r"\.[a-z0-9]{1,10}")


def attachment_name(content: bytes, ending: str = "") -> str:
    """Return what an answer says of a content: `<sha256>.jpg`. An ending that no file should have is left off."""
    plain = ending.lower()
    return hashlib.sha256(content).hexdigest() + (plain if _ENDING.fullmatch(plain) else "")


def digest_of(name: object) -> str:
    """Return the SHA-256 that a name stands for, "" for whatever is no name of ours."""
    found = _NAME.fullmatch(name) if type(name) is str and len(name) >= 64 else None
    return found[1] if found else ""


def digests_in(commits: Iterable[Commit]) -> set[str]:
    """Return the contents that commits name, in any field of any form."""
    # Nearly no commit names any, and its bytes are looked through faster than its answers.
    naming = (commit for commit in commits if _PERHAPS_NAMED.search(commit.body()))
    return {digest for commit in naming for value in commit.set.values() if (digest := digest_of(value))}
