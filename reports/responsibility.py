"""Letters of responsibility: what an area has agreed to, one sheet for each, to be signed by both sides."""

from __future__ import annotations

from forms.areas import in_language
from forms.bulletin import Bulletin
from forms.pack_reports import ReportDefinition
from reports.report import Asked, Column, Kind, Part, Report, Row
from reports.targets import YearTargets


def responsibility(definition: ReportDefinition, asked: Asked) -> Report:
    """Return the targets of an area and of those directly inside; each that has any is a part of its own."""
    assert isinstance(definition.more, Bulletin)
    agreed = YearTargets(definition.more.targets, asked)
    say = asked.say
    columns = [
        Column(say("bulletin.indicator"), Kind.TEXT),
        Column(say("bulletin.target"), Kind.NUMBER),
        Column(say("responsibility.weight"), Kind.NUMBER),
        Column(say("bulletin.responsible"), Kind.TEXT),
    ]
    labels = _indicator_labels(definition.more, asked)
    inside = [asked.areas.path(area.code) for area in asked.areas.children(asked.area.rpartition("/")[2])]
    signers = [say(f"responsibility.{who}") for who in ("giver_signs", "taker_signs", "signed_on")]
    rows: list[Row] = []
    parts: list[Part] = []
    for path in (asked.area, *inside):
        name = asked.areas.full_name(path, asked.language) or asked.scope
        found = [
            Row([label, target.value, target.weight, target.responsible])
            for indicator, label in labels.items()
            if (target := agreed.own(indicator, path))
        ]
        if found:
            *_, above, own = ["", *path.split("/")]
            giver = asked.areas.name(above, asked.language) if above else say("responsibility.giver")
            own_name = asked.areas.name(own, asked.language) if own else name
            said = [
                say("responsibility.preamble", year=asked.as_of.year, giver=giver, area=own_name),
                say("responsibility.promise"),
            ]
            parts.append(Part(name, said, columns, found, signers))
            rows += [Row([name, *row.cells]) for row in found]
    return Report(
        name=definition.name,
        title=in_language(definition.titles, asked.language, definition.name),
        scope=asked.scope,
        as_of=asked.as_of,
        columns=[Column(say("report.area"), Kind.TEXT), *columns],
        rows=rows,
        notes=[] if rows else [say("responsibility.none")],
        asked=asked.parameters,
        parts=parts,
    )


def _indicator_labels(bulletin: Bulletin, asked: Asked) -> dict[str, str]:
    """Return what each indicator is called, in the order of the question's choices."""
    field = asked.datasets[bulletin.targets.dataset].field(bulletin.targets.indicator)
    if field is None:
        return {}
    return {code: in_language(words, asked.language, code) for code, words in field.choices.items()}
