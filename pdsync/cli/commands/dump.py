"""`pdsync dump`: an account, or a part of it, as a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.useless_options import refuse
from pdsync.cli.arguments.words import Command, UsageProblem, option

if TYPE_CHECKING:
    from pdsync.dump import Wish
    from pdsync.reconcile import Snapshot


@click.command(
    cls=Command,
    short_help="Write an account as a configuration.",
    epilog="""
pdsync dump
pdsync dump --out policies --stack acme --team "Web Shop" --team Payments
pdsync dump --out policies --stack acme --terraform-state terraform.tfstate
pdsync dump --into policies --only schedule:primary
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
    from pdsync.cli.terminal import exit_codes as _exit

    if options["into"] is not None:
        from pdsync.cli.dumping.taking_over import take_over

        refuse(_ANEW, "with --into", "leave it out")
        take_over(options, context)
        return _exit.FINE
    return _made_anew(context, options)


_ANEW = {"out", "teams", "stack", "no_anchors", "format_", "terraform_state"}
"""Options of a new directory."""


def _made_anew(context: CommandContext, options: dict[str, Any]) -> int:
    from pdsync.cli._account import AccountOptions, opened
    from pdsync.cli._state_file import state_in
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.cli.terminal.new_directory import NewDirectory
    from pdsync.dump import dump
    from pdsync.reconcile import read_everything
    from pdsync.render import dumps
    from pdsync.render.dumped import dump_json, dump_text, move_json
    from pdsync.terraform import move, wish_for, with_removed

    directory, output = NewDirectory(options["out"]), context.output
    directory.check()
    state = state_in(options["terraform_state"]) if options["terraform_state"] else None
    output.transient("Reading the account …")
    with opened(AccountOptions.taken_from(options), context.clock, output) as reached:
        snapshot = read_everything(reached.client)
        label = reached.label
    wish, now = _wish(snapshot, options), context.clock.now()
    found = dump(snapshot, wish_for(state, wish) if state else wish, now)
    moved = move(state, snapshot, found, now) if state else None
    found = with_removed(found, moved) if moved else found
    directory.write(found.files)
    row = dump_json(found, options["out"], snapshot.subdomain or label)
    row |= {"terraform": move_json(moved)} if moved else {}
    if options["format_"] == "json":
        output.out(dumps(row))
    else:
        output.blocks(dump_text(row, output.out_style))
    return _exit.FINE


def _wish(snapshot: Snapshot, options: dict[str, Any]) -> Wish:
    from pdsync.dump import Wish, stack_of
    from pdsync.source import is_stack

    stack = options["stack"] or stack_of(snapshot)
    if stack is None:
        hint = "write --stack NAME: 3 to 40 lowercase letters, digits or dashes"
        raise UsageProblem("this configuration needs a name, which its marks carry", hint=hint)
    if not is_stack(stack):
        hint = "write 3 to 40 lowercase letters, digits or dashes"
        raise UsageProblem(f"--stack cannot be '{stack}'", hint=hint)
    only = tuple(_only(one) for one in options["only"])
    return Wish(stack, options["teams"], only, anchors=not options["no_anchors"])


def _only(text: str) -> tuple[str, str | None]:
    kind, colon, name = text.partition(":")
    if not kind or (colon and not name):
        hint = "write a kind, such as service, or service:NAME"
        raise UsageProblem(f"--only cannot be '{text}'", hint=hint)
    return kind, name or None
