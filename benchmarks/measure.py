"""Runs pdsync and the sandbox as processes of their own, and tells what pdsync took."""

import http.client
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PDSYNC = (sys.executable, "-m", "pdsync")
TOKEN = "benchmark"  # noqa: S105 - the sandbox takes any
RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kibibytes


class BenchmarkError(Exception):
    """A command did not do what is to be measured; its text says what happened."""


@dataclass(frozen=True)
class Usage:
    """What one run took: requests, seconds of wall and CPU time, bytes of memory at its peak."""

    requests: int
    wall: float
    cpu: float
    peak: int


def usage(words: Sequence[str], url: str | None = None) -> Usage:
    """Run pdsync with these words against a sandbox; raises BenchmarkError unless it exits 0."""
    before = served(url) if url else 0
    wall, used = timed([*PDSYNC, *words], environment(url))
    requests = served(url) - before - 1 if url else 0  # less this question itself
    return Usage(requests, wall, used.ru_utime + used.ru_stime, used.ru_maxrss * RSS_UNIT)


def timed(command: Sequence[str], env: dict[str, str]) -> tuple[float, resource.struct_rusage]:
    """Run a command to its end; seconds of wall time, and what the kernel counted for it."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        child = subprocess.Popen(  # noqa: S603 - pdsync itself
            command, env=env, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            text = said.read().decode(errors="replace")[-2000:]
            raise BenchmarkError(f"{' '.join(command[1:])} exited {child.returncode}:\n{text}")
    return wall, used


def environment(url: str | None = None) -> dict[str, str]:
    """This shell's environment without its pdsync settings; with the sandbox as the API."""
    own = ("PAGERDUTY_", "PDSYNC_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return kept | ({"PDSYNC_API_URL": url, "PAGERDUTY_TOKEN": TOKEN} if url else {})


@contextmanager
def sandbox(database: Path, seed: Path, latency: int) -> Iterator[str]:
    """A sandbox on a new database, with this many milliseconds to every answer; its address."""
    words = ["--port", "0", "--db", str(database), "--seed", str(seed)]
    habits = ["--latency", str(latency), "--rate-limit", "0"]
    server = subprocess.Popen(  # noqa: S603 - pdsync itself
        [*PDSYNC, "sandbox", *words, *habits], env=environment(), stdout=subprocess.PIPE, text=True
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
