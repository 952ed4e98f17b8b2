"""Two applies at once, one between any two requests of the other: no twin stays unnoticed."""

from collections import Counter

import httpx
import pytest
from reconcile.twin_world import ANA, PAGE, RULES, TEXT, UNTIL, Between, Late, copy_of, ident
from reconcile.wire import Bent
from reconcile.world import World, results

from pdsync.kinds._endpoint import Endpoint

OTHER = TEXT.replace("  second:\n    name: Second", "  third:\n    name: Third").replace(
    "targets: [second]", "targets: [third]"
)
"""Another configuration of the same stack, which shares a schedule and a service."""
SHIFTS = TEXT.replace("layers:", "rotations:")
REQUESTS = 12
"""Those of an apply of such a text, from the first reading to the one after the last create."""


class Run:
    """An apply that has planned, and that others come between."""

    def __init__(self, account, text, settings="stack: acme\n", late=None):
        self.late = late
        self.world = World(account=account, around=self._around)
        config = self.world.config(text, settings)
        self.plan = self.world.plan_of(config)
        self.between.count = 0

    def _around(self, inner):
        self.between = Between(inner)
        return self.between if self.late is None else Late(self.between, self.late)

    def before(self, number, happen):
        self.between.happenings[number] = happen

    def apply(self):
        self.world.forget()
        self.applied = self.world.carry_out(self.plan)
        return self.applied


def race(number, text, other, settings="stack: acme\n", before=None):
    """Both runs plan; the whole of the second comes before a request of the first."""
    world = World()
    account = world.account
    if before:
        world.applied(before, settings)
    first, second = Run(account, text, settings), Run(account, other, settings)
    first.before(number, second.apply)
    first.apply()
    return World.on(account), first, second


def keys_of_twins(world):
    """The keys of which the account has several; in both configurations, names in lower case."""
    names = [one["name"].lower() for one in world.get("/schedules")["schedules"]]
    keys = {name for name in names if names.count(name) > 1}
    for service in world.get("/services", **{"include[]": "integrations"})["services"]:
        names = [one["name"].lower() for one in service["integrations"]]
        keys |= {f"s/{name}" for name in names if names.count(name) > 1}
    return keys


@pytest.mark.slow
@pytest.mark.parametrize("other", [TEXT, OTHER], ids=["the same", "another"])
def test_every_twin_is_named_wherever_the_two_meet_and_by_the_next_plan(other):
    made = []
    for number in range(1, REQUESTS + 1):
        world, first, second = race(number, TEXT, other)
        there = keys_of_twins(world)
        named = {one.key for run in (first, second) for one in run.applied.twins}
        assert (number, named) == (number, there)
        assert (number, {one.key for one in world.plan(TEXT).twins}) == (number, there)
        made += there
    assert "primary" in made  # looking first is no lock


WITHOUT = TEXT[: TEXT.index("    integrations:")]


def test_integrations_of_one_service_have_twins_as_well():
    made = []
    for number in (1, 2, 3):
        world, first, second = race(number, TEXT, TEXT, before=WITHOUT)
        there = keys_of_twins(world)
        named = {one.key for run in (first, second) for one in run.applied.twins}
        assert (number, named) == (number, there)
        made.append(there)
    assert made == [set(), {"s/ev"}, set()]


def test_without_a_stack_a_twin_has_the_name():
    world, first, _ = race(3, TEXT, TEXT, settings="ownership: none\n")
    assert {one.key: one.by for one in first.applied.twins} == dict.fromkeys(
        ["primary", "second"], "name"
    )
    assert keys_of_twins(world) == {"primary", "second"}


def test_two_stacks_with_one_name_are_told_to_choose_another(world):
    first, second = Run(world.account, TEXT), Run(world.account, TEXT, "stack: other\n")
    first.before(3, second.apply)
    twin = next(one for one in first.apply().twins if one.key == "primary")
    theirs, ours = (one.id for one in twin.of)
    assert (twin.by, twin.way_out) == (
        "name",
        f"keep {theirs}, which escalation policy 'P' refers to; {ours} is managed as "
        "`[managed by pdsync: acme/primary]`: give `primary` or that one another name, each where "
        f"it is written{UNTIL}",
    )


def test_nothing_is_deleted_by_itself():
    _, first, second = race(3, TEXT, TEXT)
    writes = [*first.world.writes(), *second.world.writes()]
    assert {method for method, _ in writes} == {"POST"}


@pytest.fixture(scope="module")
def met():
    """A race in which the other run comes just before the first create."""
    return race(3, TEXT, TEXT.replace("name: Second", "name: Else"))


def test_the_run_that_made_it_says_which_to_keep_and_what_to_do(met):
    world, first, _ = met
    one, two = (
        each["id"] for each in world.get("/schedules")["schedules"] if each["name"] == "Primary"
    )
    twin = next(each for each in first.applied.twins if each.key == "primary")
    assert (twin.keep, [each.id for each in twin.of]) == (one, [one, two])
    assert results(first.applied)["schedule", "primary"] == (
        "failed",
        "it is made, and another run has made it as well: 2 live schedules carry the mark of "
        f"`primary`: 'Primary' ({one}, {PAGE}/{one}) and 'Primary' ({two}, {PAGE}/{two}); keep "
        f"{one}, which escalation policy 'P' refers to; delete {two} on its page, or take "
        f"`[managed by pdsync: acme/primary]` off the end of its description there{UNTIL}",
    )


def test_what_needs_the_twin_waits_and_what_was_there_first_says_so(met):
    _, first, _ = met
    found = {key: result for (_, key), (result, _) in results(first.applied).items()}
    waiting = dict.fromkeys(["p", "q", "s", "s/ev"], "skipped")
    assert found == {"primary": "failed", "second": "failed", **waiting}


def test_what_has_come_up_since_the_plan_is_not_made_again():
    world, first, _ = race(1, TEXT, TEXT)
    one = ident(world, "Primary")
    assert results(first.applied)["schedule", "primary"] == (
        "failed",
        f"not made: since the plan was made, the account has a schedule, 'Primary' ({one}, "
        f"{PAGE}/{one}), of another run or of somebody's; the next plan goes by it",
    )
    assert ("POST", "/schedules") not in first.world.writes()


def test_what_has_come_up_under_the_name_is_not_made_again(world):
    run = Run(world.account, TEXT)
    body = {"type": "schedule", "name": "primary", "time_zone": "Etc/UTC"}
    one = world.send("POST", "/schedules", {"schedule": body})["schedule"]["id"]
    assert results(run.apply())["schedule", "primary"] == (
        "failed",
        f"not made: since the plan was made, the account has a schedule of this name, 'primary' "
        f"({one}, {PAGE}/{one}), of another run or of somebody's; the next plan goes by it",
    )


def test_a_refused_name_that_another_run_took_says_that_the_same_again_may_help():
    text = f"escalation_policies: {{p: {{name: P, {RULES.format(ANA)}}}}}\n"
    _, first, _ = race(1, text, text)
    outcome = first.applied.outcomes[0]
    assert (outcome.reason, outcome.again) == (
        "POST /escalation_policies: 400 Invalid Input Provided (code 2001): Name has already been "
        "taken; by now it is there, made by another run",
        True,
    )


def test_what_is_refused_after_a_part_of_it_was_made_is_of_no_other_run():
    def bend(request, answer):
        if request.url.path.endswith("/events"):
            return httpx.Response(400, json={"error": {"message": "No", "code": 2001}})
        return answer()

    world = World(around=Bent)
    world.wire.bend = bend
    rotation = f"{{rotate: daily, members: [{ANA}]}}"
    text = f"schedules:\n  a: {{time_zone: Etc/UTC, rotations: [{rotation}]}}\n"
    (outcome,) = world.apply(text).outcomes
    assert outcome.reason.endswith("/events: 400 No (code 2001)")


def test_shift_based_schedules_have_twins_like_any_other():
    world, first, second = race(3, SHIFTS, SHIFTS)
    made = [one["summary"] for one in world.get("/v3/schedules")["schedules"]]
    named = {one.key for run in (first, second) for one in run.applied.twins}
    assert (sorted(made), named) == (
        ["Primary", "Primary", "Second", "Second"],
        {"primary", "second"},
    )


def test_one_with_layers_and_one_with_rotations_are_twins():
    _, first, _ = race(3, TEXT, SHIFTS)
    assert {one.key for one in first.applied.twins} == {"primary", "second"}


def lists(world):
    """What an apply asks for and makes of schedules; of two lists asked for at once either way."""
    told = {"POST": "POST", "GET": "{path}", "PUT": "PUT {path}"}
    asked = [
        told[one.method].format(path=one.path)
        for one in world.sandbox.requests
        if one.path in AROUND or one.method == "PUT"
    ]
    for at in range(len(asked) - 1):
        before = Counter(asked[:at])
        is_pair = asked[at : at + 2] == AROUND[::-1]
        if is_pair and before["/schedules"] == before["/v3/schedules"]:
            asked[at : at + 2] = AROUND
    return asked


AROUND = ["/schedules", "/v3/schedules"]


def test_a_kind_is_read_once_before_its_creates_and_once_after(world):
    run = Run(world.account, TEXT)
    run.apply()
    assert lists(run.world)[: 2 * len(AROUND) + 2] == [*AROUND, "POST", "POST", *AROUND]


def test_a_kind_of_which_nothing_is_made_is_not_read(world):
    world.applied(TEXT)
    run = Run(world.account, TEXT.replace("name: Second", "name: Next"))
    run.apply()
    assert lists(run.world)[0] == f"PUT /schedules/{ident(world, 'Next')}"


def test_a_reading_of_ten_seconds_ago_is_good_enough(world):
    run = Run(world.account, TEXT)
    run.before(3, lambda: run.world.sleep(10))
    run.apply()
    assert lists(run.world)[:6] == [*AROUND, "POST", "POST", *AROUND]


def test_a_reading_older_than_that_is_made_again_before_a_create(world):
    run = Run(world.account, TEXT)
    run.before(3, lambda: run.world.sleep(10.1))
    run.apply()
    assert lists(run.world)[:8] == [*AROUND, "POST", *AROUND, "POST", *AROUND]


def test_twins_that_are_shown_late_are_named_before_anything_needs_them(world):
    asked = Counter()
    first, second = (Run(world.account, TEXT, late=asked) for _ in "ab")
    first.before(5, second.apply)
    first.apply()
    assert keys_of_twins(world) == {"primary", "second"}
    for run in (first, second):
        assert {one.key for one in run.applied.twins} == {"primary", "second"}
        assert results(run.applied)["escalation_policy", "p"][0] == "skipped"


def test_an_apply_that_cannot_read_a_kind_makes_nothing_of_it(world):
    run = Run(world.account, TEXT)
    run.between.refused = "/v3/schedules"
    assert results(run.apply())["schedule", "primary"] == (
        "failed",
        "whether another run has made it could not be read: GET /v3/schedules: 403 Access Denied "
        "(code 2010)",
    )
    assert run.world.writes() == []


def test_a_copy_that_comes_up_while_the_account_is_read_back_is_named(world):
    run = Run(world.account, TEXT)
    run.before(REQUESTS + 1, lambda: copy_of(World.on(world.account), "Second"))
    assert [one.key for one in run.apply().twins] == ["second"]


def test_twins_of_many_are_looked_for_by_name_and_not_in_pairs(monkeypatch):
    world, calls, called = World(), [], Endpoint.called
    monkeypatch.setattr(Endpoint, "called", lambda *of: calls.append(of) or called(*of))
    layer = "layers: [{rotation_turn_length_seconds: 1 week, users: [ana.silva@acme.example]}]"
    schedules = [f"  s{one}: {{time_zone: Etc/UTC, {layer}}}" for one in range(20)]

    world.applied("\n".join(["schedules:", *schedules]))

    assert len(calls) <= 20 * 3
