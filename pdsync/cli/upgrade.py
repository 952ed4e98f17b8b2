"""`pdsync upgrade`: a layered schedule of the YAML becomes a shift-based one."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli import _options
from pdsync.cli._surroundings import Surroundings
from pdsync.cli._words import Command, UsageProblem, argument, near, option
from pdsync.errors import PdsyncError

if TYPE_CHECKING:
    from datetime import datetime

    from pdsync import oncall
    from pdsync.cli._asking import Book
    from pdsync.roster import Layered, Upgraded
    from pdsync.source import Config, Entry


@click.command(
    cls=Command,
    short_help="Rewrite a layered schedule as a shift-based one.",
    epilog="""
pdsync upgrade payments-primary
pdsync upgrade payments-primary --dry-run
""",
)
@argument(
    "key",
    metavar="SCHEDULE",
    required=False,
    about="The key of a layered schedule of the configuration.",
)
@option("--dry-run", is_flag=True, group="Output", help="Show the edit, and write nothing.")
@option(
    "--live",
    is_flag=True,
    group="Connection",
    help="Ask the account whose turn it is, where no anchor says so.",
)
@_options.config
@_options.connection
@_options.no_color
@click.pass_obj
def command(around: Surroundings, /, **options: Any) -> int:
    """Replace `layers:` of a schedule in its file by `rotations:` that put the same people on call.

    It is proved for all time, changes of the clocks included; where that cannot be, nothing is
    written and the reason is told. The account is not changed: `pdsync plan` shows what that takes.
    """
    from pdsync.cli import _exit
    from pdsync.cli._planning import loaded

    if options["key"] is None:
        raise UsageProblem("upgrade needs a SCHEDULE", hint="write the key of one")
    config = loaded(options["directory"])
    entry = _entry(config, options["key"])
    new = _upgraded(config, entry, options, around)
    before = config.texts[new.file]
    around.output.out("".join(_edit(new.file, before, new.text)).rstrip("\n"))
    if not options["dry_run"]:
        _write(new)
    around.output.out(f"\n{_lost(new)}{_summary(new, written=not options['dry_run'])}")
    return _exit.FINE


def _entry(config: Config, key: str) -> Entry:
    entry = config.find("schedule", key.removeprefix("schedule:"))
    if entry is None:
        guess = near(key, [one.key for one in config.of("schedule")])
        hint = f"did you mean {guess}?" if guess else "write the key of a schedule"
        raise UsageProblem(f"{config.directory} has no schedule '{key}'", hint=hint)
    if "rotations" in entry.resource.model_fields_set:
        raise PdsyncError(f"schedule `{entry.key}` is shift-based already")
    if "layers" not in entry.resource.model_fields_set:
        raise PdsyncError(
            f"schedule `{entry.key}` has no layers in {entry.place.file}",
            hint="write its `layers:` first; only what is written can be rewritten",
        )
    return entry


def _upgraded(
    config: Config, entry: Entry, options: dict[str, Any], around: Surroundings
) -> Upgraded:
    from pdsync.cli._reached import book_of
    from pdsync.kinds import Undecided
    from pdsync.roster import NoUpgrade, upgraded

    now = around.clock.now().replace(microsecond=0)
    try:
        with book_of(options, around, live=options["live"]) as book:
            return upgraded(config, entry, _layered(book, entry, now), now)
    except Undecided as reason:
        raise PdsyncError(f"schedule `{entry.key}` stays as it is: {reason}") from None
    except NoUpgrade as trouble:
        raise PdsyncError(
            f"schedule `{entry.key}` stays as it is: {trouble.reason}",
            hint=trouble.hint,
        ) from None


def _layered(book: Book, entry: Entry, now: datetime) -> Layered:
    from pdsync.kinds import Schedule
    from pdsync.oncall import Schedule as LayeredSchedule
    from pdsync.roster import Layered

    topic = book.one(entry.key, "schedule")
    roster = book.knowing([topic], now, now).roster
    found, resource = roster.schedule(topic.token), roster.resources["schedule"][topic.token]
    if not isinstance(found, LayeredSchedule) or not isinstance(resource, Schedule):
        raise PdsyncError(
            f"schedule `{entry.key}` is shift-based in the account already",
            hint="write its `rotations:` as `pdsync oncall --live` shows them",
        )
    _nobody_deleted(found, book, now)
    return Layered.of(found, resource.layers, book.people)


def _nobody_deleted(found: oncall.Schedule, book: Book, now: datetime) -> None:
    from pdsync.roster import NoUpgrade

    lasting = (layer for layer in found.layers if layer.end is None or layer.end > now)
    for user in (user for layer in lasting for user in layer.users):
        if not book.roster.exists(user):
            who, hint = book.names.person(user), "put somebody else in their place first"
            raise NoUpgrade(f"{who} is in its layers", hint)


def _edit(file: str, before: str, after: str) -> list[str]:
    lines = unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), file, file
    )
    return [line if line.endswith("\n") else f"{line}\n" for line in lines]


def _write(new: Upgraded) -> None:
    try:
        Path(new.file).write_text(new.text, encoding="utf-8", newline="")
    except OSError as problem:
        raise PdsyncError(f"{new.file}: {problem.strerror}") from None


def _lost(new: Upgraded) -> str:
    if not new.comments:
        return ""
    from pdsync.render import visible

    lines = "".join(f"  {visible(line)}\n" for line in new.comments)
    return f"Comments that go with the layers ({len(new.comments)}):\n{lines}\n"


def _summary(new: Upgraded, *, written: bool) -> str:
    reach = f"until {new.until:%Y-%m-%d}" if new.until else "for ever"
    edit = f"{new.file} was rewritten" if written else f"{new.file} would be rewritten"
    return f"{edit}. The same people are on call, {reach}. `pdsync plan` shows what it takes."
