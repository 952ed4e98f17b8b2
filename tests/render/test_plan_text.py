"""A plan for the terminal: whole outputs at 80 columns, without colour and in colour."""

from pathlib import Path

from plans import DELETED, EVERYTHING, SCHEDULE, SERVICE, at, plan, rule

from pdsync.kinds import Call
from pdsync.reconcile import Action, Change, FieldChange
from pdsync.render import PLAIN, Style
from pdsync.render.plan import plan_json, plan_text

EXPECTED = Path(__file__).parent / "expected"


def expected(name):
    return (EXPECTED / name).read_text(encoding="utf-8")


def shown(*changes, style=PLAIN, **options):
    return plan_text(plan_json(plan(*changes)), style, **options)


def body(change):
    """The lines below the one that names the change."""
    return shown(change).split("\n\n")[1].splitlines()[1:]


def updated(*fields):
    return Change(Action.UPDATE, "service", "a", "A", id="PAAAAA1", place=at(1), fields=fields)


def test_everything_a_plan_can_hold():
    assert plan_text(plan_json(EVERYTHING), PLAIN) + "\n" == expected("plan.txt")


def test_in_colour():
    text = shown(SERVICE, DELETED, style=Style(color=True))

    assert text + "\n" == expected("plan-in-colour.txt")


def test_an_empty_plan_says_so():
    assert shown() == (
        "pdsync plan · policies/ → sandbox.db · stack acme\n\n"
        "No changes. The account is as the configuration says."
    )


def test_only_blocked_changes_need_no_calls():
    blocked = Change(Action.DELETE, "service", "a", "a", blocked=("it is used",))

    assert shown(blocked).splitlines()[-1] == "Plan: 1 blocked · no calls"


def test_many_calls_take_minutes():
    many = Change(Action.UPDATE, "service", "a", "a", calls=(Call("PUT", "/services/P1"),) * 2000)

    assert shown(many).splitlines()[-1] == (
        "Plan: 1 to update · 2,000 calls, 2m 5s at PagerDuty's rate limit"
    )


def test_ids_are_shown_on_request():
    assert '  ~ service checkout-api  "Checkout API"  (PSERV01)' in shown(SERVICE, show_ids=True)


def test_without_a_stack_none_is_named():
    assert "stack" not in plan_text({**plan_json(plan()), "stack": None}, PLAIN)


def test_no_line_but_the_last_is_wider_than_the_terminal():
    for columns in (60, 80, 120):
        text = plan_text(plan_json(EVERYTHING), Style(columns=columns))

        assert max(len(line) for line in text.splitlines()[:-1]) <= columns


def test_a_place_that_does_not_fit_stands_on_a_line_of_its_own():
    assert shown(SCHEDULE, style=Style(columns=50)).splitlines()[2:4] == [
        '  + schedule nights  "Nights"',
        "                          policies/checkout.yaml:9",
    ]


def test_wide_characters_count_twice():
    wide = Change(Action.CREATE, "service", "a", "注文サービス", place=at(7))
    narrow = Change(Action.CREATE, "service", "a", "Order Online", place=at(7))

    assert shown(wide).replace("注文サービス", "Order Online") == shown(narrow)


def test_a_secret_is_not_shown():
    secret = updated(FieldChange("/extra/token", "old-secret", "new-secret", secret=True))

    assert body(secret) == ["      extra   token   (secret) → (another secret)"]


def test_texts_that_look_like_another_type_are_quoted():
    change = updated(FieldChange("/description", "", "none"), FieldChange("/name", "A", "10"))

    assert body(change) == ['      description   "" → "none"', '      name          A → "10"']


def test_nothing_is_called_none():
    change = updated(FieldChange("/auto_resolve_timeout", None, 0, unit="seconds"))

    assert body(change) == ["      auto_resolve_timeout   none → 0"]


def test_a_structure_that_is_replaced_is_shown_before_and_after():
    old = {"name": "Old", "rules": [rule(5, "Lead")]}
    change = updated(FieldChange("/extra/routing", old, old | {"name": "New"}))

    assert body(change) == [
        "      extra   routing   -   Old",
        "                            rules   1  Lead   then after 5m",
        "                        +   New",
        "                            rules   1  Lead   then after 5m",
    ]


def test_a_name_cannot_leave_its_line():
    change = Change(Action.CREATE, "service", "a", "A\n  + service b\x1b[31m", place=at(7))

    assert '"A\\n  + service b\\x1b[31m"' in shown(change)


def test_names_of_fields_with_slashes_are_read_back():
    assert body(updated(FieldChange("/extra/a~1b~0c", 1, 2))) == ["      extra   a/b~c   1 → 2"]
