"""Options of a plan: what the user asked beyond the configuration. Data only."""

from __future__ import annotations

from datetime import datetime, timedelta

from pdsync.frozen import frozen

HORIZON = timedelta(weeks=4)
"""How far ahead a plan says who is on call."""

VALID = timedelta(days=7)
"""How long a plan is valid at most."""


@frozen
class Options:
    """Options of `plan` and `apply`.

    `only` holds kinds with a key or None for the whole kind; `team` a team's key; `excepted` what
    is left alone for now, by kind and key. `allow_deletes` lifts the safety limits up to that
    number; `target` is the account as people should read it. Who is on call is told for `horizon`;
    None: not at all. `effective` is `now`, or `handoff` for changes of schedules that wait for the
    next hand-off. `as_of` is when the saved plan was made that this one is compared with: hand-offs
    since then count too. `once_more` says that it was planned before, so that what was selected
    may be gone by now. `unmanaged` asks for what of the account is not managed, too.
    `turns_are_known` says that others are to go on call: nobody is told how to keep those who are.
    """

    only: tuple[tuple[str, str | None], ...] = ()
    team: str | None = None
    excepted: tuple[tuple[str, str], ...] = ()
    allow_deletes: int | None = None
    restore_overrides: bool = False
    show_ids: bool = False
    target: str = ""
    horizon: timedelta | None = HORIZON
    effective: str = "now"
    as_of: datetime | None = None
    once_more: bool = False
    unmanaged: bool = False
    turns_are_known: bool = False

    def why_out(self, kind: str, key: str) -> str:
        """Say in a clause why something is not part of the plan."""
        is_left = (kind, key) in self.excepted
        return "is left alone (`--except`)" if is_left else "is outside the selection"

    def way_in(self, kind: str, key: str) -> str:
        """Advise how to make something part of the plan that is outside of its selection."""
        named = f"{kind}:{key}"
        is_left = (kind, key) in self.excepted
        return f"leave out `--except {named}`" if is_left else f"add `--only {named}`"


UNKNOWN = "unknown"


@frozen
class Excepted:
    """Resource that is left alone for now, and the action that it would need; None: none.

    The action is UNKNOWN where it names what is not there.
    """

    kind: str
    key: str
    action: str | None
