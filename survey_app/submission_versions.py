"""Which version of a record a submission is, told by the commits: the same wherever and however often it is written.

OpenRosa asks for instanceID and deprecatedID, ODK entities for baseVersion, trunkVersion and branchId.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from forms.answer_nodes import Answer, held, instances_of
from forms.definition import Form
from forms.entities import META, containers_of, entity_of, updates
from forms.instance import Instance
from survey_app.workspace import Workspace
from sync.commit import LIFE, PARENT, POSITION
from sync.store.evolution import Saved
from sync.store.reading import Entry

BASE_VERSION, TRUNK_VERSION, BRANCH = "baseVersion", "trunkVersion", "branchId"
SAID = frozenset({LIFE, PARENT, POSITION})
"""What is kept beside the answers and makes a difference to a submission; remarks and marks make none."""


@dataclass(frozen=True, slots=True)
class Ids:
    """What an OpenRosa server tells versions of one submission by."""

    instance: str
    deprecated: str = ""
    """That of the version before, "" for the first."""


def ids_of(workspace: Workspace, form: Form, record_id: str) -> Ids:
    """Return them: the record's own id for the first version, and one made of all that was saved for each later one."""
    datasets = {each.dataset for each in containers_of(form)}
    saves = workspace.store.saved_within(record_id, datasets)
    ids = Ids(record_id)
    for number, written in enumerate(filter(None, map(_written, saves))):
        if number:
            ids = _after(ids, record_id, written)
    if taken_back := sorted(commit for each in saves for commit in each.taken_back):
        # A server that has what was taken back must not take what stands again for what it had before.
        ids = _after(ids, record_id, taken_back)
    return Ids(f"uuid:{ids.instance}", ids.deprecated and f"uuid:{ids.deprecated}")


def name_version(workspace: Workspace, instance: Instance, record_id: str) -> None:
    """Let a record say which version it is, of itself and of what it changes elsewhere."""
    ids = ids_of(workspace, instance.form, record_id)
    meta = next(child for child in instance.root.inner if child.name in META)
    _tell(meta, "instanceID", ids.instance)
    if ids.deprecated:
        _tell(meta, "deprecatedID", ids.deprecated)
    _name_base_versions(workspace, instance)


def _written(saved: Saved) -> list[str]:
    """Return the ids of the commits that changed what a submission says."""
    return sorted(commit.id for commit in saved.commits if any(_is_said(name) for name in commit.set))


def _is_said(name: str) -> bool:
    return not name.startswith("@") or name in SAID


def _after(before: Ids, record_id: str, commits: Sequence[str]) -> Ids:
    return Ids(str(uuid5(UUID(record_id), " ".join([before.instance, *commits]))), before.instance)


def _tell(meta: Answer, name: str, text: str) -> None:
    prefix = meta.name.removesuffix("meta")
    node = held(meta, meta.definition.by_name[prefix + name])
    node.typed = node.text = text


def _name_base_versions(workspace: Workspace, instance: Instance) -> None:
    """Say of each record that the form has changed which version of it lay before whoever filled the form in."""
    for container in containers_of(instance.form):
        for node in instances_of(container.node, instance.root) if container.target else ():
            entity = entity_of(node)
            if entity is None or not updates(entity):
                continue
            saves = {each.save for each in workspace.store.history(node.record_id)}
            written = workspace.store.history(entity.attributes.get("id", ""))
            change = next((each for each in written if each.save in saves), None)
            if change is not None:
                _tell_versions(entity, change, written)


def _tell_versions(entity: Answer, change: Entry, written: Sequence[Entry]) -> None:
    seen = frozenset(change.commit.seen)
    first = _first_of_branch(change, [each for each in written if each.commit.id in seen])
    trunk = len(first.commit.seen)
    branch = uuid5(UUID(first.commit.record), f"{first.signer} {first.commit.id}")
    told = {
        BASE_VERSION: str(len(seen)),
        # What was made on that computer, and has been nowhere else, has no version that a server would know.
        TRUNK_VERSION: str(trunk) if trunk else "",
        BRANCH: str(branch),
    }
    entity.attributes.update({name: value for name, value in told.items() if name in entity.attributes})


def _first_of_branch(change: Entry, before: Sequence[Entry]) -> Entry:
    """Return where the row of changes began that one computer made without having seen another's in between."""
    first = change
    for each in reversed(before):
        is_next = each.commit.id in first.commit.seen and len(each.commit.seen) == len(first.commit.seen) - 1
        if each.signer != change.signer or not is_next:
            break
        first = each
    return first
