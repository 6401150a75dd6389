"""bulletin.toml and competition.toml: what an office prints of its figures, read and held against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from string import Formatter
from typing import Any

from forms.arithmetic import OddRelation, Relation
from forms.bulletin import Bulletin, BulletinSentence, Competition, Criterion, Measure, Section, Targets
from forms.datasets import Dataset
from forms.figure import Figures
from forms.pack_reports import ReportDefinition
from forms.pack_toml import Table, TomlFile

MADE = ("", "targets", "ranking", "troubles")
WORDS = ("whole", "at_end", "by_end", "year", "month", "scope")
"""What a sentence may name beside figures: 全市, 7月末, 7月底, the year, the month, the area's name."""
KEYS = ("title", "says", "public_title", "signers", "whole", "targets", "measure", "section")
COMPETITION_KEYS = ("title", "says", "level", "award", "criterion")
EVERYWHERE = "everywhere"


def bulletin_reports(
    file: TomlFile, figures: Figures, datasets: Mapping[str, Dataset], template: bytes
) -> tuple[ReportDefinition, ...]:
    """Return what bulletin.toml gives to print: the bulletin, for the office and for everybody, and what it rests on.

    What is wrong is noted in the file; nothing is printed of a file with a problem.
    """
    top = file.tables
    file.known(top, KEYS, file.name)
    bulletin = Bulletin(
        figures,
        file.record(Targets, file.table(top, "targets"), "[targets]"),
        tuple(file.record(Measure, each, "[[measure]]") for each in file.tables_in(top, "measure")),
        tuple(_section(file, each) for each in file.tables_in(top, "section")),
        {level: file.texts(file.table(top, "whole"), level) for level in file.table(top, "whole")},
        tuple(file.texts({"signer": each}, "signer") for each in _listed(top.get("signers"))),
        template,
    )
    _check(file, bulletin, datasets)
    title, public = file.texts(top, "title"), file.texts(top, "public_title")
    if not title:
        file.problem("The bulletin needs 'title'.")
    if file.problems:
        return ()
    plain = ReportDefinition("bulletin", "bulletin", title, "", says=file.texts(top, "says"), more=bulletin)
    found = [plain, replace(plain, name="bulletin_public", titles=public or title, public=True)]
    if bulletin.targets.dataset:
        letters = {"zh": "目标责任状", "en": "Letters of responsibility"}
        found.append(ReportDefinition("responsibility", "responsibility", letters, "", more=bulletin))
    listed = {"zh": "通报数字表", "en": "Figures of the bulletin"}
    return (*found, ReportDefinition("figures", "figures", listed, "", more=bulletin))


def competition_reports(file: TomlFile, figures: Figures) -> tuple[ReportDefinition, ...]:
    """Return the competition of competition.toml; what is wrong is noted in the file."""
    top = file.tables
    file.known(top, COMPETITION_KEYS, file.name)
    criteria = tuple(file.record(Criterion, each, "[[criterion]]") for each in file.tables_in(top, "criterion"))
    award = top.get("award", 0)
    title = file.texts(top, "title")
    for criterion in criteria:
        known = figures.known.get(criterion.figure)
        if known is None or not known.is_share:
            what = f"{criterion.figure!r} is no figure that is a percentage."
            file.problem(what, "Name one with 'part' and 'whole'.", at=criterion.figure)
    weights = sum(each.weight for each in criteria)
    if weights != 100:
        file.problem(f"The weights add up to {weights}, not to 100.", at="weight")
    for key, value in (("title", title), ("level", top.get("level"))):
        if not value:
            file.problem(f"The competition needs {key!r}.")
    if file.problems:
        return ()
    made = Competition(figures, file.text_of(top, "level"), criteria, award if isinstance(award, int) else 0)
    says = file.texts(top, "says")
    return (ReportDefinition("competition", "competition", title, "", says=says, more=made),)


def _listed(found: object) -> list[Any]:
    return list(found) if isinstance(found, list) else []  # pyright: ignore[reportUnknownArgumentType]


def _section(file: TomlFile, table: Table) -> Section:
    plain = file.record(Section, table, "[[section]]", also=("sentence", "sentences"))
    sentences = [
        file.record(BulletinSentence, each, "[[section.sentence]]") for each in file.tables_in(table, "sentence")
    ]
    if plain.made not in MADE:
        known = ", ".join(MADE[1:])
        file.problem(f"{plain.made!r} is nothing that a section can hold.", f"There are: {known}.", at=plain.made)
    return replace(plain, sentences=tuple(sentences))


def _check(file: TomlFile, bulletin: Bulletin, datasets: Mapping[str, Dataset]) -> None:
    known = bulletin.figures.known
    for measure in bulletin.measures:
        for name in (measure.figure, measure.of_whom):
            if name and name not in known:
                file.problem(f"There is no figure {name!r}.", at=name)
    targets = bulletin.targets
    dataset = datasets.get(targets.dataset)
    if targets.dataset and dataset is None:
        file.problem(f"There is no dataset {targets.dataset!r}.", at=targets.dataset)
    for name in (targets.area, targets.indicator, targets.year, targets.value, targets.responsible, targets.weight):
        if dataset is not None and name and dataset.field(name) is None:
            file.problem(f"{targets.dataset!r} has no field {name!r}.", at=name)
    names = [sentence.name for section in bulletin.sections for sentence in section.sentences]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        file.problem(f"There are two sentences {name!r}.", "Rename one.", at=name)
    for section in bulletin.sections:
        for sentence in section.sentences:
            _check_sentence(file, sentence, known)


def _check_sentence(file: TomlFile, sentence: BulletinSentence, known: Mapping[str, object]) -> None:
    for text in (*sentence.text.values(), *sentence.otherwise.values()):
        row = file.row_holding(text)
        try:
            wanted = list(placeholders(text))
        except ValueError as error:
            file.problem(f"{sentence.name!r} cannot be read: {error}.", "A brace is written twice.", row=row)
            continue
        for name in wanted:
            if name not in known and name not in WORDS:
                file.problem(f"{sentence.name!r}: there is no figure {name!r}.", row=row)
    if sentence.when:
        try:
            names = Relation(sentence.when).names
        except OddRelation as odd:
            file.problem(f"{sentence.when!r} is no relation: {odd}.", row=file.row_holding(sentence.when))
            return
        for name in names:
            if name not in known:
                file.problem(f"{sentence.name!r}: there is no figure {name!r}.", row=file.row_holding(sentence.when))


def placeholders(text: str) -> Iterator[str]:
    """Yield what a sentence names in braces. Raises ValueError where braces do not pair."""
    yield from (name for _, name, _, _ in Formatter().parse(text) if name is not None)
