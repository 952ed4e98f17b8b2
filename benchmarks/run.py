"""Measures pdsync on large accounts: what `make bench` runs.

pdsync is one process and the sandbox it talks to another, so that only pdsync's own time and memory
are counted. Needs a system that counts them (Linux, macOS).

The sandbox's rate limit is off. At PagerDuty's, a first apply of 2,400 resources takes two and a
half minutes and one of 12,000 more than twelve, whatever pdsync does.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generate import write
from measure import BenchmarkError, Usage, sandbox, usage

SIZES = (200, 2_000, 10_000)
LATENCIES = (0, 50)
LINT, APPLY, PLAN = "lint", "first apply", "plan, no changes"
HEADER = "services  latency  command           requests     wall      CPU     peak"


@dataclass(frozen=True)
class Target:
    """The most that a measurement may take; seconds are those of a machine with two cores."""

    requests: int
    wall: float
    cpu: float

    def missed_by(self, used: Usage) -> list[str]:
        """What is beyond the target, in words."""
        limits = [
            (used.requests, self.requests, "requests"),
            (used.wall, self.wall, "s wall"),
            (used.cpu, self.cpu, "s CPU"),
        ]
        return [f"{is_:.4g} {unit} of {most}" for is_, most, unit in limits if is_ > most]


TARGETS = {(2_000, 50, PLAN): Target(requests=45, wall=2.5, cpu=2.0)}


@dataclass(frozen=True)
class Row:
    """One measurement; `latency` is None for a command that needs no network."""

    services: int
    latency: int | None
    command: str
    used: Usage

    def __str__(self) -> str:
        latency = "" if self.latency is None else f"{self.latency} ms"
        used = self.used
        numbers = f"{used.requests:>8,}{used.wall:>7.2f} s{used.cpu:>7.2f} s{used.peak >> 20:>6} MB"
        return f"{self.services:>8,}  {latency:>7}  {self.command:<16}  {numbers}"

    def misses(self) -> list[str]:
        """What is beyond its target, in words; most measurements have none."""
        target = TARGETS.get((self.services, self.latency or 0, self.command))
        return target.missed_by(self.used) if target else []


def main() -> int:
    """Print the table. The result is the exit code: 1 when a command fails or misses a target."""
    given = arguments()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, no rate limit\n\n{HEADER}")
    missed = []
    try:
        for row in rows(given.sizes, given.latencies):
            print(row, flush=True)
            missed += [f"{row.command}: {what}" for what in row.misses()]
    except BenchmarkError as problem:
        print(f"\nStopped: {problem}", file=sys.stderr)
        return 1
    print("\n".join(["", *missed]) if missed else "\nWithin the targets.")
    return bool(missed)


def arguments() -> argparse.Namespace:
    """The sizes and latencies to measure."""
    parser = argparse.ArgumentParser(description="Measure pdsync on large accounts.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="SERVICES")
    parser.add_argument("--latencies", type=int, nargs="+", default=LATENCIES, metavar="MS")
    quick = f"{SIZES[0]} services only"
    parser.add_argument("--quick", action="store_const", const=SIZES[:1], dest="sizes", help=quick)
    return parser.parse_args()


def rows(sizes: Sequence[int], latencies: Sequence[int]) -> Iterator[Row]:
    """Every measurement, as soon as it is made."""
    for services in sizes:
        with tempfile.TemporaryDirectory(prefix="pdsync-bench-") as scratch:
            directory = Path(scratch)
            write(services, directory)
            config = ["--config", str(directory / "policies")]
            yield Row(services, None, LINT, usage(["lint", *config]))
            for latency in latencies:
                yield from on_a_new_account(services, latency, directory)


def on_a_new_account(services: int, latency: int, directory: Path) -> Iterator[Row]:
    """Create everything, then plan again: exit code 0 says that nothing is left to do."""
    config = ["--config", str(directory / "policies")]
    database = directory / f"{latency}-ms.db"
    with sandbox(database, directory / "seed.json", latency) as url:
        yield Row(services, latency, APPLY, usage(["apply", "--yes", *config], url))
        yield Row(services, latency, PLAN, usage(["plan", "--detailed-exitcode", *config], url))


if __name__ == "__main__":
    sys.exit(main())
