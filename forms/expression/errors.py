"""What is wrong with an expression, and where."""

from __future__ import annotations

EXCERPT = 40
"""Letters shown before and behind the place."""


class ExpressionError(Exception):
    """The expression cannot be read, or cannot be computed with what it was given."""

    def __init__(self, text: str, position: int, what: str) -> None:
        around = text[max(0, position - EXCERPT) : position + EXCERPT]
        super().__init__(f"{what} (at {position + 1}: {around})")
        self.text = text
        self.position = position
        """0-based place in the text."""
        self.what = what
