"""Names that go round: by way of one that nobody has, ended by the next run if they break off."""

import pytest
from reconcile import names as case
from reconcile.names import REST, broken_off, named, names


@pytest.fixture
def field(shared):
    return lambda name: case.field(shared, name)


def test_services_that_exchange_names_are_an_error_with_the_two_steps(world, field):
    world.applied(field("before.yaml"))
    (found,) = world.plan(
        field("policies/a.yaml")
        .replace("s3: {name: API,", "s3: {name: Z,")
        .replace("s1: {name: API (old)", "s1: {name: Web")
        .replace("s2: {name: Web", "s2: {name: API")
    ).diagnostics
    assert (found.rule, found.message, found.help, str(found.place), len(found.related)) == (
        "name-swap",
        "services exchange their names, `s1` 'API' and `s2` 'Web': in between, what goes to one "
        "by its name could reach the other",
        "in two steps: give `s1` a name that nobody has and apply that, then write these names",
        "policies.yaml:17:14",
        1,
    )


@pytest.mark.parametrize("plural", REST)
def test_others_exchange_names_in_three_calls_with_nothing_between(world, plural):
    world.applied(named(plural, a="Red", b="Blue"))
    red, blue = (world.named(plural, plural, name)["id"] for name in ("Red", "Blue"))
    plan = world.plan(named(plural, a="Blue", b="Red"))
    assert [one.risks for one in plan.changes] == [
        (
            "exchanges names with `b` by way of 'Red (replaced, pdsync)': 3 calls with nothing "
            "between; if one fails, the next run ends it",
        ),
        ("its name changes with that of `a`",),
    ]
    world.forget()
    world.applied(named(plural, a="Blue", b="Red"))
    assert world.writes() == [("PUT", f"/{plural}/{one}") for one in (red, blue, red)]
    assert world.named(plural, plural, "Blue")["id"] == red


@pytest.mark.parametrize("plural", REST)
@pytest.mark.parametrize("failing", [1, 2, 3])
@pytest.mark.parametrize("how", ["refused", "lost", "killed"])
def test_an_exchange_that_breaks_off_is_ended_by_the_next_run(bent, plural, failing, how):
    bent.applied(named(plural, a="Red", b="Blue"))
    red = bent.named(plural, plural, "Red")["id"]
    after = named(plural, a="Blue", b="Red")
    broken_off(bent, after, failing, how)
    bent.applied(after)
    assert bent.named(plural, plural, "Blue")["id"] == red
    assert names(bent, plural) == ["Blue", "Red"]


def test_who_is_on_call_is_told_under_the_names_that_schedules_and_policies_get(world):
    rules = "escalation_rules: [{escalation_delay_in_minutes: 5, targets: [%s]}]"
    policies = f"escalation_policies: {{p: {{name: %s, {rules % 'a'}}}, q: {{name: %s, "
    policies += f"{rules % 'b'}}}}}\n"
    world.applied(named("schedules", a="Red", b="Blue") + policies % ("P", "Q"))
    after = named("schedules", a="Blue", b="Red").replace("ana.silva", "ben.okafor", 1)
    plan = world.plan(after + policies % ("Q", "P"))
    assert [(one.key, one.name, one.was) for one in plan.oncall.touched] == [
        ("a", "Blue", "Red"),
        ("p", "Q", "P"),
    ]


def test_names_that_go_round_are_one_call_more_than_they_are(world):
    world.applied(named("teams", a="One", b="Two", c="Three"))
    after = named("teams", a="Two", b="Three", c="One")
    assert len(world.plan(after).calls) == 4
    world.applied(after)


def test_another_change_beside_an_exchange_is_sent_after_it(world):
    world.applied(named("teams", a="Red", b="Blue"))
    text = "teams: {a: {name: Blue, description: Was red.}, b: {name: Red, description: Was blue.}}"
    world.applied(text)
    bodies = [
        list(call.body["team"]) for call in world.plan(named("teams", a="Red", b="Blue")).calls
    ]
    assert bodies == [["type", "name"]] * 3
