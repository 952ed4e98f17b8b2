"""`pdsync report`: who is on call, on one page to look at."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli import _options
from pdsync.cli._surroundings import Surroundings
from pdsync.cli._words import Command, Number, OneOf, UsageProblem, option

if TYPE_CHECKING:
    from pdsync.cli._account import Reached
    from pdsync.cli._asking import Book
    from pdsync.roster import Frame


@click.command(
    cls=Command,
    short_help="Write a page that shows who is on call.",
    epilog="""
pdsync report --out report.html
pdsync report --since 2026-12-01 --weeks 6 --live --out report.html
""",
)
@option("--out", metavar="FILE", required=True, group="Output", help="Write it here; - prints it.")
@option(
    "--people",
    type=OneOf("names", "emails", "initials"),
    default="names",
    show_default=True,
    group="Output",
    help="How people are shown. Names are known with --live.",
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
    group="Time",
    help="Whose clocks to show. [default: each schedule's own]",
)
@option("--live", is_flag=True, group="Connection", help="Ask the account, overrides included.")
@_options.config
@_options.connection
@_options.no_color
@click.pass_obj
def command(around: Surroundings, /, **options: Any) -> int:
    """Write one HTML page: calendars, escalation paths, coverage, load per person.

    By the configuration alone, unless --live. The page needs no network and no other file.
    """
    from pdsync.cli import _exit
    from pdsync.render import Report, faces, report_html
    from pdsync.roster import survey

    frame = _frame(options, around)
    with _reached(options, around) as reached:
        book = _book(options, around, reached, frame)
    seen = survey(book.roster, book.topics, frame)
    page = report_html(Report(seen, faces(book.everybody(), options["people"]), book.source))
    _write(page, options["out"], around)
    return _exit.FINE
