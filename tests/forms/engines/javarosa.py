"""JavaRosa, the engine of ODK Collect, to hold ours against: its jar comes with pyxform, Java comes with the system."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

TALK = Path(__file__).with_name("JavaRosaTalk.java")
NEEDED = "JavaRosa needs a Java development kit, 17 or newer (Debian: default-jdk-headless)"


class Refused(Exception):
    """JavaRosa threw something."""


@dataclass(frozen=True)
class TheirState:
    """One node as JavaRosa has it."""

    relevant: bool
    required: bool
    readonly: bool
    fits: bool
    """Its constraint holds for what it holds now."""
    value: str


def jar() -> Path:
    found = importlib.util.find_spec("pyxform")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"


def is_here() -> bool:
    return bool(shutil.which("java") and shutil.which("javac")) and jar().exists()


class JavaRosa:
    """One running JavaRosa. Times are seconds of the processor for the work itself, without the talking.

    Only its own thread counts: what the Java machine compiles and tidies up beside it comes on top for whoever waits.
    """

    def __init__(self) -> None:
        run = ["java", "-Duser.timezone=UTC", "-Dfile.encoding=UTF-8", "-Xmx1g"]
        self._process = subprocess.Popen(
            [*run, "-cp", f"{jar()}:{_compiled()}", "JavaRosaTalk"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> JavaRosa:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def load(self, file: Path) -> float:
        """Read a form's XML; `begin` begins a blank one."""
        return self._ask("load", str(file))[0]

    def begin(self) -> float:
        return self._ask("begin")[0]

    def language(self, name: str) -> None:
        self._ask("language", name)

    def answer(self, path: str, text: str) -> float:
        return self._ask("answer", path, text)[0]

    def add(self, path: str, position: int) -> float:
        """Add an instance of a repeat; `path` is without the last position."""
        return self._ask("add", path, str(position))[0]

    def remove(self, path: str, position: int) -> float:
        return self._ask("remove", path, str(position))[0]

    def choices(self, path: str) -> tuple[float, list[str]]:
        return self._ask("choices", path)

    def through(self) -> None:
        """Step from the first screen to the last, as a person who looks at every page."""
        self._ask("through")

    def states(self) -> dict[str, TheirState]:
        found: dict[str, TheirState] = {}
        for line in self._ask("states")[1]:
            path, *truths, value = line.split("\t")
            found[path] = TheirState(*(truth == "1" for truth in truths), value=_plain(value))
        return found

    def _ask(self, *words: str) -> tuple[float, list[str]]:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write("\t".join(words) + "\n")
        self._process.stdin.flush()
        lines: list[str] = []
        while (line := self._process.stdout.readline().rstrip("\n")) != ".":
            if not line and self._process.poll() is not None:
                raise Refused("it has ended")
            lines.append(line)
        if lines[0].startswith("error"):
            raise Refused(f"{words}: {lines[0]}")
        return int(lines[0]) / 1e9, lines[1:]


def _compiled() -> Path:
    """Return the folder with the compiled talk; it is compiled once for each version of it."""
    content = TALK.read_bytes() + str(jar()).encode()
    folder = Path(tempfile.gettempdir()) / f"javarosa-talk-{hashlib.sha256(content).hexdigest()[:16]}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            command = ["javac", "-nowarn", "-encoding", "UTF-8", "-cp", str(jar()), "-d", scratch, str(TALK)]
            subprocess.run(command, check=True, capture_output=True)
            shutil.copytree(scratch, folder, dirs_exist_ok=True)
    return folder


def _plain(text: str) -> str:
    return text.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\")
