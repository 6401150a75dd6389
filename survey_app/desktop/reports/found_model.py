"""Records that were found by a figure, as a table that sorts and copies like every other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forms.datasets import Dataset
from survey_app.desktop.people.record_table import PAGE, RecordModel
from survey_app.workspace import Workspace


class FoundModel(RecordModel):
    def __init__(
        self, workspace: Workspace, dataset: Dataset, fields: Sequence[str], language: str, rows: list[dict[str, Any]]
    ) -> None:
        self._rows = rows
        pack = workspace.pack
        flags, groupings = ([pack.interview.key_flag], pack.groupings) if pack else ([], {})
        super().__init__(workspace.store, dataset, fields, language, flags=flags, groupings=groupings)

    def refresh(self) -> None:
        """Put the rows found in the order asked for; they are read again by asking the figure again."""
        self.beginResetModel()
        rows = list(self._rows)
        if self._order:
            name = self._order[0].lstrip("-")
            rows.sort(key=lambda row: (row[name] is None, row[name]), reverse=self._order[0].startswith("-"))
        self._pages = {start // PAGE: rows[start : start + PAGE] for start in range(0, len(rows), PAGE)}
        self._count = len(rows)
        self.endResetModel()
