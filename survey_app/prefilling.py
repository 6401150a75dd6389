"""What the door and the pack already know is answered before anybody is asked."""

from __future__ import annotations

from collections.abc import Mapping

from forms.instance import Instance
from forms.pack_settings import Prefill
from forms.state import Path
from survey_app.filling import NOT_ASKED


def prefill_root(instance: Instance, prefill: Prefill) -> None:
    """Answer what is known of a new household, and of each person that its form begins with."""
    prefill_under(instance, instance.root.path, prefill.household, but_repeats=True)
    for repeat in instance.repeats():
        for position in range(1, repeat.count + 1):
            prefill_under(instance, f"{repeat.path}[{position}]", prefill.person)


def prefill_under(instance: Instance, prefix: Path, answers: Mapping[str, str], but_repeats: bool = False) -> None:
    """Answer the questions below a path by their names."""
    if not answers:
        return
    for state in instance.states():
        inside = state.path.startswith(prefix + "/") and not (but_repeats and "[" in state.path)
        if inside and state.name in answers and state.kind not in NOT_ASKED:
            instance.answer(state.path, answers[state.name])
