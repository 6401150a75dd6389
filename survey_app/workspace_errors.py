"""What a workspace refused, with facts."""

from __future__ import annotations

from collections.abc import Iterable

from forms.errors import FormError
from sync.errors import SyncError


class NotAWorkspace(SyncError):
    """A folder in which nobody has made a workspace, or one made by a newer program."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class FolderNotEmpty(SyncError):
    """A folder that holds something already; it is left alone."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class UnknownArea(SyncError):
    """A code that the pack's areas do not have, or that lies outside of one's own."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UnknownForm(FormError):
    """A form that this workspace does not have."""

    def __init__(self, form: str, known: Iterable[str]) -> None:
        super().__init__(form)
        self.form, self.known = form, tuple(known)


class CannotPublish(FormError):
    """A version of the questionnaires that may not be taken into use: refused, out of date, or nobody's to publish."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class PasswordNeeded(SyncError):
    """Nobody has given a password, and nobody is there to ask."""


class PasswordsDiffer(SyncError):
    """A new password that was not typed the same way twice."""


class UnknownRegister(FormError):
    """A register that this workspace's questionnaires do not have."""

    def __init__(self, register: str, known: Iterable[str]) -> None:
        super().__init__(register)
        self.register, self.known = register, tuple(known)


class StepRefused(SyncError):
    """A record of a register that may not be begun, or a step that may not be taken; says why, in the language asked.

    Many of the sentences are the pack's own.
    """

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


class UnknownReport(FormError):
    """A report that this survey does not have."""

    def __init__(self, report: str, known: Iterable[str]) -> None:
        super().__init__(report)
        self.report, self.known = report, tuple(known)


class NoSuchFormat(FormError):
    """A file name whose ending is none that a report can be written as."""

    def __init__(self, file: str, known: Iterable[str]) -> None:
        super().__init__(file)
        self.file, self.known = file, tuple(known)


class UnknownPublication(FormError):
    """A number under which nothing was published here."""

    def __init__(self, number: int, known: Iterable[int]) -> None:
        super().__init__(str(number))
        self.number, self.known = number, tuple(map(str, known))


class PublicationDamaged(SyncError):
    """A published report that is not any more what was published."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class OddFilter(FormError):
    """Words that are no condition, or compare a question with what it cannot be."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class UnknownQuestion(FormError):
    """A question, list or saved filter that is not there."""

    def __init__(self, question: str, known: Iterable[str]) -> None:
        super().__init__(question)
        self.question, self.known = question, tuple(known)


class UnknownChoice(FormError):
    """An answer that a question does not offer."""

    def __init__(self, choice: str, known: Iterable[str]) -> None:
        super().__init__(choice)
        self.choice, self.known = choice, tuple(known)
