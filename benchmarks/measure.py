"""Runs pdsync and the sandbox as processes of their own, and tells what pdsync took."""

import http.client
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from builds import THIS, BenchmarkError, Build

TOKEN = "benchmark"  # noqa: S105 - the sandbox takes any
RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kibibytes


@dataclass(frozen=True)
class Usage:
    """What one run took: requests, seconds of wall and CPU time, bytes of memory and of output."""

    requests: int
    wall: float
    cpu: float
    peak: int
    output: int


def least(runs: Iterable[Usage]) -> Usage:
    """Return the least of each figure: whatever else the machine does only adds to it."""
    figures = zip(*(astuple(one) for one in runs), strict=True)
    return Usage(*(min(one) for one in figures))


@dataclass(frozen=True)
class Habits:
    """How a sandbox answers: after so many milliseconds, so many requests a minute at most."""

    latency: int = 0
    rate_limit: int = 0


def usage(build: Build, words: Sequence[str], url: str | None = None) -> Usage:
    """Run pdsync with these words against a sandbox; raises BenchmarkError unless it exits 0."""
    before = served(url) if url else 0
    wall, used, output = timed([*build.pdsync, *words], environment(url))
    requests = served(url) - before - 1 if url else 0  # less this question itself
    return Usage(requests, wall, used.ru_utime + used.ru_stime, used.ru_maxrss * RSS_UNIT, output)


def timed(command: Sequence[str], env: dict[str, str]) -> tuple[float, resource.struct_rusage, int]:
    """Run a command to its end; seconds of wall time, what the kernel counted, bytes it printed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        child = subprocess.Popen(  # noqa: S603 - pdsync itself
            command, env=env, stdout=out, stderr=err
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            err.seek(0)
            text = err.read().decode(errors="replace")[-2000:]
            raise BenchmarkError(f"{' '.join(command[1:])} exited {child.returncode}:\n{text}")
        return wall, used, out.seek(0, os.SEEK_END)


def environment(url: str | None = None) -> dict[str, str]:
    """This shell's environment without its pdsync settings; with the sandbox as the API."""
    own = ("PAGERDUTY_", "PDSYNC_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return kept | ({"PDSYNC_API_URL": url, "PAGERDUTY_TOKEN": TOKEN} if url else {})


@contextmanager
def sandbox(database: Path, seed: Path | None, habits: Habits) -> Iterator[str]:
    """Serve the sandbox of this build on a database, new with what the seed says; its address."""
    words = ["--port", "0", "--db", str(database)]
    words += ["--seed", str(seed)] if seed and not database.exists() else []
    words += ["--latency", str(habits.latency), "--rate-limit", str(habits.rate_limit)]
    server = subprocess.Popen(  # noqa: S603 - pdsync itself
        [*THIS.pdsync, "sandbox", *words], env=environment(), stdout=subprocess.PIPE, text=True
    )
    try:
        yield address(server)
    finally:
        server.terminate()
        server.wait()


def address(server: subprocess.Popen[str]) -> str:
    """The address that a sandbox prints when it is ready."""
    for line in server.stdout or ():
        if found := re.search(r"http://[\d.]+:\d+", line):
            return found[0]
    raise BenchmarkError(f"the sandbox ended with {server.wait()} before it was ready")


def served(url: str) -> int:
    """How many requests the sandbox has answered, this one included: it numbers its answers."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", "/abilities", headers={"Authorization": f"Token token={TOKEN}"})
    number = connection.getresponse().headers["x-request-id"]
    connection.close()
    return int(number, 16)
