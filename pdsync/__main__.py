"""The way in, of the script and of `python -m pdsync`: Ctrl-C ends it from its first import on."""

import sys

_INTERRUPTED = 130


def main() -> int:
    """Run the command line; what interrupts its import is no traceback."""
    try:
        from pdsync.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; nothing was sent.\n")
        return _INTERRUPTED
    return run()


if __name__ == "__main__":
    sys.exit(main())
