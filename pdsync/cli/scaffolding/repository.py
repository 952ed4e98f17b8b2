"""Beginning of a repository: what is there, what is to be, and what was written."""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from pdsync.cli._account import AccountOptions, opened
from pdsync.cli._context import CommandContext
from pdsync.cli.arguments.options import SANDBOX_FILE
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.dumping.reading import read_and_dump
from pdsync.cli.dumping.stack_names import stack_for
from pdsync.cli.terminal.new_files import write_new
from pdsync.dump import Wish
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.on_demand import regex
from pdsync.reconcile import topics_of_config
from pdsync.render import Json, Style, visible
from pdsync.render.dumped import dump_json, dump_text
from pdsync.scaffold import Beginning, NewFile, beginning, code_owners, runbook_owners, workflows
from pdsync.source import has_yaml, is_stack, load, load_texts

_ODD = regex(r"[^a-z0-9]+")
_LONGEST = 40
_STACK = "oncall"


@frozen
class _Dumped:
    """Dump that takes the place of the example: its files, and what is told of it."""

    beginning: Beginning
    files: tuple[NewFile, ...]
    row: Json


def begin(options: dict[str, Any], context: CommandContext) -> None:
    """Write what is missing of a repository, and say what was written and what was there."""
    top, style = Path(options["top"]), context.output.out_style
    directory = configuration_of(top, options["directory"])
    account = _as_seen_from(top, options) if options["from_account"] else " --sandbox"
    dumped = _dumped(options, top, directory, context) if options["from_account"] else None
    given = dumped.beginning if dumped else _asked(options, top, directory)
    of_forge = _of_forge(options["forge"], directory)
    files = [_as_it_is_there(one, top) for one in (*beginning(given), *of_forge)]
    texts = {one.path: one.text for one in (*files, *(dumped.files if dumped else ()))}
    written = write_new(top, texts)
    said = [] if context.output.is_quiet else [*_told(files, written, top, style)]
    if dumped:
        said += dump_text(dumped.row, style)
    if not context.output.is_quiet and (dumped or f"{directory}/checkout.yaml" in written):
        said.append(_next(top, account))
    context.output.blocks(said)


def _of_forge(forge: str, directory: str) -> tuple[NewFile, ...]:
    if forge != "none" and "$" in directory:
        raise UsageProblem(
            f"--config cannot be '{directory}' with --forge",
            hint="write a directory without $, which starts an expression in workflows",
        )
    return workflows(forge, directory)


def _as_it_is_there(file: NewFile, top: Path) -> NewFile:
    """Return a file under the name that it has already, where that is another one."""
    there = (one for one in file.others if os.path.lexists(top / one))
    return replace(file, path=next(there, file.path))


def _asked(options: dict[str, Any], top: Path, directory: str) -> Beginning:
    return Beginning(
        directory=directory,
        stack=options["stack"] or _stack_called(top),
        account=options["account"],
        owners=_owners(top / directory, top),
    )


def _dumped(options: dict[str, Any], top: Path, directory: str, context: CommandContext) -> _Dumped:
    """Read the account, and write it as a configuration; raises PdsyncError where one is there."""
    if has_yaml(top / directory):
        hint = "name another DIR; or write the account beside it, with `pdsync dump --out DIR`"
        raise PdsyncError(f"{(top / directory).as_posix()} has YAML already", hint=hint)
    context.output.transient("Reading the account …")
    with opened(AccountOptions.taken_from(options), context.clock, context.output) as reached:
        name = _stack_called(top)
        snapshot, found = read_and_dump(
            reached, context, lambda it: Wish(stack_for(options["stack"], it, name))
        )
        label = reached.label
    texts = {f"{directory}/{name}": text for name, text in found.files.items()}
    given = Beginning(directory, found.stack, snapshot.subdomain, code_owners(load_texts(texts)))
    files = tuple(NewFile(path, "", text) for path, text in texts.items())
    settings = {one.path for one in beginning(given)}
    row = dump_json(found, (top / directory).as_posix(), snapshot.subdomain or label)
    return _Dumped(given, tuple(one for one in files if one.path not in settings), row)


def configuration_of(top: Path, directory: str) -> str:
    """Return the directory of the configuration, seen from that of the repository."""
    path = PurePosixPath(Path(directory).as_posix())
    if path.is_absolute() and Path(directory).is_relative_to(top.absolute()):
        path = PurePosixPath(Path(directory).relative_to(top.absolute()).as_posix())
    if path.is_absolute() or ".." in path.parts or path == PurePosixPath("."):
        raise UsageProblem(
            f"--config cannot be '{directory}' here",
            hint="write a directory below that of the repository, such as policies",
        )
    return str(path)


def _stack_called(top: Path) -> str:
    """Return a name for a stack made of that of a directory."""
    name = _ODD.sub("-", top.absolute().resolve().name.lower()).strip("-")[:_LONGEST].strip("-")
    return name if is_stack(name) else _STACK


def _owners(policies: Path, top: Path) -> dict[str, tuple[str, ...]] | None:
    """Return the teams of each file that there is; None where there is no YAML."""
    if not has_yaml(policies):
        return None
    config = load(policies)
    owners = {seen_from(top, file): teams for file, teams in code_owners(config).items()}
    teams_of = {
        one.token: [team.key for team in one.teams if team.key]
        for one in topics_of_config(config)
        if one.kind == "service"
    }
    by_runbook = runbook_owners(config, teams_of, lambda path: _file_in(path, policies, top))
    return {**owners, **by_runbook}


def _file_in(written: str, policies: Path, top: Path) -> str | None:
    """Return the file that a path means, from the top or from the YAML; None for a web page."""
    path = written.partition("#")[0]
    for base in (top, policies):
        with suppress(OSError, ValueError):  # no name that a file can have
            if path and (base / path).is_file():
                file = seen_from(top, str(base / path))
                return None if file.startswith("../") else file
    return None


def seen_from(top: Path, file: str) -> str:
    """Return a file as it is called in the repository."""
    return Path(os.path.relpath(file, top)).as_posix()


def _told(
    files: Sequence[NewFile], written: Collection[str], top: Path, style: Style
) -> Iterator[str]:
    """Yield what was written, and what was there."""
    new = [one for one in files if one.path in written]
    old = [one for one in files if one.path not in written]
    at = "" if top == Path() else f" in {visible(top.as_posix()).rstrip('/')}/"
    if new:
        yield "\n".join([f"Written{at}:", *_lines(new, style)])
    if old:
        already = "There already" if new else f"All of it is there already{at}"
        yield "\n".join([f"{already}, and left as it is:", *_lines(old, style)])


def _as_seen_from(top: Path, options: dict[str, Any]) -> str:
    """Return the options by which the same account is reached from a directory, after a blank.

    What the environment says goes without saying.
    """
    if options["sandbox"] or options["sandbox_file"]:
        if top == Path() and not options["sandbox_file"]:
            return " --sandbox"
        return _option("--sandbox-file", _seen_from(top, options["sandbox_file"] or SANDBOX_FILE))
    words = ""
    if file := options["token_file"]:
        words += _option("--token-file", _seen_from(top, file))
    if options["region"] != os.environ.get("PAGERDUTY_SERVICE_REGION"):
        words += _option("--region", options["region"])
    if options["api_url"] != os.environ.get("PDSYNC_API_URL"):
        words += _option("--api-url", options["api_url"])
    return words


def _seen_from(top: Path, file: str) -> str:
    return file if Path(file).is_absolute() else os.path.relpath(file, top)


def _option(name: str, value: str) -> str:
    return f" {name} {visible(shlex.quote(value))}"


def _next(top: Path, account: str) -> str:
    go = f"cd {visible(shlex.quote(str(top)))} && " if top != Path() else ""
    return f"Next: {go}pdsync lint && pdsync plan{account}"


def _lines(files: Sequence[NewFile], style: Style) -> list[str]:
    width = max(len(visible(one.path)) for one in files)
    return [f"  {visible(one.path):{width}}  {style.paint(one.about, 'dim')}" for one in files]
