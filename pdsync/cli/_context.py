"""Context of every command: the clock, and where to write. Data only."""

from __future__ import annotations

from pdsync.cli._clock import CommandClock
from pdsync.cli.terminal.output import Output
from pdsync.frozen import frozen


@frozen
class CommandContext:
    """The clock of one run of pdsync, and its output."""

    clock: CommandClock
    output: Output
