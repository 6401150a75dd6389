"""What the window lends to every page: theme, jobs, acts, the footer's voice, the way to other pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from forms.errors import FormError
from survey_app.acts import Act, Acts
from survey_app.desktop.jobs import Job, JobRunner
from survey_app.desktop.settings import Settings
from survey_app.desktop.theme import Theme
from survey_app.explain import Explanation, explain
from survey_app.sentences import sentence
from sync.errors import SyncError

REFUSALS = (OSError, FormError, SyncError)
"""What the world refused: told on the page. Everything else is a mistake of ours and is let fly."""


CALM = 250
"""Milliseconds in which a page just opened is painted, and the first keys are answered."""


class Shell(QObject):
    """Handed to every page. A page never reaches for the window itself."""

    told = Signal(str)
    """A sentence for the footer; it stands ten seconds."""
    act_done = Signal(str)
    """The same for something that Ctrl+Z takes back."""
    act_undone = Signal(str)
    """The same for something that Ctrl+Y does again."""
    saved = Signal(object)
    """The moment since which everything is on the disk."""
    trouble = Signal(object)
    """An Explanation for the error bar, or None when it is over."""
    wanted = Signal(str, dict)
    """Go to a place, at a spot there."""
    lock_wanted = Signal()
    language_wanted = Signal(str)
    search_wanted = Signal()
    workspace_wanted = Signal(str, str)
    """Another workspace: its folder, and the staff number where several share it."""
    renewed = Signal(str)
    """Another version of the questionnaires is in use: pages are made anew; a sentence for the footer."""
    refusals = REFUSALS

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        language: str,
        now: Callable[[], datetime],
        jobs: JobRunner | None = None,
        parent: QObject | None = None,
    ):
        super().__init__(parent)
        self.theme, self.settings, self.language, self.now = theme, settings, language, now
        self.jobs = jobs or JobRunner(self)
        self.acts = Acts()

    def tell(self, text: str) -> None:
        """Say something in the footer that needs no undo."""
        self.told.emit(text)

    def remember(self, act: Act) -> None:
        """Something was done with one key: say so, and offer the way back."""
        self.acts.remember(act)
        self.act_done.emit(self.words(act))

    def did(self, text: str, undo: Callable[[], None], redo: Callable[[], None] = lambda: None) -> None:
        """The same for a page that has its own words for the act."""
        self.remember(Act("", {"text": text}, undo, redo))

    def undo(self) -> bool:
        """Take the latest act back and say so; False where nothing is left."""
        act = self._try(self.acts.undo)
        if act is not None:
            self.act_undone.emit(self.words(act))
        return act is not None

    def redo(self) -> bool:
        act = self._try(self.acts.redo)
        if act is not None:
            self.act_done.emit(self.words(act))
        return act is not None

    def words(self, act: Act) -> str:
        """What an act reads in the footer."""
        return sentence(self.language, act.message, **act.facts) if act.message else act.facts.get("text", "")

    def note_saved(self, moment: datetime) -> None:
        """Everything typed so far is on the disk."""
        self.saved.emit(moment)

    def refuse(self, error: Exception) -> None:
        """Tell what the world refused in the error bar; a mistake of ours flies on to the crash handler."""
        if not isinstance(error, REFUSALS):
            raise error
        self.trouble.emit(explain(error, self.language))

    def explained(self, error: Exception) -> str:
        """The same words, for a form that has a place of its own for them."""
        return str(explain(error, self.language))

    def complain(self, explanation: Explanation) -> None:
        """Put words of your own into the error bar."""
        self.trouble.emit(explanation)

    def calm(self) -> None:
        """The trouble is over."""
        self.trouble.emit(None)

    def open(self, place: str, **spot: Any) -> None:
        """Go to a place: `shell.open("interview", door="…")`."""
        self.wanted.emit(place, spot)

    def renew(self, told: str) -> None:
        """Another version of the questionnaires is in use: all pages are made anew, then that is told."""
        # What was done before was done with the other one.
        self.acts.forget()
        self.renewed.emit(told)

    def start(self, job: Job) -> None:
        """Run a job; what it fails with is told in the error bar, unless the page has a better place for it."""
        job.failed.connect(self.refuse_later)
        self.jobs.start(job)

    def start_calmly(self, job: Job) -> None:
        """The same for a job that nobody waits for: the page is painted first."""
        job.failed.connect(self.refuse_later)
        self.jobs.start(job, after=CALM)

    def start_beside(self, job: Job) -> None:
        """The same for a job that only reads and may take a minute: nothing else waits for its end."""
        job.failed.connect(self.refuse_later)
        self.jobs.start_beside(job)

    @Slot(Exception)
    def refuse_later(self, error: Exception) -> None:
        self.refuse(error)

    def _try(self, step: Callable[[], Act | None]) -> Act | None:
        try:
            return step()
        except REFUSALS as error:
            self.refuse(error)
            return None
