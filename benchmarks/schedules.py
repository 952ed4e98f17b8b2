"""Writes a configuration of many layered schedules with one person in all of them, and without.

By itself: `python benchmarks/schedules.py 1000 DIRECTORY` writes DIRECTORY/policies,
DIRECTORY/without and DIRECTORY/seed.json.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from services import policy

ZONES = ("Europe/London", "America/New_York", "Australia/Sydney", "Asia/Kolkata")
LEAVER = "leaver@acme.example"
PEOPLE = 40
FEWEST, MOST = 5, 8
SCHEDULES_PER_FILE = 50


def write(schedules: int, directory: Path) -> None:
    """Write `policies/`, the same `without/` the person who leaves, and `seed.json`."""
    for name, leaver in (("policies", LEAVER), ("without", None)):
        config = directory / name
        config.mkdir(parents=True)
        (config / "pdsync.yaml").write_text("stack: benchmark\naccount: acme\n", encoding="utf-8")
        for first in range(0, schedules, SCHEDULES_PER_FILE):
            group = range(first, min(first + SCHEDULES_PER_FILE, schedules))
            text = "\n".join(sections(group, leaver))
            file = config / f"group-{first // SCHEDULES_PER_FILE:03}.yaml"
            file.write_text(text, encoding="utf-8")
    (directory / "seed.json").write_text(json.dumps(seed()), encoding="utf-8")


def seed() -> dict[str, object]:
    """An account with people in it and nothing else."""
    emails = [LEAVER, *(email(number) for number in range(PEOPLE))]
    users = [{"name": one.partition("@")[0], "email": one, "role": "user"} for one in emails]
    return {"subdomain": "acme", "users": users}


def sections(group: range, leaver: str | None) -> Iterator[str]:
    """What one file holds: some schedules, and a policy for each."""
    yield "schedules:"
    yield from (schedule(number, leaver) for number in group)
    yield "escalation_policies:"
    yield from (policy(number, email(number + MOST)) for number in group)


def schedule(number: int, leaver: str | None) -> str:
    """Weekly turns on weekdays by day, of five to eight people, the leaver somewhere among them."""
    users = "".join(f"\n          - {one}" for one in members(number, leaver))
    return f"""\
  schedule-{number}:
    name: Schedule {number}
    description: Who is on call for group {number}.
    time_zone: {ZONES[number % len(ZONES)]}
    layers:
      - name: Weekdays
        rotate: weekly
        handoff: Monday 09:00
        only: Mon-Fri 09:00-17:00
        members:{users}"""


def members(number: int, leaver: str | None) -> Sequence[str]:
    """Return five to eight people, or one fewer without the leaver."""
    count = FEWEST + number % (MOST - FEWEST + 1)
    others = [email(number + one) for one in range(count)]
    if leaver:
        others[number % count] = leaver
    else:
        del others[number % count]
    return others


def email(number: int) -> str:
    """Somebody's address; after the last person comes the first."""
    return f"person-{number % PEOPLE}@acme.example"


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
