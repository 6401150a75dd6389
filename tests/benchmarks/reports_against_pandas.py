"""All tables and rosters of the pack, against the same computed in pandas from the master workbook.

    python tests/benchmarks/reports_against_pandas.py [OFFICE [MASTER.xlsx]] [--as-of 2003-07-31]

OFFICE is the workspace of an office, MASTER.xlsx the workbook that it wrote; without them the city of 49,056 persons is
made first, which takes minutes. Each side works in a fresh process; every cell is compared. The quality report is left
out on both sides.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from timing import ROOT, in_own_process, show

from forms.pack import Pack
from forms.pack_reports import ReportColumn, ReportDefinition, Split
from reports.masking import masked
from reports.roster import SEPARATOR
from survey_app.reporting import make_report
from survey_app.workspace import open_workspace

KINDS = ("roster", "distribution", "cross")
SHEETS = {"dwelling": "门牌", "household": "住户", "person": "人员", "visit": "入户记录"}
GOAL = 10.0

Cells = list[list[Any]]


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("office", type=Path, nargs="?")
    told.add_argument("master", type=Path, nargs="?")
    told.add_argument("--as-of", type=date.fromisoformat, default=date(2003, 7, 31))
    told.add_argument("--side", choices=("ours", "pandas"))
    told.add_argument("--to", type=Path)
    options = told.parse_args()
    if options.side:
        work = ours if options.side == "ours" else with_pandas
        tables, times = work(options.office, options.master, options.as_of)
        options.to.write_text(json.dumps(tables, ensure_ascii=False))
        print(json.dumps(times))
        return
    with tempfile.TemporaryDirectory() as folder:
        office = options.office or a_city(Path(folder) / "city")
        master = options.master or written_by(office, Path(folder) / "master.xlsx")
        times, tables = {}, {}
        for side in ("ours", "pandas"):
            to = Path(folder) / side
            words = [str(office), str(master), "--as-of", options.as_of.isoformat()]
            times[side] = in_own_process(Path(__file__), *words, "--side", side, "--to", str(to))
            tables[side] = json.loads(to.read_text())
        equal, every = compared(tables["ours"], tables["pandas"])
    print(f"cells equal: {equal:,} of {every:,} in {len(tables['ours'])} reports")
    mine, theirs = times["ours"], times["pandas"]
    for name, other, goal in (
        ("reports, pandas has read its workbook", theirs["made"], 1.0),
        ("reports, pandas reads its workbook", theirs["made"] + theirs["read"], GOAL),
        ("the same, processor", theirs["cpu"], GOAL),
    ):
        our = mine["cpu"] if name.endswith("processor") else mine["made"] + (mine["read"] if goal > 1 else 0)
        show(name, f"{our:.2f} s", f"{other:.2f} s", other / our, f"{goal:g}x", other / our >= goal)
    sys.exit(equal != every)


def a_city(folder: Path) -> Path:
    """Make the document's city and return the workspace of its office."""
    made = program("demo", folder, "--city", "changchun-2003", "--json")
    return Path(json.loads(made)["office"])


def written_by(office: Path, master: Path) -> Path:
    """Let an office write its workbook."""
    program("workbook", office, "--to", master)
    return master


def program(*words: object) -> str:
    """Run the program as people do, and return what it says."""
    command = [sys.executable, "-m", "survey_app", *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def compared(ours: Mapping[str, Cells], theirs: Mapping[str, Cells]) -> tuple[int, int]:
    """Return how many cells are the same, and how many there are; rows of a list in any order."""
    equal = every = 0
    for name in ours.keys() | theirs.keys():
        mine, others = (sorted(map(json.dumps, side.get(name, []))) for side in (ours, theirs))
        for one, other in zip(mine, others, strict=False):
            left, right = json.loads(one), json.loads(other)
            equal += sum(a == b for a, b in zip(left, right, strict=False))
            every += max(len(left), len(right))
        paired = min(len(mine), len(others))
        every += sum(len(json.loads(row)) for row in (*mine[paired:], *others[paired:]))
        if mine != others:
            print(f"{name}: differs", file=sys.stderr)
    return equal, every


# ---------------------------------------------------------------------- ours


def ours(office: Path, master: Path, as_of: date) -> tuple[dict[str, Cells], dict[str, float]]:
    """Open the workspace and make every report."""
    start, work = perf_counter(), process_time()
    workspace = open_workspace(office, None, datetime.now, read_only=True)
    assert workspace.pack is not None
    read = perf_counter()
    made = {
        definition.name: make_report(workspace, definition, "zh", as_of=as_of)
        for definition in workspace.pack.reports
        if definition.kind in KINDS
    }
    end, spent = perf_counter(), process_time() - work
    tables = {name: [list(row.cells) for row in report.rows if row.behind] for name, report in made.items()}
    for name, report in made.items():
        if report.whole is not None:
            # The number in the list hangs on its order.
            tables[name] = [cells[1:] for cells in tables[name]]
    workspace.close()
    return tables, {"read": read - start, "made": end - read, "cpu": spent}


# ---------------------------------------------------------------------- pandas


def with_pandas(office: Path, master: Path, as_of: date) -> tuple[dict[str, Cells], dict[str, float]]:
    """Read the workbook as a script would, then compute the same tables."""
    import pandas as pd

    workspace = open_workspace(office, None, datetime.now, read_only=True)
    pack, root = workspace.pack, workspace.area
    assert pack is not None
    start, work = perf_counter(), process_time()
    frames = {
        name: pd.read_excel(master, sheet_name=sheet, engine="calamine", skiprows=[1], dtype=str)
        for name, sheet in SHEETS.items()
    }
    read = perf_counter()
    tables = Pandas(frames, workspace.definitions.datasets, pack, root, as_of).tables()
    end, spent = perf_counter(), process_time() - work
    workspace.close()
    return tables, {"read": read - start, "made": end - read, "cpu": spent}


class Pandas:
    """The tables of the pack, vectorised: one grouping for all figures of a table."""

    def __init__(self, frames: dict[str, Any], datasets: Any, pack: Pack, root: str, as_of: date) -> None:
        self.pack, self.datasets, self.as_of, self.root = pack, datasets, as_of, root
        self.frames = {name: self._prepared(name, frame) for name, frame in frames.items()}

    def tables(self) -> dict[str, Cells]:
        make: dict[str, Callable[[ReportDefinition], Cells]] = {
            "roster": self.roster,
            "distribution": self.distribution,
            "cross": self.cross,
        }
        return {each.name: make[each.kind](each) for each in self.pack.reports if each.kind in KINDS}

    def _prepared(self, name: str, frame: Any) -> Any:
        import pandas as pd

        depth = len(self.root.split("/")) + 1 if self.root else 1
        frame = frame.rename(columns={frame.columns[0]: "@record"})
        children = {area: "/".join(str(area).split("/")[:depth]) for area in frame["@area"].unique()}
        frame["@child"] = frame["@area"].map(children)
        for field in self.datasets[name].fields:
            if field.name not in frame:
                continue
            if field.choices:
                frame["@label " + field.name] = frame[field.name]
                cells = frame[field.name].dropna()
                if field.kind == "select_multiple":
                    codes = [";".join(part.split(" ", 1)[0] for part in cell.split("；")) for cell in cells]
                else:
                    codes = [cell.split(" ", 1)[0] for cell in cells]
                frame[field.name] = pd.Series(codes, cells.index, dtype=object).reindex(frame.index)
            elif field.kind in ("integer", "decimal"):
                frame[field.name] = frame[field.name].astype(float)
        return frame

    def distribution(self, report: ReportDefinition) -> Cells:
        areas = self.pack.areas.children(self.root.rpartition("/")[2])
        paths = [self.pack.areas.path(area.code) for area in areas]
        columns: list[Any] = []
        named: dict[str, Any] = {}
        for column in report.columns:
            dataset = column.dataset or report.dataset
            frame = self.frames[dataset]
            base = self.mask(report.where, frame) if dataset == report.dataset else True
            for values in self._figures(column, dataset, frame, base, paths):
                if column.name:
                    named[column.name] = values
                columns.append((values, named.get(column.share_of) if column.share_of else None))
        delivered = set().union(*(self.frames[name]["@child"].unique() for name in ("household", "person", "visit")))
        rows: Cells = []
        for place, label in enumerate(["合计", *(self.pack.areas.name(area.code, "zh") for area in areas)]):
            if place and paths[place - 1] not in delivered:
                continue
            rows.append([label, *(_share(v[place], of[place]) if of is not None else v[place] for v, of in columns)])
        return rows

    def _figures(self, column: ReportColumn, dataset: str, frame: Any, base: Any, paths: list[str]) -> list[list[int]]:
        chosen = base & self.mask(column.where, frame)
        if column.distinct:
            found = frame[chosen].groupby("@child")["@parent"].nunique()
            return [[int(frame[chosen]["@parent"].nunique()), *(int(found.get(path, 0)) for path in paths)]]
        if column.split is None:
            found = frame["@child"][chosen].value_counts()
            return [[int(found.sum()), *(int(found.get(path, 0)) for path in paths)]]
        classes = self.classes(column.split, dataset, frame[chosen])
        table = classes.groupby(["class", "@child"]).size().unstack(fill_value=0)
        return [
            [int(table.loc[place].sum()) if place in table.index else 0]
            + [int(table.loc[place].get(path, 0)) if place in table.index else 0 for path in paths]
            for place in range(len(self.labels(column.split, dataset)))
        ]

    def cross(self, report: ReportDefinition) -> Cells:
        assert report.rows is not None and report.across is not None
        frame = self.frames[report.dataset]
        frame = frame[self.mask(report.where, frame)]
        down = self.classes(report.rows, report.dataset, frame)["class"].rename("down")
        across = self.classes(report.across, report.dataset, frame)["class"].rename("across")
        both = frame[["@record"]].join(down).join(across, how="left")
        inner = both.dropna().groupby(["down", "across"]).size().unstack(fill_value=0)
        downs = both.drop_duplicates(["@record", "down"])["down"].value_counts()
        acrosses = both.drop_duplicates(["@record", "across"])["across"].value_counts()
        used = [at for at in range(len(self.labels(report.across, report.dataset))) if acrosses.get(at, 0)]
        rows: Cells = [["合计", len(frame), *(int(acrosses.get(at, 0)) for at in used)]]
        for place, label in enumerate(self.labels(report.rows, report.dataset)):
            if downs.get(place, 0):
                line = inner.loc[place] if place in inner.index else {}
                rows.append([label, int(downs[place]), *(int(line.get(at, 0)) for at in used)])
        return rows

    def roster(self, report: ReportDefinition) -> Cells:
        frame = self.frames[report.dataset]
        frame = frame[self.mask(report.where, frame)]
        holders = {report.dataset: frame}
        if report.dataset == "person":
            holders["household"] = self.frames["household"].set_index("@record").loc[frame["@parent"]]
            holders["household"].index = frame.index
        if report.dataset in ("person", "household"):
            parents = holders["household"]["@parent"]
            holders["dwelling"] = self.frames["dwelling"].set_index("@record").reindex(parents)
            holders["dwelling"].index = frame.index
        codes = frame["@area"].str.rpartition("/")[2]
        cells = [codes.map({code: self.pack.areas.name(code, "zh") for code in codes.unique()})]
        for column in report.columns:
            holder, _, name = column.field.rpartition(".")
            holder = holder or report.dataset
            if report.public and name in self.pack.masked_fields.get(holder, ()):
                continue
            cells.append(self._shown(holder, name, holders[holder]))
        return [[None if cell != cell else cell for cell in row] for row in zip(*cells, strict=True)]

    def _shown(self, dataset: str, name: str, frame: Any) -> Any:
        field = self.datasets[dataset].field(name)
        if field.choices:
            return frame["@label " + name].map(_labels, na_action="ignore")
        if name in self.pack.masked_fields.get(dataset, ()):
            return frame[name].map(masked, na_action="ignore")
        if field.kind == "integer":
            return frame[name].map(int, na_action="ignore").astype(object)
        return frame[name]

    def labels(self, split: Split, dataset: str) -> list[str]:
        if split.by:
            choices = self.datasets[dataset].field(split.by).choices
            return [*(next(iter(words.values())) for words in choices.values()), "未填"]
        low = [f"{a}-{b - 1}" for a, b in zip(split.bands, split.bands[1:], strict=False)]
        return [*low, f"{split.bands[-1]}及以上"]

    def classes(self, split: Split, dataset: str, frame: Any) -> Any:
        """Return a frame of "class", one row per record and class."""
        import pandas as pd

        if split.by:
            field = self.datasets[dataset].field(split.by)
            places = {code: place for place, code in enumerate(field.choices)}
            column = frame[split.by].fillna("")
            if field.kind == "select_multiple":
                column = column.map(lambda codes: codes.split(";")).explode()
            found = column.map({**places, "": len(places)})
        else:
            number = self._age(frame) if "years_between" in split.of else frame[split.of]
            edges = [*split.bands, 10_000]
            found = pd.cut(number, edges, right=False, labels=False)
        made = found.dropna().astype(int).to_frame("class")
        return made.join(frame[["@child"]])

    def _age(self, frame: Any) -> Any:
        born = frame["birth_date"]
        year = born.str[:4].astype(float)
        return self.as_of.year - year - (born.str[5:] > self.as_of.isoformat()[5:]).astype(float)

    def mask(self, where: str, frame: Any) -> Any:
        """Return which rows meet a condition of the pack, of the few forms that the tables use."""
        result: Any = frame["@record"].notna()
        for part in filter(None, re.split(r" AND (?!'\d+'(?: |$))", where)):
            result = result & self._atom(part, frame)
        return result

    def _atom(self, part: str, frame: Any) -> Any:
        if " OR " in part:
            left, right = part.split(" OR ", 1)
            return self._atom(left, frame) | self._atom(right, frame)
        if found := re.fullmatch(r"(\w+) BETWEEN '(\d+)' AND '(\d+)'", part):
            return frame[found[1]].between(found[2], found[3])
        if found := re.fullmatch(r"(\w+) IN \((.*)\)", part):
            return frame[found[1]].isin([each.strip(" '") for each in found[2].split(",")])
        if found := re.fullmatch(r"(\w+) IS NULL", part):
            return frame[found[1]].isna()
        if found := re.fullmatch(r"(\w+) = '(.*)'", part):
            return frame[found[1]] == found[2]
        if found := re.fullmatch(r"(\w+) = (\d+)", part):
            return frame[found[1]] == int(found[2])
        raise SystemExit(f"no pandas for {part!r}")


def _labels(cell: str) -> str:
    return SEPARATOR["zh"].join(part.split(" ", 1)[-1] for part in cell.split("；"))


def _share(part: int, whole: int) -> Any:
    return "—" if not whole else (part * 20_000 + whole) // (2 * whole) / 100


if __name__ == "__main__":
    main()
