"""What a form or a pack refused, with facts; `survey_app/explain.py` makes sentences of them."""

from __future__ import annotations


class FormError(Exception):
    """Anything that a questionnaire or its pack could not do because of what its author wrote."""
