"""Groups of commands: each command is a module of a package, and is found by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import click

from pdsync.cli.arguments.other_words import instead_of
from pdsync.cli.arguments.words import UsageProblem, near, write_example

GROUP_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
"""Settings of the context of every group."""


class Commands(click.Group):
    """The modules in a package, each imported when it is asked for; its `command` is one."""

    def __init__(self, *args: Any, package: ModuleType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name."""
        names = (info.name for info in iter_modules(self.package.__path__))
        return sorted(name.replace("_", "-") for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, None when there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = cmd_name.replace("-", "_")
        command: click.Command = import_module(f"{self.package.__name__}.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name, or a complaint in our words."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None:
            raise _no_command(name, self.list_commands(ctx), ctx)
        return name, command, args[1:]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example as it stands."""
        write_example(self.epilog, formatter)


def _no_command(name: str, commands: Sequence[str], ctx: click.Context) -> UsageProblem:
    path = ctx.command_path
    instead = instead_of(name) if ctx.parent is None else None
    guess = near(name, commands)
    lead = f"did you mean `{path} {guess}`? " if guess else ""
    hint = instead or f"{lead}`{path} -h` lists the commands"
    of = "" if ctx.parent is None else f" of `{path}`"
    return UsageProblem(f"there is no command '{name}'{of}", hint=hint)


def each_command(group: Commands, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its name, those of a group after it: `override`, `override add`."""
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is not None:
            yield f"{before}{name}", command
        if isinstance(command, Commands):
            yield from each_command(command, f"{before}{name} ")
