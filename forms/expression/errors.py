"""What is wrong with an expression, and where."""

from __future__ import annotations


class ExpressionError(Exception):
    """The expression cannot be read, or cannot be computed with what it was given."""

    def __init__(self, text: str, position: int, what: str) -> None:
        super().__init__(f"{what} (at {position + 1} in: {text})")
        self.text = text
        self.position = position
        """0-based place in the text."""
        self.what = what
