"""The household form as its author sends it the next year: one question renamed, one added, one taken out."""

from pathlib import Path

from openpyxl import load_workbook

from forms.pack import REEMPLOYMENT_4050

HOUSEHOLD = REEMPLOYMENT_4050 / "forms" / "household.xlsx"
ZH, EN = "label::中文 (zh)", "label::English (en)"


def same_form(folder: Path, version: str) -> Path:
    """The form of today, called another version."""
    book = load_workbook(HOUSEHOLD)
    settings = book["settings"]
    columns = {cell.value: cell.column for cell in settings[1]}
    settings.cell(2, columns["version"]).value = version
    book.save(folder / "household release.xlsx")
    return folder / "household release.xlsx"


def newer_form(folder: Path, name: str = "household 2004.xlsx", trade: str = "trade", **more) -> Path:
    """`skill` is called otherwise, `dialect` is new, `contact_via` is asked no more; `more` are cells by question."""
    book = load_workbook(HOUSEHOLD)
    survey = book["survey"]
    columns = {cell.value: cell.column for cell in survey[1]}

    def row_of(question):
        return next(row for row in range(2, survey.max_row + 1) if survey.cell(row, columns["name"]).value == question)

    def write(row, **cells):
        for column, text in cells.items():
            survey.cell(row, columns[column]).value = text

    write(row_of("skill"), name=trade, save_to=f"person#{trade}")
    for cell in (cell for row in survey.iter_rows() for cell in row if "${skill}" in str(cell.value)):
        cell.value = cell.value.replace("${skill}", f"${{{trade}}}")
    survey.delete_rows(row_of("contact_via"))
    place = row_of("ethnic") + 1
    survey.insert_rows(place)
    write(place, type="text", name="dialect", save_to="person#dialect", **{ZH: "会说的方言", EN: "Dialect spoken"})
    for question, cells in more.items():
        write(row_of(question), **cells)
    path = folder / name
    book.save(path)
    return path
