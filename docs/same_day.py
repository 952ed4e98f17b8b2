"""pdsync on one and the same day, for the pages: `python docs/same_day.py plan …`."""  # noqa: INP001 - a script, not a package

import sys
from datetime import UTC, datetime

from pdsync.cli import main
from pdsync.cli._clock import CommandClock

WEDNESDAY = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)

if __name__ == "__main__":
    raise SystemExit(
        main(sys.argv[1:], clock=CommandClock(lambda: WEDNESDAY, lambda: 0.0, lambda _: None))
    )
