"""`pdsync report`: who is on call, on one page to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.params import TimeZone
from pdsync.cli.arguments.words import Command, Number, UsageProblem, option

if TYPE_CHECKING:
    from pdsync.cli._asking import RosterSource
    from pdsync.diagnostics import Diagnostic
    from pdsync.reconcile.promised import PromiseVerdict
    from pdsync.render import Json
    from pdsync.render.page import Faces, Impact, Person
    from pdsync.roster import Frame, UndecidedTopic


_YEARS = range(1971, 2200)
_EXAMPLE = "report.html"
_READABLE = 0o644
"""For those who are to look at it, such as a web server."""


@click.command(
    cls=Command,
    short_help="Write a page that shows who is on call.",
    epilog="""
pdsync report --out report.html
pdsync report --team payments --team platform --out report.html
pdsync report --since 2026-12-01 --weeks 6 --live --out report.html
""",
)
@option("--out", metavar="FILE", group="Output", help="Write it here; - prints it. Required.")
@_options.force
@_options.shown_people("names")
@option(
    "--team",
    "teams",
    metavar="KEY",
    multiple=True,
    group="Selection",
    help="Only what belongs to this team, and the schedules that its policies notify. May be "
    "repeated.",
)
@option("--since", metavar="DAY", group="Time", help="From this day's Monday on. [default: today]")
@option(
    "--weeks",
    metavar="N",
    type=Number(least=1, most=53),
    default=4,
    show_default=True,
    group="Time",
    help="How many weeks.",
)
@option(
    "--time-zone",
    metavar="ZONE",
    type=TimeZone(),
    group="Time",
    help="Time zone for displayed times. [default: each schedule's own]",
)
@_options.live
@option(
    "--plan",
    metavar="FILE",
    group="Connection",
    help="Ask the account, and show before and after this saved plan.",
)
@_options.config
@_options.connection
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Write one HTML page: calendars, escalation paths, coverage, load per person.

    By the configuration alone, unless --live or --plan. The page needs no network and no other
    file.
    """
    from pdsync.cli._teams import of_teams
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.cli.terminal.out_file import Out
    from pdsync.render import diagnostics_text
    from pdsync.render.page import Report, crews, report_html
    from pdsync.roster import survey

    if not options["out"]:
        raise UsageProblem(
            "--out is missing", hint="add --out report.html, or --out - to print the page"
        )
    out = Out(options["out"], _EXAMPLE, _READABLE, force=options["force"])
    out.check()
    frame = _frame(options, context)
    row = _plan(options["plan"])
    known = _rosters(options, context, frame)
    rosters = of_teams(known, options["teams"])
    seen = survey(rosters.roster, rosters.topics, frame, rosters.as_written)
    impact = _impact(row, rosters, options, seen.deleted)
    people = _people(rosters, (*seen.people, *(impact.people if impact else ())))
    shown = _faces(known, people, options["people"], crews(seen))
    doubts = tuple(one.message for one in rosters.doubts)
    page = report_html(
        Report(
            survey=seen,
            faces=shown,
            source=rosters.label,
            live=bool(rosters.live),
            planned=row is not None,
            impact=impact,
            doubts=doubts,
            promised=_promised(rosters, frame, lambda one: shown.of(one).label),
            topics=rosters.topics,
        )
    )
    if gaps := rosters.open_gaps(rosters.topics):
        context.output.err(diagnostics_text(gaps, rosters.texts, context.output.err_style))
    told = f"{len(seen.calendars)} schedules" if len(seen.calendars) != 1 else "1 schedule"
    if out.is_stdout:
        context.output.raw(page.rstrip())
    else:
        out.write(page)
        done = f"Wrote {out.file}: {told}, {_weeks(frame)}."
        context.output.blocks([] if context.output.is_quiet else [done])
    return _exit.FINE


def _frame(options: dict[str, Any], context: CommandContext) -> Frame:
    from zoneinfo import ZoneInfo

    from pdsync.roster import Frame

    now, zone = context.clock.now().replace(microsecond=0), options["time_zone"]
    today = now.astimezone(ZoneInfo(zone or "Etc/UTC")).date()
    since = _day(options["since"]) if options["since"] else today
    return Frame.of_week(since, options["weeks"], now, zone)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise UsageProblem(
            f"--since cannot be '{text}'", hint="write a day such as 2026-12-24"
        ) from None
    if day.year not in _YEARS:
        years = f"{_YEARS[0]} to {_YEARS[-1]}"
        raise UsageProblem(f"--since: '{text}' is too far away", hint=f"write a day of {years}")
    return day


def _rosters(options: dict[str, Any], context: CommandContext, frame: Frame) -> RosterSource:
    """The configuration, or all of the account that the page depends on."""
    from pdsync.cli._reached import rosters_of

    since, until = frame.needed
    with rosters_of(options, context, live=options["live"] or bool(options["plan"])) as rosters:
        return rosters.knowing(rosters.topics, since, until)


def _plan(file: str | None) -> Json | None:
    from pdsync.cli._planning import Selection
    from pdsync.cli._saved import Saved

    return Saved.read(file, Selection()).row if file else None


def _impact(
    row: Json | None, rosters: RosterSource, options: dict[str, Any], deleted: Iterable[str]
) -> Impact | None:
    """Return the plan's changes in this account, deleted people named as this report names them."""
    from pdsync.cli._teams import impact_on_teams
    from pdsync.errors import PdsyncError
    from pdsync.render.page import impact

    if row is None:
        return None
    file = options["plan"]
    if row.get("target") != rosters.label:
        raise PdsyncError(
            f"{file} is a plan for the account '{row.get('target')}', and this is "
            f"'{rosters.label}'",
            hint="name the same account as for `pdsync plan`, or make the plan again",
        )
    tokens = {rosters.names.person(one): one for one in (*rosters.people, *deleted)}
    try:
        found = impact(row, tokens)
    except (TypeError, ValueError, KeyError, AttributeError):
        raise PdsyncError(
            f"{file} is not a saved plan: what it says of who is on call is damaged",
            hint="make it again with `pdsync plan --out FILE`",
        ) from None
    return impact_on_teams(found, rosters, options["teams"]) if found else None


def _promised(
    rosters: RosterSource, frame: Frame, label: Callable[[str], str]
) -> tuple[PromiseVerdict, ...]:
    """Return what is promised of the things of the page, people named as it names them."""
    from pdsync.oncall import Span
    from pdsync.reconcile.promised import Promised, verdicts_of

    if rosters.written is None or rosters.written.is_broken:
        return ()
    promised = Promised(rosters.written, rosters.topics, label)
    span = Span(frame.now, max(frame.now, frame.needed[1]))
    return tuple(verdicts_of(promised, rosters.roster, span, is_live=bool(rosters.live)))


def _faces(
    rosters: RosterSource,
    people: Mapping[str, Person],
    how: str,
    crews: Sequence[AbstractSet[str]],
) -> Faces:
    """Return the faces of people; why something is not known names them as the page does."""
    from pdsync.render import diagnostics_with_people
    from pdsync.render.page import faces

    names = {one.email: one.name or "" for one in people.values()}

    def explains(why: UndecidedTopic) -> Diagnostic:
        (found,) = diagnostics_with_people([rosters.finding(why)], names, how)
        return found

    return faces(people, how, rosters.names, crews, explains)


def _people(rosters: RosterSource, tokens: Iterable[str]) -> dict[str, Person]:
    """Everybody on the page, by token."""
    from pdsync.render.page import Person

    users = rosters.live.account.snapshot.of("user") if rosters.live else {}
    return {
        one: Person(users[one].handle, users[one].name)
        if one in users
        else Person(rosters.names.person(one), deleted=not rosters.roster.exists(one))
        for one in tokens
    }


def _weeks(frame: Frame) -> str:
    return f"{'1 week' if frame.weeks == 1 else f'{frame.weeks} weeks'} from {frame.first}"
