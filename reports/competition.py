"""The competition of communities: rates times printed weights, and ranks in the street, the district and the city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms.areas import in_language, is_within
from forms.bulletin import Competition, Criterion
from forms.pack_reports import ReportDefinition
from reports.figures import FigureBook, Number
from reports.output.table import Cell
from reports.report import Asked, Behind, Column, Kind, Report, Row

FULL = 100
CITY, ALL = "city", "all"


@dataclass(frozen=True, slots=True)
class _Scored:
    path: str
    rates: Sequence[Number | None]
    behind: Sequence[Behind | None]
    score: float | None
    awarded: bool


def competition(definition: ReportDefinition, asked: Asked) -> Report:
    """Return the sheet: one row per area that competes, the best first; who has not delivered stands at the end."""
    rules = definition.more
    assert isinstance(rules, Competition)
    book = FigureBook(rules.figures, asked)
    everyone = [asked.areas.path(area.code) for area in asked.areas.below("", rules.level)]
    scored = {path: _scored(path, rules, book) for path in everyone if asked.delivered(path)}
    levels = [level for level in reversed(asked.areas.levels) if level != rules.level]
    levels += [] if CITY in levels else [ALL]
    ranks = [_ranks(scored, level, asked) for level in levels]
    inside = [path for path in everyone if is_within(path, asked.area)]
    shown = sorted(
        (path for path in inside if path in scored),
        key=lambda path: -(scored[path].score or 0),
    )
    rows = [_row(scored[path], ranks, asked) for path in shown]
    width = len(rules.criteria) + len(levels) + 2
    late = [path for path in inside if path not in scored]
    rows += [Row([_named(path, asked), asked.say("report.not_delivered"), *([None] * (width - 1))]) for path in late]
    says = in_language(definition.says, asked.language)
    among = asked.say("competition.among", delivered=len(scored), all=len(everyone))
    return Report(
        name=definition.name,
        title=in_language(definition.titles, asked.language, definition.name),
        scope=asked.scope,
        as_of=asked.as_of,
        columns=[
            Column(asked.say("report.area"), Kind.TEXT),
            *(
                Column(_headed(each, rules, asked), Kind.SHARE, asked.say("competition.rates"))
                for each in rules.criteria
            ),
            Column(asked.say("competition.score"), Kind.SHARE, drawn=True),
            *(
                Column(asked.say(f"competition.rank_{level}"), Kind.NUMBER, asked.say("competition.ranks"))
                for level in levels
            ),
            Column(asked.say("competition.award"), Kind.TEXT),
        ],
        rows=rows,
        notes=[*([says] if says else []), *_rules_said(rules, asked), among],
        asked=asked.parameters,
        chart="bar",
    )


def _scored(path: str, rules: Competition, book: FigureBook) -> _Scored:
    counted = [book.counted(each.figure, path) for each in rules.criteria]
    rates = [each.value for each in counted]
    score = score_of(rules.criteria, rates)
    enough = all(rate is None or rate >= criterion.least for criterion, rate in zip(rules.criteria, rates, strict=True))
    awarded = score is not None and score >= rules.award and enough
    return _Scored(path, rates, [each.behind for each in counted], score, awarded)


def score_of(criteria: Sequence[Criterion], rates: Sequence[Number | None]) -> float | None:
    """Return Σ weight × min(rate, 100 %), with two decimals; None where there is nothing to be counted.

    A rate without a base (no follow-up was due) costs nothing: its weight goes to the others.
    """
    known = [(each.weight, rate) for each, rate in zip(criteria, rates, strict=True) if rate is not None]
    weights = sum(weight for weight, _ in known)
    if not weights:
        return None
    return round(sum(weight * min(rate, FULL) for weight, rate in known) / weights, 2)


def _ranks(scored: Mapping[str, _Scored], level: str, asked: Asked) -> dict[str, int]:
    """Return the ranks among those that lie in the same area of a level; who is alike shares one."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path in scored:
        groups[_area_of(path, level, asked)].append(path)
    found: dict[str, int] = {}
    for paths in groups.values():
        scores = [score for path in paths if (score := scored[path].score) is not None]
        for path in paths:
            own = scored[path].score
            if own is not None:
                found[path] = 1 + sum(score > own for score in scores)
    return found


def _area_of(path: str, level: str, asked: Asked) -> str:
    for code in path.split("/"):
        area = asked.areas.get(code)
        if area is not None and area.level == level:
            return code
    return ""


def _row(one: _Scored, ranks: Sequence[Mapping[str, int]], asked: Asked) -> Row:
    ranked: list[Cell] = [each.get(one.path) for each in ranks]
    cells: list[Cell] = [_named(one.path, asked), *one.rates, one.score, *ranked]
    awarded = asked.say("competition.yes") if one.awarded else ""
    return Row([*cells, awarded], [None, *one.behind, *([None] * (len(ranked) + 2))])


def _named(path: str, asked: Asked) -> str:
    """Return an area by its name and that of the one around it: there is more than one 清和社区."""
    return asked.areas.full_name("/".join(path.split("/")[-2:]), asked.language)


def _headed(criterion: Criterion, rules: Competition, asked: Asked) -> str:
    words = criterion.label or rules.figures.known[criterion.figure].label
    return asked.say("competition.weighted", label=in_language(words, asked.language), weight=criterion.weight)


def _rules_said(rules: Competition, asked: Asked) -> list[str]:
    lines = [asked.say("competition.rule_award", award=rules.award)] if rules.award else []
    for each in rules.criteria:
        if each.least:
            words = each.label or rules.figures.known[each.figure].label
            label = in_language(words, asked.language)
            lines.append(asked.say("competition.rule_least", label=label, least=each.least))
    return lines
