"""Published reports: frozen with whoever stands behind each number, printed again as they were, explained later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from forms.pack_reports import ReportDefinition
from reports.differences import Compared, compare
from reports.frozen import Frozen, freeze, frozen_bytes, frozen_from
from reports.report import Report
from survey_app.reporting import asked_for, find_report, make_report
from survey_app.sentences import LANGUAGES, sentence
from survey_app.workspace import Workspace
from survey_app.workspace_errors import PublicationDamaged, UnknownPublication
from sync.errors import NotAllowed
from sync.store.publications import Publication

DIGITS = 12
"""Of its SHA-256, enough to tell by a paper copy which one it is."""


def publish_report(
    workspace: Workspace,
    definition: ReportDefinition,
    language: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    area: str | None = None,
) -> Publication:
    """Make a report, with numbers masked, and keep it for ever under the next number. Raises NotAllowed.

    Who was counted where is kept with it, so that later figures can be explained against these.
    """
    if not workspace.role.is_office:
        raise NotAllowed(workspace.role)
    with workspace.store.transaction():
        frozen = _frozen(workspace, definition, as_of, since, area)
        page = frozen.page(language)
        told = {
            "name": page.name,
            "title": page.title,
            "scope": page.scope,
            "area": page.asked.get("area", ""),
            "as_of": page.as_of.isoformat(),
            "since": page.since.isoformat() if page.since else "",
            "at": workspace.now().isoformat(timespec="seconds"),
            "by": workspace.staff.number,
            "language": language,
        }
        return workspace.store.publish(told, frozen_bytes(frozen))


def find_publication(workspace: Workspace, number: int) -> Publication:
    """Return what was published under a number. Raises UnknownPublication."""
    every = workspace.store.publications()
    for each in every:
        if each.number == number:
            return each
    raise UnknownPublication(number, [each.number for each in reversed(every)])


def read_publication(workspace: Workspace, publication: Publication) -> Frozen:
    """Return a published report. Raises PublicationDamaged where it is not what was published any more."""
    content = workspace.store.publication_content(publication.number)
    if content is None:
        raise PublicationDamaged(publication.number)
    try:
        return frozen_from(content)
    except ValueError as error:
        raise PublicationDamaged(publication.number) from error


def reprint(workspace: Workspace, publication: Publication, language: str) -> Report:
    """Return the pages as they were published, with a line that says when, by whom and under which number."""
    page = read_publication(workspace, publication).page(language)
    told = publication.told
    line = sentence(
        language,
        "publication.line",
        number=publication.number,
        day=str(told["at"])[:10],
        by=told["by"],
        digest=publication.sha256[:DIGITS],
    )
    return replace(page, notes=[*page.notes, line])


def earlier_of(workspace: Workspace, publication: Publication) -> Publication | None:
    """Return what was published before of the same report for the same area, None for the first."""
    for each in workspace.store.publications():
        same = (each.told["name"], each.told["area"]) == (publication.told["name"], publication.told["area"])
        if same and each.number < publication.number:
            return each
    return None


def compare_with(
    workspace: Workspace, then: Publication, now: Publication | None, language: str
) -> tuple[Compared, Frozen]:
    """Return where a later report differs from a published one; without a later one, where the records of today do.

    Raises UnknownReport where the questionnaires have no such report any more.
    """
    earlier = read_publication(workspace, then)
    later = read_publication(workspace, now) if now else _again(workspace, then)
    return compare(earlier, later, language), later


def _again(workspace: Workspace, publication: Publication) -> Frozen:
    """Make the report again for the same day, area and period, from the records as they stand."""
    told = publication.told
    since = date.fromisoformat(told["since"]) if told["since"] else None
    definition = find_report(workspace, told["name"])
    return _frozen(workspace, definition, date.fromisoformat(told["as_of"]), since, told["area"])


def _frozen(
    workspace: Workspace, definition: ReportDefinition, as_of: date | None, since: date | None, area: str | None
) -> Frozen:
    made = partial(make_report, workspace, definition, as_of=as_of, since=since, area=area)
    pages = {language: made(language) for language in LANGUAGES}
    heads = {stream: head.seq for stream, head in workspace.store.heads().items()}
    return freeze(pages, asked_for(workspace, LANGUAGES[0], as_of, since, area), heads)
