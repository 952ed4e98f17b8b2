"""From options to a new repository: what is there, what is to be, and what was written."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic_core import PydanticCustomError

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments.params import in_words
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.terminal.new_files import write_new
from pdsync.render import Style, visible
from pdsync.scaffold import Beginning, NewFile, beginning, code_owners
from pdsync.source import account_name, has_yaml, load, stack_name

_ODD = re.compile(r"[^a-z0-9]+")
_LONGEST = 40
_STACK = "oncall"


def begin(options: dict[str, Any], context: CommandContext) -> None:
    """Write what is missing of a repository, and say what was written and what was there."""
    top = Path(options["top"])
    directory = configuration_of(top, options["directory"])
    files = beginning(
        Beginning(
            directory=directory,
            stack=_stack(options["stack"], top),
            account=_account(options["account"]),
            owners=_owners(top / directory, top),
        )
    )
    written = write_new(top, {one.path: one.text for one in files})
    if not context.output.is_quiet:
        context.output.blocks([*_told(files, written, top, context.output.out_style)])


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


def _stack(given: str | None, top: Path) -> str:
    if given is not None:
        try:
            return stack_name(given)
        except PydanticCustomError as wrong:
            raise in_words("--stack", wrong) from None
    name = _ODD.sub("-", top.absolute().resolve().name.lower()).strip("-")[:_LONGEST].strip("-")
    try:
        return stack_name(name)
    except PydanticCustomError:
        return _STACK


def _account(given: str | None) -> str | None:
    try:
        return None if given is None else account_name(given)
    except PydanticCustomError as wrong:
        raise in_words("--account", wrong) from None


def _owners(policies: Path, top: Path) -> dict[str, tuple[str, ...]] | None:
    """Return the teams of each file that there is; None where there is no YAML."""
    if not has_yaml(policies):
        return None
    return {seen_from(top, file): teams for file, teams in code_owners(load(policies)).items()}


def seen_from(top: Path, file: str) -> str:
    """Return a file as it is called in the repository."""
    return Path(os.path.relpath(file, top)).as_posix()


def _told(
    files: Sequence[NewFile], written: Collection[str], top: Path, style: Style
) -> Iterator[str]:
    """Yield what was written, what was there, and what to do next."""
    new = [one for one in files if one.path in written]
    old = [one for one in files if one.path not in written]
    at = "" if top == Path() else f" in {visible(top.as_posix()).rstrip('/')}/"
    if new:
        yield "\n".join([f"Written{at}:", *_lines(new, style)])
    if old:
        already = "There already" if new else f"All of it is there already{at}"
        yield "\n".join([f"{already}, and left as it is:", *_lines(old, style)])
    if any(one.path.endswith("checkout.yaml") for one in new):
        go = f"cd {shlex.quote(str(top))} && " if top != Path() else ""
        yield f"Next: {go}pdsync lint && pdsync plan --sandbox"


def _lines(files: Sequence[NewFile], style: Style) -> list[str]:
    width = max(len(visible(one.path)) for one in files)
    return [f"  {visible(one.path):{width}}  {style.paint(one.about, 'dim')}" for one in files]
