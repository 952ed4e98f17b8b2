"""What a plan that goes back to an earlier revision says of itself. Data only."""

from __future__ import annotations

from datetime import date, datetime

from pdsync.frozen import frozen


@frozen
class PinnedTurn:
    """Turn of a member that a schedule goes on from: of a layer or a rotation, by its title.

    `at` is a date or a time in that turn; the account's past agrees since `since`, and somebody
    wrote it where that is None.
    """

    key: str
    part: str
    who: str
    at: datetime | date
    since: datetime | None


@frozen
class LeftAsItIs:
    """Thing that is left as it is, and why: what it was cannot be told, or it names what is gone.

    `lines` are what to write, by layer or rotation; `with_it` what needs it and is left, too.
    """

    kind: str
    key: str
    why: str
    lines: tuple[tuple[str, str], ...] = ()
    with_it: tuple[tuple[str, str], ...] = ()


@frozen
class Undone:
    """Revision that a plan goes back to, from which commit, and with whose turns.

    `lost` are sentences about what does not come back; `reverts` the commits to revert, the newest
    first, with True for merges.
    """

    revision: str
    commit: str
    about: str
    lost: tuple[str, ...] = ()
    pinned: tuple[PinnedTurn, ...] = ()
    left_out: tuple[LeftAsItIs, ...] = ()
    reverts: tuple[tuple[str, bool], ...] = ()
