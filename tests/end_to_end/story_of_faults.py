"""Stories of the office and of a laptop, again and again, and each time one of their system calls fails or is the last.

    story_of_faults.py FOLDER MOST STORY:FAULT …
    story_of_faults.py --tell FOLDER STORY          once, undisturbed, in FOLDER itself

A line of JSON for each time: the story, the fault, which of the calls it struck, and what was left. Of each fault MOST
calls are struck one by one; where a story has more, so many, evenly spread.

FOLDER holds what `lay_out` made, or will. Each telling happens in a copy, in a process of its own to which strace
clings: the call really fails in the kernel's eyes, below Python and below SQLite.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from a_street import CHEN_JING, STREET, change_first_phone, record_at_a_door
from one_community import now
from python_calamine import CalamineWorkbook

from forms.errors import FormError
from forms.pack import REEMPLOYMENT_4050
from survey_app.demo import new_laptop
from survey_app.demo_places import walks
from survey_app.explain import explain
from survey_app.hand_over import hand_over
from survey_app.master import refresh_master
from survey_app.merge_desk import merge, receive
from survey_app.verification import verify
from survey_app.workspace import Workspace, create_workspace, open_workspace
from sync.bundle import open_bundle
from sync.errors import SyncError
from sync.save import Save

WRITES = ("write", "pwrite64", "ftruncate", "fallocate")
CHANGES = (*WRITES, "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink")
READS = ("pread64",)
"""With which the database reads. Python reads its own modules in another way, and those are not what is tried here."""
KILL, BROKEN, FULL, UNREAD = "kill", "broken", "full", "unread"
CALLS = (*CHANGES, *READS)
STRUCK = {KILL: CHANGES, BROKEN: CHANGES, FULL: WRITES, UNREAD: READS}
"""What each fault can strike."""
DONE, REFUSED, CRASHED = 0, 3, 4
PHONE = "13500000777"
_ANYBODY = ctypes.c_ulong(-1)
_SET_PTRACER = 0x59616D61


@dataclass(frozen=True)
class Story:
    """What is done, by whom, and what it is about."""

    who: str
    act: Callable[[Workspace, Path], object]
    held: Callable[[Workspace, Path], Any]


def _records(workspace: Workspace, folder: Path) -> Any:
    views = {
        name: workspace.store.query(f"SELECT * FROM {name} ORDER BY record_id")[1]
        for name in workspace.definitions.datasets
    }
    return {"views": views, "conflicts": len(workspace.store.conflicts()), "batches": len(workspace.store.batches())}


def _handed_over(workspace: Workspace, folder: Path) -> Any:
    opened = open_bundle((folder / "stick" / "mine.bundle").read_bytes(), workspace.credentials.keys)
    return sorted(commit.id for save in opened.saves() if isinstance(save, Save) for commit in save.commits)


def _master(workspace: Workspace, folder: Path) -> Any:
    book = CalamineWorkbook.from_path(str(workspace.master))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names if name != "_base"}
    for rows in sheets.values():
        if rows and str(rows[0][0]).startswith("@record "):
            rows[0][0] = "@record"
    return sheets


def _merge(office: Workspace, folder: Path) -> None:
    # As the merge desk does: a file of which nothing could be kept is told beside it, and raises nothing.
    for applied in merge(office, receive(office, [folder / "stick" / "theirs.bundle"])):
        if applied.error is not None:
            raise applied.error


STORIES = {
    "save": Story("laptop", lambda laptop, folder: change_first_phone(laptop, PHONE), _records),
    "hand over": Story(
        "laptop", lambda laptop, folder: hand_over(laptop, folder / "stick" / "mine.bundle"), _handed_over
    ),
    "merge": Story("office", _merge, _records),
    "refresh": Story("office", lambda office, folder: refresh_master(office), _master),
    "migrate": Story("older", lambda older, folder: None, _records),
}


def lay_out(folder: Path) -> None:
    """Make an office with a master, a laptop, one whose store is a step behind, and the stick between them."""
    office = create_workspace(folder / "office", REEMPLOYMENT_4050, STREET, CHEN_JING, None, now)
    assert office.pack is not None
    first, second = walks(office.pack.areas, STREET, 2)
    stick = folder / "stick"
    stick.mkdir()
    laptop = new_laptop(office, folder / "made", first, now)
    record_at_a_door(laptop, "101", seed=1)
    merge(office, receive(office, [hand_over(laptop, stick / "mine.bundle").path]))
    refresh_master(office)
    record_at_a_door(laptop, "102", seed=2)
    other = new_laptop(office, folder / "made", second, now)
    record_at_a_door(other, "201", seed=3)
    hand_over(other, stick / "theirs.bundle")
    older = other.folder
    with other.store.database.write() as connection:
        for table in ("@marks", "@refusals"):
            connection.exec_driver_sql(f'DROP TABLE "{table}"')
        connection.exec_driver_sql('DELETE FROM "@migrations" WHERE number > 1')
    other.close()
    later = hand_over(laptop, folder / "later.bundle").path
    merge(office, receive(office, [later]))
    laptop.close()
    office.close()
    shutil.move(laptop.folder, folder / "laptop")
    shutil.move(older, folder / "older")


def opened(folder: Path, story: Story) -> Workspace:
    return open_workspace(folder / story.who, None, now, random=Random(7).randbytes)


def tell(folder: Path, story: Story) -> None:
    """Tell the story to its end."""
    workspace = opened(folder, story)
    try:
        story.act(workspace, folder)
    finally:
        workspace.close()


def looked_at(folder: Path, story: Story) -> tuple[Any, list[str]]:
    """Open what is there, as the next start does; return what it holds, and what `verify` finds."""
    workspace = opened(folder, story)
    try:
        return story.held(workspace, folder), list(verify(workspace).problems)
    finally:
        workspace.close()


def files(folder: Path) -> set[str]:
    """Return what lies there, but for what each telling keeps: the file that was merged, the master as it was."""
    every = (path for path in folder.rglob("*") if path.is_file())
    kept = folder / "office" / "imported"
    return {str(path.relative_to(folder)) for path in every if path.parent != kept or path.suffix == ".tmp"}


def _in_child(folder: Path, story: Story, said: Path) -> int:
    """Tell the story where the world may refuse; the exit code says how it went, `said` what a person would read."""
    try:
        tell(folder, story)
    except (SyncError, FormError, OSError) as error:
        _tell_in_vain(said, str(explain(error, "en")))
        return REFUSED
    except BaseException:
        _tell_in_vain(said, traceback.format_exc())
        return CRASHED
    return DONE


def _tell_in_vain(said: Path, text: str) -> None:
    # Not by a pipe: writing to it would be struck too.
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.sendto(text[-8000:].encode(errors="replace"), str(said))


def under_strace(folder: Path, story: Story, options: list[str]) -> tuple[int, str]:
    """Tell the story in a child of this process while strace watches it; return its exit code and what it said."""
    said = folder.with_name(folder.name + ".said")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(said))
        line.settimeout(0.1)
        child = os.fork()
        if child == 0:
            ctypes.CDLL(None).prctl(_SET_PTRACER, _ANYBODY, 0, 0, 0)
            os.kill(os.getpid(), signal.SIGSTOP)
            os._exit(_in_child(folder, story, said))
        os.waitpid(child, os.WUNTRACED)
        watching = ["strace", "-f", "-p", str(child), *options]
        with subprocess.Popen(watching, stderr=subprocess.PIPE, text=True) as strace:
            assert strace.stderr is not None
            while "attached" not in (heard := strace.stderr.readline()):
                assert heard, "strace could not attach"
            os.kill(child, signal.SIGCONT)
            _, status = os.waitpid(child, 0)
        try:
            text = line.recv(10_000).decode()
        except TimeoutError:
            text = ""
    said.unlink()
    return (-os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)), text


def calls_of(folder: Path, story: Story) -> list[str]:
    """Return the calls of the story that read from the database or change something on the disk, in their order."""
    trace = folder.with_name(folder.name + ".trace")
    code, said = under_strace(folder, story, ["-e", f"trace={','.join(CALLS)}", "-o", str(trace)])
    assert code == DONE, said
    named = (line.split(None, 1)[1].partition("(") for line in trace.read_text().splitlines())
    trace.unlink()
    return [name for name, bracket, _ in named if bracket and name in CALLS]


def injected(calls: list[str], fault: str, n: int) -> list[str]:
    """Return the options with which strace strikes the n-th of the calls; it counts those of each name apart."""
    place = [at for at, name in enumerate(calls) if name in STRUCK[fault]][n]
    earlier = Counter(calls[:place])
    if fault == FULL:
        # What found no room once finds none later either.
        return [f"inject={name}:error=ENOSPC:when={earlier[name] + 1}+" for name in WRITES]
    what = "signal=KILL" if fault == KILL else "error=EIO"
    return [f"inject={calls[place]}:{what}:when={earlier[calls[place]] + 1}"]


def strike(laid_out: Path, story: Story, calls: list[str], fault: str, n: int, target: Path) -> dict[str, Any]:
    """Tell the story with a fault at its n-th call, look at what is left, and tell it once more undisturbed."""
    shutil.copytree(laid_out, target)
    options = [part for each in injected(calls, fault, n) for part in ("-e", each)]
    code, said = under_strace(target, story, ["-e", f"trace={','.join(CALLS)}", *options, "-o", os.devnull])
    told: dict[str, Any] = {"fault": fault, "n": n, "code": code, "said": said}
    try:
        told["held"], told["problems"] = looked_at(target, story)
        tell(target, story)
        told["again"], more = looked_at(target, story)
        told["problems"] += more
    except Exception:
        told["broken"] = traceback.format_exc()
    told["files"] = files(target)
    shutil.rmtree(target)
    return told


def spread(calls: int, most: int) -> list[int]:
    """Return which calls are struck: all, or so many, evenly between the first and the last."""
    return sorted({int((at + 0.5) * calls / most) for at in range(most)}) if calls > most else list(range(calls))


def told_and_struck(laid_out: Path, name: str, most: int, faults: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Tell a story undisturbed, then with each of the faults at so many of its calls."""
    story = STORIES[name]
    target = laid_out.with_name("-".join([*name.split(), *faults]))
    shutil.copytree(laid_out, target)
    before, _ = looked_at(target, story)
    shutil.rmtree(target)
    shutil.copytree(laid_out, target)
    calls = calls_of(target, story)
    after, problems = looked_at(target, story)
    assert problems == []
    expected = files(target)
    shutil.rmtree(target)
    for fault in faults:
        every = sum(call in STRUCK[fault] for call in calls)
        for n in spread(every, most):
            told = strike(laid_out, story, calls, fault, n, target)
            held, again, left = (told.pop(each, None) for each in ("held", "again", "files"))
            told |= {"story": name, "calls": every, "nothing": held == before, "all": held == after}
            told["again"] = again == after
            told["litter"] = sorted(set(left) - expected)
            yield told


def main() -> None:
    if sys.argv[1] == "--tell":
        tell(Path(sys.argv[2]), STORIES[sys.argv[3]])
        print(DONE, flush=True)
        return
    folder, most, *wanted = sys.argv[1:]
    laid_out = Path(folder) / "laid out"
    if not laid_out.exists():
        lay_out(laid_out)
    stories: dict[str, list[str]] = {}
    for name, _, fault in (each.partition(":") for each in wanted):
        stories.setdefault(name, []).append(fault)
    for name, faults in stories.items():
        for told in told_and_struck(laid_out, name, int(most), faults):
            print(json.dumps(told, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
