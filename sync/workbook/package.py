"""The parts of a workbook file, read with care: sizes that do not lie, names that stay inside, no bombs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from sync.errors import NotAWorkbook, WorkbookDamaged, WorkbookLocked, WorkbookTooBig

LARGEST_FILE = 1 << 29
LARGEST_PART = 1 << 30
LARGEST_WHOLE = 1 << 31
MOST_PARTS = 5_000
_CHUNK = 1 << 20

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet of the package."""

    name: str
    part: str
    hidden: bool


class Package:
    """A workbook file in memory. Raises WorkbookRefused for anything that is none, or is hostile."""

    def __init__(self, data: bytes, name: str = "") -> None:
        if len(data) > LARGEST_FILE:
            raise WorkbookTooBig(name, LARGEST_FILE)
        if not data.startswith(b"PK"):
            raise _other_kind(data, name)
        self.data = data
        try:
            with ZipFile(BytesIO(data)) as archive:
                infos = archive.infolist()
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise WorkbookDamaged("archive") from error
        self._infos = _checked(infos)
        if "[Content_Types].xml" not in self._infos:
            raise NotAWorkbook(_zipped_kind(self._infos))
        self.workbook_part = self._find_workbook()

    @property
    def infos(self) -> list[ZipInfo]:
        return list(self._infos.values())

    def __contains__(self, part: str) -> bool:
        return part in self._infos

    def read(self, part: str) -> bytes:
        """Return one part whole."""
        return b"".join(self.chunks(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield one part in pieces; its length and checksum are what the directory says, or WorkbookDamaged."""
        info = self._infos.get(part)
        if info is None:
            raise WorkbookDamaged(part)
        checksum = length = 0
        for piece in self._inflated(info):
            length += len(piece)
            if length > info.file_size:
                raise WorkbookDamaged(part)
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if length != info.file_size or checksum != info.CRC:
            raise WorkbookDamaged(part)

    def check(self, part: str) -> None:
        """Unpack a part once, so that it is known to be sound and no bigger than it says."""
        for _ in self.chunks(part):
            pass

    def xml(self, part: str) -> Any:
        """Return a small part as a tree, with no entities and nothing fetched."""
        data = self.read(part)
        # NUL bytes would be UTF-16, which no spreadsheet program writes and which would hide a DOCTYPE.
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data:
            raise WorkbookDamaged(part)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise WorkbookDamaged(part) from error

    def sheets(self) -> list[SheetPart]:
        """Return the worksheets in the order of their tabs."""
        targets = self.targets(self.workbook_part)
        found: list[SheetPart] = []
        for sheet in self.xml(self.workbook_part).iterfind(".//{*}sheet"):
            link = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
            part = targets.get(link, "")
            if part in self._infos and "/worksheets/" in part:
                found.append(SheetPart(str(sheet.get("name", "")), part, sheet.get("state", "visible") != "visible"))
        return found

    def targets(self, part: str) -> dict[str, str]:
        """Return the parts that a part refers to, by their relationship id; links out of the file are left out."""
        where = PurePosixPath(part)
        links = str(where.parent / "_rels" / f"{where.name}.rels")
        if links not in self._infos:
            return {}
        return {
            str(link.get("Id", "")): _resolved(where.parent, str(link.get("Target", "")))
            for link in self.xml(links).iterfind("{*}Relationship")
            if link.get("TargetMode") != "External"
        }

    def kind_of_links(self, part: str) -> dict[str, str]:
        """Return the part that each kind of relationship leads to (the last one, where there are several)."""
        where = PurePosixPath(part)
        links = str(where.parent / "_rels" / f"{where.name}.rels")
        if links not in self._infos:
            return {}
        return {
            str(link.get("Type", "")).rpartition("/")[2]: _resolved(where.parent, str(link.get("Target", "")))
            for link in self.xml(links).iterfind("{*}Relationship")
        }

    def _find_workbook(self) -> str:
        # The package's own relationships live in /_rels/.rels.
        if "_rels/.rels" not in self._infos:
            raise NotAWorkbook("unknown")
        for link in self.xml("_rels/.rels").iterfind("{*}Relationship"):
            part = _resolved(PurePosixPath("."), str(link.get("Target", "")))
            if str(link.get("Type", "")).endswith("/officeDocument") and part in self._infos:
                if not part.endswith(".xml"):
                    raise NotAWorkbook("xlsb" if part.endswith(".bin") else "unknown")
                if b"sheets" not in self.read(part):
                    raise NotAWorkbook("document")
                return part
        raise NotAWorkbook("unknown")

    def packed(self, part: str) -> memoryview:
        """Return the bytes of a part as they lie in the file."""
        info = self._infos[part]
        at = info.header_offset
        if self.data[at : at + 4] != b"PK\x03\x04":
            raise WorkbookDamaged(part)
        name, extra = (int.from_bytes(self.data[at + n : at + n + 2], "little") for n in (26, 28))
        start = at + 30 + name + extra
        return memoryview(self.data)[start : start + info.compress_size]

    def _inflated(self, info: ZipInfo) -> Iterator[bytes]:
        packed = self.packed(info.filename)
        if info.compress_type == ZIP_STORED:
            yield bytes(packed)
            return
        inflater = zlib.decompressobj(-15)
        try:
            for offset in range(0, len(packed), _CHUNK >> 3):
                rest = bytes(packed[offset : offset + (_CHUNK >> 3)])
                while rest:
                    yield inflater.decompress(rest, _CHUNK)
                    rest = inflater.unconsumed_tail
            # What the last call had no room for.
            while piece := inflater.decompress(b"", _CHUNK):
                yield piece
        except zlib.error as error:
            raise WorkbookDamaged(info.filename) from error
        if not inflater.eof:
            raise WorkbookDamaged(info.filename)


def _checked(infos: list[ZipInfo]) -> dict[str, ZipInfo]:
    if len(infos) > MOST_PARTS:
        raise WorkbookTooBig("parts", MOST_PARTS)
    if sum(info.file_size for info in infos) > LARGEST_WHOLE:
        raise WorkbookTooBig("whole", LARGEST_WHOLE)
    found: dict[str, ZipInfo] = {}
    for info in infos:
        name = info.filename
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise WorkbookLocked
        if name.startswith(("/", "\\")) or "\\" in name or ".." in name.split("/") or ":" in name or name in found:
            raise WorkbookDamaged("name")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise WorkbookDamaged(name)
        if info.file_size > LARGEST_PART:
            raise WorkbookTooBig(name, LARGEST_PART)
        found[name] = info
    return found


def _resolved(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for part in (target.lstrip("/") if target.startswith("/") else str(folder / target)).split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _zipped_kind(infos: dict[str, ZipInfo]) -> str:
    if "mimetype" in infos:
        return "ods"
    return "numbers" if any(name.startswith("Index/") or name == "Index.zip" for name in infos) else "unknown"


def _other_kind(data: bytes, name: str) -> NotAWorkbook | WorkbookLocked:
    """Return what a file is that is no zip archive."""
    if not data:
        return NotAWorkbook("empty")
    if data.startswith(_COMPOUND):
        # The directory of the compound file names its streams in UTF-16.
        if any(stream.encode("utf-16-le") in data for stream in ("EncryptedPackage", "DRMContent", "DRMEncrypted")):
            return WorkbookLocked()
        return NotAWorkbook("et" if name.lower().endswith((".et", ".ett")) else "xls")
    start = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table")):
        return NotAWorkbook("html")
    if start.startswith(b"<?xml"):
        return NotAWorkbook("xml")
    # Without NUL bytes it is text: commas, semicolons or tabs between the cells, UTF-8 or GBK.
    return NotAWorkbook("csv" if re.search(rb"[,;\t]", data[:65536]) and b"\0" not in data[:65536] else "unknown")
