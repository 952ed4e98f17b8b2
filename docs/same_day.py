"""pdsync on one and the same day, for the pages: `python docs/same_day.py plan …`."""  # noqa: INP001 - a script, not a package

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from pdsync.cli import main
from pdsync.cli._clock import CommandClock

WEDNESDAY = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


def run(words: Sequence[str]) -> int:
    """Run pdsync with these words on that day. Returns the exit code."""
    return main(words, clock=CommandClock(lambda: WEDNESDAY, lambda: 0.0, lambda _: None))


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
