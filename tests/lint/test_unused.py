"""Policies that no service uses, schedules that no policy uses."""

import pytest
from lint.rules import found

A = "a@x.example"
SCHEDULE = "schedules:\n  rota: {name: Rota}\n"
POLICY = (
    "escalation_policies:\n  web:\n    name: Web\n    escalation_rules: "
    "[{escalation_delay_in_minutes: 5m, targets: [%s]}]\n"
)
SERVICE = "services:\n  shop: {escalation_policy: %s}\n"


def test_each_is_told_with_what_would_use_it():
    text = SCHEDULE + POLICY % A + SERVICE % "{name: Else}"
    assert found("unused", text) == (
        "a.yaml:4:3 unused: no service here uses the escalation policy `web`: nobody is called by "
        "it\n  write it on the service that it is for, or delete it\n"
        "a.yaml:2:3 unused: no escalation policy here uses the schedule `rota`: nobody is called "
        "by it\n  write it on the escalation policy that it is for, or delete it\n"
    )


def test_a_policy_of_disabled_services_alone_is_told():
    off = "  shop: {escalation_policy: web, status: disabled}\n"
    text = f"{POLICY % A}services:\n{off}"
    assert found("unused", text) == (
        "a.yaml:2:3 unused: all services that use the escalation policy `web` are disabled: "
        "nobody is called by it\n  enable one of them, or delete it with them\n"
    )
    assert found("unused", f"{text}  till: {{escalation_policy: web}}\n") == ""


def test_a_team_that_owns_nothing_is_told_where_others_own_something():
    teams = "teams:\n  web: {}\n  shop: {}\n  far: {name: Far}\n"
    owned = (POLICY % A).replace("name: Web", "name: Web\n    team: web") + SERVICE % "web"
    schedule = "schedules:\n  rota: {name: Rota, teams: [{name: Far}]}\n"
    assert found("unused", teams + owned + schedule).startswith(
        "a.yaml:3:3 unused: nothing here is of the team `shop`\n"
        "  write `team:` on its policies and `teams:` on its schedules, or delete it\n"
        "a.yaml:13:3 unused: no escalation policy here uses"
    )


SILENT = {
    "teams of a configuration without owners": "teams:\n  web: {}\n",
    "used": SCHEDULE + POLICY % "rota" + SERVICE % "web",
    "used by name": POLICY % A + SERVICE % "{name: Web}",
    "used by a name in other letters and spaces": POLICY % A + SERVICE % "{name: ' wEb '}",
    "nothing is here that could": SCHEDULE,
    "a policy does not write its levels": SCHEDULE + "escalation_policies:\n  web: {name: Web}\n",
    "a service does not write its policy": POLICY % A + "services:\n  shop: {name: Shop}\n",
    "a service names a policy by its id": POLICY % A + SERVICE % "{id: PABC123}",
    "a policy names a schedule by its id": SCHEDULE + POLICY % "{schedule: {id: PABC123}}",
    "a policy names its team by id": "teams:\n  web: {}\n"
    + (POLICY % A).replace("name: Web", "team: {id: PABC123}"),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("unused", text) == ""


def test_a_thing_with_an_id_is_told_where_what_is_named_by_id_is_another():
    policies = "escalation_policies:\n  web: {id: PWEB001}\n  shop: {id: PSHOP01}\n"
    assert found("unused", policies + SERVICE % "{id: PSHOP01}").startswith(
        "a.yaml:2:3 unused: no service here uses the escalation policy `web`"
    )
