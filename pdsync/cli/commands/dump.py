"""`pdsync dump`: an account, or a part of it, as a configuration."""

from __future__ import annotations

from typing import Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.params import StackName
from pdsync.cli.arguments.useless_options import refuse
from pdsync.cli.arguments.words import Command, option

_ANEW = {"out", "teams", "stack", "no_anchors", "format_", "terraform_state"}
"""Options of a new directory."""


@click.command(
    cls=Command,
    short_help="Write an account as a configuration.",
    epilog="""
pdsync dump
pdsync dump --out policies --stack acme --team Storefront --team Payments
pdsync dump --out policies --stack acme --terraform-state terraform.tfstate
pdsync dump --into policies --only schedule:payments-primary
pdsync dump --into policies --only schedule:payments-primary --anchors
""",
)
@option(
    "--out",
    metavar="DIR",
    default="policies",
    show_default=True,
    group="Output",
    help="The directory to make. One that is not empty is refused.",
)
@option(
    "--into",
    metavar="DIR",
    group="Output",
    help="Write what was changed in the account into this configuration: of --only KIND:KEY.",
)
@option(
    "--team",
    "teams",
    metavar="NAME",
    multiple=True,
    group="Selection",
    help="Only what belongs to this team. May be repeated.",
)
@option(
    "--only",
    metavar="KIND[:NAME]",
    multiple=True,
    group="Selection",
    help="Only this kind, or only this one resource. May be repeated.",
)
@option(
    "--terraform-state",
    metavar="FILE",
    group="Selection",
    help="Only what this state of Terraform or OpenTofu looks after, under its names.",
)
@option(
    "--stack",
    type=StackName(),
    metavar="NAME",
    group="Selection",
    help="The name of the configuration, in its marks. [default: the account's]",
)
@option(
    "--no-anchors",
    is_flag=True,
    group="Selection",
    help="Leave to the account whose turn it is.",
)
@option(
    "--anchors",
    is_flag=True,
    group="Selection",
    help="With --into: of a schedule, write whose turn it is too, where nothing there says so.",
)
@_options.connection
@_options.output_format("text", "json")
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Write what an account has as YAML: a file for each team, and what they share apart.

    A plan of it adopts everything and changes no field. What carries this stack's mark keeps its
    key, what carries another's is left out. Keys and secrets are never written, nor read. What the
    YAML cannot say is listed, and stays as it is in the account.

    With --into nothing is made anew: one thing of a configuration gets what was changed of it in
    the account, in its file, and all else there stays as it is.

    With a state of Terraform, `removed.tf` is written too: with it Terraform forgets what is in
    the dump, and destroys nothing.
    """
    from pdsync.cli.dumping.made_anew import make_anew
    from pdsync.cli.dumping.taking_over import take_over
    from pdsync.cli.terminal import exit_codes as _exit

    if options["into"] is None:
        refuse({"anchors"}, "without --into", "leave it out: a new directory has them")
        make_anew(options, context)
    else:
        refuse(_ANEW, "with --into", "leave it out")
        take_over(options, context)
    return _exit.FINE
