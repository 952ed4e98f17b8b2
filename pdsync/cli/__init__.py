"""The command line: the only code that prints, asks, exits, or reads the environment or the clock.

`main` is the way in. One module in `commands/` is one command, found by its name; a package there
is a group of commands, `pdsync override add`.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from types import ModuleType, TracebackType
from typing import Any
from warnings import catch_warnings, simplefilter

import click

from pdsync import __version__
from pdsync.cli import commands
from pdsync.cli._clock import REAL, CommandClock
from pdsync.cli._context import CommandContext
from pdsync.cli.arguments.groups import GROUP_SETTINGS, Commands
from pdsync.cli.arguments.words import in_our_words
from pdsync.cli.terminal import exit_codes
from pdsync.cli.terminal.interrupt import like_ctrl_c
from pdsync.cli.terminal.output import Output
from pdsync.disk import why_not
from pdsync.errors import PdsyncError


class _Commands(Commands):
    """Every command of pdsync."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, package=commands, **kwargs)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name, where there are time zones."""
        if not _with_zones().databases():
            raise PdsyncError(
                "there are no time zones on this machine",
                hint="install them: `pip install tzdata`, or this system's package `tzdata`",
            )
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - as click calls it
    """Print the versions of what answers depend on, and end."""
    if not wanted or ctx.resilient_parsing:
        return
    zones = _with_zones()
    click.echo(f"pdsync {__version__} (time zones: {zones.in_use()})")
    ctx.exit()


def _with_zones() -> ModuleType:
    """The databases of time zones, the newest of which is used from now on."""
    chosen = os.environ.get("PYTHONTZPATH")
    with catch_warnings():
        simplefilter("ignore")  # Python's words about a path that is not a full one
        from pdsync import zones

        zones.use_newest(chosen=chosen is not None)
    if chosen and not zones.has_files():
        raise PdsyncError(
            f"PYTHONTZPATH leads to no time zones: {chosen}",
            hint="write the full path of a directory that has Europe/London, or unset it",
        )
    return zones


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings=GROUP_SETTINGS,
    epilog="""
pdsync lint
pdsync plan --sandbox
pdsync apply --sandbox
""",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version, and that of the time zones.",
)
@click.pass_context
def _pdsync(ctx: click.Context) -> int | None:
    """PagerDuty configuration as code: YAML in a repository, and the account as it says.

    Exit codes: 0 fine, 1 something is wrong, 2 there are changes (plan --detailed-exitcode),
    3 refused, 130 interrupted.
    """
    if ctx.invoked_subcommand is not None:
        return None
    click.echo(ctx.get_help())
    return 1


def main(args: Sequence[str] | None = None, *, clock: CommandClock = REAL) -> int:
    """Run pdsync with these arguments, by default the process's. Returns the exit code."""
    # At the end all goes anyway: looking through it took a tenth of lint.
    atexit.register(gc.freeze)
    # A plug-in of pydantic would see all that is validated, secrets among it.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    given = list(sys.argv[1:] if args is None else args)
    output = Output(color="--no-color" not in given)
    sys.excepthook = _bugs_in_words(given, output)
    try:
        with like_ctrl_c():
            code = _ended_well(given, CommandContext(clock, output))
    except KeyboardInterrupt:
        return exit_codes.INTERRUPTED  # while it was told how it ended: there is no more to tell
    output.clear()
    if output.lost:
        output.err(f"error: the output could not be written: {why_not(output.lost)}")
        return code or 1
    return code


def _ended_well(args: list[str], context: CommandContext) -> int:
    """The exit code; whatever was foreseen is reported in words, and in JSON if asked."""
    try:
        return _run(args, context)
    except KeyboardInterrupt:
        from pdsync.cli.terminal import problems as _problems

        return _problems.interrupted(context.output, args)
    except PdsyncError as problem:
        from pdsync.cli.terminal import problems as _problems

        return _problems.report(problem, context.output, args)


def _bugs_in_words(args: list[str], output: Output) -> Callable[..., None]:
    """Print an unforeseen error in our words; Python calls this before it exits with 1."""

    def tell(_: type[BaseException], problem: BaseException, __: TracebackType | None) -> None:
        if isinstance(problem, KeyboardInterrupt):
            return  # after all was told
        from pdsync.cli.terminal import problems as _problems

        _problems.bug(problem, output, args)

    return tell


def _run(args: list[str], context: CommandContext) -> int:
    try:
        code = _pdsync.main(args, prog_name="pdsync", standalone_mode=False, obj=context)
    except click.UsageError as problem:
        raise in_our_words(problem, "pdsync") from None
    except click.Abort:
        # click's name for Ctrl-C and for the end of what is typed.
        raise KeyboardInterrupt from None
    return int(code or 0)


__all__ = ["main"]
