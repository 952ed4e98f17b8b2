"""Promises (`expect:`) of one state of things, proved or broken. Know no file and no account."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.promises._judged import (
        BrokenPromise,
        KeptPromise,
        LapsedPromise,
        Side,
        UnprovedPromise,
        Verdict,
        judged,
        kept_better,
        lapsed,
        unkept,
    )
    from pdsync.promises._known import (
        PromiseState,
        expect_of,
        held_to,
        is_promised,
        local,
        somehow,
        unpromised,
    )

__all__ = [
    "BrokenPromise",
    "KeptPromise",
    "LapsedPromise",
    "PromiseState",
    "Side",
    "UnprovedPromise",
    "Verdict",
    "expect_of",
    "held_to",
    "is_promised",
    "judged",
    "kept_better",
    "lapsed",
    "local",
    "somehow",
    "unkept",
    "unpromised",
]
