"""Promises of schedules (`expect:`), proved or broken. Know no file, no account and no roster."""

from pdsync.promises._kept_before import KeptBefore
from pdsync.promises._promise import BrokenPromise, broken_promises, local, somehow

__all__ = ["BrokenPromise", "KeptBefore", "broken_promises", "local", "somehow"]
