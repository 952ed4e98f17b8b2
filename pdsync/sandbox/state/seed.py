"""Seeds of new accounts: reads seed files and plants them; never touches an old account."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from pdsync.sandbox._errors import Refused, SandboxError
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.collection import add
from pdsync.sandbox.collections.registry import resources as specs
from pdsync.sandbox.rules.membership import join
from pdsync.sandbox.serving.wire import Request
from pdsync.sandbox.state.account_state import State
from pdsync.sandbox.state.unusable_files import why_not

SETTINGS = ("subdomain", "time_zone", "abilities")
SHAPES = {"subdomain": (str, "a string"), "time_zone": (str, "a string")}
EVERYBODYS = ("abilities", "licenses", "vendors", "priorities")
# In the order of who refers to whom.
SECTIONS = {
    "licenses": "license",
    "vendors": "vendor",
    "priorities": "priority",
    "users": "user",
    "tags": "tag",
    "teams": "team",
    "schedules": "schedule",
    "shift_schedules": "schedule_v3",
    "escalation_policies": "escalation_policy",
    "services": "service",
    "maintenance_windows": "maintenance_window",
    "incidents": "incident",
}
# What stands inside an object of a seed and is a child of it.
BELOW = {
    "contact_methods": "contact_method",
    "notification_rules": "notification_rule",
    "integrations": "integration",
    "overrides": "override",
    "rotations": "schedule_rotation",
    "events": "schedule_event",
    "custom_shifts": "custom_shift",
}


def load_seed(path: Path) -> dict[str, Any]:
    """The seed in a JSON file; raises SandboxError for anything that is not one."""
    try:
        seed = json.loads(path.read_text("utf-8"))
    except OSError as problem:
        raise SandboxError(f"cannot read {path}: {why_not(problem)}") from None
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        raise SandboxError(f"{path} is not JSON: see {where}") from None
    except ValueError:
        raise SandboxError(f"{path} is not a text file") from None
    if not isinstance(seed, dict):
        raise SandboxError(f"{path} must hold an object with sections such as `users`")
    unknown = sorted(set(seed) - {*SETTINGS, *SECTIONS})
    if unknown:
        known = ", ".join([*SETTINGS, *SECTIONS])
        raise SandboxError(f"{path} has an unknown section {unknown[0]}; known are {known}")
    for name, value in seed.items():
        kind, words = SHAPES.get(name, (list, "a list"))
        if not isinstance(value, kind):
            raise SandboxError(f"{path}: `{name}` must be {words}")
    return seed


def _default() -> dict[str, Any]:
    text = resources.files("pdsync.sandbox").joinpath("seed.json").read_text("utf-8")
    seed: dict[str, Any] = json.loads(text)
    return seed


DEFAULT_SEED = _default()


def plant(account: State, seed: Mapping[str, Any]) -> None:
    """Fills an empty account; what every account has and is not given is the default's."""
    given = {name: DEFAULT_SEED[name] for name in EVERYBODYS} | {**seed}
    account.store.set_meta("subdomain", str(given.get("subdomain", "acme")))
    account.store.set_meta("time_zone", str(given.get("time_zone", "Etc/UTC")))
    account.store.set_meta("abilities", " ".join(given["abilities"]))
    call = Call(account, Request("POST", "/"), seeding=True)
    for section, kind in SECTIONS.items():
        for index, body in enumerate(given.get(section, ())):
            _plant_one(call, kind, body, f"{section}[{index}]")


def _plant_one(call: Call, kind: str, body: Any, where: str) -> None:
    if not isinstance(body, dict):
        raise SandboxError(f"seed: {where} must be an object")
    try:
        row = add(call, specs()[kind], body)
        plant_below(call, body, row.id)
    except Refused as refused:
        raise SandboxError(f"seed: {where} is refused: {reasons(refused)}") from None


def reasons(refused: Refused) -> str:
    """Why something was refused, on one line."""
    errors = refused.errors or [refused.message]
    lists = errors.values() if isinstance(errors, dict) else [errors]
    return "; ".join(problem for several in lists for problem in several)


def plant_below(call: Call, body: Mapping[str, Any], ident: str) -> None:
    """Stores what stands inside an object, to any depth."""
    for section, kind in BELOW.items():
        for child in body.get(section, ()):
            plant_below(call, child, add(call, specs()[kind], child, ident).id)
    for member in body.get("members", ()):
        join(call, member["user"]["id"], ident, member.get("role", "manager"))
