"""Dump of an account, or of a part of it, into a new directory."""

from __future__ import annotations

from typing import Any

from pdsync.cli._account import AccountOptions, opened
from pdsync.cli._context import CommandContext
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.dumping.reading import read_and_dump
from pdsync.cli.dumping.stack_names import stack_for
from pdsync.cli.dumping.state_file import state_in
from pdsync.cli.terminal.new_directory import NewDirectory
from pdsync.dump import Wish
from pdsync.reconcile import Snapshot
from pdsync.render import dumps
from pdsync.render.dumped import dump_json, dump_text, move_json
from pdsync.terraform import TerraformState, move, wish_for, with_removed


def make_anew(options: dict[str, Any], context: CommandContext) -> None:
    """Write an account into a directory that is not there yet, and say what it leaves unsaid."""
    directory, output = NewDirectory(options["out"]), context.output
    directory.check()
    state = state_in(options["terraform_state"]) if options["terraform_state"] else None
    output.transient("Reading the account …")
    with opened(AccountOptions.taken_from(options), context.clock, output) as reached:
        snapshot, found = read_and_dump(reached, context, lambda it: _wish(it, options, state))
        label = reached.label
    moved = move(state, snapshot, found, context.clock.now()) if state else None
    found = with_removed(found, moved) if moved else found
    directory.write(found.files)
    row = dump_json(found, options["out"], snapshot.subdomain or label)
    row |= {"terraform": move_json(moved)} if moved else {}
    if options["format_"] == "json":
        output.out(dumps(row))
    else:
        output.blocks(dump_text(row, output.out_style))


def _wish(snapshot: Snapshot, options: dict[str, Any], state: TerraformState | None) -> Wish:
    stack = stack_for(options["stack"], snapshot)
    only = tuple(_only(one) for one in options["only"])
    wish = Wish(stack, options["teams"], only, anchors=not options["no_anchors"])
    return wish_for(state, wish) if state else wish


def _only(text: str) -> tuple[str, str | None]:
    kind, colon, name = text.partition(":")
    if not kind or (colon and not name):
        hint = "write a kind, such as service, or service:NAME"
        raise UsageProblem(f"--only cannot be '{text}'", hint=hint)
    return kind, name or None
