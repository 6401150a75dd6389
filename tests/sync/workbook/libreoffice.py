"""LibreOffice itself works in workbooks, without a screen: what it sorts, recalculates and saves is its own doing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")

XLSX, XLSM, XLS, ODS, CSV = (
    "Calc MS Excel 2007 XML",
    "Calc MS Excel 2007 VBA XML",
    "MS Excel 97",
    "calc8",
    "Text - txt - csv (StarCalc)",
)
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Work"/></library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Work" script:language="StarBasic">{}
</script:module>"""
_COMMON = """
Function Opened(url As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Opened = StarDesktop.loadComponentFromURL(url, "_blank", 0, hidden())
End Function
Sub Store(doc, url As String, filter As String, options As String)
  Dim told(1) As New com.sun.star.beans.PropertyValue
  told(0).Name = "FilterName" : told(0).Value = filter
  told(1).Name = "FilterOptions" : told(1).Value = options
  doc.storeToURL(url, told())
End Sub
' What somebody types into a cell that was not kept as text.
Sub Typed(cell, text As String)
  cell.NumberFormat = 0
  cell.setFormula(text)
End Sub
Sub TypedDate(cell, text As String)
  cell.setFormula("")
  cell.NumberFormat = 36
  cell.setFormula(text)
End Sub
Sub Report(text As String)
  Dim number : number = FreeFile
  Open "{report}" For Append As #number
  Print #number, text
  Close #number
End Sub
"""
_CASE = """
Sub Case{number}
  On Error GoTo Broken
  Dim doc, sheet, cell, work, i, j
  doc = Opened("{opened}")
  sheet = doc.Sheets.getByIndex({sheet})
{work}
  Store(doc, "{stored}", "{filter}", "{options}")
  doc.close(True)
  Exit Sub
Broken:
  Report("{name}, line " & Erl & ": " & Error$)
End Sub
"""


class LibreOffice:
    """One LibreOffice with a profile of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._profile = folder / "profile"
        # Its libraries can be written once it has laid out its profile.
        self._run("--terminate_after_init")

    def work(
        self,
        path: Path,
        cases: Mapping[str, str],
        *,
        sheet: int = 0,
        kind: str = XLSX,
        ending: str = "xlsx",
        options: str = "",
    ) -> dict[str, Path]:
        """Open the workbook for each case, do the work (StarBasic; `sheet` is the sheet), save it; return where."""
        results = {name: self.folder / f"{path.stem} {name}.{ending}" for name in cases}
        report = self.folder / "report.txt"
        code = _COMMON.replace("{report}", str(report))
        for number, (name, work) in enumerate(cases.items()):
            told = {"opened": path.as_uri(), "stored": results[name].as_uri(), "filter": kind}
            told |= {"options": options, "name": name, "sheet": str(sheet), "work": work, "number": str(number)}
            case = _CASE
            for key, value in told.items():
                case = case.replace("{" + key + "}", value)
            code += case
        calls = "\n".join(f"  Case{number}" for number in range(len(cases)))
        self.run(code + f"\nSub Main\n{calls}\nEnd Sub\n")
        assert not report.exists(), report.read_text(encoding="utf-8", errors="replace")
        missing = [name for name, result in results.items() if not result.exists()]
        assert missing == []
        return results

    def run(self, code: str) -> None:
        """Run `Main` of a StarBasic module and wait until it ends."""
        self.prepare(code)
        self._run("macro:///Standard.Work.Main")

    def prepare(self, code: str) -> None:
        library = self._profile / "user" / "basic" / "Standard"
        library.mkdir(parents=True, exist_ok=True)
        (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        (library / "Work.xba").write_text(_MODULE.format(escape(code)), encoding="utf-8")

    def command(self, *arguments: str) -> list[str]:
        return ["soffice", f"-env:UserInstallation={self._profile.as_uri()}", "--headless", *arguments]

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"HOME": str(self.folder)}

    def _run(self, *arguments: str) -> None:
        subprocess.run(self.command(*arguments), check=True, capture_output=True, timeout=1200, env=self.environment)
