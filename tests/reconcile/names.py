"""YAML with names, and applies of it that break off."""

from contextlib import suppress

import httpx
from reconcile.wire import is_write

FIELD = "05-name-freed-in-the-same-plan"
RULES = "[{escalation_delay_in_minutes: 5, targets: [ana.silva@acme.example]}]"
LAYERS = "[{name: L, rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}]"
REST = {
    "teams": "",
    "escalation_policies": f", escalation_rules: {RULES}",
    "schedules": f", time_zone: Europe/London, layers: {LAYERS}",
}


def named(plural, **names):
    """YAML of some of a kind, by key."""
    rows = [f"  {key}: {{name: {name}{REST[plural]}}}" for key, name in names.items()]
    return "\n".join([f"{plural}:", *rows, ""])


def field(shared, name):
    """A text of the case: `before.yaml`, and what follows it."""
    return (shared / "cases" / "field" / FIELD / name).read_text()


def names(world, plural):
    return sorted(one["name"] for one in world.get(f"/{plural}")[plural])


def refusing(method, after=0):
    """PagerDuty taking no more than so many requests of a method."""
    seen = []

    def bend(request, answer):
        if request.method != method:
            return answer()
        seen.append(request)
        if len(seen) <= after:
            return answer()
        return httpx.Response(400, json={"error": {"message": "No", "code": 2001}})

    return bend


class Killed(BaseException):
    """The process ends in mid-air."""


def broken_off(world, text, failing, how, **options):
    """An apply whose write of this number fails, or is never known to have been done."""
    seen = []

    def bend(request, answer):
        seen.extend([request] * is_write(request))
        if not is_write(request) or len(seen) < failing:
            return answer()
        if how == "refused":
            return httpx.Response(400, json={"error": {"message": "No", "code": 2001}})
        if len(seen) == failing:
            answer()
        if how == "killed":
            raise Killed
        raise httpx.ReadError("gone")

    world.wire.bend = bend
    with suppress(Killed):
        world.apply(text, **options)
    world.wire.bend = lambda request, answer: answer()
