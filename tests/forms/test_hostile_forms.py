"""Files that want to harm, or that nobody could fill in: each is refused in words, in bounded memory and time."""

import io
import json
import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path
from threading import Thread

import openpyxl
import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes with bounded memory need POSIX")

ROOT = Path(__file__).parents[2]
SECRET = "the content of a file that no form may read"
SPACES = (
    'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:xi="http://www.w3.org/2001/XInclude"'
)
MOST_SECONDS = 30
MOST_MEGABYTES = 700


def xform(record="<q/>", binds='<bind nodeset="/data/q"/>', body='<input ref="/data/q"/>', head="", more=""):
    return (
        f"{head}<h:html {SPACES}><h:head><h:title>T</h:title><model><instance><data id='t'>{record}</data></instance>"
        f"{more}{binds}</model></h:head><h:body>{body}</h:body></h:html>"
    )


def calculated(*rules):
    """A form whose questions q0, q1 … are computed."""
    record = "".join(f"<q{n}/>" for n in range(len(rules)))
    binds = "".join(f'<bind nodeset="/data/q{n}" calculate="{rule}"/>' for n, rule in enumerate(rules))
    return xform(record, binds, body="")


def nested(depth):
    """Groups within one another."""
    return xform("<g>" * depth + "<q/>" + "</g>" * depth, "", "")


def bomb():
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return xform("<q>&a11;</q>", head=f"<!DOCTYPE x [{entities}]>")


def xml_files(secret: Path, door: str) -> dict[str, str | bytes]:
    """Return the files that must be refused."""
    wide = "\ufeff" + xform()
    return {
        "entity_bomb.xml": bomb(),
        "late_entity_bomb.xml": "<?xml version='1.0'?>\n<!-- not yet -->\n<?later on?>\n" + bomb(),
        "long_entity.xml": xform("<q>" + "&a;" * 20_000 + "</q>", head=f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'),
        "external_file.xml": xform("<q>&a;</q>", head=f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}">]>'),
        "external_host.xml": xform("<q>&a;</q>", head=f'<!DOCTYPE x [<!ENTITY a SYSTEM "{door}">]>'),
        "external_dtd.xml": xform(head=f'<!DOCTYPE x SYSTEM "{door}/x.dtd">'),
        "parameter_entity.xml": xform(head=f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{door}"> %p;]>'),
        "list_at_a_host.xml": xform(more=f'<instance id="l" src="{door}/l.xml"/>'),
        "list_in_a_file.xml": xform(more=f'<instance id="l" src="file://{secret}"/>'),
        "not_closed.xml": xform()[:-9],
        "two_roots.xml": xform() + xform(),
        "nothing.xml": "",
        "null.xml": "\0" * 1000,
        "wide.xml": wide.encode("utf-16"),
        "nested_20000.xml": nested(20_000),
        "nested_1000000.xml": nested(1_000_000),
        "body_nested_20000.xml": xform(body="<group>" * 20_000 + '<input ref="/data/q"/>' + "</group>" * 20_000),
        "label_nested_20000.xml": xform(
            body='<input ref="/data/q"><label>' + "<b>" * 20_000 + "</b>" * 20_000 + "</label></input>"
        ),
        "list_nested_20000.xml": xform(
            more="<instance id='l'><l>" + "<i>" * 20_000 + "</i>" * 20_000 + "</l></instance>"
        ),
        "circle_of_two.xml": calculated("/data/q1 + 1", "/data/q0 + 1"),
        "circle_of_itself.xml": calculated("/data/q0 + 1"),
        "circle_of_3000.xml": calculated(*(f"/data/q{(n + 1) % 3000}" for n in range(3000))),
        "brackets.xml": calculated("(" * 100_000 + "1" + ")" * 100_000),
        "open_brackets.xml": calculated("(" * 500_000),
        "minus.xml": calculated("-" * 500_000 + "1"),
        "calls.xml": calculated("not(" * 50_000 + "1" + ")" * 50_000),
        "predicates.xml": calculated("a[" * 50_000 + "1" + "]" * 50_000),
        "comparisons.xml": calculated("1" + " = 1" * 100_000),
        "no_such_function.xml": calculated("system('rm')"),
        "too_large.xml": xform(f"<q>{'x' * (65 * 2**20)}</q>"),
    }


def xml_forms(heavy: bool) -> dict[str, str]:
    """Return the files that are large or odd, and forms all the same."""
    many = range(100_000 if heavy else 1)
    return {
        "xinclude.xml": xform('<q><xi:include href="file:///etc/passwd" parse="text"/></q>'),
        "sum_of_50000.xml": calculated("1" + " + 1" * 50_000),
        "path_of_20000_steps.xml": calculated("/".join(["a"] * 20_000)),
        "list_of_100000.xml": xform(
            more="<instance id='l'><l>"
            + "".join(f"<i><name>{n}</name></i>" for n in range(100_000))
            + "</l></instance>"
        ),
        "chain_of_20000.xml": calculated(*("1" if not n else f"/data/q{n - 1} + 1" for n in range(20_000))),
        "questions_100000.xml": xform(
            "".join(f"<q{n}/>" for n in many), "", "".join(f'<input ref="/data/q{n}"/>' for n in many)
        ),
    }


def workbook(rows, choices=(), **parts: bytes) -> bytes:
    """Return a workbook; `parts` take the place of files within it."""
    book = openpyxl.Workbook(write_only=True)
    survey = book.create_sheet("survey")
    for row in (["type", "name", "label", "calculation"], *rows):
        survey.append(row)
    sheet = book.create_sheet("choices")
    for row in (["list_name", "name", "label"], *choices):
        sheet.append(row)
    plain = io.BytesIO()
    book.save(plain)
    if not parts:
        return plain.getvalue()
    made = io.BytesIO()
    with zipfile.ZipFile(plain) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in given.namelist():
            out.writestr(name, parts.pop(name, given.read(name)) if name in parts else given.read(name))
        for name, content in parts.items():
            out.writestr(name, content)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
QUESTION = ["text", "q", "Q"]


def sheet_with(text: str, head: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{head}<worksheet xmlns="{space}"><sheetData>{text}</sheetData></worksheet>'.encode()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def workbooks(secret: Path, door: str, heavy: bool) -> dict[str, bytes]:
    """Return workbooks; where they are not to be heavy, those of `HEAVY` are only stand-ins."""
    size = 2**30 if heavy else 1
    titles = "<row r='1'>" + cell("A1", "type") + cell("B1", "name") + cell("C1", "label") + "</row>"
    asked = "<row r='2'>" + cell("A2", "text") + cell("B2", "q") + cell("C2", "&a;") + "</row>"
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb_head = f'<!DOCTYPE x [{entities}<!ENTITY a "&a11;">]>'
    whole = workbook([QUESTION])
    return {
        "entity_bomb.xlsx": workbook([QUESTION], **{SHEET: sheet_with(titles + asked, bomb_head)}),
        "external_file.xlsx": workbook(
            [QUESTION],
            **{SHEET: sheet_with(titles + asked, f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}">]>')},
        ),
        "external_host.xlsx": workbook(
            [QUESTION], **{SHEET: sheet_with(titles + asked, f'<!DOCTYPE x [<!ENTITY a SYSTEM "{door}">]>')}
        ),
        "zip_bomb.xlsx": workbook([QUESTION], **{SHEET: sheet_with(titles + " " * size)}),
        "zip_bomb_beside.xlsx": workbook([QUESTION], **{"xl/sharedStrings.xml": b" " * size}),
        "half.xlsx": whole[: len(whole) // 2],
        "no_zip.xlsx": b"PK\x03\x04" + bytes(5000),
        "nothing.xlsx": b"",
        "text.xls": b"type,name,label\ntext,q,Q",
        "ole.xls": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(range(256)) * 40,
        "rows_100000.xlsx": workbook([["text", f"q{n}", "Q"] for n in range(100_000 if heavy else 1)]),
        "groups_5000_deep.xlsx": workbook(
            [*(["begin group", f"g{n}", "G"] for n in range(5000)), QUESTION, *(["end group"] for _ in range(5000))]
        ),
        "circle.xlsx": workbook([["calculate", "a", "", "${b} + 1"], ["calculate", "b", "", "${a} + 1"]]),
        "brackets.xlsx": workbook([["calculate", "a", "", "(" * 30_000]]),
        "huge_cell.xlsx": workbook(
            [QUESTION],
            **{
                SHEET: sheet_with(
                    titles + f"<row r='2'>{cell('A2', 'text')}{cell('B2', 'q' * (60_000_000 if heavy else 1))}</row>"
                )
            },
        ),
    }


HEAVY = ("zip_bomb.xlsx", "zip_bomb_beside.xlsx", "huge_cell.xlsx", "rows_100000.xlsx", "questions_100000.xml")
FORMS = ("xinclude.xml", "sum_of_50000.xml", "path_of_20000_steps.xml", "list_of_100000.xml", "chain_of_20000.xml")
LARGE_FORMS = ("questions_100000.xml", "rows_100000.xlsx")


class Door:
    """A socket of this machine, and who called at it."""

    def __init__(self) -> None:
        self.calls: list[object] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._watching = Thread(target=self._watch, daemon=True)
        self._watching.start()

    def _watch(self) -> None:
        while True:
            try:
                connection, caller = self._listener.accept()
            except OSError:
                return
            self.calls.append(caller)
            connection.close()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._watching.join()


def loaded(folder: Path, heavy: bool) -> tuple[dict[str, dict], list[object]]:
    """Return how every file went, by its name, and who called at the door."""
    files, secret, door = folder / "files", folder / "secret.txt", Door()
    files.mkdir()
    secret.write_text(SECRET, encoding="utf-8")
    made = {**xml_files(secret, door.address), **xml_forms(heavy), **workbooks(secret, door.address, heavy)}
    for name, content in made.items():
        if (name in HEAVY) is heavy:
            (files / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("load_each.py")), str(files)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    door.close()
    assert done.returncode == 0, done.stderr
    return {each["name"]: each for each in map(json.loads, done.stdout.splitlines())}, door.calls


def check(told: dict[str, dict], calls: list[object]) -> None:
    is_form = {name: name in FORMS or name in LARGE_FORMS for name in told}
    greedy = {
        name: (round(each["seconds"], 1), round(each["megabytes"]))
        for name, each in told.items()
        if each["seconds"] > MOST_SECONDS or each["megabytes"] > MOST_MEGABYTES
    }
    assert {name: each["said"] for name, each in told.items() if is_form[name] and each["said"]} == {}
    assert {name: each["said"] for name, each in told.items() if not is_form[name] and not each["refused"]} == {}
    assert all(each["said"] for each in told.values() if each["refused"])
    assert greedy == {}
    # Nothing outside of the file was read, and nobody was called.
    assert calls == []
    assert [name for name, each in told.items() if SECRET in each["said"]] == []


def test_what_is_no_form_is_refused_in_words_in_bounded_memory_and_time(tmp_path):
    check(*loaded(tmp_path, heavy=False))


@pytest.mark.slow
def test_so_is_what_is_very_large(tmp_path):
    check(*loaded(tmp_path, heavy=True))
