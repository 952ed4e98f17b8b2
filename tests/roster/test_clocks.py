"""Times of a policy are told on the clocks of most of its schedules, in any order."""

from itertools import permutations

import pytest

from pdsync.reconcile import roster_of_config
from pdsync.roster import zone_of
from pdsync.source import load_texts

ZONES = {"london": "Europe/London", "leeds": "Europe/London", "york": "America/New_York"}
ZONES |= {"berlin": "Europe/Berlin", "team": "Asia/Tokyo"}


def roster(*levels, order=tuple(ZONES), more=""):
    schedules = "".join(
        f"  {key}:\n    time_zone: {ZONES[key]}\n"
        f"    layers: [{{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example]}}]\n"
        + ("    teams: [shop]\n" if key == "team" else "")
        for key in order
    )
    rules = "".join(
        f"      - {{escalation_delay_in_minutes: 10, targets: [{level}]}}\n" for level in levels
    )
    text = f"teams:\n  shop: {{}}\nschedules:\n{schedules}escalation_policies:\n  shop:\n{more}"
    text += f"    escalation_rules:\n{rules}services:\n  cart: {{escalation_policy: shop}}\n"
    config = load_texts({"policies.yaml": text})
    assert not config.is_broken, config.problems
    return roster_of_config(config)


@pytest.mark.parametrize(
    ("levels", "zone"),
    [
        (["york", "london, leeds"], "Europe/London"),
        (["york", "london, berlin"], "America/New_York"),
        (["ana@acme.example", "york, berlin", "london"], "America/New_York"),
        (["york, london, berlin"], "America/New_York"),
        (["berlin, leeds", "york"], "Europe/Berlin"),
        (["ana@acme.example"], None),
    ],
)
def test_most_schedules_decide_then_the_first_level_then_the_name(levels, zone):
    assert zone_of(roster(*levels), "escalation_policy", "shop") == zone


def test_the_order_of_an_account_decides_nothing():
    found = {
        zone_of(roster("york, london, berlin", "team", order=one), "service", "cart")
        for one in permutations(ZONES)
    }
    assert found == {"America/New_York"}


def test_a_policy_of_people_alone_has_the_clocks_of_its_team():
    found = roster("ana@acme.example", more="    team: shop\n")
    assert zone_of(found, "escalation_policy", "shop") == "Asia/Tokyo"
