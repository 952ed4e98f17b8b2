"""How much a plan may delete before nothing of it is sent: each limit, at its edge and past it."""

import pytest
from reconcile.world import SETTINGS, changes, ended

WAY_OUT = "check the plan, then allow it with `--allow-deletes {}`"


def teams(count, *, before=0, text="x"):
    """YAML of so many teams, after those that are gone, with a description."""
    rows = (f"t{n}: {{description: {text}}}" for n in range(before, before + count))
    return f"teams: {{{', '.join(rows)}}}\n"


def limits(**limits):
    written = ", ".join(f"{name}: {value}" for name, value in limits.items())
    return f"{SETTINGS}safety: {{{written}}}\n"


@pytest.fixture
def nine(world):
    """Nine teams: of so few no percentage is asked."""
    world.applied(teams(9))
    return world


@pytest.fixture
def ten(world):
    world.applied(teams(10))
    return world


def test_five_deletions_are_not_too_many(nine):
    assert nine.plan(teams(4)).refused == ()


def test_six_are_refused_with_the_arithmetic_and_the_way_out(nine):
    assert nine.plan(teams(3)).refused == (
        f"6 deletions are more than 5, the limit of `safety.max_deletes`; {WAY_OUT.format(6)}",
    )


@pytest.mark.parametrize(("limit", "left", "is_refused"), [(3, 6, False), (2, 6, True)])
def test_exactly_as_many_as_the_limit_are_allowed(nine, limit, left, is_refused):
    plan = nine.plan(teams(left), limits(max_deletes=limit))

    assert bool(plan.refused) == is_refused


def test_one_is_told_as_one(nine):
    assert nine.plan(teams(8), limits(max_deletes=0)).refused == (
        f"1 deletion is more than 0, the limit of `safety.max_deletes`; {WAY_OUT.format(1)}",
    )


def test_none_is_not_more_than_none(nine):
    assert nine.plan(teams(9, text="y"), limits(max_deletes=0)).refused == ()


def test_updates_and_creations_are_no_deletions(nine):
    plan = nine.plan(teams(14, before=1, text="y"), limits(max_deletes=1))

    assert {action for action, *_ in changes(plan)} == {"create", "update", "delete"}
    assert plan.refused == ()


def test_a_large_part_of_a_kind_is_refused_from_ten_on(ten):
    assert ten.plan(teams(6)).refused == (
        "4 of 10 teams would be deleted: 40 % is more than 30 %, the limit of "
        f"`safety.max_delete_percent`; {WAY_OUT.format(4)}",
    )


def test_exactly_the_percentage_is_allowed(ten):
    assert ten.plan(teams(7)).refused == ()


def test_less_than_one_percent_more_is_told_rounded(world):
    world.applied(teams(13))
    assert world.plan(teams(9)).refused == (
        "4 of 13 teams would be deleted: 31 % is more than 30 %, the limit of "
        f"`safety.max_delete_percent`; {WAY_OUT.format(4)}",
    )


def test_of_nine_all_but_the_number_may_go(nine):
    assert nine.plan(teams(1), limits(max_deletes=9)).refused == ()


def test_updates_do_not_count_in_the_percentage(ten):
    assert ten.plan(teams(9, text="y")).refused == ()


def test_another_percentage_can_be_written(ten):
    refused = ten.plan(teams(8), limits(max_delete_percent=19)).refused

    assert [one.partition(";")[0] for one in refused] == [
        "2 of 10 teams would be deleted: 20 % is more than 19 %, the limit of "
        "`safety.max_delete_percent`"
    ]


def test_those_of_another_stack_are_not_counted(ten):
    ten.applied(teams(90, before=20), "stack: other\nsafety: {max_deletes: 99}\n")

    refused = ten.plan(teams(6)).refused

    assert [one.partition(":")[0] for one in refused] == ["4 of 10 teams would be deleted"]


def test_those_of_the_stack_under_its_old_name_are(ten):
    settings = "stack: shop\nstack_was: acme\n"

    refused = ten.plan(teams(6), settings).refused

    assert [one.partition(":")[0] for one in refused] == ["4 of 10 teams would be deleted"]


def test_each_kind_has_a_percentage_of_its_own(ten):
    assert ten.plan(teams(7) + "services: {}\n").refused == ()


@pytest.mark.parametrize(("allowed", "refusals"), [(8, 0), (7, 0), (6, 2), (0, 2)])
def test_allow_deletes_lifts_both_limits_up_to_its_number(world, allowed, refusals):
    world.applied(teams(12))

    assert len(world.plan(teams(5), allow_deletes=allowed).refused) == refusals


def test_past_its_number_it_is_named(world):
    world.applied(teams(12))

    assert world.plan(teams(5), allow_deletes=6).refused[0] == (
        f"7 deletions are more than 6, the limit of `--allow-deletes`; {WAY_OUT.format(7)}"
    )


def test_it_lowers_the_number_too(nine):
    assert len(nine.plan(teams(5), allow_deletes=3).refused) == 1


def test_what_is_allowed_is_done(world):
    world.applied(teams(12))

    assert ended(world.apply(teams(5), allow_deletes=7)) == {"done"}


SERVICE = """\
escalation_policies:
  all: {escalation_rules: [{escalation_delay_in_minutes: 5, targets: [ana.silva@acme.example]}]}
services:
  cart: {name: Cart, escalation_policy: all, integrations: {alerts: {type: events_api_v2}}}
"""


def test_a_disabled_service_counts(world):
    world.applied(SERVICE)
    text = SERVICE.replace("name: Cart", "name: Cart, status: disabled")

    assert len(world.plan(text, limits(max_deletes=0)).refused) == 1
    assert world.plan(text, limits(max_deletes=1)).refused == ()


def test_an_integration_counts(world):
    world.applied(SERVICE)
    agreed = "absent: true, allow_key_change: true"
    text = SERVICE.replace("type: events_api_v2", f"type: events_api_v2, {agreed}")

    assert len(world.plan(text, limits(max_deletes=0)).refused) == 1
    assert world.plan(text, limits(max_deletes=1)).refused == ()


def policies(count):
    rule = "escalation_rules: [{escalation_delay_in_minutes: 5, targets: [ana.silva@acme.example]}]"
    return f"escalation_policies: {{{', '.join(f'p{n}: {{{rule}}}' for n in range(count))}}}\n"


def test_a_kind_is_told_by_the_words_of_its_section(world):
    world.applied(policies(10))

    refused = world.plan(policies(6)).refused

    assert [one.partition(":")[0] for one in refused] == [
        "4 of 10 escalation policies would be deleted"
    ]


def test_a_kind_with_few_hides_no_kind_with_many(ten):
    ten.applied(teams(10) + policies(2))

    refused = ten.plan(teams(6) + policies(1)).refused

    assert [one.partition(":")[0] for one in refused] == ["4 of 10 teams would be deleted"]
