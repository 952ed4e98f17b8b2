"""`pdsync oncall`: who is on call, at a time or over a range."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.useless_options import refuse
from pdsync.cli.arguments.words import Command, Number, UsageProblem, argument, option
from pdsync.errors import PdsyncError

if TYPE_CHECKING:
    from pdsync.cli._asking import RosterSource
    from pdsync.roster import Answer, AskedRange, Topic

_UTC = "Etc/UTC"
"""The clocks of what has none of its own."""


@click.command(
    cls=Command,
    short_help="Show who is on call.",
    epilog="""
pdsync oncall
pdsync oncall payments-primary --at "2026-12-24 18:00"
pdsync oncall payments --since 2026-12-01 --until 2027-01-01 --format ics > payments.ics
""",
)
@argument(
    "keys",
    metavar="[KEY]...",
    nargs=-1,
    about="The key of a schedule, an escalation policy or a service; with --live, a name or an id "
    "will do. One that several kinds have is written schedule:KEY. [default: all schedules]",
)
@option(
    "--team",
    "teams",
    metavar="KEY",
    multiple=True,
    group="Selection",
    help="The schedules of this team. May be repeated.",
)
@option(
    "--at",
    metavar="T",
    group="Time",
    help="At this time. [default: now; for a calendar, the coming two weeks]",
)
@option("--since", metavar="T", group="Time", help="From this time on. [default: now]")
@option("--until", metavar="T", group="Time", help="Until this time. [default: two weeks later]")
@_options.clocks
@_options.live
@option(
    "--verify",
    is_flag=True,
    group="Connection",
    help="Compare what pdsync renders with what the account itself does.",
)
@option(
    "--weeks",
    metavar="N",
    type=Number(1, 52),
    default=4,
    show_default=True,
    group="Connection",
    help="For how many weeks to compare; the next change of the clocks is compared as well.",
)
@_options.config
@_options.connection
@_options.output_format("text", "json", "ics")
@_options.shown_people("emails")
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Show who is on call by schedules, escalation policies or services.

    By the configuration alone, unless --live.

    A time T is 2026-12-24 or "2026-12-24 18:00", on the clocks of what is asked about or of
    --time-zone; or an instant, 2026-12-24T18:00:00Z or 2026-12-24T18:00+01:00. A range of several
    clocks is told by each; --at, which is one instant, then needs --time-zone.

    Exits with 1 when it cannot be told of one of them, or --verify finds a difference or cannot
    compare.
    """
    from pdsync.cli._reached import rosters_of
    from pdsync.roster import AskedRange, answer

    _check(options)
    with rosters_of(options, context, live=options["live"] or options["verify"]) as rosters:
        topics = _topics(rosters, options)
        if options["verify"]:
            return _verify(rosters, topics, options, context)
        clocks = {one: options["time_zone"] or rosters.zone(one) or _UTC for one in topics}
        ranges = _ranges(options, context, rosters.zones(topics), {*clocks.values()} or {_UTC})
        whole = AskedRange.around(ranges.values())
        needed = [*topics, *rosters.promised_with(topics)]
        known = rosters.knowing(needed, whole.since, whole.end)
    if options["format_"] == "ics":
        return _calendar(known, {one: ranges[zone] for one, zone in clocks.items()}, context)
    answers = [answer(known.roster, one, zone, ranges[zone]) for one, zone in clocks.items()]
    return _show(answers, whole, known, options, context)


def _topics(rosters: RosterSource, options: dict[str, Any]) -> tuple[Topic, ...]:
    from pdsync.cli._teams import schedules_by_team

    if options["keys"]:
        refuse({"teams"}, "with a KEY", "leave out one of them")
        return rosters.find(options["keys"])
    return schedules_by_team(rosters, options["teams"])


def _check(options: dict[str, Any]) -> None:
    if options["format_"] != "text":
        hint = "leave it out; the text form shows people like this"
        refuse({"people"}, f"with --format {options['format_']}", hint)
    if not options["verify"]:
        refuse({"weeks"}, "without --verify", "add --verify, or leave it out")
        return
    if options["format_"] == "ics":
        raise UsageProblem("--verify makes no calendar", hint="write --format text or json")
    hint = "leave it out; --weeks says how far to compare"
    refuse({"at", "since", "until", "time_zone"}, "with --verify", hint)
    refuse({"people"}, "with --verify", "leave it out")


def _ranges(
    options: dict[str, Any], context: CommandContext, common: Sequence[str], clocks: Iterable[str]
) -> dict[str, AskedRange]:
    """Return what is asked, by the clocks on which it is told; --at is one instant on all."""
    from pdsync.cli.arguments.when import asked, coming

    at, range_, now = options["at"], (options["since"], options["until"]), context.clock.now()
    if options["format_"] == "ics" and at is None and range_ == (None, None):
        return dict.fromkeys(clocks, coming(now))
    if at is None:
        return {zone: asked(at, range_, (zone,), now) for zone in clocks}
    zones = (options["time_zone"],) if options["time_zone"] else common
    return dict.fromkeys(clocks, asked(at, range_, zones, now))


def _show(
    answers: list[Answer],
    when: AskedRange,
    rosters: RosterSource,
    options: dict[str, Any],
    context: CommandContext,
) -> int:
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.render import diagnostics_text, diagnostics_with_people, dumps, people_shown
    from pdsync.render.agenda import ANSWERS, agenda_json, agenda_text

    undecided = [rosters.finding(why) for one in answers for why in one.undecided]
    gone = rosters.deleted((one.topic, person) for one in answers for person in one.people)
    gaps = rosters.open_gaps(one.topic for one in answers)
    unkept = rosters.unkept({one.topic: one.when for one in answers})
    found = list(dict.fromkeys([*gaps, *undecided, *gone, *unkept]))
    row = agenda_json(answers, when, rosters.names, rosters.label, [*rosters.doubts, *found])
    output, how = context.output, options["people"]
    if options["format_"] == "json":
        output.out(dumps(row))
    else:
        people = rosters.names_of(person for one in answers for person in one.people)
        shown = people_shown(row, ANSWERS, people, how)
        text = agenda_text(shown, output.out_style, context.clock.now().year)
        output.out(text + ("\n" if found else ""))
        found = [*diagnostics_with_people(found, people, how)]
    if found:
        output.err(diagnostics_text(found, rosters.texts, output.err_style))
    return _exit.WRONG if undecided else _exit.FINE


def _calendar(
    rosters: RosterSource, ranges: Mapping[Topic, AskedRange], context: CommandContext
) -> int:
    """Only whole: a calendar in which shifts are missing looks like one in which nobody has any."""
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.render import diagnostics_text
    from pdsync.render.agenda import calendar
    from pdsync.roster import UndecidedTopic, shift_events

    # A schedule of several topics is told once, by the first of them.
    whens = {
        one: when for topic, when in [*ranges.items()][::-1] for one in rosters.schedules([topic])
    }
    schedules = rosters.schedules(ranges)
    try:
        found = [
            (one, event)
            for one in schedules
            for event in shift_events(rosters.roster, one.token, whens[one])
        ]
    except UndecidedTopic as why:
        raise rosters.problem(why) from None
    if not found:
        # RFC 5545 knows no calendar without an event.
        raise PdsyncError(
            "nobody is on call then, and a calendar needs an event",
            hint="ask about a longer range, with --since and --until",
        )
    deleted = rosters.roster.deleted(event.shift.user for _, event in found)
    text = calendar(found, rosters.names, rosters.label, context.clock.now(), deleted)
    context.output.out(text.removesuffix("\n"))
    gone = rosters.deleted((one, event.shift.user) for one, event in found)
    if warnings := [*rosters.open_gaps(schedules), *gone]:
        context.output.err(diagnostics_text(warnings, rosters.texts, context.output.err_style))
    return _exit.FINE


def _verify(
    rosters: RosterSource,
    topics: tuple[Topic, ...],
    options: dict[str, Any],
    context: CommandContext,
) -> int:
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.render import dumps
    from pdsync.render.agenda import verified_json, verified_text

    asked = {one.token: one for one in rosters.schedules(topics)}
    found = rosters.verified(asked, options["weeks"])
    row = verified_json(found, asked, rosters.names, rosters.label, rosters.doubts)
    json, output = options["format_"] == "json", context.output
    output.out(dumps(row) if json else verified_text(row, output.out_style))
    is_proved = not any(one.is_wrong or one.undecided for one in found)
    return _exit.FINE if is_proved else _exit.WRONG
