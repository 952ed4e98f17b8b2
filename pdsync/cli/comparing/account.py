"""A made-up account in memory, for a configuration that is compared without the real one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pdsync.api import Client, Connection, Waiting
from pdsync.kinds import Ref
from pdsync.sandbox import ANY_SUBDOMAIN, DEFAULT_SEED, Account, Sandbox, transport

_NOWHERE = Connection("https://sandbox.invalid", "embedded", "nowhere")
_KEEPER = "PNOBODY"
"""Somebody for what must name a person; never shown."""
_EVENTS = "events_api_v2_inbound_integration"
_SECTIONS = {
    "user": "users",
    "team": "teams",
    "vendor": "vendors",
    "priority": "priorities",
    "schedule": "schedules",
    "escalation_policy": "escalation_policies",
    "service": "services",
}


@dataclass
class MadeUpTime:
    """The clocks of a made-up account: nobody waits there, and the present is what it is set to."""

    at: datetime
    seconds: float = 0.0

    def now(self) -> datetime:
        """Return the present."""
        return self.at

    def sleep(self, seconds: float) -> None:
        """Pass the time at once."""
        self.seconds += seconds

    def monotonic(self) -> float:
        """Return the seconds that have passed."""
        return self.seconds


@contextmanager
def made_up_account(outside: Mapping[str, Ref], time: MadeUpTime) -> Iterator[Client]:
    """An account in memory that has some people and things by their ids, and nothing else."""
    account = Account.open(":memory:", seed=_seed(outside), clock=time.now)
    try:
        sandbox = Sandbox(account, sleep=time.sleep, monotonic=time.monotonic)
        waiting = Waiting(time.sleep, time.monotonic, lambda: 0.0)
        with Client(_NOWHERE, transport=transport(sandbox), waiting=waiting) as client:
            yield client
    finally:
        account.close()


def ids_of(outside: Sequence[Ref]) -> Mapping[str, Ref]:
    """Return people and things by id: their own where it is written, else one made up."""
    return {ref.id or f"POUTSIDE{number}": ref for number, ref in enumerate(outside)}


def _seed(outside: Mapping[str, Ref]) -> Mapping[str, Any]:
    keeper = {"id": _KEEPER, "name": "Nobody", "email": "nobody@nowhere.invalid", "role": "user"}
    seed: dict[str, Any] = {section: [] for section in _SECTIONS.values()}
    seed["subdomain"] = ANY_SUBDOMAIN  # whose account it stands for is not known
    seed["users"].append(keeper)
    for ident, ref in outside.items():
        seed[_SECTIONS[ref.kind]].append({"id": ident, **_body(ref, ident)})
    if seed["services"]:
        policy = {"id": f"{_KEEPER}S", "name": "Nobody", **_things()["escalation_policy"]}
        seed["escalation_policies"].append(policy)
    return seed


def _body(ref: Ref, ident: str) -> Mapping[str, Any]:
    name = str(ref.key or ref.name or ident)
    if ref.kind == "user":
        email = ref.key or f"{ident.casefold()}@nowhere.invalid"
        return {"name": name, "email": email, "role": "user"}
    if ref.kind == "vendor":
        types = {one["name"].casefold(): one["integration_type"] for one in DEFAULT_SEED["vendors"]}
        return {"name": name, "integration_type": types.get(name.casefold(), _EVENTS)}
    return {"name": name, **_things().get(ref.kind, {})}


def _things() -> Mapping[str, Mapping[str, Any]]:
    """Return what things must have that are named and never looked at."""
    person = {"id": _KEEPER, "type": "user_reference"}
    rule = {"escalation_delay_in_minutes": 30, "targets": [person]}
    layer = {
        "start": "2026-01-01T00:00:00Z",
        "rotation_virtual_start": "2026-01-01T00:00:00Z",
        "rotation_turn_length_seconds": 604800,
        "users": [{"user": person}],
    }
    policy = {"id": f"{_KEEPER}S", "type": "escalation_policy_reference"}
    return {
        "schedule": {"time_zone": "Etc/UTC", "schedule_layers": [layer]},
        "escalation_policy": {"escalation_rules": [rule]},
        "service": {"escalation_policy": policy},
    }
