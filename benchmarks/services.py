"""Writes the configuration of an organisation of any size, and the people that a sandbox needs.

By itself: `python benchmarks/services.py 2000 DIRECTORY` writes DIRECTORY/policies and
DIRECTORY/seed.json.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

STACK = "benchmark"
ZONES = ("Europe/London", "America/New_York", "Australia/Sydney")
PEOPLE = 20
SERVICES_PER_POLICY = 10  # and a schedule for every policy
POLICIES_PER_FILE = 10
PROMISE = "    expect: {coverage: always, max_consecutive: 7d}\n"


def write(services: int, directory: Path) -> int:
    """Write `policies/` and `seed.json` into the directory; the number of resources configured."""
    config = directory / "policies"
    config.mkdir(parents=True)
    (config / "pdsync.yaml").write_text(f"stack: {STACK}\naccount: acme\n", encoding="utf-8")
    policies = services // SERVICES_PER_POLICY
    for first in range(0, policies, POLICIES_PER_FILE):
        group = range(first, min(first + POLICIES_PER_FILE, policies))
        text = "\n".join(sections(group))
        (config / f"group-{first // POLICIES_PER_FILE:03}.yaml").write_text(text, encoding="utf-8")
    (directory / "seed.json").write_text(json.dumps(seed()), encoding="utf-8")
    return services + 2 * policies


def write_promised(services: int, directory: Path) -> int:
    """Write the same, with a promise of each schedule that lint proves."""
    count = write(services, directory)
    for file in (directory / "policies").glob("group-*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace("    time_zone:", f"{PROMISE}    time_zone:"), encoding="utf-8"
        )
    return count


def seed() -> dict[str, object]:
    """An account with people in it and nothing else."""
    users = [{"name": f"Person {n}", "email": email(n), "role": "user"} for n in range(PEOPLE)]
    return {"subdomain": "acme", "users": users}


def sections(policies: range) -> Iterator[str]:
    """What one file holds: some schedules, their policies, and the services of those."""
    yield "schedules:"
    yield from (schedule(number) for number in policies)
    yield "escalation_policies:"
    yield from (policy(number, email(number + 5)) for number in policies)
    yield "services:"
    first, last = policies.start * SERVICES_PER_POLICY, policies.stop * SERVICES_PER_POLICY
    yield from (service(number) for number in range(first, last))


def schedule(number: int) -> str:
    """Weekly turns of three, and two others by day."""
    return f"""\
  schedule-{number}:
    name: Schedule {number}
    description: Who is on call for group {number}.
    time_zone: {ZONES[number % len(ZONES)]}
    layers:
      - name: Always
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 week
        users: [{email(number)}, {email(number + 1)}, {email(number + 2)}]
      - name: Daytime
        rotation_virtual_start: 2026-01-05 00:00
        rotation_turn_length_seconds: 1d
        users: [{email(number + 3)}, {email(number + 4)}]
        restrictions:
          - type: daily_restriction
            start_time_of_day: 09:00
            duration_seconds: 8h"""


def policy(number: int, person: str) -> str:
    """The schedule, then a person."""
    return f"""\
  policy-{number}:
    name: Policy {number}
    description: How group {number} is reached.
    num_loops: 2
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [schedule-{number}]
      - escalation_delay_in_minutes: 30m
        targets: [{person}]"""


def service(number: int) -> str:
    """Every second one wakes nobody."""
    urgency = ("high", "low")[number % 2]
    return f"""\
  service-{number}:
    name: Service {number}
    description: Does its part of the work.
    severity: {urgency}
    escalation_policy: policy-{number // SERVICES_PER_POLICY}
    acknowledgement_timeout: 30m
    auto_resolve_timeout: 4h
    incident_urgency_rule:
      type: constant
      urgency: {urgency}"""


def email(number: int) -> str:
    """Somebody's address; after the last person comes the first."""
    return f"person-{number % PEOPLE}@acme.example"


if __name__ == "__main__":
    print(f"{write(int(sys.argv[1]), Path(sys.argv[2]))} resources in {sys.argv[2]}")
