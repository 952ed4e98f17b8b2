"""Things that are declared twice."""

import pytest
from lint.rules import examples, found
from source.saying import expected

A, B = "a@x.example", "b@x.example"
ANCHOR = f", anchor: {{who: {A}, at: 2026-01-05}}"


def test_it_says_which_is_the_other():
    assert found("declared-twice", examples("declared-twice")[0]) == expected("""
        a.yaml:4:3 declared-twice: the escalation policy `website` calls the same targets, in the \
same way, as `web`
          keep one of the two, and name it wherever the other one is named
          a.yaml:2:3: the other one
        """)


def rotas(first, second):
    return (
        f"schedules:\n  a: {{time_zone: Europe/London, layers: [{{{first}}}]}}\n"
        f"  b: {{time_zone: Europe/London, layers: [{{{second}}}]}}\n"
    )


def weekly(*people, more=ANCHOR):
    return f"rotate: weekly, handoff: Mon 09:00, members: [{', '.join(people)}]{more}"


def mailed(first, second):
    mail = "{type: email, integration_email: %s@acme.pagerduty.com}"
    return (
        "services:\n  s:\n    escalation_policy: {name: P}\n    integrations:\n"
        f"      a: {mail % first}\n      b: {mail % second}\n"
    )


LATER = ANCHOR.replace("05", "12")
AGAIN = ANCHOR.replace("05", "19")
OVER = f"until: 2020-01-01T00:00, {weekly('c@x.example', more='')}}}, {{"
TOLD = {
    "a rota": rotas(weekly(A, B), f"name: Copy, {weekly(A, B)}"),
    "a rota, with an anchor of a round later": rotas(weekly(A, B), weekly(B, A, more=AGAIN)),
    "a rota, beside a layer that is over": rotas(OVER + weekly(A, B), weekly(A, B)),
    "a rota of rotations": rotas(weekly(A, B), weekly(A, B)).replace(
        "b: {time_zone: Europe/London, layers", "b: {time_zone: Europe/London, rotations"
    ),
    "windows in other words": rotas(
        f"only: Mon-Tue 09:00-17:00, {weekly(A, B)}",
        f"only: [Mon 09:00-17:00, Tue 09:00-17:00], {weekly(A, B)}",
    ),
    "one person, in whatever turns": rotas(
        weekly(A, more=""), f"rotate: daily, handoff: 10:00, members: [{A}]"
    ),
    "an address": mailed("alerts", "Alerts"),
}


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD)
def test_what_is_there_twice_is_told(text):
    assert "the other one" in found("declared-twice", text)


POLICY = examples("declared-twice")[0]
SILENT = {
    "the same people in other weeks": rotas(weekly(A, B), weekly(A, B, more=LATER)),
    "turns of the account's": rotas(weekly(A, B, more=""), weekly(A, B, more="")),
    "schedules of nothing": "schedules:\n  a: {name: A}\n  b: {name: B}\n",
    "an address that goes": mailed("alerts", "alerts").replace(
        "b: {type", "b: {absent: true, allow_key_change: true, type"
    ),
    "repeats that only one of them says": POLICY.replace("web:\n", "web:\n    num_loops: 0\n", 1),
    "another address": mailed("alerts", "warnings"),
    "policies of two teams": POLICY.replace("website:\n", "website:\n    team: {name: Site}\n"),
    "another delay": POLICY.replace("10m", "5m", 1),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("declared-twice", text) == ""
