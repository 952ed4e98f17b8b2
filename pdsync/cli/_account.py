"""Opening the account that the options name: PagerDuty's, or the embedded sandbox's."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pdsync.cli._clock import REAL, CommandClock
from pdsync.cli.arguments.options import SANDBOX_FILE
from pdsync.cli.terminal.output import Output
from pdsync.disk import why_unread
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen

if TYPE_CHECKING:
    from pdsync.api import Client, Connection
    from pdsync.network import Waiting
    from pdsync.sandbox import Account


_MOST_HEAPS = -8
"""`M_ARENA_MAX` of glibc's malloc.h."""


@frozen
class AccountOptions:
    """Options that name the account; the sandbox wins, since it was asked for."""

    sandbox: bool = False
    sandbox_file: str | None = None
    token_file: str | None = None
    region: str | None = None
    api_url: str | None = None

    @classmethod
    def taken_from(cls, options: dict[str, Any]) -> AccountOptions:
        """Take its own options out of a command's."""
        return cls(**{name: options.pop(name) for name in cls.__dataclass_fields__})


def connecting() -> tuple[str, ...]:
    """Names of the options that do nothing where no account is asked."""
    return (*AccountOptions.__dataclass_fields__, "verbose")


@frozen
class Reached:
    """An open account, and what to call it."""

    client: Client
    label: str
    has_pages: bool


@contextmanager
def opened(options: AccountOptions, clock: CommandClock, output: Output) -> Iterator[Reached]:
    """The account, for as long as it is needed.

    Raises:
        PdsyncError: no token and no sandbox, or settings that cannot be used.
    """
    if options.sandbox or options.sandbox_file:
        with _sandbox(Path(options.sandbox_file or SANDBOX_FILE), clock, output) as reached:
            yield reached
        return
    from pdsync.api import Client, connection_from

    _share_heap()
    token = _token(options.token_file)
    connection = connection_from(token=token, region=options.region, api_url=options.api_url)
    follow = output.follow
    with Client(connection, waiting=waiting(clock), notice=output.aside, follow=follow) as client:
        yield Reached(client, connection.label, connection.has_pages)


def _share_heap() -> None:
    """Let all threads take memory from one heap, where the C library has one for each.

    Each would keep what its largest answer took. Python runs one thread at a time: none waits for
    the heap. Elsewhere than on Linux with glibc there is nothing to ask for.
    """
    if sys.platform != "linux":
        return
    with suppress(ImportError, OSError, AttributeError):
        from ctypes import CDLL

        CDLL(None).mallopt(_MOST_HEAPS, 1)


@contextmanager
def _sandbox(file: Path, clock: CommandClock, output: Output) -> Iterator[Reached]:
    from pdsync.api import Client, Connection
    from pdsync.sandbox import Sandbox, transport

    connection: Connection = Connection("https://sandbox.invalid", "embedded", file.name)
    account = open_sandbox(file, clock)
    try:
        sandbox = Sandbox(account, sleep=clock.sleep, monotonic=clock.monotonic)
        with Client(
            connection,
            transport=transport(sandbox),
            waiting=waiting(clock),
            notice=output.aside,
            follow=output.follow,
        ) as client:
            yield Reached(client, file.name, connection.has_pages)
    finally:
        account.close()


def open_sandbox(file: Path, clock: CommandClock, seed: dict[str, Any] | None = None) -> Account:
    """The sandbox's account in this file, made when there is none."""
    from pdsync.sandbox import Account, SandboxError

    try:
        return Account.open(file, seed=seed, clock=clock.now)
    except SandboxError as problem:
        hint = "name a file that a sandbox made, or one that is not there yet"
        raise PdsyncError(str(problem), hint=hint) from None


def read_seed(file: str | None) -> dict[str, Any] | None:
    """Read the contents of a new sandbox account from a file; None for the default."""
    from pdsync.sandbox import SandboxError, load_seed

    try:
        return load_seed(Path(file)) if file else None
    except SandboxError as problem:
        raise PdsyncError(f"--seed {file}: {problem}") from None


def waiting(clock: CommandClock) -> Waiting:
    """Return the passing of time for a client: that of the command's clock."""
    from pdsync.network import Waiting

    real = Waiting.default()
    return real if clock is REAL else Waiting(clock.sleep, clock.monotonic, real.random)


def _token(file: str | None) -> str | None:
    """The token of the file if one is named, else of the environment."""
    if file is None:
        return os.environ.get("PAGERDUTY_TOKEN")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise PdsyncError(f"--token-file {file} is not a text file") from None
    except OSError as problem:
        raise PdsyncError(f"--token-file {file}: {why_unread(problem)}") from None
