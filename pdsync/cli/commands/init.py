"""`pdsync init`: the files that a repository begins with, and pages to fill in."""

from __future__ import annotations

from typing import Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.params import StackName, Subdomain
from pdsync.cli.arguments.useless_options import refuse
from pdsync.cli.arguments.words import Command, UsageProblem, argument, option

_PAGES = ("runbook", "post_mortem", "game_day")
_BEGINS = {"stack", "account", "from_account", "forge"}


@click.command(
    cls=Command,
    short_help="Begin a repository, or a runbook.",
    epilog="""
pdsync init
pdsync init pagerduty --stack acme --account acme
pdsync init pagerduty --from-account
pdsync init --forge github
pdsync init --runbook invoices
pdsync init --post-mortem 2026-11-28-card-payments --service checkout
pdsync init --game-day checkout --at "2026-12-08 14:00"
""",
)
@argument(
    "top",
    metavar="[DIR]",
    default=".",
    takes_directory=True,
    about="The directory of the repository; made if there is none. [default: this one]",
)
@option(
    "--stack",
    type=StackName(),
    metavar="NAME",
    group="Settings",
    help="The name of the configuration, in its marks. [default: as DIR or the account is called]",
)
@option(
    "--account",
    type=Subdomain(),
    metavar="SUBDOMAIN",
    group="Settings",
    help="The account's subdomain.",
)
@option(
    "--from-account",
    is_flag=True,
    group="Settings",
    help="Begin with what the account has, as `pdsync dump` writes it, in place of the example.",
)
@option(
    "--forge",
    type=click.Choice(["github", "gitlab", "none"]),
    default="none",
    show_default=True,
    group="Settings",
    help="Write workflows as well: plan for review, apply after the merge, and drift.",
)
@option(
    "--runbook",
    metavar="NAME",
    group="Pages",
    help="Write a runbook instead, for the service of this key.",
)
@option("--post-mortem", metavar="NAME", group="Pages", help="Write a post-mortem instead.")
@option(
    "--game-day",
    metavar="NAME",
    group="Pages",
    help="Write the plan of a game day instead, with a simulation.",
)
@option(
    "--service",
    metavar="KEY",
    group="Pages",
    help="The service that the page is about, where NAME is not its key.",
)
@option(
    "--at",
    metavar="T",
    group="Pages",
    help="When the game day is. [default: in a week, on a weekday at 10:00]",
)
@option("--live", is_flag=True, group="Connection", help="Simulate by what the account has.")
@_options.config
@_options.connection
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Begin a repository: settings, a commented example, and what editors and reviews need.

    Lint finds nothing in it, and it can be tried at once with --sandbox. No file is written over,
    and an example only where there is no YAML yet. With --from-account all that the account has
    takes its place.

    With --runbook, --post-mortem or --game-day a page to fill in is written instead. How bad it is
    when its service fails (severity) decides what it asks.
    """
    from pdsync.cli._account import connecting
    from pdsync.cli.scaffolding.pages import write_page
    from pdsync.cli.scaffolding.repository import begin
    from pdsync.cli.terminal import exit_codes as _exit

    asked = [name for name in _PAGES if options[name] is not None]
    if len(asked) > 1:
        both = " and ".join(f"--{name.replace('_', '-')}" for name in asked[:2])
        raise UsageProblem(f"{both} are two pages", hint="write one after the other")
    if asked:
        refuse(_BEGINS, "where a page is written", "leave it out")
        write_page(asked[0], options, context)
        return _exit.FINE
    refuse({"service", "at", "live"}, "without a page", "name one, as in --runbook checkout")
    if options["from_account"]:
        refuse({"account"}, "with --from-account", "leave it out: the account says it")
    else:
        refuse(connecting(), "without --from-account", "add --from-account, or leave it out")
    begin(options, context)
    return _exit.FINE
