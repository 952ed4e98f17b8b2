"""Changes of the account into files that are there: `dump --into`, for one thing of the YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdsync.cli._account import AccountOptions, opened
from pdsync.cli._context import CommandContext
from pdsync.cli._planning import loaded
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.terminal.edits import diff
from pdsync.cli.terminal.problems import BrokenConfiguration
from pdsync.dump import AsRead, taken_over
from pdsync.errors import PdsyncError
from pdsync.kinds import KINDS
from pdsync.reconcile import Change, Options, live_of_entries, make_plan, read_everything
from pdsync.render import sentence
from pdsync.series import all_of
from pdsync.source.edit import NotEditable, write_files

if TYPE_CHECKING:
    from pdsync.source import Config, Entry


def take_over(options: dict[str, Any], context: CommandContext) -> None:
    """Write what was changed in the account of one thing into its file, and say what."""
    config = loaded(options["into"])
    entry, output = _entry(config, options["only"]), context.output
    output.transient("Reading the account …")
    with opened(AccountOptions.taken_from(options), context.clock, output) as reached:
        now = context.clock.now()
        asked = Options(only=((entry.kind, entry.key),), horizon=None, target=reached.label)
        plan = make_plan(config, reached.client, asked, now=now)
        snapshot = read_everything(reached.client)
    address = entry.kind, entry.key
    change = next((one for one in plan.changes if (one.kind, one.key) == address), None)
    lives = live_of_entries(config, snapshot)
    live = lives.get(address)
    title = f"{KINDS[entry.kind].title} `{entry.key}`"
    if plan.is_broken or (live is None and plan.has_errors):
        # Of a plan that is not made nobody can say that nothing differs.
        raise BrokenConfiguration(plan.diagnostics, config.texts)
    if live is None:
        raise PdsyncError(f"the account has no {title}", hint="`pdsync plan` says what it makes")
    fields = _fields(change)
    if not fields:
        _tell([], [f"{title} is as the account has it."], context)
        return
    keys = {(one.kind.name, one.id): key for (_, key), one in lives.items()}
    try:
        made = taken_over(config, entry, live, fields, AsRead(snapshot, keys, now))
    except NotEditable as trouble:
        raise PdsyncError(f"{title} stays as it is: {trouble.reason}", hint=trouble.hint) from None
    write_files(made.files, config.texts)
    edits = [diff(name, config.texts[name], text) for name, text in sorted(made.files.items())]
    gone = [f"A comment went with it: {one}" for one in made.comments]
    _tell(edits, [f"{title} has {all_of(fields)} of the account now.", *gone], context)


def _tell(edits: list[str], sentences: list[str], context: CommandContext) -> None:
    style = context.output.out_style
    said = "\n".join(sentence(one, style, 0) for one in sentences)
    context.output.blocks([] if context.output.is_quiet else [*edits, said[:1].upper() + said[1:]])


def _entry(config: Config, only: tuple[str, ...]) -> Entry:
    kind, _, key = only[0].partition(":") if len(only) == 1 else ("", "", "")
    if not key:
        hint = "as in --into policies --only schedule:primary"
        raise UsageProblem("--into takes one --only KIND:KEY", hint=hint)
    found = config.find(kind, key)
    if found is None:
        where = f"{config.directory.rstrip('/')}/"
        raise UsageProblem(f"{where} has no {kind} '{key}'", hint="write the key that it has there")
    return found


def _fields(change: Change | None) -> list[str]:
    """Return the fields that a plan would change, each once."""
    paths = (one.path.split("/")[1] for one in change.fields) if change else ()
    return list(dict.fromkeys(paths))
