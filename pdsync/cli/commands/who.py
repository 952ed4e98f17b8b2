"""`pdsync who`: where a person is named, their turns, and what is theirs alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command, Number, argument, option


@click.command(
    cls=Command,
    short_help="Show what a person is on call for.",
    epilog="""
pdsync who ana.silva@acme.example
pdsync who "Ana Silva" --live --weeks 8
""",
)
@argument("person", metavar="E-MAIL", about="A person's e-mail; with --live, a name or id will do.")
@option(
    "--weeks",
    metavar="N",
    type=Number(1, 52),
    default=4,
    show_default=True,
    group="Time",
    help="For how many weeks from now on.",
)
@_options.live
@_options.config
@_options.connection
@_options.output_format("text", "json")
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Show where a person is named, their teams and turns, and what nobody else covers.

    By the configuration alone, unless --live. A turn that the configuration does not decide, for
    want of an anchor, is "not known"; the exit code is 1 then.
    """
    from pdsync.cli._person import person_of, teams_of
    from pdsync.cli._reached import rosters_of
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.oncall import Span
    from pdsync.render import diagnostic_json, diagnostics_text, dumps
    from pdsync.render.duties import who_json, who_text
    from pdsync.roster import AskedRange, Duties, namings

    now = context.clock.now().replace(microsecond=0)
    range_ = Span(now, now + timedelta(weeks=options["weeks"]))
    with rosters_of(options, context, live=options["live"]) as rosters:
        who = person_of(rosters, options["person"])
        schedules = [one for one in rosters.topics if one.kind == "schedule"]
        known = rosters.knowing(schedules, range_.start, range_.end)
    config = known.live.account.config if known.live else known.config
    named = namings(config, who) if config else ()
    duties = Duties(known.roster, who.token, range_)
    undecided = [known.finding(one.undecided) for one in duties.turns if one.undecided]
    asked = AskedRange(range_.start, range_.end)
    unkept = known.unkept(dict.fromkeys(known.topics, asked), who.token)
    # A policy has no clocks of its own: its times are told on those of its schedules.
    topics = [replace(one, time_zone=known.zone(one)) for one in known.topics]
    found = [*undecided, *unkept]
    row = who_json(who, duties, topics, known.names, named) | {
        "source": known.label,
        "teams": teams_of(known, who, named),
        "diagnostics": [diagnostic_json(one) for one in (*known.doubts, *found)],
    }
    output = context.output
    text = who_text(row, output.out_style, now.year) + ("\n" if found else "")
    output.out(dumps(row) if options["format_"] == "json" else text)
    if found:
        output.err(diagnostics_text(found, known.texts, output.err_style))
    return _exit.WRONG if undecided else _exit.FINE
