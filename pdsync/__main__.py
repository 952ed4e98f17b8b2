"""`python -m pdsync`: the command line, for where the script is not on the path."""

import sys

from pdsync.cli import main

if __name__ == "__main__":
    sys.exit(main())
