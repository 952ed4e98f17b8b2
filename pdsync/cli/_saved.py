"""Plan files: what they hold, and how they are read, with suspicion."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pdsync import __version__
from pdsync.cli._planning import Selection
from pdsync.cli.arguments.other_words import directory_of, is_path
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.terminal.actions import in_actions
from pdsync.cli.terminal.problems import Stale
from pdsync.disk import why_unread
from pdsync.errors import PdsyncError, Refused
from pdsync.frozen import frozen
from pdsync.reconcile import Plan, Remote, made_at, moved_things, stale
from pdsync.reconcile.drift import who_since
from pdsync.render import PLAN, PLAN_BEFORE, Json
from pdsync.render.plan import plan_dumps, plan_json

_AGAIN = "make it again with `pdsync plan --out FILE`"
_UNDO_AGAIN = "make it again with `pdsync undo --out FILE`"
_IN_ACTIONS = "; in a workflow run all of its jobs again, and not those alone that failed"
_MOST = 64 * 2**20
"""Bytes; the creation of 5,000 services takes 4 MB."""
_OPTIONS: TypeAdapter[Selection] = TypeAdapter(Selection)


def saved_text(plan: Plan, selection: Selection) -> str:
    """The plan with the options it was made with, as a plan file holds it."""
    return plan_dumps({**plan_json(plan), "options": asdict(selection)}) + "\n"


@frozen
class Saved:
    """A plan file: the JSON, and the options it was made with. Its calls are for reading only."""

    file: str
    row: Json
    selection: Selection

    @classmethod
    def read(cls, file: str, given: Selection) -> Saved:
        """Read the file; `given` are the options beside it, which it must do without.

        Raises:
            PdsyncError: the file is not a plan, or another version's.
        """
        if given != Selection():
            raise UsageProblem(
                "a saved plan brings its own selection and limits",
                hint="with PLAN, leave out --only, --except, --team, --effective, --allow-deletes, "
                "--restore-overrides and --show-ids",
            )
        row = _parsed(file)
        formats = (PLAN, PLAN_BEFORE)
        if not isinstance(row, dict) or row.get("format") not in formats or "options" not in row:
            raise PdsyncError(f"{file} is not a saved plan", hint=_AGAIN)
        if row.get("version") != __version__:
            raise PdsyncError(
                f"{file} was made by pdsync {row.get('version')}; this is {__version__}",
                hint=_AGAIN,
            )
        return cls(file, row, _selection(file, row["options"]))

    @property
    def goes_back_to(self) -> tuple[str, str] | None:
        """Return the name and the commit of the revision that it goes back to, if to one."""
        undo = self.row.get("undo")
        if undo is None:
            return None
        match undo:
            case {"revision": str(name), "commit": str(commit)} if name and commit:
                return name, commit
        raise PdsyncError(f"{self.file} is not a saved plan: it is damaged", hint=_AGAIN)

    @property
    def made_at(self) -> datetime | None:
        """Return when it was made; None where it does not say."""
        return made_at(self.row)

    def check(self, plan: Plan, now: datetime, remote: Remote) -> None:
        """Raise unless the new plan is this one, and nobody has handed over since it was made."""
        for name, what in (("account", "account"), ("target", "account"), ("source", "directory")):
            before, after = str(self.row.get(name)), str(getattr(plan, name))
            if before != after:
                raise PdsyncError(
                    f"{self.file} is a plan for the {what} '{before}', and this is '{after}'",
                    hint=f"name the same {what} as for `pdsync plan`, or make the plan again",
                )
        if self.row.get("refused") and self.row.get("merged_from"):
            told = "; ".join(map(str, self.row["refused"]))
            raise Refused(f"{self.file} was refused when it was made: {told}", hint=_AGAIN)
        fresh = plan_json(plan)
        if moved := stale(self.row, fresh, now):
            if self.made_at:
                things = moved_things(self.row, fresh)
                moved = stale(self.row, fresh, now, who_since(remote, things, self.made_at, now))
            again = _UNDO_AGAIN if self.goes_back_to else _AGAIN
            again += _IN_ACTIONS if in_actions() else ""
            raise Stale(f"{self.file} is out of date: {'; '.join(moved)}", plan, hint=again)


def _parsed(file: str) -> Any:
    raw = _read(file)
    if not raw.strip():
        raise PdsyncError(f"{file} is empty", hint=f"{_AGAIN}; did that command fail?")
    if len(raw) > _MOST:
        most = _MOST // 2**20
        raise PdsyncError(f"{file} is larger than {most} MB, which no plan is", hint=_AGAIN)
    try:
        return json.loads(raw)  # in UTF-16 too, which Windows' shell writes
    except (ValueError, RecursionError):
        raise _no_plan(file) from None


def _read(file: str) -> bytes:
    """One byte more than may be, so that no file fills the memory."""
    if file == "-":
        hint = "write it with `pdsync plan --out FILE`, and name that file"
        raise UsageProblem("no plan is taken from standard input", hint=hint)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(_MOST + 1)
    except OSError as problem:
        why = why_unread(problem)
        hint = "name a file that `pdsync plan --out FILE` wrote"
        raise PdsyncError(f"cannot read the plan {file}: {why}", hint=hint) from None


def _no_plan(file: str) -> PdsyncError:
    if is_path(file):
        hint = f"write `pdsync apply --config {directory_of(file)}` to plan and apply what it says"
        return UsageProblem(f"{file} is not a saved plan", hint=hint)
    return PdsyncError(f"{file} is not a saved plan: it is not JSON", hint=_AGAIN)


def _selection(file: str, options: Any) -> Selection:
    damaged = PdsyncError(f"{file} is not a saved plan: its options are damaged", hint=_AGAIN)
    if not isinstance(options, dict) or options.keys() != Selection.__dataclass_fields__.keys():
        raise damaged
    try:
        return _OPTIONS.validate_json(json.dumps(options))
    except ValueError:
        raise damaged from None
