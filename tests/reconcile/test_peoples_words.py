"""Parts of services and schedules stand in a plan as people write them, and what nobody writes not.

Each is told from the account: made, changed or taken away by one YAML after another.
"""

import re

import pytest
from organisation import ANA, BEN
from reconcile.world import World

from pdsync.render import Style
from pdsync.render.plan import plan_json, plan_text

POLICY = f"""
escalation_policies:
  p: {{escalation_rules: [{{escalation_delay_in_minutes: 5, targets: [{ANA}]}}]}}
services:
  cart: {{escalation_policy: p, %s}}
"""
HOURS = (
    "incident_urgency_rule: {during_support_hours: high, outside_support_hours: low}, "
    "support_hours: {time_zone: Europe/London, start_time: 09:00, end_time: 17:00, "
    "days_of_week: Mon-Fri}, scheduled_actions: [support_hours_start]"
)
LATER = HOURS.replace("09:00", "10:00").replace("Mon-Fri", "Mon-Thu").replace("_start]", "_end]")
LOW = "incident_urgency_rule: low, support_hours: null, scheduled_actions: []"
PAUSE = "auto_pause_notifications_parameters: {enabled: true, timeout: 2m}"
SCHEDULE = """
schedules:
  s:
    time_zone: Europe/Madrid
    %s
"""
NIGHTS = (
    f"layers: [{{name: N, rotate: 12h, handoff: '09:00', members: [{ANA}, {BEN}], "
    "until: 2026-12-01 09:00}]"
)
OFFICE = f"{{name: Office, shifts: Mon-Fri 09:00-17:00, members: [{ANA}]}}"
MAIL = """
      integrations:
        mail:
          type: email
          integration_email: cart@acme.pagerduty.com
          email_filter_mode: and-rules-email
          email_filters: [%s]
"""


def told(before, after):
    """The lines of the last change, without those of who is on call and how incidents go on."""
    world = World()
    if before:
        world.apply(before)
    row = plan_json(world.plan(after))
    row |= {"oncall": None, "changes": [one | {"paths": []} for one in row["changes"]]}
    text = plan_text(row, Style(columns=400))
    change = text[text.rindex(".yaml:") :].split("\n\n")[0]
    return [re.sub(" {2,}", "  ", one.strip()) for one in change.splitlines()[1:]]


def service(fields):
    return POLICY % fields


def filtered(*filters):
    body = service("X").replace(
        "cart: {escalation_policy: p, X}", "cart:\n      escalation_policy: p"
    )
    return body.rstrip("\n") + MAIL % ", ".join(filters)


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (
            "",
            service(HOURS),
            [
                "escalation_policy  p",
                "incident_urgency_rule  high in support hours and low outside",
                "support_hours  Mon-Fri 09:00-17:00 Europe/London",
                "scheduled_actions  1  support_hours_start",
            ],
        ),
        (
            service(HOURS),
            service(LATER),
            [
                "support_hours  start_time  09:00 → 10:00",
                "days_of_week  Mon-Fri → Mon-Thu",
                "scheduled_actions  + 1  support_hours_end",
                "- 1  support_hours_start",
            ],
        ),
        (
            service(HOURS),
            service(LOW),
            [
                "incident_urgency_rule  type  use_support_hours → constant",
                "urgency  none → low",
                "support_hours  Mon-Fri 09:00-17:00 Europe/London → none",
                "scheduled_actions  - 1  support_hours_start",
            ],
        ),
        (
            "",
            service(f"{PAUSE}, incident_urgency_rule: low"),
            [
                "escalation_policy  p",
                "incident_urgency_rule  low",
                "auto_pause_notifications_parameters  enabled: true, timeout: 2m",
            ],
        ),
    ],
    ids=["made", "moved", "gone", "others"],
)
def test_a_service_is_told_in_words(before, after, lines):
    assert told(before, after) == lines


def test_a_layer_of_half_days_has_a_hand_off_and_an_end_on_its_own_clocks():
    assert told("", SCHEDULE % NIGHTS)[1:] == [
        "time_zone  Europe/Madrid",
        "layers  1  N",
        "rotate  12h",
        f"members  {ANA}, {BEN}",
        "until  2026-12-01 09:00",
        "handoff  09:00",
    ]


def test_a_rotation_that_goes_shows_what_was_written_of_it():
    weekend = f"{{shifts: Sat-Sun 10:00-20:00, members: [{BEN}]}}"
    before, after = (f"rotations: [{parts}]" for parts in (f"{OFFICE}, {weekend}", weekend))
    assert told(SCHEDULE % before, SCHEDULE % after) == [
        "rotations  - 1  Office",
        "shifts  Mon-Fri 09:00-17:00",
        f"members  {ANA}",
    ]


def test_a_filter_that_goes_shows_what_was_written_of_it():
    one, other = (f"{{subject_mode: match, subject_regex: {word}}}" for word in ("DOWN", "UP"))
    assert told(filtered(one, other), filtered(one)) == [
        "email_filters  - 2  subject_mode  match",
        "subject_regex  UP",
    ]
