"""Forms that were good until something happened to them: on the stick, in the author's hands, in another program."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import openpyxl

Rows = list[list[str]]

ODD_CELLS = (
    *("", " ", "\n", "0", "-1", "1e400", "NaN", "姓名", "a b", "a/b", "/", "..", "${", "${}", "${nobody}", "}", "'"),
    *("text", "select_one", "select_one nobody", "select_multiple a or_other", "begin group", "begin repeat", '"'),
    *("end group", "end repeat", "calculate", "integer", "note", "xml-external", "select_one_from_file x.csv", "rank"),
    *("audit", "geoshape", "yes", "no", "true()", "1 + ", "(((", "count(.)", "once(", ". = .", "jr:choice-name("),
    *("pulldata('a')", "=1+1", "_xD800_", "<b>", "</label>", "&amp;", "&#0;", "]]>", "\x1f", "%s", "{0}", "null"),
    *("label::Chinese (zh)", "x" * 5000),
)
HEADINGS = (
    *("type", "name", "label", "hint", "relevant", "constraint", "calculation", "required", "default", "appearance"),
    *("repeat_count", "choice_filter", "parameters", "trigger", "list_name", "label::中文", "image", "save_to"),
    *("form_id", "bind::", "bind::a:b", "body::accuracyThreshold", "instance::x y", "::", "", "control::"),
    *("media::image::zh",),
)
ATTRIBUTES = ("nodeset", "ref", "calculate", "relevant", "type", "readonly", "count", "id", "src", "event", "value")


def damaged(chance: random.Random, content: bytes) -> bytes:
    """What a stick or a broken copy does to any file."""
    data = bytearray(content)
    at, length = chance.randrange(len(data)), chance.choice((1, 4, 512, 4096))
    match chance.randrange(6):
        case 0:
            for _ in range(chance.choice((1, 1, 8, 64))):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 1:
            del data[at:]
        case 2:
            del data[at : at + length]
        case 3:
            data[at : at + length] = chance.choice((b"\0", b"\xff")) * length
        case 4:
            other = chance.randrange(len(data))
            data[at : at + length], data[other : other + length] = data[other : other + length], data[at : at + length]
        case _:
            data[at:at] = data[at : at + length]
    return bytes(data)


def _cells(chance: random.Random, rows: Rows) -> None:
    for _ in range(chance.choice((1, 1, 3, 20))):
        row = chance.choice(rows)
        if row:
            row[chance.randrange(len(row))] = chance.choice(ODD_CELLS)


def _headings(chance: random.Random, rows: Rows) -> None:
    rows[0][chance.randrange(len(rows[0]))] = chance.choice(HEADINGS)


def _columns(chance: random.Random, rows: Rows) -> None:
    width = max(map(len, rows))
    for row in rows:
        row.extend([""] * (width - len(row)))
    order = list(range(width))
    match chance.randrange(3):
        case 0:
            chance.shuffle(order)
        case 1:
            order.insert(chance.randrange(width), chance.randrange(width))
        case _:
            del order[chance.randrange(width)]
    whole = chance.random() < 0.8
    for row in rows if whole else rows[1:]:
        row[:] = [row[place] for place in order]


def _rows(chance: random.Random, rows: Rows) -> None:
    at = chance.randrange(len(rows))
    match chance.randrange(4):
        case 0:
            del rows[at]
        case 1:
            rows.insert(chance.randrange(len(rows)), list(rows[at]))
        case 2:
            head, *others = rows
            chance.shuffle(others)
            rows[:] = [head, *others]
        case _:
            rows.insert(at, [])


def _circle(chance: random.Random, rows: Rows) -> None:
    """Questions that are computed from one another."""
    kinds, names = (_column(rows, heading) for heading in ("type", "name"))
    rules = _column(rows, chance.choice(("calculation", "relevant", "constraint", "repeat_count", "default")))
    asked = [row for row in rows[1:] if len(row) > names and row[names]]
    for row, other in zip(asked, asked[1:] + asked[:1], strict=True):
        row.extend([""] * (rules + 1 - len(row)))
        row[rules] = f"${{{other[names]}}} + 1"
        if row[kinds] == "text" and chance.random() < 0.5:
            row[kinds] = "calculate"


def _column(rows: Rows, heading: str) -> int:
    if heading not in rows[0]:
        rows[0].append(heading)
    return rows[0].index(heading)


SHEET_CHANGES: tuple[Callable[[random.Random, Rows], None], ...] = (_cells, _cells, _headings, _columns, _rows, _circle)


def changed_workbook(chance: random.Random, path: Path) -> bytes:
    """What an author does to a form in Excel, a few times over."""
    given = openpyxl.load_workbook(path, read_only=True)
    sheets = {sheet.title: [[str(value or "") for value in row] for row in sheet.values] for sheet in given.worksheets}
    given.close()
    for _ in range(chance.choice((1, 1, 2, 5))):
        name = chance.choice([*sheets, "survey" if "survey" in sheets else next(iter(sheets))])
        if sheets[name] and sheets[name][0]:
            chance.choice(SHEET_CHANGES)(chance, sheets[name])
    if chance.random() < 0.1:
        name = chance.choice(list(sheets))
        sheets[chance.choice(("Survey ", "choices", "entities", "settings", "osm", "调查"))] = sheets.pop(name)
    return _workbook(sheets)


def _workbook(sheets: dict[str, Rows]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            # What no workbook can hold, no author typed.
            sheet.append([cell.replace("\x1f", " ").replace("\0", " ") or None for cell in row])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def changed_xform(chance: random.Random, text: str) -> bytes:
    """Elements and attributes dropped, doubled, renamed, moved, filled with what does not belong there."""
    root = ElementTree.fromstring(text)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        every = [(parent, child) for parent in root.iter() for child in parent]
        if not every:
            break
        parent, child = chance.choice(every)
        _change_element(chance, root, parent, child)
    return ElementTree.tostring(root, encoding="utf-8")


def _change_element(chance: random.Random, root: Element, parent: Element, child: Element) -> None:
    elsewhere = chance.choice(list(root.iter()))
    match chance.randrange(7):
        case 0:
            parent.remove(child)
        case 1:
            parent.insert(chance.randrange(len(parent) + 1), child)
        case 2:
            child.tag = chance.choice((elsewhere.tag, "x", "姓名", child.tag.rpartition("}")[2]))
        case 3:
            parent.remove(child)
            if elsewhere not in child.iter():
                elsewhere.append(child)
        case 4:
            child.text = chance.choice((elsewhere.text, *_plain_cells()))
        case 5 if child.attrib:
            name = chance.choice(list(child.attrib))
            given = child.attrib.pop(name)
            if chance.random() < 0.7:
                child.set(name, chance.choice((given[: len(given) // 2], *elsewhere.attrib.values(), *_plain_cells())))
        case _:
            child.set(chance.choice(ATTRIBUTES), chance.choice((*elsewhere.attrib.values(), *_plain_cells())))


def _plain_cells() -> list[str]:
    return [cell for cell in ODD_CELLS if "\x1f" not in cell]
