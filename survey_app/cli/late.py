"""Commands that are listed at once and loaded when they run: `--help` need not wait for the database."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar, NamedTuple

from typer.core import TyperCommand, TyperGroup
from typer.main import get_group


class Late(NamedTuple):
    """One line of the list of commands."""

    name: str
    module: str
    """A module of this package, with the command in its `commands`."""
    help: str


class LateCommands(TyperGroup):
    """A group whose commands are named in `late`."""

    late: ClassVar[tuple[Late, ...]] = ()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for late in self.late:
            self.add_command(_Waiting(late))


class _Waiting(TyperCommand):
    """Stands in the list for a command, and steps aside when it is called."""

    def __init__(self, late: Late) -> None:
        super().__init__(late.name, help=late.help)
        self._late = late

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        module = import_module(f"{__package__}.{self._late.module}")
        command = get_group(module.commands).commands[self._late.name]
        command.help = self._late.help
        return command.make_context(info_name, args, parent, **extra)
