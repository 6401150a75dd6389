"""A record and all that it holds, as a form takes them."""

from __future__ import annotations

from forms.definition import Form
from forms.entities import containers_of
from forms.instance import Instance
from forms.rows import Row
from survey_app.workspace import Workspace


def is_complete(instance: Instance) -> bool:
    """Say whether nothing that must be asked is still to be asked, and no answer contradicts the form."""
    return not instance.unasked() and not any(state.is_blank for state in instance.violations())


def kept_rows(workspace: Workspace, form: Form, record_id: str) -> tuple[list[Row], dict[str, str]]:
    """Return a record and all below it as the form takes them, with the `@pos` of each."""
    containers = containers_of(form)
    root = workspace.store.record(record_id)
    if root is None or root.dataset != containers[0].dataset:
        return [], {}
    rows, positions = [root.row()], {root.id: root.position}
    inside = {containers[0].node: [root.id]}
    for container in containers[1:]:
        assert container.parent is not None
        inside[container.node] = []
        for parent in inside.get(container.parent, []):
            children = workspace.store.children(parent, container.dataset, unmade=True)
            for place, child in enumerate(children, start=1):
                rows.append(child.row(place))
                positions[child.id] = child.position
                inside[container.node].append(child.id)
    return rows, positions


def place_of(workspace: Workspace, record_id: str) -> str:
    """Return the door that a record belongs to, itself if it is one; "" where there is none."""
    place, passed = workspace.pack.roles.place if workspace.pack else "", set[str]()
    while place and record_id and record_id not in passed:
        passed.add(record_id)
        record = workspace.store.record(record_id)
        if record is None or record.dataset == place:
            return record_id if record else ""
        record_id = record.parent
    return ""


def plate_of(workspace: Workspace, door_id: str) -> str:
    """Return where a door is: its address, or building, unit and door; "" where there is none."""
    door = workspace.store.record(door_id) if door_id else None
    if door is None or workspace.pack is None:
        return ""
    place = workspace.pack.place
    parts = (door.values.get(name) for name in (place.building, place.unit, place.door) if name)
    return str(door.values.get(place.address) or "-".join(str(part) for part in parts if part))


def root_of(workspace: Workspace, form_id: str, record_id: str) -> str:
    """Return the record of a form's root that holds a record: the household of a person. "" where there is none."""
    dataset = containers_of(workspace.form(form_id))[0].dataset
    passed: set[str] = set()
    while record_id and record_id not in passed:
        passed.add(record_id)
        record = workspace.store.record(record_id)
        if record is None or record.dataset == dataset:
            return record_id if record else ""
        record_id = record.parent
    return ""
