"""`pdsync sandbox`: serve the embedded pretend PagerDuty over HTTP."""

from __future__ import annotations

from errno import EACCES, EADDRINUSE
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command, Number, option
from pdsync.cli.terminal.output import Output
from pdsync.errors import PdsyncError

if TYPE_CHECKING:
    from pdsync.sandbox import Sandbox, Secured, Server


_WHY_NOT = {
    EACCES: "the system keeps it for itself",
    EADDRINUSE: "another program listens there",
}


@click.command(
    cls=Command,
    short_help="Serve a pretend PagerDuty on this machine.",
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
    "--time-zones",
    metavar="DIR",
    help="Go by the time zones in this directory, such as /usr/share/zoneinfo, whatever pdsync "
    "goes by. [default: the newest]",
)
@option(
    "--hostile",
    type=Number(),
    is_flag=False,
    flag_value="0",
    metavar="[SEED]",
    help="Have bad days: lost connections, late lists, writes that collide, 429 and 5xx.",
)
@option(
    "--tls",
    is_flag=True,
    help="Speak HTTPS, for clients that take nothing else; the certificate is beside the account. "
    "Needs pdsync[tls].",
)
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Serve a pretend PagerDuty on this machine until it is stopped with Ctrl-C.

    Any token is accepted. What is done there stays in its file.
    """
    from pdsync.cli._account import open_sandbox, read_seed
    from pdsync.cli.terminal import exit_codes as _exit
    from pdsync.sandbox import Habits, Sandbox, go_by

    if options["time_zones"]:
        go_by(_zones_in(Path(options["time_zones"])))
    clock = context.clock
    habits = Habits(options["latency"], options["rate_limit"], options["hostile"])
    account = open_sandbox(Path(options["db"]), clock, seed=read_seed(options["seed"]))
    try:
        sandbox = Sandbox(account, habits, sleep=clock.sleep, monotonic=clock.monotonic)
        tls = _tls(Path(options["db"])) if options["tls"] else None
        server = _bound(sandbox, options["port"], tls)
        greeting = f"{server.url}  (the account is in {options['db']}; Ctrl-C stops it)"
        if tls:
            greeting += f"\nclients must trust the authority in {tls.authority}"
        _serve(server, greeting, context.output)
    finally:
        account.close()
    return _exit.FINE


def _zones_in(directory: Path) -> Path:
    if not (directory / "Europe" / "London").is_file():
        raise PdsyncError(
            f"there are no time zones in {directory}",
            hint="name a directory such as /usr/share/zoneinfo",
        )
    return directory


def _tls(account: Path) -> Secured:
    from pdsync.sandbox import SandboxError, secured

    try:
        return secured(account)
    except ImportError:
        raise PdsyncError(
            "--tls needs a library that is not installed",
            hint="install it with: python -m pip install 'pdsync[tls]'",
        ) from None
    except SandboxError as problem:
        raise PdsyncError(str(problem)) from None


def _bound(sandbox: Sandbox, port: int, tls: Secured | None) -> Server:
    from pdsync.sandbox import serve

    try:
        return serve(sandbox, port=port, tls=tls.context if tls else None)
    except OSError as problem:
        why = _WHY_NOT.get(problem.errno or 0, "the system refuses it")
        raise PdsyncError(
            f"cannot listen on port {port}: {why}",
            hint="name another --port, or none for any free one",
        ) from None


def _serve(server: Server, greeting: str, output: Output) -> None:
    """Answer until Ctrl-C, or until the system says to end."""
    try:
        output.out(greeting)
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.stop()
