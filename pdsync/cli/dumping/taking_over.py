"""Changes of the account into files that are there: `dump --into`, for one thing of the YAML."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pdsync.cli._account import AccountOptions, opened
from pdsync.cli._context import CommandContext
from pdsync.cli._planning import loaded
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.dumping.taken_words import nothing_taken, taken
from pdsync.cli.terminal.edits import diff, write_edits
from pdsync.cli.terminal.problems import BrokenConfiguration
from pdsync.dump import WAYS, AsRead, Differing, left_to_account, taken_over
from pdsync.errors import PdsyncError
from pdsync.kinds import Schedule, below, has_open_turns, titled
from pdsync.reconcile import Change, OnceRead, Options, live_of_entries, make_plan, read_everything
from pdsync.render import sentence
from pdsync.series import all_of
from pdsync.source import has_yaml
from pdsync.source.edit import Edited, NotEditable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pdsync.dump import Thing
    from pdsync.kinds import Resource
    from pdsync.reconcile import Live
    from pdsync.source import Config, Entry


def take_over(options: dict[str, Any], context: CommandContext) -> None:
    """Write what was changed in the account of one thing into its file, and say what."""
    config = _configuration(options["into"])
    entry = _entry(config, options["only"])
    output, anchors = context.output, _has_anchors(entry, options)
    output.transient("Reading the account …")
    with opened(AccountOptions.taken_from(options), context.clock, output) as reached:
        now, account = context.clock.now(), OnceRead(reached.client, repeats=True)
        entries = [*_with_nested(config, entry)]
        only = tuple((one.kind, one.key) for one in entries)
        asked = Options(only=only, horizon=None, target=reached.label)
        plan = make_plan(config, account, asked, now=now)
        snapshot = read_everything(account)
        lives = live_of_entries(config, snapshot)
        if plan.is_broken or ((entry.kind, entry.key) not in lives and plan.has_errors):
            # Of a plan that is not made nobody can say that nothing differs.
            raise BrokenConfiguration(plan.diagnostics, config.texts)
        title = titled(entry.kind, entry.key)
        _refuse_unknown(entries, lives, title)
        differing = _differing(entries, plan.changes, lives, anchors=anchors)
        as_read = AsRead(snapshot, _keys(lives), now)
        left = [*_left(entries, lives, as_read)]
        if not differing:
            _tell([], [nothing_taken(title, anchors=anchors), *left], context)
            return

        def differs(made: Edited) -> Sequence[Change] | None:
            after = make_plan(made.after, account, asked, now=now)
            return None if after.is_broken else [one for one in after.changes if one.fields]

        made, differing = _made(config, differing, as_read, differs)
        if isinstance(made, NotEditable):
            raise PdsyncError(f"{title} stays as it is: {made.reason}", hint=made.hint)
    write_edits(made.files, config.texts)
    edits = [diff(name, config.texts[name], text) for name, text in sorted(made.files.items())]
    _tell(edits, [*taken(differing, made), *left], context)


def _has_anchors(entry: Entry, options: dict[str, Any]) -> bool:
    """Return True if whose turn it is is to be written too; raises UsageProblem for no schedule."""
    if options["anchors"] and entry.kind != "schedule":
        hint = "leave it out, or name a schedule"
        raise UsageProblem(f"--anchors does nothing for a {entry.kind}", hint=hint)
    return bool(options["anchors"])


def _configuration(directory: str) -> Config:
    """Return the configuration that is to be written into."""
    if not has_yaml(Path(directory)):
        hint = "name the directory of a configuration; a new one is written by --out DIR"
        raise UsageProblem(f"--into {directory}: there is no YAML", hint=hint)
    return loaded(directory)


def _keys(lives: Mapping[tuple[str, str], Live]) -> dict[Thing, str]:
    return {(one.kind.name, one.id): key for (_, key), one in lives.items()}


def _left(
    entries: Iterable[Entry], lives: Mapping[tuple[str, str], Live], as_read: AsRead
) -> Iterator[str]:
    """Yield what stays the account's, whatever was changed of it: the fields that nobody wrote."""
    for one in entries:
        live = lives.get((one.kind, one.key))
        if live and (fields := [*left_to_account(one, live, as_read)]):
            title = titled(one.kind, one.key)
            yield f"Not written of {title}, and left to the account: {all_of(fields)}."


def _refuse_unknown(
    entries: Iterable[Entry], lives: Mapping[tuple[str, str], Live], title: str
) -> None:
    """Refuse what the account does not tell well enough to write it."""
    for one in entries:
        live = lives.get((one.kind, one.key))
        if live and live.lost:
            raise PdsyncError(f"{title} stays as it is: {live.lost}")


def _with_nested(config: Config, entry: Entry) -> Iterator[Entry]:
    """Yield an entry, and those that are written among its fields and are to be there."""
    inside = {one.name for one in below(entry.kind)}
    for one in config.entries:
        is_inside = one.kind in inside and one.key.startswith(f"{entry.key}/")
        if one is entry or (is_inside and not getattr(one.resource, "absent", False)):
            yield one


def _differing(
    entries: Iterable[Entry],
    changes: Sequence[Change],
    lives: Mapping[tuple[str, str], Live],
    *,
    anchors: bool,
) -> Sequence[Differing]:
    """Return what the account has otherwise, or with `anchors` says beyond what is written."""
    found = (_compared(one, changes, lives, anchors=anchors) for one in entries)
    return [one for one in found if one.fields or one.turns]


def _compared(
    entry: Entry,
    changes: Sequence[Change],
    lives: Mapping[tuple[str, str], Live],
    *,
    anchors: bool,
) -> Differing:
    """Return an entry with what the account has otherwise."""
    live = lives.get((entry.kind, entry.key))
    if live is None:
        hint = "`pdsync plan` says what it makes; if it is to go, delete it here"
        raise PdsyncError(f"the account has no {titled(entry.kind, entry.key)}", hint=hint)
    change = next((it for it in changes if it.address == (entry.kind, entry.key)), None)
    return Differing(entry, live, _fields(change), _open_in(entry.resource) if anchors else None)


def _open_in(resource: Resource) -> str | None:
    """Return the field of a schedule that leaves open whose turn it is, if one does."""
    if not isinstance(resource, Schedule) or not has_open_turns(resource):
        return None
    return "rotations" if "rotations" in resource.model_fields_set else "layers"


def _made(
    config: Config,
    differing: Sequence[Differing],
    as_read: AsRead,
    differs: Callable[[Edited], Sequence[Change] | None],
) -> tuple[Edited | NotEditable, Sequence[Differing]]:
    """Return the files with the smallest edit after which a plan of it is empty, or why not.

    Where other fields differ only then, as hand-offs do in another time zone, they are taken
    over as well.
    """
    why: NotEditable | None = None
    left: Sequence[Change] = ()
    for way in WAYS:
        try:
            made = taken_over(config, differing, as_read, way)
        except NotEditable as trouble:
            why = why or trouble
        else:
            changes = differs(made)
            if changes is not None and not changes:
                return made, differing
            left = changes or left
    wider = [_with_fields(one, left) for one in differing]
    if [one.fields for one in wider] != [one.fields for one in differing]:
        return _made(config, wider, as_read, differs)
    said = "the YAML cannot say all that the account has"
    return why or NotEditable(said, "change it by hand"), differing


def _with_fields(one: Differing, changes: Sequence[Change]) -> Differing:
    """Return something that differs with the fields in which it still does."""
    address = one.entry.kind, one.entry.key
    more = _fields(next((it for it in changes if it.address == address), None))
    return replace(one, fields=list(dict.fromkeys((*one.fields, *more))))


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
        hint = "write the key that it has there; what is new is written by --out DIR"
        raise UsageProblem(f"{where} has no {kind} '{key}'", hint=hint)
    return found


def _fields(change: Change | None) -> list[str]:
    """Return the fields that a plan would change, each once."""
    paths = (one.path.split("/")[1] for one in change.fields) if change else ()
    return list(dict.fromkeys(paths))
