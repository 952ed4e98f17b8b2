"""People of a configuration whom the account does not have: one error for each of them."""

import pytest
from reconcile.on_duty import ANA, BEN, account, layer, policy, schedule
from reconcile.world import said

NINA, OTTO = "nina.novak@acme.example", "otto.unger@acme.example"


def rotas(number):
    return "".join(schedule(layer(NINA, ANA, anchor=None), key=f"s{n}") for n in range(number))


@pytest.mark.parametrize(
    ("number", "also"),
    [
        (1, ""),
        (2, " (2 places: also policies.yaml:15:19)"),
        (3, " (3 places: also policies.yaml:15:19 and policies.yaml:22:19)"),
        (9, " (9 places: also policies.yaml:15:19, policies.yaml:22:19 and 6 more)"),
    ],
)
def test_somebody_is_told_once_with_how_many_places_name_them(world, number, also):
    assert said(world.plan(account(rotas(number)))) == [
        (
            "unknown-reference",
            "policies.yaml:8:19",
            f"the account has no user '{NINA}'{also}",
        )
    ]


def test_each_person_is_told_with_what_to_write_for_them(world):
    plan = world.plan(account(policies=policy(NINA, OTTO, "ana.sliva@acme.example", BEN, OTTO)))
    told = [(one.message.split("'")[1], one.help.split(";")[0]) for one in plan.diagnostics]
    assert told == [
        (NINA, "check the address"),
        (OTTO, "check the address"),
        ("ana.sliva@acme.example", "did you mean ana.silva@acme.example?"),
    ]


def test_a_member_of_a_team_is_marked_by_the_address(world):
    team = "teams:\n  web:\n    members:\n"
    members = "".join(f"      {one}: responder\n" for one in (ANA, NINA, OTTO))
    assert [str(one.place) for one in world.plan(team + members).diagnostics] == [
        "policies.yaml:5:7",
        "policies.yaml:6:7",
    ]
