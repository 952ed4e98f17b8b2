"""`pdsync upgrade`: a layered schedule of the YAML becomes a shift-based one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command, UsageProblem, argument, option
from pdsync.errors import PdsyncError

if TYPE_CHECKING:
    from datetime import datetime

    from pdsync.cli._asking import RosterSource
    from pdsync.kinds import Undecided
    from pdsync.roster import Before, Upgraded
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
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Replace `layers:` of a schedule in its file by `rotations:` that put the same people on call.

    It is proved for all time, changes of the clocks included; where that cannot be, nothing is
    written and the reason is told. The account is not changed: `pdsync plan` shows what that takes.

    Of a schedule that was upgraded on PagerDuty's page, --live writes the rotations it has there.
    """
    from pdsync.cli._planning import loaded
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.cli.terminal.edits import diff, write_edits
    from pdsync.render import sentence

    if options["key"] is None:
        raise UsageProblem("upgrade needs a SCHEDULE", hint="write the key of one")
    config = loaded(options["directory"])
    entry = _entry(config, options["key"])
    new = _upgraded(config, entry, options, context)
    is_written, is_quiet = not options["dry_run"], context.output.is_quiet
    edit = diff(new.file, config.texts[new.file], new.text)
    if is_written:
        write_edits({new.file: new.text}, config.texts)
    summary = sentence(_summary(new, written=is_written), context.output.out_style, 0)
    told = [] if is_quiet and is_written else [edit]
    told += [*_lost(new), *([] if is_quiet else [summary])]
    context.output.blocks(told)
    return _exit.FINE


def _entry(config: Config, key: str) -> Entry:
    entry = config.find("schedule", key.removeprefix("schedule:"))
    if entry is None:
        from pdsync.cli._other_kinds import another_kind
        from pdsync.kinds import near_key

        known = [one.key for one in config.of("schedule")]
        guess = near_key(key, known)
        hint = another_kind(config, key, ("schedule",), known)
        hint = hint or (f"did you mean {guess}?" if guess else "write the key of a schedule")
        where = f"{config.directory.rstrip('/')}/"
        raise UsageProblem(f"{where} has no schedule '{key}'", hint=hint)
    if "rotations" in entry.resource.model_fields_set:
        raise PdsyncError(f"schedule `{entry.key}` is shift-based already")
    if "layers" not in entry.resource.model_fields_set:
        raise PdsyncError(
            f"schedule `{entry.key}` has no layers in {entry.place.file}",
            hint="write its `layers:` first; only what is written can be rewritten",
        )
    return entry


def _upgraded(
    config: Config, entry: Entry, options: dict[str, Any], context: CommandContext
) -> Upgraded:
    from pdsync.cli._reached import rosters_of
    from pdsync.kinds import Undecided
    from pdsync.roster import NoUpgrade, upgraded

    now = context.clock.now().replace(microsecond=0)
    try:
        with rosters_of(options, context, live=options["live"]) as rosters:
            return upgraded(config, entry, _before(rosters, entry, now), now)
    except Undecided as why:
        raise _undecided(entry, why, config) from None
    except NoUpgrade as trouble:
        raise PdsyncError(
            f"schedule `{entry.key}` stays as it is: {trouble.reason}",
            hint=trouble.hint,
        ) from None


def _undecided(entry: Entry, why: Undecided, config: Config) -> PdsyncError:
    """Yield findings about what would have to be a guess, where it is written."""
    from pdsync.cli.terminal.problems import BrokenConfiguration
    from pdsync.diagnostics import error
    from pdsync.source import place_of

    message = f"schedule `{entry.key}` stays as it is: {why.reason}"
    place = place_of(entry, why.path) if why.path else entry.place
    return BrokenConfiguration(
        [error("undecided", message, help=why.ways, place=place)], config.texts
    )


def _before(rosters: RosterSource, entry: Entry, now: datetime) -> Before:
    from pdsync.kinds import Schedule
    from pdsync.roster import Before, NoUpgrade

    topic = rosters.one(entry.key, "schedule")
    if rosters.live and getattr(entry.resource, "time_zone", None) is None:
        hint = f"write `time_zone: {topic.time_zone}` there, as it is in the account"
        raise NoUpgrade("it has no `time_zone:`", hint)
    rosters = rosters.knowing([topic], now, now)
    found = rosters.as_applied(entry, topic)
    assert isinstance(found, Schedule)  # noqa: S101 - the topic is one
    before = Before.of(found)
    if rosters.live:
        _everybody_exists(before.people, rosters)
    return before


def _everybody_exists(people: frozenset[str], rosters: RosterSource) -> None:
    from pdsync.roster import NoUpgrade

    for user in sorted(people.difference(rosters.people.values())):
        who = user if "@" in user else rosters.names.person(user)
        hint = "put somebody else in their place first"
        raise NoUpgrade(f"{who} has turns in it, and is not in the account", hint)


def _lost(new: Upgraded) -> list[str]:
    if not new.comments:
        return []
    from pdsync.render import visible

    lines = [f"  {visible(line)}" for line in new.comments]
    return ["\n".join([f"Comments that go with the layers ({len(lines)}):", *lines])]


def _summary(new: Upgraded, *, written: bool) -> str:
    reach = f"until {new.until:%Y-%m-%d}" if new.until else "for ever"
    edit = f"{new.file} was rewritten" if written else f"{new.file} would be rewritten"
    return f"{edit}. The same people are on call, {reach}. `pdsync plan` shows what it takes."
