"""The pack's key figures for an area, and the records that each of them counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forms.areas import Area, in_language
from forms.datasets import Dataset
from forms.pack_indicators import Indicator
from reports.indicators import Figure, figures, records_behind
from reports.output.table import Table
from survey_app.sentences import sentence
from survey_app.workspace import Workspace

FEW = 8
"""Columns that a list shows at first where a pack does not say."""


def indicators_of(workspace: Workspace) -> Sequence[Indicator]:
    return workspace.pack.key_figures if workspace.pack else ()


def areas_of(workspace: Workspace) -> list[str]:
    """Return the paths of our area and of those directly inside it."""
    areas = workspace.pack.areas if workspace.pack else None
    if areas is None:
        return [""]
    inside: Sequence[Area] = areas.children(workspace.area.rpartition("/")[2]) if workspace.area else ()
    return [workspace.area, *(areas.path(area.code) for area in inside)]


def figures_at(workspace: Workspace, area: str) -> list[Figure]:
    """Return every key figure for an area and all below it, as the records stand now."""
    return figures(indicators_of(workspace), workspace.store.query, area)


def behind(workspace: Workspace, name: str, area: str) -> tuple[Dataset, list[dict[str, Any]]]:
    """Return the dataset that a figure counts and the records that it counts, with the columns shown in lists."""
    indicator = next(each for each in indicators_of(workspace) if each.name == name)
    dataset = workspace.definitions.datasets[indicator.dataset]
    wanted = ["record_id", "parent_id", "area", *columns_of(workspace, dataset)]
    return dataset, list(records_behind(indicator, workspace.store.query, area, wanted))


def columns_of(workspace: Workspace, dataset: Dataset) -> list[str]:
    """Return the fields that a list of a dataset shows: the pack's choice, else its title and the first asked."""
    chosen = workspace.pack.columns.get(dataset.name) if workspace.pack else None
    asked = [field.name for field in dataset.fields if not (field.calculated or field.is_metadata)]
    titled = [name for name in dict.fromkeys([dataset.title_field, *asked]) if name]
    return list(chosen or titled[:FEW] or [field.name for field in dataset.fields[:FEW]])


def figures_table(workspace: Workspace, language: str) -> Table:
    """Return the figures of our area and of each one inside it, side by side."""
    paths = areas_of(workspace)
    columns = [figures_at(workspace, path) for path in paths]
    rows = [
        [figure.label(language), *(column[place].value for column in columns)]
        for place, figure in enumerate(columns[0])
    ]
    told = [(figure.label(language), in_language(figure.says, language)) for figure in columns[0]]
    says = [f"{label}: {what}" for label, what in told if what]
    title = workspace.pack.title(language) if workspace.pack else ""
    head = ["", *(workspace.area_name(language, path) for path in paths)]
    return Table(title, head, rows, [as_of(workspace, language), *says])


def as_of(workspace: Workspace, language: str) -> str:
    """Say for which area and moment figures hold."""
    at = workspace.now().strftime("%Y-%m-%d %H:%M")
    return sentence(language, "report.as_of", area=workspace.area_name(language), at=at)
