"""What a plan was compared with in place of an account. Data only."""

from __future__ import annotations

from pdsync.diagnostics import Diagnostic
from pdsync.frozen import frozen
from pdsync.kinds import Ref


@frozen
class SinceBase:
    """Revision whose configuration was compared in place of the account, and what lint says of it.

    `outside` are people and things that the configurations name and do not make, which were taken
    as being there; `unknown` is what only the account has enough of to be compared, and
    `anchored` what says whose turn it is and did not say so there. Lint finds
    `new` findings, and finds no more those that are `gone`.
    """

    revision: str
    outside: tuple[Ref, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    anchored: tuple[tuple[str, str], ...] = ()
    new: tuple[Diagnostic, ...] = ()
    gone: tuple[Diagnostic, ...] = ()
