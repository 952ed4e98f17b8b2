"""One schedule, its policy and its services as YAML, each part of them easy to vary."""

ANA, BEN, CHLOE, MAYA = (
    f"{name}@acme.example" for name in ("ana.silva", "ben.okafor", "chloe.martin", "maya.cohen")
)


def layer(*members, anchor="2026-01-05", rotate="weekly", handoff="Mon 09:00", only=None):
    lines = [
        "rotate: " + rotate,
        f'handoff: "{handoff}"',
        f"members: [{', '.join(members)}]",
        *([f"anchor: {{who: {members[0]}, at: {anchor}}}"] if anchor else []),
        *([f"only: {only}"] if only else []),
    ]
    return "      - name: Weekly\n" + "".join(f"        {line}\n" for line in lines)


def schedule(*layers, key="primary", zone="Europe/London"):
    return f"  {key}:\n    time_zone: {zone}\n    layers:\n{''.join(layers)}"


def policy(*rules, key="checkout"):
    lines = "".join(
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{targets}]}}\n" for targets in rules
    )
    return f"  {key}:\n    escalation_rules:\n{lines}"


def account(schedules="", policies="", services=""):
    parts = {"schedules": schedules, "escalation_policies": policies, "services": services}
    return "".join(f"{name}:\n{text}" for name, text in parts.items() if text)


def whole(*layers, **more):
    """A schedule, a level that notifies it, and a service."""
    return account(schedule(*layers, **more), policy("primary"), CART)


CART = "  cart: {escalation_policy: checkout}\n"
THREE = whole(layer(ANA, BEN, CHLOE))


def override(world, user, start, end, schedule="primary"):
    users = {one["email"]: one["id"] for one in world.get("/users", limit=100)["users"]}
    ident = world.named("schedule", "schedules", schedule)["id"]
    one = {"start": start, "end": end, "user": {"id": users[user], "type": "user_reference"}}
    world.send("POST", f"/schedules/{ident}/overrides", {"overrides": [one]})
