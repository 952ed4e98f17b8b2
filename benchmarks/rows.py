"""The rows of the benchmark: what is done, to which account, and the most that it may take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import schedules
import services
from measure import Habits, Usage

MEGABYTE = 1_000_000
MINUTE = 60
LIMIT = 960
"""Requests that PagerDuty takes in a minute."""


@dataclass(frozen=True)
class Target:
    """The most that a measurement may take; seconds are those of a machine with two cores.

    `times_limit` is how many times as long as the rate limit alone makes its requests take.
    """

    wall: float | None = None
    cpu: float | None = None
    peak: int | None = None
    output: int | None = None
    times_limit: float | None = None

    def limits(self, used: Usage) -> list[tuple[float, float, str]]:
        """What was used, what may be, and the unit."""
        most = self.times_limit and self.times_limit * used.requests * MINUTE / LIMIT
        found = [
            (used.wall, most or self.wall, "s"),
            (used.cpu, self.cpu, "s CPU"),
            (used.peak / MEGABYTE, self.peak, "MB of memory"),
            (used.output / MEGABYTE, self.output, "MB of output"),
        ]
        return [(is_, most, unit) for is_, most, unit in found if most is not None]

    def missed_by(self, used: Usage) -> list[str]:
        """What is beyond the target, in words."""
        limits = self.limits(used)
        return [f"{is_:.3g} {unit} of {most:.3g}" for is_, most, unit in limits if is_ > most]


@dataclass(frozen=True)
class Row:
    """One measurement.

    `write` makes the configuration of a size, None for the example organisation. `words` are the
    command line, `first` what is applied before it is measured; both name a directory that was
    written; `option` gives the command its own. `wishes` are options that not every build has. A
    `size` of 0 cannot be made smaller.
    """

    title: str
    words: tuple[str, ...]
    config: str = "policies"
    option: str = "--config"
    first: str | None = None
    write: Callable[[int, Path], object] | None = None
    size: int = 0
    habits: Habits | None = None
    target: Target = Target()
    wishes: Mapping[str, str] | None = None


APPLY = ("apply", "--yes")
NOTHING = ("plan", "--detailed-exitcode")  # exits with 0 only if nothing is to be done

ROWS: Mapping[str, Row] = {
    "apply": Row(
        "first apply, {size:,} services",
        APPLY,
        write=services.write,
        size=200,
        habits=Habits(latency=300),
        target=Target(wall=24),
    ),
    "apply-six": Row(
        "first apply, {size:,} services, 6 writers",
        APPLY,
        write=services.write,
        size=200,
        habits=Habits(latency=300),
        target=Target(wall=17),
        wishes={"--writers": "6"},
    ),
    "plan": Row(
        "plan, nothing to change, {size:,} services",
        NOTHING,
        first="policies",
        write=services.write,
        size=200,
        habits=Habits(latency=300),
        target=Target(wall=1.3),
    ),
    "apply-large": Row(
        "first apply, {size:,} services",
        APPLY,
        write=services.write,
        size=2_000,
        habits=Habits(latency=50),
        target=Target(wall=100, cpu=6),
    ),
    "apply-limited": Row(
        "first apply, {size:,} services, rate limit",
        APPLY,
        write=services.write,
        size=2_000,
        habits=Habits(latency=50, rate_limit=LIMIT),
        target=Target(cpu=6, times_limit=1.1),
    ),
    "plan-example": Row(
        "plan, nothing to change, example organisation",
        NOTHING,
        first="policies",
        habits=Habits(latency=300),
        target=Target(wall=1.4),
    ),
    "plan-large": Row(
        "plan, nothing to change, {size:,} services",
        NOTHING,
        first="policies",
        write=services.write,
        size=2_000,
        habits=Habits(latency=50),
        target=Target(wall=1.0, cpu=0.8, peak=80),
    ),
    "dump-large": Row(
        "dump of {size:,} services",
        ("dump", "--stack", services.STACK),
        config="dumped",
        option="--out",
        first="policies",
        write=services.write,
        size=2_000,
        habits=Habits(latency=50),
        target=Target(cpu=1.6, peak=160),
    ),
    "plan-huge": Row(
        "plan, nothing to change, {size:,} services",
        NOTHING,
        first="policies",
        write=services.write,
        size=10_000,
        habits=Habits(),
        target=Target(cpu=5, peak=200),
    ),
    "leaver": Row(
        "one person leaves {size:,} schedules, as text",
        ("plan",),
        config="without",
        first="policies",
        write=schedules.write,
        size=1_000,
        habits=Habits(),
        target=Target(cpu=5),
    ),
    "leaver-json": Row(
        "one person leaves {size:,} schedules, as JSON",
        ("plan", "--format", "json"),
        config="without",
        first="policies",
        write=schedules.write,
        size=1_000,
        habits=Habits(),
        target=Target(cpu=5, output=5),
    ),
    "lint": Row("lint of the example organisation", ("lint",), target=Target(cpu=0.35)),
    "lint-large": Row(
        "lint of {size:,} services, all with promises",
        ("lint", "--profile", "strict", "--fail-on", "never"),
        write=services.write_promised,
        size=2_000,
        target=Target(wall=3),
    ),
}
