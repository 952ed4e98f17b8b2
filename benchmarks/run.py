"""Measures pdsync on large accounts, beside an earlier build if asked: what `make bench` runs.

pdsync is one process and the sandbox it talks to another, so that only pdsync's own time and memory
are counted. Needs a system that counts them (Linux, macOS). Both builds talk to this one's sandbox,
in turn, and each plans on an account that it made itself.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from builds import THIS, BenchmarkError, Build, checked_out, compiled, knows
from measure import Habits, Usage, least, sandbox, usage
from rows import MEGABYTE, ROWS, Row

QUICK = 10
HEADER = f"{'requests':>9}{'wall':>10}{'CPU':>10}{'peak':>8}{'output':>10}"
RATIOS = "  times as much as the base"


def main(words: Sequence[str] | None = None) -> int:
    """Print the table. The result is the exit code: 1 when a command fails or misses a target."""
    given = arguments(words)
    missed: list[str] = []
    try:
        builds = [*([checked_out(given.base)] if given.base else []), THIS]
        builds = [compiled(build) for build in builds]
        often = f", the least of {given.runs} runs" if given.runs > 1 else ""
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores{often}\n")
        print(f"{'':22}{HEADER}{RATIOS if given.base else ''}")
        for name in given.rows:
            row = fitted(ROWS[name], given.scale, given.latency)
            print(f"{name}: {described(row)}", flush=True)
            used = measured(row, builds, given.runs)
            missed += [f"{name}: {what}" for what in row.target.missed_by(used)]
    except BenchmarkError as problem:
        print(f"\nStopped: {problem}", file=sys.stderr)
        return 1
    if given.scale != 1 or given.latency is not None:
        print("\nNo targets: they are for the sizes and latencies of the table.")
        return 0
    print("\n".join(["", *missed]) if missed else "\nWithin the targets.")
    return bool(missed)


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(description="Measure pdsync on large accounts.")
    known = ", ".join(ROWS)
    parser.add_argument(
        "--rows", nargs="+", choices=ROWS, default=[*ROWS], metavar="ROW", help=f"of: {known}"
    )
    parser.add_argument("--latency", type=int, metavar="MS", help="of every answer, in all rows")
    parser.add_argument("--base", metavar="COMMIT", help="an earlier build, to measure beside")
    parser.add_argument("--scale", type=int, default=1, metavar="N", help="divide sizes by N")
    quick = f"sizes divided by {QUICK}"
    parser.add_argument("--quick", action="store_const", const=QUICK, dest="scale", help=quick)
    runs = "measure each row N times, and take the least of each figure"
    parser.add_argument("--runs", type=at_least_one, default=1, metavar="N", help=runs)
    return parser.parse_args(words)


def at_least_one(text: str) -> int:
    """Read a number of runs."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of runs: write 1 or more")
    return int(text)


def fitted(row: Row, scale: int, latency: int | None) -> Row:
    """Return the row with the sizes and the latency that are asked for."""
    size = max(row.size // scale, 1) if row.size else 0
    habits = row.habits
    if habits and latency is not None:
        habits = replace(habits, latency=latency)
    return replace(row, size=size, habits=habits)


def described(row: Row) -> str:
    """Say what a row measures and what it may take."""
    habits = row.habits
    parts = [row.title.format(size=row.size)]
    parts += [f"{habits.latency} ms"] if habits and habits.latency else []
    parts += [f"{habits.rate_limit} requests a minute"] if habits and habits.rate_limit else []
    return ", ".join(parts)


def measured(row: Row, builds: Sequence[Build], runs: int) -> Usage:
    """Measure a row so often with each build in turn and print a line for each.

    Returns the least that the last build took.
    """
    found = [[once(row, build) for build in builds] for _ in range(runs)]
    base: Usage | None = None
    for build, all_of_it in zip(builds, zip(*found, strict=True), strict=True):
        used = least(all_of_it)
        print(f"  {build.name:20}{numbers(used)}{ratios(used, base) if base else ''}", flush=True)
        base = base or used
    return used


def once(row: Row, build: Build) -> Usage:
    """Measure a row once with one build."""
    with tempfile.TemporaryDirectory(prefix="pdsync-bench-") as scratch:
        return run(row, build, Path(scratch))


def run(row: Row, build: Build, scratch: Path) -> Usage:
    """Measure a row with one build on an account of its own."""
    configured = scratch if row.write else build.root
    if row.write:
        row.write(row.size, scratch)
    words = [*row.words, row.option, str(configured / row.config)]
    wishes = (row.wishes or {}).items()
    words += [one for wish in wishes if knows(build, row.words[0], wish[0]) for one in wish]
    if row.habits is None:
        return usage(build, words)
    seed = scratch / "seed.json" if row.write else None
    if row.first:
        with sandbox(scratch / "account.db", seed, Habits()) as url:
            usage(build, ["apply", "--yes", "--config", str(configured / row.first)], url)
    with sandbox(scratch / "account.db", seed, row.habits) as url:
        return usage(build, words, url)


def numbers(used: Usage) -> str:
    """Return the columns of one run."""
    wall, cpu = f"{used.wall:.2f} s", f"{used.cpu:.2f} s"
    peak, output = f"{used.peak / MEGABYTE:.0f} MB", f"{used.output / MEGABYTE:.2f} MB"
    return f"{used.requests:>9,}{wall:>10}{cpu:>10}{peak:>8}{output:>10}"


def ratios(used: Usage, base: Usage) -> str:
    """Return the last column: how many times as much as the base."""
    pairs = [
        (used.requests, base.requests),
        (used.wall, base.wall),
        (used.cpu, base.cpu),
        (used.peak, base.peak),
        (used.output, base.output),
    ]
    return "  " + " ".join(f"{new / old:.2f}" if old else "-" for new, old in pairs)


if __name__ == "__main__":
    sys.exit(main())
