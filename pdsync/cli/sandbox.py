"""`pdsync sandbox`: serve the embedded pretend PagerDuty over HTTP."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli import _options
from pdsync.cli._clock import Clock
from pdsync.cli._output import Output
from pdsync.cli._words import Command, Number, option
from pdsync.errors import PdsyncError

if TYPE_CHECKING:
    from pdsync.sandbox import Habits, Sandbox, Server


@click.command(
    cls=Command,
    epilog="""
pdsync sandbox --port 8080
PAGERDUTY_TOKEN=any pdsync plan --api-url http://127.0.0.1:8080
""",
)
@option(
    "--port",
    type=Number(0, 65535),
    default=0,
    metavar="N",
    help="The port to listen on; any free one without it.",
)
@option(
    "--db",
    metavar="FILE",
    default=_options.SANDBOX_FILE,
    show_default=True,
    help="The SQLite file that holds the account.",
)
@option("--seed", metavar="FILE", help="JSON with what a new account holds.")
@option(
    "--latency",
    type=Number(),
    default=0,
    metavar="MS",
    help="How long every answer takes, in milliseconds.",
)
@option(
    "--rate-limit",
    type=Number(),
    default=960,
    show_default=True,
    metavar="N",
    help="Requests per minute and token; 0 for no limit.",
)
@option(
    "--hostile",
    type=Number(),
    is_flag=False,
    flag_value="0",
    metavar="[SEED]",
    help="Have bad days: lost connections, late lists, 429 and 5xx.",
)
@click.pass_obj
def command(clock: Clock, **options: Any) -> int:
    """Serve a pretend PagerDuty on this machine until it is stopped with Ctrl-C.

    Any token is accepted. What is done there stays in its file.
    """
    from pdsync.cli import _exit
    from pdsync.cli._account import open_sandbox
    from pdsync.sandbox import Habits, Sandbox, load_seed

    habits = Habits(options["latency"], options["rate_limit"], options["hostile"])
    file = Path(options["db"])
    account = open_sandbox(file, clock, seed=_seed(options["seed"]))
    ...
    return _exit.FINE
