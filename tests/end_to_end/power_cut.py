"""Replays a power cut: what a disk would hold if the power went after any fsync that a program made.

The program runs under strace, which writes down every write and every fsync. A cut keeps what was synced; of what was
written after the last sync of a file it keeps nothing, or, as a disk may, some of it.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "openat,creat,write,pwrite64,lseek,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat"
CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)")
FILE = re.compile(r"^\d+<(?P<path>[^>]*)>")
STANDARD_OUTPUT = re.compile(r"^1<")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def is_possible() -> bool:
    """Say whether strace is here and may watch a process."""
    strace = shutil.which("strace")
    return bool(strace) and subprocess.run([strace, "-o", os.devnull, "true"], capture_output=True).returncode == 0


def record(command: Sequence[str], trace: Path, environment: dict[str, str] | None = None) -> str:
    """Run a program to its end, write its disk calls to `trace`, and return what it printed."""
    watched = ["strace", "-f", "-y", "-xx", "-s", "33554432", "-e", f"trace={CALLS}", "-o", str(trace), *command]
    done = subprocess.run(watched, capture_output=True, text=True, env=os.environ | (environment or {}))
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass
class Disk:
    """The files below one folder: as the program sees them, and as they would be after a power cut."""

    folder: str
    visible: dict[str, bytearray] = field(default_factory=dict)
    durable: dict[str, bytes] = field(default_factory=dict)
    unsynced: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)
    position: dict[str, int] = field(default_factory=dict)
    printed: str = ""
    """What the program had said until then."""

    def write(self, path: str, offset: int, data: bytes) -> None:
        content = self.visible.setdefault(path, bytearray())
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        content[offset : offset + len(data)] = data
        self.unsynced.setdefault(path, []).append((offset, data))

    def sync(self, path: str) -> None:
        if path in self.visible:
            self.durable[path] = bytes(self.visible[path])
            self.unsynced.pop(path, None)

    def rename(self, old: str, new: str) -> None:
        for files in (self.visible, self.durable, self.unsynced):
            if old in files:
                files[new] = files.pop(old)

    def remove(self, path: str) -> None:
        for files in (self.visible, self.durable, self.unsynced):
            files.pop(path, None)

    def lay_out(self, target: Path, chance: random.Random | None = None) -> None:
        """Write what survives a cut into `target`; with `chance`, some of the unsynced writes survive too."""
        for path in self.durable.keys() | (self.unsynced.keys() if chance else set()):
            content = bytearray(self.durable.get(path, b""))
            for offset, data in self.unsynced.get(path, []) if chance else []:
                if chance.random() < 0.5:
                    content.extend(bytes(max(0, offset - len(content))))
                    content[offset : offset + len(data)] = data
            place = target / os.path.relpath(path, self.folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def cuts(trace: Path, folder: Path, before: dict[str, bytes] | None = None) -> Iterator[tuple[int, Disk]]:
    """Yield the disk as late as can be after every fsync of a file below `folder`: the number of the fsync, the disk.

    Nothing more becomes durable before the next fsync, but the program may have promised more meanwhile.
    """
    disk = Disk(str(folder), durable=dict(before or {}))
    disk.visible = {path: bytearray(content) for path, content in disk.durable.items()}
    syncs = 0
    with trace.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            call = CALL.match(line)
            if call is None or int(call["result"]) < 0:
                continue
            if call["name"] in ("fsync", "fdatasync") and _path(call["arguments"]) in disk.visible:
                yield syncs, disk
                syncs += 1
            _happened(disk, call["name"], call["arguments"], call["result"])
    yield syncs, disk


def files_in(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder now, as the starting point of a replay."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _path(arguments: str) -> str:
    opened = FILE.match(arguments)
    path = opened["path"] if opened else ""
    return bytes.fromhex(path.replace("\\x", "")).decode() if "\\x" in path else path


def _happened(disk: Disk, name: str, arguments: str, result: str) -> None:
    """Apply one call to the disk."""
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in TEXT.findall(arguments)]
    path = _path(arguments)
    if name in ("rename", "renameat", "renameat2"):
        if texts[0].decode().startswith(disk.folder):
            disk.rename(texts[0].decode(), texts[1].decode())
    elif name in ("unlink", "unlinkat"):
        disk.remove(texts[0].decode())
    elif name in ("openat", "creat"):
        _opened(disk, texts[0].decode(), arguments)
    elif name == "write" and STANDARD_OUTPUT.match(arguments):
        disk.printed += texts[0][: int(result)].decode()
    elif not path.startswith(disk.folder):
        return
    elif name == "pwrite64":
        disk.write(path, int(arguments.rpartition(", ")[2]), texts[0][: int(result)])
    elif name == "write":
        start = disk.position.get(path, 0)
        disk.write(path, start, texts[0][: int(result)])
        disk.position[path] = start + int(result)
    elif name == "lseek":
        disk.position[path] = int(result)
    elif name == "ftruncate":
        size = int(arguments.rpartition(", ")[2])
        content = disk.visible.setdefault(path, bytearray())
        del content[size:]
        content.extend(bytes(size - len(content)))
    elif name in ("fsync", "fdatasync"):
        disk.sync(path)


def _opened(disk: Disk, path: str, arguments: str) -> None:
    if not path.startswith(disk.folder):
        return
    if "O_TRUNC" in arguments or ("O_CREAT" in arguments and path not in disk.visible):
        disk.visible[path] = bytearray()
    disk.position[path] = len(disk.visible.get(path, b"")) if "O_APPEND" in arguments else 0
