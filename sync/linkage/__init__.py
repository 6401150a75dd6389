"""The same person twice: which two listings may be one human, and why. It proposes; a clerk decides. Pure."""

from sync.linkage.blocking import Pair, propose
from sync.linkage.crowd import Crowd
from sync.linkage.likeness import Evidence, Likeness, Listing, compare

__all__ = ["Crowd", "Evidence", "Likeness", "Listing", "Pair", "compare", "propose"]
