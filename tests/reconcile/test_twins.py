"""Two live resources where the YAML means one: both are named, and the rest of a plan goes on."""

import pytest
from reconcile.twin_world import ANA, LATER, MARK, PAGE, RULES, TEXT, UNTIL, copy_of, ident
from reconcile.world import World, changes, fields, results


@pytest.fixture(scope="module")
def twins():
    """A world with two of the schedule `primary`, a plan for it, and what became of that."""
    world = World()
    world.applied(TEXT)
    one = ident(world, "Primary")
    world.now = world.now.replace(day=world.now.day + 1)
    two = copy_of(world, "Primary")
    plan = world.plan(LATER)
    return world, one, two, plan, world.apply(LATER)


def test_both_are_named_with_their_pages(twins):
    _, one, two, plan, _ = twins
    assert [(one.rule, str(one.place), one.message) for one in plan.diagnostics] == [
        (
            "ambiguous-mark",
            "policies.yaml:2:3",
            "2 live schedules carry the mark of `primary`: "
            f"'Primary' ({one}, {PAGE}/{one}) and 'Primary' ({two}, {PAGE}/{two})",
        )
    ]


def test_the_one_that_a_policy_refers_to_is_to_be_kept_and_the_way_out_is_exact(twins):
    _, one, two, plan, _ = twins
    assert plan.diagnostics[0].help == (
        f"keep {one}, which escalation policy 'P' refers to; delete {two} on its page, or take "
        f"`{MARK}` off the end of its description there{UNTIL}"
    )


def test_neither_is_touched_nor_what_needs_them_and_the_rest_is_done(twins):
    _, one, two, _, applied = twins
    several = f"the account has 2 of it, {min(one, two, key=[one, two].index)} and {two}"
    assert results(applied) == {
        ("schedule", "primary"): ("blocked", f"{several}: none of them is changed"),
        ("schedule", "second"): ("done", None),
        ("escalation_policy", "p"): (
            "blocked",
            "it needs schedule `primary`, of which the account has 2",
        ),
        ("escalation_policy", "new"): (
            "blocked",
            "it needs schedule `primary`, of which the account has 2",
        ),
        ("escalation_policy", "q"): ("done", None),
        ("service", "s"): ("done", None),
        ("service", "t"): ("blocked", "it needs escalation policy `new`, which is blocked"),
    }


def test_a_plan_with_twins_is_whole_and_wrong(twins):
    *_, plan, _ = twins
    assert (plan.is_broken, plan.has_errors) == (False, True)


def test_a_selection_without_them_says_nothing_of_them(twins):
    world = twins[0]
    plan = world.plan(LATER.replace("name: R", "name: Q"), only=(("escalation_policy", "q"),))
    assert (changes(plan), plan.diagnostics, plan.twins) == (
        [("update", "escalation_policy", "q")],
        (),
        (),
    )


def test_a_selection_of_what_needs_them_says_so(twins):
    plan = twins[0].plan(LATER, only=(("escalation_policy", "p"),))
    assert [one.key for one in plan.twins] == ["primary"]


def test_the_way_out_is_one(world):
    world.applied(TEXT)
    two = copy_of(world, "Primary")
    world.send("PUT", f"/schedules/{two}", {"schedule": {"description": "Not ours"}})
    plan = world.plan(TEXT)
    assert (changes(plan), plan.diagnostics) == ([], ())


def test_the_id_of_one_is_another_way_out(world):
    world.applied(TEXT)
    one, _ = ident(world, "Primary"), copy_of(world, "Primary")
    plan = world.plan(TEXT.replace("    name: Primary", f"    name: Primary\n    id: {one}"))
    assert (changes(plan), plan.diagnostics) == ([], ())


def test_two_integrations_of_one_name_are_told_by_the_service(world):
    world.applied(TEXT)
    service = ident(world, "S", "services")
    world.sleep(60)
    body = {"name": "Ev", "type": "events_api_v2_inbound_integration"}
    world.send("POST", f"/services/{service}/integrations", {"integration": body})
    whole = world.get(f"/services/{service}", **{"include[]": "integrations"})["service"]
    one, two = (each["id"] for each in whole["integrations"])
    page = f"https://acme.pagerduty.com/services/{service}/integrations"
    plan = world.plan(LATER)
    assert [(one.rule, one.message, one.help) for one in plan.diagnostics] == [
        (
            "ambiguous-name",
            "2 live integrations are called 'Ev' in service `s`: "
            f"'Ev' ({one}, {page}/{one}) and 'Ev' ({two}, {page}/{two})",
            f"keep {one}, which is the older; delete {two} on its page, or write `id: {one}` on "
            f"`s/ev`{UNTIL}",
        )
    ]
    assert ("update", "service", "s") in changes(plan)


def test_two_unmarked_ones_of_one_name_are_not_adopted(world):
    body = {"type": "schedule", "name": "Primary", "time_zone": "Etc/UTC", "schedule_layers": []}
    one, two = (
        world.send("POST", "/schedules", {"schedule": body})["schedule"]["id"] for _ in "ab"
    )
    plan = world.plan(TEXT)
    assert [(each.rule, each.message) for each in plan.diagnostics] == [
        (
            "ambiguous-name",
            "2 live schedules are called 'Primary': "
            f"'Primary' ({one}, {PAGE}/{one}) and 'Primary' ({two}, {PAGE}/{two})",
        )
    ]
    assert {one.key: bool(one.blocked) for one in plan.changes} == {
        "primary": True,
        "second": False,
        "p": True,
        "q": False,
        "s": True,
        "s/ev": True,
    }


def test_two_of_what_is_no_longer_written_are_not_deleted(world):
    world.applied(TEXT)
    copy_of(world, "Primary")
    left = "schedules:\n" + TEXT[TEXT.index("  second:") : TEXT.index("  p:")]
    left += f"  q: {{name: Q, {RULES.format('second')}}}"
    applied = world.apply(left, allow_deletes=9)
    assert {key: result for (_, key), (result, _) in results(applied).items()} == {
        "s": "done",
        "p": "done",
        "primary": "blocked",
    }
    names = [one["name"] for one in world.get("/schedules")["schedules"]]
    assert names == ["Primary", "Primary", "Second"]


@pytest.mark.parametrize(
    ("plural", "text"),
    [
        ("teams", "teams: {x: {name: X}}\n"),
        (
            "escalation_policies",
            f"escalation_policies: {{x: {{name: X, {RULES.format(ANA)}}}}}\n",
        ),
        ("services", "services: {x: {name: X, escalation_policy: {name: Elsewhere}}}\n"),
    ],
)
def test_a_copy_by_hand_that_took_the_mark_with_it_is_a_twin_of_any_kind(world, plural, text):
    target = {"id": ident(world, "Ana Silva", "users"), "type": "user_reference"}
    rules = [{"escalation_delay_in_minutes": 5, "targets": [target]}]
    body = {"type": "escalation_policy", "name": "Elsewhere", "escalation_rules": rules}
    world.send("POST", "/escalation_policies", {"escalation_policy": body})
    world.applied(text)
    singular = {"escalation_policies": "escalation_policy"}.get(plural, plural.removesuffix("s"))
    whole = world.named(singular, plural, "X")
    world.send("POST", f"/{plural}", {singular: {**whole, "name": "X copy"}})
    plan = world.plan(text.replace("name: X", "name: Z"))
    assert [(one.kind, one.key, len(one.of), one.by) for one in plan.twins] == [
        (singular, "x", 2, "mark")
    ]
    assert (changes(plan), plan.calls) == ([("update", singular, "x")], ())


def test_what_is_called_by_a_name_of_two_stands_still_alone(world):
    body = {"type": "schedule", "name": "Theirs", "time_zone": "Etc/UTC", "schedule_layers": []}
    ids = [world.send("POST", "/schedules", {"schedule": body})["schedule"]["id"] for _ in "ab"]
    text = TEXT.replace("targets: [primary]", "targets: [{schedule: {name: Theirs}}]")
    applied = world.apply(text)
    assert [(one.rule, one.message) for one in applied.plan.diagnostics] == [
        ("unknown-reference", f"2 live schedules are called 'Theirs': {', '.join(ids)}")
    ]
    assert {key: result for (_, key), (result, _) in results(applied).items()} == {
        "primary": "done",
        "second": "done",
        "p": "blocked",
        "q": "done",
        "s": "blocked",
        "s/ev": "blocked",
    }


def test_a_policy_that_refers_to_the_one_to_keep_is_as_it_is_wanted(world):
    world.applied(TEXT)
    copy_of(world, "Primary")
    plan = world.plan(TEXT.replace("name: Q", "name: R"))
    assert (changes(plan), fields(plan)) == (
        [("update", "schedule", "primary"), ("update", "escalation_policy", "q")][::-1],
        {"/name": ("Q", "R")},
    )


UNMARKED = "ownership: none\n"
IN_CAPITALS = """
schedules:
  small: {name: web, time_zone: Etc/UTC, layers: [{rotate: daily, members: [a@acme.example]}]}
  large: {name: WEB, time_zone: Etc/UTC, layers: [{rotate: daily, members: [b@acme.example]}]}
""".replace("a@", "ana.silva@").replace("b@", "ben.okafor@")


@pytest.mark.parametrize("settings", ["stack: acme\n", UNMARKED])
def test_names_that_differ_in_capitals_only_are_of_two_schedules(settings):
    world = World()
    world.applied(IN_CAPITALS, settings)
    assert sorted(one["name"] for one in world.get("/schedules")["schedules"]) == ["WEB", "web"]


def test_the_second_of_two_names_that_differ_in_capitals_only_is_made_beside_the_first():
    world, (first, _) = World(), IN_CAPITALS.rsplit("  large", 1)
    world.applied(first, UNMARKED)
    world.applied(IN_CAPITALS, UNMARKED)
    assert len(world.get("/schedules")["schedules"]) == 2
