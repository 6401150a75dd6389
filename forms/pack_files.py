"""The files of a pack, from a folder or one zipped file, and the hash that names their content."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from forms.pack_problems import PackProblem, PackRefused

SETTINGS = "pack.toml"
COMPILED = "compiled"
"""Folder of what was made from the pack's own files: it travels along, but is no content of its own."""

MOST_FILES = 2_000
LARGEST_FILE = 64 * 2**20
LARGEST_PACK = 256 * 2**20
"""Limits for what is unpacked, in bytes: a pack is a few hundred kilobytes, a bomb is gigabytes."""

TEXT = (".toml", ".csv", ".txt", ".md", ".html", ".sql", ".xml")
EPOCH = (1980, 1, 1, 0, 0, 0)


def read_files(source: Path) -> dict[str, bytes]:
    """Return relative path -> content, sorted by path. Raises PackRefused for what is no pack or not safe to read."""
    if source.is_dir():
        files = {path.relative_to(source).as_posix(): path for path in sorted(source.rglob("*")) if path.is_file()}
        return {name: path.read_bytes() for name, path in files.items() if not is_clutter(name)}
    if not source.exists():
        raise PackRefused([PackProblem(source.name, "There is no such file or folder.")])
    try:
        with zipfile.ZipFile(source) as archive:
            return _without_wrapper(dict(_unpacked(archive, source.name)))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        # RuntimeError is how zipfile says that an entry is encrypted.
        mend = "Zip the pack's folder again, without a password."
        problem = PackProblem(source.name, f"This is no zip file that can be read ({error}).", mend)
        raise PackRefused([problem]) from error


def _unpacked(archive: zipfile.ZipFile, file: str) -> Iterator[tuple[str, bytes]]:
    entries = sorted((entry for entry in archive.infolist() if not entry.is_dir()), key=lambda entry: entry.filename)
    unsafe = [entry.filename for entry in entries if not _is_safe(entry)]
    problems = [PackProblem(file, f"{name!r} is no name for a file in a pack.") for name in unsafe]
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        problems.append(PackProblem(file, "Two files in it have the same name."))
    if len(entries) > MOST_FILES:
        problems.append(PackProblem(file, f"It holds more than {MOST_FILES} files."))
    if problems:
        raise PackRefused(problems)
    left = LARGEST_PACK
    for entry in entries:
        if is_clutter(entry.filename):
            continue
        with archive.open(entry) as stream:
            # The size that the zip declares may be a lie: read at most what is allowed, and one byte to notice.
            content = stream.read(min(LARGEST_FILE, left) + 1)
        left -= len(content)
        if len(content) > LARGEST_FILE or left < 0:
            raise PackRefused([PackProblem(file, f"{entry.filename!r} is larger than a pack may be when unpacked.")])
        yield entry.filename, content


def _is_safe(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry is a plain file below the pack's own folder."""
    name = entry.filename
    is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    odd = "\\" in name or ":" in name or name.startswith("/") or any(ord(letter) < 32 for letter in name)
    return bool(name) and not is_link and not odd and ".." not in PurePosixPath(name).parts


def _without_wrapper(files: dict[str, bytes]) -> dict[str, bytes]:
    """Whoever zips a folder often zips the folder itself: then everything lies one level down."""
    tops = {name.partition("/")[0] for name in files}
    if SETTINGS not in files and len(tops) == 1 and all("/" in name for name in files):
        return {name.partition("/")[2]: content for name, content in files.items()}
    return files


def is_clutter(name: str) -> bool:
    """Return whether a file is what office programs and systems leave lying about."""
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "~$", "__MACOSX", "__pycache__")) or part == "Thumbs.db" for part in parts)


def content_hash(files: Mapping[str, bytes]) -> str:
    """Return the name of that content, 32 hex digits: whatever the order, the dates or the line ends of the files."""
    whole = hashlib.blake2b(digest_size=16)
    for name in sorted(name for name in files if not name.startswith(f"{COMPILED}/")):
        content = files[name]
        if name.endswith(TEXT):
            content = content.replace(b"\r\n", b"\n")
        encoded = name.encode()
        # Lengths first, so that no two sets of files can run into the same bytes.
        whole.update(len(encoded).to_bytes(4) + encoded + len(content).to_bytes(8) + content)
    return whole.hexdigest()


def write_zip(files: Mapping[str, bytes], path: Path) -> None:
    """Write the files as one zip; the same files always give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
