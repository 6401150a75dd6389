"""What the world refused, with facts; `survey_app/explain.py` makes sentences of them."""

from __future__ import annotations


class SyncError(Exception):
    """Anything that keeping or exchanging records could not do because of the world, not of a mistake of ours."""


class BundleRefused(SyncError):
    """A file that cannot be taken in. Nothing of it has been handed on."""


class BundleDamaged(BundleRefused):
    """Cut, altered or put together from several files. `what` names the part for the log."""

    def __init__(self, what: str):
        super().__init__(what)
        self.what = what


class NotABundle(BundleRefused):
    """A file of another kind."""


class BundleTooBig(BundleRefused):
    """More than a reader is willing to unpack: a bomb, or a file made for a bigger machine."""

    def __init__(self, what: str, limit: int):
        super().__init__(what, limit)
        self.what, self.limit = what, limit


class NewerFormat(BundleRefused):
    """Written by a newer program than this one."""

    def __init__(self, found: int, known: int):
        super().__init__(found, known)
        self.found, self.known = found, known


class NotForUs(BundleRefused):
    """Encrypted to others: `area` is where it belongs to, `sender` the key that packed it, `created` when."""

    def __init__(self, area: str, sender: str, recipients: tuple[str, ...], created: str):
        super().__init__(area, sender, recipients, created)
        self.area, self.sender, self.recipients, self.created = area, sender, recipients, created


class StartCodeNeeded(BundleRefused):
    """Opens with the code on the office's slip only; `given` says whether a wrong one was tried."""

    def __init__(self, given: bool):
        super().__init__(given)
        self.given = given


class StickFull(SyncError):
    """There was no room for the file; what had been there before is untouched."""

    def __init__(self, path: str, needed: int):
        super().__init__(path, needed)
        self.path, self.needed = path, needed


class StickUnwritable(SyncError):
    """The file could not be written or read back; what had been there before is untouched."""

    def __init__(self, path: str, why: str):
        super().__init__(path, why)
        self.path, self.why = path, why


class AttachmentTooBig(SyncError):
    """A picture or file larger than is kept: `size` and `limit` in whole megabytes, for people."""

    def __init__(self, path: str, size: int, limit: int):
        super().__init__(path, size, limit)
        self.path, self.size, self.limit = path, size, limit


class NoRoom(SyncError):
    """The disk has no room for a picture or file of so many bytes; nothing of it was kept."""

    def __init__(self, needed: int):
        super().__init__(needed)
        self.needed = needed


class NotAllowed(SyncError):
    """A decision that needs an office."""

    def __init__(self, role: str):
        super().__init__(role)
        self.role = role


class WorkbookRefused(SyncError):
    """A workbook that cannot be taken in. Nothing of it has been handed on."""


class WorkbookDamaged(WorkbookRefused):
    """Cut, altered, or built in a way that no spreadsheet program builds. `what` names the part for the log."""

    def __init__(self, what: str):
        super().__init__(what)
        self.what = what


class NotAWorkbook(WorkbookRefused):
    """A file of another kind, whatever its name says: xls, et, csv, ods, numbers, html, empty or unknown."""

    def __init__(self, kind: str):
        super().__init__(kind)
        self.kind = kind


class WorkbookLocked(WorkbookRefused):
    """Protected by a password or by rights management; its content cannot be seen."""


class WorkbookTooBig(WorkbookRefused):
    """More than a reader is willing to unpack; `what` names the part or the cell far out that makes it so."""

    def __init__(self, what: str, limit: int):
        super().__init__(what, limit)
        self.what, self.limit = what, limit


class ForeignWorkbook(WorkbookRefused):
    """No workbook of ours, or one whose hidden sheet is gone and whose export nobody here remembers."""


class MasterInUse(SyncError):
    """Somebody has the master workbook open; `by` is who, as far as the lock says."""

    def __init__(self, path: str, by: str):
        super().__init__(path, by)
        self.path, self.by = path, by


class EditsNotRead(SyncError):
    """The master holds `count` edits by hand that have not been read in; it was left alone."""

    def __init__(self, path: str, count: int):
        super().__init__(path, count)
        self.path, self.count = path, count


class NotReleasable(SyncError):
    """A withheld save that no decision can make good: nobody rightly signed it, or nobody here can read it."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class BelongsElsewhere(SyncError):
    """A withheld save that this office may not let in: it lies outside of its area, or above its rank."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class StoreRefused(SyncError):
    """The records could not be opened. Nothing has been changed."""


class WrongPassword(StoreRefused):
    """No user of this computer has that name and password."""


class KeysDamaged(StoreRefused):
    """The small file that holds the wrapped keys cannot be read; the second copy holds another of it."""


class NoRecovery(StoreRefused):
    """The key does not open this store: it was made for another office, or for none."""


class SheetMistyped(SyncError):
    """A line of the recovery sheet was typed wrongly; `line` counts from 1, 0 is the number of lines."""

    def __init__(self, line: int):
        super().__init__(line)
        self.line = line


class WrongStoreKey(StoreRefused):
    """The key does not fit the file, or the file's first page is damaged."""


class NoStore(StoreRefused):
    """There are no records in that folder."""

    def __init__(self, folder: str):
        super().__init__(folder)
        self.folder = folder


class StoreUnreachable(StoreRefused):
    """The database server does not answer, or lets nobody in by that name: `where` is host and database."""

    def __init__(self, where: str):
        super().__init__(where)
        self.where = where


class InUse(StoreRefused):
    """Somebody else writes here: `who`, since when. Reading is possible meanwhile."""

    def __init__(self, who: str, since: str):
        super().__init__(who, since)
        self.who, self.since = who, since


class CannotLock(StoreRefused):
    """The folder lies where nobody can be kept from writing at the same time: a network drive, mostly."""

    def __init__(self, folder: str):
        super().__init__(folder)
        self.folder = folder


class NewerStore(StoreRefused):
    """Written by a newer program than this one."""

    def __init__(self, found: int, known: int):
        super().__init__(found, known)
        self.found, self.known = found, known


class StoreFull(SyncError):
    """The disk has no room for what was to be kept; everything kept before is intact."""


class StoreUnwritable(SyncError):
    """The disk did not let the records be read or written; everything kept before is intact."""


class OnlyReading(SyncError):
    """The store is open for reading only, because somebody else writes."""


class QueryRefused(SyncError):
    """A question in SQL that reads more than the dataset views, writes, is no SQL, or takes too long."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


class NothingToUndo(SyncError):
    """No such batch, or it stands already as was asked."""

    def __init__(self, batch: str):
        super().__init__(batch)
        self.batch = batch
