"""`pdsync rename`: a resource of the YAML gets another key, and so do all that refer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command, UsageProblem, argument, option
from pdsync.errors import PdsyncError
from pdsync.series import all_of, any_of

if TYPE_CHECKING:
    from pdsync.source import Config, Entry
    from pdsync.source.edit import Edited


@click.command(
    cls=Command,
    short_help="Give a resource another key.",
    epilog="""
pdsync rename service:checkout checkout-api
pdsync rename team:storefront web-shop --dry-run
""",
)
@argument("what", metavar="KIND:OLD", required=False, about="A resource of the configuration.")
@argument("new", metavar="NEW", required=False, about="The key that it gets.")
@option("--dry-run", is_flag=True, group="Output", help="Show the edit, and write nothing.")
@_options.config
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Give a resource another key, and write that key wherever the old one is referred to.

    `was:` is written with it, so that the next plan finds the live resource, and changes its mark
    alone; so is `name:` where the old key was the name as well. All else in the files stays as it
    is, byte for byte. The account is not asked.
    """
    from pdsync.cli._planning import loaded
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.cli.terminal.edits import diff, write_edits
    from pdsync.render import sentence

    what, new = options["what"], options["new"]
    if what is None or new is None:
        raise UsageProblem("rename needs a KIND:OLD and a NEW", hint="as in service:web storefront")
    config = loaded(options["directory"])
    entry = _entry(config, what)
    made = _renamed(config, entry, new)
    is_written, is_quiet = not options["dry_run"], context.output.is_quiet
    if is_written:
        write_edits(made.files, config.texts)
    edits = [diff(name, config.texts[name], text) for name, text in sorted(made.files.items())]
    summary = sentence(_summary(entry, new, made, written=is_written), context.output.out_style, 0)
    context.output.blocks([] if is_quiet and is_written else [*edits, summary])
    return _exit.FINE


def _entry(config: Config, what: str) -> Entry:
    from pdsync.kinds import near_key

    kind, _, key = what.rpartition(":")
    found = [one for one in config.entries if one.key == key and kind in {"", one.kind}]
    if len(found) == 1:
        return found[0]
    if found:
        both = any_of(f"{one.kind}:{key}" for one in found)
        raise UsageProblem(f"'{key}' is the key of several", hint=f"write {both}")
    known = [f"{one.kind}:{one.key}" for one in config.entries]
    guess = near_key(what, known) if kind else near_key(key, [one.key for one in config.entries])
    where = f"{config.directory.rstrip('/')}/"
    hint = f"did you mean {guess}?" if guess else "write the kind and key of one, as service:web"
    raise UsageProblem(f"{where} has no '{what}'", hint=hint)


def _renamed(config: Config, entry: Entry, new: str) -> Edited:
    from pydantic_core import PydanticCustomError

    from pdsync.cli._other_kinds import a_kind
    from pdsync.cli.arguments.params import in_words
    from pdsync.kinds import key, titled
    from pdsync.source.edit import NotEditable, renamed

    try:
        key(new)
    except PydanticCustomError as wrong:
        raise in_words("NEW", wrong) from None
    address = "/".join([*entry.key.split("/")[:-1], new])
    if config.find(entry.kind, address):
        already = f"there is {a_kind(entry.kind)} '{address}' already"
        raise UsageProblem(already, hint="write another key")
    try:
        return renamed(config, entry, new)
    except NotEditable as trouble:
        reason = f"{titled(entry.kind, entry.key)} keeps its key: {trouble.reason}"
        raise PdsyncError(reason, hint=trouble.hint) from None


def _summary(entry: Entry, new: str, made: Edited, *, written: bool) -> str:
    from pdsync.kinds import titled

    files = all_of(sorted(made.files))
    verb, was = "is" if written else "would be", entry.resource.was
    done = f"{titled(entry.kind, entry.key)} {verb} `{new}`, in {files}."
    old = entry.key.rpartition("/")[2]
    if was is None:
        return f"{done} `pdsync plan` finds it by `was:`, which can go after the next apply."
    if was == new:
        return f"{done} If an apply has made it `{old}` already, write `was: {old}` on it."
    return (
        f"{done} `pdsync plan` finds it by `was: {was}`, as before. If an apply has made it "
        f"`{old}` already, write `was: {old}` instead."
    )
