"""`pdsync lint --live` of people: of whom too little is told, and who cannot be on call."""

import json

import httpx
import pytest
from lint_live import ANA, BEN, WEB, first, person, phone, rule


def told(partly):
    """Change the list of people: each as told `partly`."""

    def change(request, answer):
        if request.url.path != "/users":
            return answer
        body = json.loads(answer.content)
        for one in body["users"]:
            partly(one)
        return httpx.Response(200, json=body)

    return change


def referred(one):
    for name in ("contact_methods", "notification_rules"):
        one[name] = [{"id": it["id"], "type": f"{it['type']}_reference"} for it in one[name]]


@pytest.mark.parametrize(
    "partly",
    [
        referred,
        lambda one: one.pop("contact_methods"),
        lambda one: one.pop("notification_rules"),
        lambda one: one.update(contact_methods=None, notification_rules=7),
        lambda one: one.update(notification_rules=[None, {"type": "x"}]),
    ],
    ids=["references", "no methods", "no rules", "other types", "nonsense"],
)
def test_what_was_told_in_part_is_not_known_and_that_is_said(live, partly):
    ana = person(ANA, phone("PA00001", enabled=False), rules=[rule("PA00001", 0)])
    ended, _ = live(WEB, ana, change=told(partly))
    assert (ended.code, ended.out) == (
        0,
        f"""\
info[unread-people]: PagerDuty did not tell how {ANA} and {BEN} can be reached, so nothing is said \
about that
    = help: use a token that may read users and their contact methods

2 files: 1 escalation policy. 1 info.
""",
    )


def test_many_of_whom_too_little_was_told_are_one_note(live):
    others = [person(f"p{one}@acme.example", phone(f"PHONE0{one}")) for one in range(4)]
    text = WEB.replace(f"[{ANA}]", f"[{', '.join(one['email'] for one in others)}]")
    ended, _ = live(text, *others, change=told(referred))
    assert first(ended) == (
        "PagerDuty did not tell how ben@acme.example, p0@acme.example, p1@acme.example and "
        "2 others can be reached, so nothing is said about that"
    )


def test_a_stakeholder_cannot_be_on_call(live):
    ended, _ = live(WEB, person(ANA, phone("PA00001"), role="read_only_user"))
    assert (ended.code, first(ended)) == (
        1,
        f"error[cannot-be-on-call]: {ANA} cannot be on call: they are a stakeholder (role "
        "`read_only_user`), and PagerDuty takes none into schedules and escalation policies",
    )


@pytest.mark.parametrize(
    "role", ["admin", "user", "limited_user", "observer", "owner", "restricted_access"]
)
def test_everybody_else_can(live, role):
    ana = person(ANA, phone("PA00001"), rules=[rule("PA00001", 0)], role=role)
    assert live(WEB, ana)[0].out == "2 files: 1 escalation policy. No problems.\n"


def test_a_stakeholder_cannot_manage_a_team_as_a_plan_says_too(run, live):
    text = f"teams:\n  web:\n    members: [{BEN}, {{user: {ANA}, role: ROLE}}]\n"
    stakeholder = person(ANA, phone("PA00001"), role="read_only_user")
    ended, served = live(text.replace("ROLE", "manager"), stakeholder)
    assert (ended.code, ended.out.splitlines()[:4]) == (
        1,
        [
            f"policies/checkout.yaml:3:40: error[cannot-be-on-call]: {ANA} is a stakeholder (role "
            "`read_only_user`), and PagerDuty takes those into a team as observers only",
            "        members: [ben@acme.example, {user: ana@acme.example, role: manager}]",
            "                                           ^^^^^^^^^^^^^^^^",
            "    = help: write {user: ana@acme.example, role: observer}",
        ],
    )
    with served.answering():
        assert run("plan").err.splitlines()[:4] == ended.out.splitlines()[:4]
    assert live(text.replace("ROLE", "observer"), stakeholder)[0].code == 0


def test_nor_can_somebody_who_is_not_there(live):
    ended, _ = live(WEB)
    assert (ended.code, first(ended)) == (
        1,
        f"error[cannot-be-on-call]: {ANA} cannot be on call: they are not in the account",
    )
