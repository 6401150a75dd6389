"""Quality: what may be wrong with the records, how often, and which records those are."""

from __future__ import annotations

from forms.areas import in_language
from forms.pack_reports import ReportCheck, ReportDefinition
from forms.sql_condition import quoted
from reports.report import Asked, Behind, Column, Kind, Report, Row, both, everybody, share


def quality(definition: ReportDefinition, asked: Asked) -> Report:
    """Return one row per check: its level, how many records it looked at and found, and how many of a hundred."""
    rows = [_row(definition, check, asked) for check in definition.checks]
    says = in_language(definition.says, asked.language)
    return Report(
        name=definition.name,
        title=in_language(definition.titles, asked.language, definition.name),
        scope=asked.scope,
        as_of=asked.as_of,
        columns=[
            Column(asked.say("report.check"), Kind.TEXT),
            Column(asked.say("report.level"), Kind.NUMBER),
            Column(asked.say("report.looked_at"), Kind.NUMBER),
            Column(asked.say("report.found"), drawn=True),
            Column(asked.say("report.of_a_hundred"), Kind.SHARE),
        ],
        rows=rows,
        unit=in_language(definition.units, asked.language),
        notes=[says] if says else [],
        asked=asked.parameters,
    )


def _row(definition: ReportDefinition, check: ReportCheck, asked: Asked) -> Row:
    dataset = check.dataset or definition.dataset
    base = definition.where if dataset == definition.dataset else ""
    whole = _count(dataset, base, asked)
    wrong = both(base, check.where, _alike(check, dataset, base) if check.alike else "")
    found = _count(dataset, wrong, asked)
    behind = Behind(dataset, wrong, asked.area)
    label = in_language(check.labels, asked.language)
    return Row([label, check.level, whole, found, share(found, whole)], [None, None, None, behind, behind])


def _alike(check: ReportCheck, dataset: str, base: str) -> str:
    """Return the condition of records that share a value with too many others, wherever those lie."""
    column = quoted(check.alike)
    others = f"SELECT {column} FROM {quoted(dataset)}"
    # Whoever is looked at stands in our area; whoever shares the number may stand in any.
    where = both(base, f"{column} <> ''")
    return f"{column} IN ({others} WHERE {where} GROUP BY {column} HAVING COUNT(*) > {check.more_than})"


def _count(dataset: str, where: str, asked: Asked) -> int:
    ((count,),) = asked.rows_of(f"SELECT COUNT(*) FROM {quoted(dataset)} WHERE {everybody(where)}")
    return int(count or 0)
