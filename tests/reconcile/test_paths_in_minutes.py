"""A plan shows escalation paths before and after in minutes, and what of that is a risk."""

import pytest
from reconcile.on_duty import ANA, BEN, CHLOE, MAYA

from pdsync.render.plan import plan_json

HOURS = (
    "incident_urgency_rule: {during_support_hours: high, outside_support_hours: low}, "
    "support_hours: {time_zone: Europe/Berlin, start_time: 09:00, end_time: END, "
    "days_of_week: Mon-Fri}"
)


def yaml(rules, services="", *, loops=0, more=""):
    """A policy of `minutes: targets` for each rule, and services with what is said of each."""
    told = "".join(
        f"      - {{escalation_delay_in_minutes: {minutes}, targets: [{targets}]}}\n"
        for minutes, targets in rules
    )
    policy = f"  shop:\n    num_loops: {loops}\n    escalation_rules:\n{told}{more}"
    given = [line.partition(" ") for line in services.splitlines()]
    listed = "".join(
        f"  {key}: {{escalation_policy: {'' if 'policy:' in rest else 'shop, '}{rest}}}\n"
        for key, _, rest in given
    ).replace("escalation_policy: policy:", "escalation_policy:")
    return f"escalation_policies:\n{policy}" + (f"services:\n{listed}" if listed else "")


OTHER = f"""\
  other:
    escalation_rules:
      - {{escalation_delay_in_minutes: 15, targets: [{CHLOE}]}}
"""
CRITICAL = "severity: critical"


@pytest.fixture
def planned(world):
    """The changes of a plan that have paths or risks, by key."""

    def planned(before, after):
        world.applied(before)
        rows = plan_json(world.plan(after))["changes"]
        return {row["key"]: row for row in rows}

    return planned


TWO = [(5, ANA), (25, f"{BEN}, {CHLOE}")]


def test_the_delays_of_a_policy_are_told_in_minutes_for_all_its_services_at_once(planned):
    services = "api\nweb\ncart"
    later = [(30, ANA), (10, f"{BEN}, {CHLOE}")]
    rows = planned(yaml(TWO, services, loops=2), yaml(later, services))
    targets = [BEN, CHLOE]
    assert rows["shop"]["paths"] == [
        {
            "services": ["api", "cart", "web"],
            "critical": [],
            "levels": [
                {
                    "old": {"level": 2, "after": 5, "targets": targets},
                    "new": {"level": 2, "after": 30, "targets": targets},
                }
            ],
            "repeats": {"old": 2, "new": 0},
            "given_up": {"old": 90, "new": 40},
        }
    ]


def test_services_for_which_it_differs_stand_apart_the_critical_first(planned):
    services = (
        "api auto_resolve_timeout: 20m\nlow incident_urgency_rule: low\nweb severity: critical"
    )
    later = [(15, ANA), (25, f"{BEN}, {CHLOE}")]
    paths = planned(yaml(TWO, services), yaml(later, services))["shop"]["paths"]
    assert [(one["services"], one.get("given_up")) for one in paths] == [
        (["web"], {"old": 30, "new": 40}),
        (["api"], None),
    ]


def test_a_policy_without_services_has_a_path_too(planned):
    paths = planned(yaml(TWO), yaml(TWO, loops=1))["shop"]["paths"]
    assert paths == [
        {
            "services": [],
            "critical": [],
            "levels": [],
            "repeats": {"old": 0, "new": 1},
            "given_up": {"old": 30, "new": 60},
        }
    ]


def test_a_service_that_gets_another_policy_has_other_levels(planned):
    before, after = (yaml(TWO, f"api policy: {policy}", more=OTHER) for policy in ("shop", "other"))
    (path,) = planned(before, after)["api"]["paths"]
    assert path["levels"] == [
        {
            "old": {"level": 1, "after": 0, "targets": [ANA]},
            "new": {"level": 1, "after": 0, "targets": [CHLOE]},
        },
        {"old": {"level": 2, "after": 5, "targets": [BEN, CHLOE]}, "new": None},
    ]


def test_what_has_no_path_tells_of_none(planned):
    before, after = (yaml(TWO, f"api description: {word}") for word in ("Old", "New"))
    assert planned(before, after)["api"]["paths"] == []


LATER = [(30, ANA), (10, f"{BEN}, {CHLOE}")]
FEWER = [(5, ANA)]
INSERTED = [(10, MAYA), *TWO]
MOVED = [(5, ANA), (25, BEN), (5, CHLOE)]
HOURLY = HOURS.replace("END", "18:00")


@pytest.mark.parametrize(
    ("before", "after", "risk"),
    [
        (
            yaml(TWO, f"api {CRITICAL}", loops=2),
            yaml(LATER, f"api {CRITICAL}"),
            f"gets slower and loses its repeats: level 2 ({BEN}, {CHLOE}) is reached after 30m, "
            "not after 5m; given up after 40m, not after 1h 30m, with no repeats",
        ),
        (
            yaml(TWO, f"api {CRITICAL}"),
            yaml(FEWER, f"api {CRITICAL}"),
            f"gets quieter: level 2 ({BEN}, {CHLOE}) is never reached, was after 5m",
        ),
        (
            yaml(TWO, f"api {CRITICAL}"),
            yaml(INSERTED, f"api {CRITICAL}"),
            f"gets slower: level 2 ({ANA}) is reached after 10m, not at once; "
            f"level 3 ({BEN}, {CHLOE}) is reached after 15m, not after 5m",
        ),
        (
            yaml(TWO, f"api {CRITICAL}"),
            yaml(MOVED, f"api {CRITICAL}"),
            f"gets slower: {CHLOE} is notified after 30m, not after 5m",
        ),
        (
            yaml(TWO, f"api {CRITICAL}, acknowledgement_timeout: 30m"),
            yaml(TWO, f"api {CRITICAL}, acknowledgement_timeout: 4h"),
            "gets slower: an acknowledged incident notifies again after 4h, not after 30m",
        ),
        (
            yaml(TWO, f"api {CRITICAL}, acknowledgement_timeout: 30m"),
            yaml(TWO, f"api {CRITICAL}, acknowledgement_timeout: null"),
            "gets slower: an acknowledged incident notifies again never, not after 30m",
        ),
        (
            yaml(TWO, f"api {CRITICAL}, incident_urgency_rule: high"),
            yaml(TWO, f"api {CRITICAL}, incident_urgency_rule: low"),
            "gets quieter: wakes nobody, since low urgency does not escalate",
        ),
        (
            yaml(TWO, f"api {CRITICAL}, {HOURLY}"),
            yaml(TWO, f"api {CRITICAL}, {HOURS.replace('END', '16:00')}"),
            "gets quieter: of high urgency 35 h a week, not 45 h",
        ),
        (
            yaml(TWO, f"api {CRITICAL}, incident_urgency_rule: high"),
            yaml(TWO, f"api {CRITICAL}, incident_urgency_rule: severity_based"),
            "gets quieter: wakes nobody at times when it did, since low urgency does not escalate",
        ),
        (
            yaml(TWO, f"api {CRITICAL}"),
            yaml(TWO, f"api {CRITICAL}, auto_resolve_timeout: 5m"),
            f"gets quieter: level 2 ({BEN}, {CHLOE}) is never reached, was after 5m",
        ),
        (
            yaml(TWO, f"api {CRITICAL}"),
            yaml(TWO, f"api {CRITICAL}, status: disabled"),
            "gets quieter: disabled, without incidents",
        ),
    ],
)
def test_a_critical_service_that_gets_slower_or_quieter_is_a_risk(planned, before, after, risk):
    (row,) = planned(before, after).values()
    assert row["risks"] == [f"critical service `api` {risk}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (yaml(TWO, "api severity: high", loops=2), yaml(LATER, "api severity: high")),
        (yaml(LATER, f"api {CRITICAL}"), yaml(TWO, f"api {CRITICAL}", loops=2)),
        (yaml(TWO, f"api {CRITICAL}"), yaml([(5, BEN), TWO[1]], f"api {CRITICAL}")),
        (yaml(INSERTED, f"api {CRITICAL}"), yaml(TWO, f"api {CRITICAL}")),
        (
            yaml(TWO, f"api {CRITICAL}, incident_urgency_rule: low", loops=2),
            yaml(LATER, f"api {CRITICAL}, incident_urgency_rule: low"),
        ),
        (
            yaml(TWO, f"api {CRITICAL}, {HOURLY}"),
            yaml(TWO, f"api {CRITICAL}, {HOURS.replace('END', '19:00')}"),
        ),
    ],
)
def test_what_is_not_critical_or_gets_no_worse_is_none(planned, before, after):
    (row,) = planned(before, after).values()
    assert row["risks"] == []


def test_several_critical_services_are_named_in_one_risk(planned):
    services = f"api {CRITICAL}\nweb {CRITICAL}\ncart"
    rows = planned(yaml(TWO, services, loops=2), yaml(TWO, services, loops=1))
    assert rows["shop"]["risks"] == [
        "critical services `api` and `web` lose repeats: given up after 1h, not after 1h 30m, "
        "with 1 repeat"
    ]
