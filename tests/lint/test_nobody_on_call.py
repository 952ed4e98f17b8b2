"""Times at which no level of a policy has anybody."""

import pytest
from lint.rules import examples, found, rotations
from source.saying import expected

A, B = "a@x.example", "b@x.example"
WEEKLY = f"rotate: weekly, handoff: Mon 09:00, members: [{A}, {B}]"
DAYS = f"{WEEKLY}, only: Mon-Fri 09:00-17:00"
NIGHTS = f"{WEEKLY}, only: [Mon-Fri 17:00-24:00, Mon-Fri 00:00-09:00]"
WEEKENDS = f"{WEEKLY}, only: Sat-Sun"
MEMBERS_UNKNOWN = "rotate: weekly, handoff: Mon 09:00"
HEADS = "      - {escalation_delay_in_minutes: 10m, targets: [%s]}\n"


def policy(*levels, **schedules):
    """A policy over schedules, each a list of layers and what else is written of it."""
    text = "schedules:\n"
    for key, (layers, more) in schedules.items():
        rows = "".join(f"      - {{{one}}}\n" for one in layers)
        text += f"  {key}:\n    time_zone: Europe/London\n    layers:\n{rows}{more}"
    rules = "".join(HEADS % one for one in levels)
    return f"{text}escalation_policies:\n  web:\n    escalation_rules:\n{rules}"


def test_it_says_when_and_by_which_schedules():
    assert found("nobody-on-call", examples("nobody-on-call")[0]) == expected("""
        a.yaml:11:5 nobody-on-call: no level of `web` has anybody from Mon 2 Mar 2026 17:00 to Tue \
3 Mar 2026 09:00 (Europe/London), and so every week: PagerDuty makes no incident then, and nobody \
is woken by what breaks
          add a level with somebody who is always there, or cover that time; if it is meant, say \
so: `expect: {coverage: …}`
          a.yaml:2:3: schedule `web`
        """)


WHEN = {
    "between two levels": (
        policy("p", "s", p=([DAYS], ""), s=([NIGHTS], "")),
        "from Sat 7 Mar 2026 00:00 to Mon 9 Mar 2026 00:00 (Europe/London), and so every week",
    ),
    "at once": (
        policy("p", p=([WEEKENDS], "")),
        "until Sat 7 Mar 2026 00:00 (Europe/London), and so every week",
    ),
    "once a layer ends": (
        policy("p", p=([f"{WEEKLY}, until: 2026-06-01"], "")),
        "from Mon 1 Jun 2026 00:00 (Europe/London) on",
    ),
    "between two layers": (
        policy("p", p=([f"{WEEKLY}, until: 2026-04-01", f"{WEEKLY}, from: 2026-04-08"], "")),
        "from Wed 1 Apr 2026 00:00 to Wed 8 Apr 2026 00:00 (Europe/London)",
    ),
}


@pytest.mark.parametrize(("text", "when"), WHEN.values(), ids=WHEN)
def test_the_first_time_without_anybody(text, when):
    said = found("nobody-on-call", text).partition("no level of `web` has anybody ")[2]
    assert said.partition(": PagerDuty")[0] == when


TAKING_TURNS = f"rotate: weekly, handoff: Mon 09:00, members: [{A}, {B}, nobody]"
LEVEL = policy("a").partition("\n")[2]


@pytest.mark.parametrize(
    "rotation", [TAKING_TURNS, f"shifts: 09:00-17:00, per_member: 7, members: [nobody, {A}]"]
)
def test_turns_that_are_nobodys_are_a_gap_whoever_has_which(rotation):
    text = rotations(rotation) + LEVEL
    assert found("nobody-on-call", text) == expected("""
        a.yaml:8:5 nobody-on-call: no level of `web` has anybody in the turns of `nobody`: \
PagerDuty makes no incident then, and nobody is woken by what breaks
          add a level with somebody who is always there, or cover that time; if it is meant, say \
so: `expect: {coverage: …}`
          a.yaml:2:3: schedule `a`
        """)


@pytest.mark.parametrize(
    ("coverage", "is_told"), [("always", True), ("Mon-Fri 09:00-17:00", False)]
)
def test_turns_that_are_nobodys_are_not_meant_by_a_promise_of_always(coverage, is_told):
    text = rotations(TAKING_TURNS, more=f"    expect: {{coverage: {coverage}}}\n") + LEVEL
    assert ("in the turns of `nobody`" in found("nobody-on-call", text)) is is_told


@pytest.mark.parametrize(
    "parts",
    [
        [f"{TAKING_TURNS}, until: 2026-05-01"],
        [TAKING_TURNS, f"rotate: weekly, handoff: Mon 09:00, members: [{A}]"],
        [TAKING_TURNS, TAKING_TURNS],
    ],
    ids=["that ends", "beside another", "that may fill each other's"],
)
def test_turns_that_are_nobodys_may_be_covered(parts):
    text = rotations(*parts) + LEVEL
    assert found("nobody-on-call", text) == ""


def test_a_gap_on_the_clocks_of_two_places_is_told_with_the_next():
    text = policy("p, s", p=([DAYS], ""), s=([DAYS], "")).replace("Europe/London", "Asia/Tokyo", 1)
    said = found("nobody-on-call", text).partition("has anybody ")[2]
    assert said.partition(": PagerDuty")[0] == (
        "from Tue 3 Mar 2026 02:00 to Tue 3 Mar 2026 09:00 (Asia/Tokyo), and again from Tue 3 Mar "
        "2026 17:00"
    )


SERVICES = (
    "services:\n  a: {escalation_policy: web, expect: {coverage: Mon-Fri 09:00-17:00}}\n"
    "  b: {escalation_policy: {name: web}, expect: {answers_within: 15m}}\n%s"
)
PROMISED = "    expect: {coverage: Mon-Fri 09:00-17:00}\n"
SILENT = {
    "levels that fill each other's gaps": policy(
        "p", "s, n", p=([DAYS], ""), s=([NIGHTS], ""), n=([WEEKENDS], "")
    ),
    "a person on a level": policy("p", A, p=([DAYS], "")),
    "gaps that are meant": policy("p", p=([DAYS], PROMISED)),
    "gaps that are meant of the policy": policy("p", p=([DAYS], "")).replace(
        "  web:\n", "  web:\n    expect: {coverage: Mon-Fri 09:00-17:00}\n"
    ),
    "gaps that all services mean": policy("p", p=([DAYS], "")) + SERVICES % "",
    "a policy that promises how soon somebody is notified": policy("p", p=([DAYS], "")).replace(
        "  web:\n", "  web:\n    expect: {answers_within: 15m}\n"
    ),
    "members that the account knows": policy("p", p=([MEMBERS_UNKNOWN], "")),
    "one schedule of two is not known": policy("p", "s", p=([DAYS], ""), s=([MEMBERS_UNKNOWN], "")),
    "a schedule of the account": policy("p", "{schedule: {name: Night}}", p=([DAYS], "")),
    "no schedule here": policy("{schedule: {name: Night}}", p=([DAYS], "")),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said_of_what_is_covered_meant_or_not_known(text):
    assert found("nobody-on-call", text) == ""


def test_a_gap_that_one_of_two_schedules_does_not_mean_is_said():
    text = policy("p", "s", p=([DAYS], PROMISED), s=([WEEKENDS], ""))
    assert "from Mon 2 Mar 2026 17:00" in found("nobody-on-call", text)


def test_a_service_that_promises_nothing_is_told_of():
    services = SERVICES % "  c: {escalation_policy: web}\n"
    assert "nobody-on-call" in found("nobody-on-call", policy("p", p=([DAYS], "")) + services)
