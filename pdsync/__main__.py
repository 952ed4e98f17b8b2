"""The way in, of the script and of `python -m pdsync`: Ctrl-C ends it from its first import on."""

import gc
import sys

_INTERRUPTED = 130
_GARBAGE = 1_000_000
"""So many new objects are looked through for garbage at a time: nearly all of them are data that
stays. At 100,000 a plan of a large account took 6 % longer, and 5 % less memory."""

_SELDOM_USED = {
    "importlib.metadata": ("entry_points",),  # pydantic finds plug-ins by it
    "secrets": (),  # pydantic compares passwords by it, and it loads OpenSSL
    "tempfile": (),  # importlib.resources unpacks archives by it
    "tokenize": (),  # inspect and linecache read source by it
}
"""Modules that libraries import, and that most commands never use."""


def main() -> int:
    """Run the command line; what interrupts its import is no traceback."""
    try:
        gc.set_threshold(_GARBAGE)
        from pdsync.on_demand import let_wait

        let_wait(_SELDOM_USED)
        from pdsync.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; nothing was sent.\n")
        return _INTERRUPTED
    return run()


if __name__ == "__main__":
    sys.exit(main())
