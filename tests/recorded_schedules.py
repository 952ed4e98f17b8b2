"""Real schedules of real accounts that are recorded among the reference material."""

LAYERED = (
    "02-pagerbeauty-P538IZH-2018-12-25",
    "03-pagerbeauty-PJ1P5JQ-2018-12-25",
    "04-pagerbeauty-P538IZH-2019-01-06",
    "05-pagerbeauty-PJ1P5JQ-2019-01-06",
    "06-pagerbeauty-P2RFGIP-single-user",
    "07-pagerduty-calculator-prague-2023-01",
    "08-moj-ae-heo-2026-01-28",
    "09-moj-ae-g7-2026-01-28",
    "12-moj-de-heo-2025-08-25",
    "13-moj-de-g7-2025-09-05",
    "16-moj-de-heo-2026-01-05",
    "24-spec-overflow-text",
)
"""Those of which it is known who PagerDuty put on call."""

DEFINED = ("22-firehydrant-P3D7DLW", "23-firehydrant-S6TZ-render-timezone")
"""Those of which only the definition is known."""


def seed_of(schedule):
    """What a new account of the sandbox begins with: one recorded schedule."""
    layers = schedule["schedule_layers"][::-1]  # recorded from the top to the bottom
    overrides = schedule.get("overrides", [])
    members = [member for layer in layers for member in layer["users"]] + overrides
    ids = {member["user"]["id"] for member in members}
    people = [{"id": one, "name": one, "email": f"{one}@acme.example"} for one in sorted(ids)]
    planted = {
        "id": "PSCHED1",
        "name": "Recorded",
        "time_zone": schedule["time_zone"],
        "schedule_layers": layers,
        "overrides": overrides,
    }
    return {"users": people, "schedules": [planted]}
