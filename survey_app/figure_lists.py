"""Who stands behind the difference of a key figure: the records that merging would bring into it, or take out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from forms.datasets import Dataset
from reports.indicators import come_and_gone
from survey_app.figures import columns_of, indicators_of
from survey_app.merge_desk import Arrival, in_our_area
from survey_app.workspace import Workspace
from sync.exchange import preview
from sync.replica import Figures, Rows


@dataclass(frozen=True)
class Moved:
    """The records that a figure counts after the merge and not before, and those that it counts no more."""

    figure: str
    dataset: Dataset
    come: list[dict[str, Any]]
    gone: list[dict[str, Any]]


def who_moves(workspace: Workspace, arrived: Iterable[Arrival], name: str) -> Moved:
    """Merge what is ready in a transaction that is rolled back, and list what a figure counts before and after."""
    indicator = next(each for each in indicators_of(workspace) if each.name == name)
    dataset = workspace.definitions.datasets[indicator.dataset]
    wanted = ["record_id", "parent_id", "area", *columns_of(workspace, dataset)]
    sql = in_our_area(workspace, indicator.list_sql(wanted))
    lists: list[list[dict[str, Any]]] = []

    def read(ask: Callable[[str], Rows]) -> Figures:
        lists.append([dict(row) for row in ask(sql)])
        return {}

    preview(workspace.store, [each.checked for each in arrived], read)
    before, after = lists
    come, gone = come_and_gone(before, after)
    return Moved(
        name,
        dataset,
        [row for row in after if row["record_id"] in come],
        [row for row in before if row["record_id"] in gone],
    )
