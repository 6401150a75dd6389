"""What was answered the last time in the same form on this computer: `${last-saved#street}` is prefilled from it."""

from __future__ import annotations

from dataclasses import replace

from forms.definition import LAST_SAVED, Form
from forms.expression import Environment
from forms.files import list_in
from forms.instance import Instance
from forms.tree import Element
from survey_app.workspace import Workspace

FACT = "last saved {}"


def asks_for_last_saved(form: Form) -> bool:
    return LAST_SAVED in form.files.values()


def remember(workspace: Workspace, instance: Instance) -> None:
    """Keep a record as the last one of its form, in the transaction in which it is saved."""
    if asks_for_last_saved(instance.form):
        workspace.store.keep_fact(FACT.format(instance.form.id), instance.to_xml())


def environment_of(workspace: Workspace, form: Form) -> Environment:
    """Return clock, chance and lists for a form, its last record among them."""
    environment = workspace.environment()
    if not asks_for_last_saved(form):
        return environment

    def instances(instance_id: str) -> Element:
        if form.files.get(instance_id) != LAST_SAVED:
            return environment.instances(instance_id)
        told = workspace.store.fact(FACT.format(form.id))
        if told is None:
            raise KeyError(instance_id)
        return list_in("last-saved.xml", told.encode())

    return replace(environment, instances=instances)
