"""Records as OpenRosa submissions, for whoever works with ODK's own programs: one folder each, its files beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from forms.answer_nodes import Answer
from forms.definition import Form
from forms.entities import containers_of, is_audit
from forms.instance import Instance
from forms.rows import instance_from_rows
from survey_app.attachment_care import audit_of
from survey_app.attachments import content_of
from survey_app.records import kept_rows
from survey_app.submission_versions import name_version
from survey_app.workspace import Workspace
from sync.durable import write_durably
from sync.progress import Report, unwatched

SUBMISSION, AUDIT = "submission.xml", "audit.csv"
FILES = frozenset({"image", "audio", "video", "file"})
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was written."""

    folder: Path
    records: int
    files: int
    missing: int
    """Pictures and files that answers name and that are not on this computer."""


def write_submissions(workspace: Workspace, to: Path, form_id: str = "", report: Report = unwatched) -> Submitted:
    """Write every record of one form, or of all, as `to/FORM/uuid…/submission.xml`; the same records, the same files.

    Raises UnknownForm, StickFull, StickUnwritable.
    """
    forms = [workspace.form(form_id)] if form_id else list(workspace.forms.values())
    records = [(form, row["record_id"]) for form in forms for row in _roots(workspace, form)]
    files = missing = 0
    for number, (form, record_id) in enumerate(records):
        report(number, len(records))
        instance = instance_of(workspace, form, record_id)
        folder = to / _plain(form.id) / f"uuid{record_id}"
        folder.mkdir(parents=True, exist_ok=True)
        trail = audit_of(workspace, record_id) if form.audit else None
        if trail is not None and _name_audit(instance):
            _write(folder / AUDIT, trail)
            files += 1
        _write(folder / SUBMISSION, (HEAD + instance.to_xml()).encode())
        for name in _files_in(instance.root.everything()):
            content = content_of(workspace, name)
            if content is None:
                missing += 1
                continue
            _write(folder / name, content)
            files += 1
    report(len(records), len(records))
    return Submitted(to, len(records), files, missing)


def instance_of(workspace: Workspace, form: Form, record_id: str) -> Instance:
    """Return a record as its form has it, as the version that it is, the same wherever it is written."""
    rows, _ = kept_rows(workspace, form, record_id)
    instance = instance_from_rows(form, rows, workspace.environment())
    name_version(workspace, instance, record_id)
    return instance


def _name_audit(instance: Instance) -> bool:
    """Let a record name its audit trail; say whether its form has a place for that."""
    places = [node for node in instance.root.everything() if is_audit(node.definition)]
    for node in places:
        node.typed = node.text = AUDIT
    return bool(places)


def _roots(workspace: Workspace, form: Form) -> list[dict[str, str]]:
    return workspace.store.rows(containers_of(form)[0].dataset, columns=["record_id"], order=["record_id"])


def _files_in(nodes: Iterable[Answer]) -> Iterator[str]:
    for node in nodes:
        is_file = node.definition.control in FILES or node.definition.recorded == "recordaudio"
        if is_file and node.relevant and node.typed:
            yield node.typed


def _write(path: Path, content: bytes) -> None:
    write_durably(path, content, lambda back: None)


def _plain(name: str) -> str:
    return "".join("_" if letter in '\\/:*?"<>|' else letter for letter in name)
