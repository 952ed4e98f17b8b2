"""The changes of a plan as people read them: the most dangerous first, the same ones as one."""

from dataclasses import replace

from plans import ADOPTED, BLOCKED, DELETED, POLICY, RULES, SERVICE, at, plan

from pdsync.kinds import Call
from pdsync.reconcile import Action, Change, FieldChange
from pdsync.render import PLAIN, Style
from pdsync.render.plan import plan_json, plan_text

TIMEOUT = FieldChange("/acknowledgement_timeout", 1800, 1200, unit="seconds")
NOTE = "PagerDuty will also add ana@acme.example to the team Web, if not on it yet"


def updated(key, *fields, kind="service", **more):
    call = (Call("PUT", f"/{kind}s/{key}"),)
    return Change(
        Action.UPDATE,
        kind,
        key,
        key.title(),
        id=f"P{key}",
        place=at(1),
        fields=fields,
        calls=call,
        **more,
    )


def created(key, *fields):
    return Change(Action.CREATE, "service", key, key.title(), place=at(1), fields=fields)


def blocks(*changes, style=PLAIN, **more):
    return plan_text(plan_json(plan(*changes)), style, **more).split("\n\n")[1:-1]


def heads(*changes):
    return [one.splitlines()[0].strip().split("  ")[0] for one in blocks(*changes)]


def test_the_most_dangerous_changes_are_first():
    leaves = Call("DELETE", "/teams/PTEAM01/users/PUSER01", deletes=1)
    team = replace(updated("web", kind="team"), calls=(leaves,))
    risky = updated("pay", TIMEOUT, risks=("an override goes with it",))
    changes = (POLICY, SERVICE, risky, RULES, team, ADOPTED, BLOCKED, DELETED)

    assert heads(*changes) == [
        "- service shop",
        "~ team web",
        "- service legacy-cart",
        "~ service pay",
        "= service search",
        "~ service checkout-api",
        "~ escalation policy platform",
        "+ escalation policy checkout",
    ]


def test_the_json_keeps_the_order_of_sending():
    row = plan_json(plan(POLICY, SERVICE, BLOCKED))

    assert [one["key"] for one in row["changes"]] == ["checkout", "checkout-api", "shop"]


def test_the_same_change_of_many_is_one_line_and_their_names():
    found = blocks(*(updated(f"s{number}", TIMEOUT) for number in range(1, 30)))

    assert found == [
        "  ~ acknowledgement_timeout 30m → 20m on 29 services\n"
        "      s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15, s16,\n"
        "      s17, s18, s19, s20, s21, s22, s23, s24, s25, s26, s27, s28, s29"
    ]


def test_several_fields_that_change_in_many_stand_below_their_names():
    more = FieldChange("/description", "Old", "New")
    found = blocks(*(updated(key, TIMEOUT, more, notes=(NOTE,)) for key in ("a", "b", "c")))

    assert found == [
        "  ~ 3 services\n"
        "      a, b, c\n"
        "      note   PagerDuty will also add ana@acme.example to the team Web, if not on\n"
        "             it yet\n"
        "      acknowledgement_timeout   30m → 20m\n"
        "      description               Old → New"
    ]


def test_what_comes_to_lists_that_are_not_the_same_is_the_same_change():
    def policy(key, *old):
        field = FieldChange("/escalation_rules/0/targets", [*old], [*old, "Security"])
        return updated(key, field, kind="escalation_policy")

    assert blocks(policy("a", "Ana"), policy("b", "Ben"), policy("c", "Ana", "Ben")) == [
        "  ~ escalation_rules level 1 targets + Security on 3 escalation policies\n      a, b, c"
    ]


def test_what_is_new_and_the_same_shows_each_name():
    fields = FieldChange("/escalation_policy", None, "Shop"), FieldChange("/status", None, "active")

    assert blocks(*(created(key, *fields) for key in ("cart", "mail", "pay"))) == [
        "  + 3 services\n"
        '      cart "Cart", mail "Mail", pay "Pay"\n'
        "      escalation_policy   Shop\n"
        "      status              active"
    ]


def test_ids_of_many_are_shown_on_request():
    many = (updated(key, TIMEOUT) for key in ("a", "b", "c"))

    assert blocks(*many, show_ids=True)[0].splitlines()[1] == "      a (Pa), b (Pb), c (Pc)"


def test_two_are_told_one_by_one_and_so_is_what_differs_or_is_risky():
    later = FieldChange("/acknowledgement_timeout", 1800, 1500, unit="seconds")
    rest = [updated(key, TIMEOUT, risks=("its key dies",)) for key in ("x", "y", "z")]
    two = [updated("a", TIMEOUT), updated("b", TIMEOUT), updated("c", later)]

    assert [one.split()[2] for one in heads(*two, *rest)] == ["x", "y", "z", "a", "b", "c"]


def test_a_change_that_is_too_long_for_the_line_stands_below():
    change = FieldChange("/description", None, "Takes the orders of everybody in the shop")
    found = blocks(*(updated(key, change) for key in ("a", "b", "c")), style=Style(columns=60))

    assert found[0].splitlines()[0] == "  ~ 3 services"


def test_the_summary_is_wrapped_at_a_terminal():
    text = plan_text(plan_json(plan(POLICY, SERVICE, BLOCKED, DELETED)), Style(wraps=True))

    assert text.splitlines()[-2:] == [
        "Plan: 1 to create, 1 to update, 1 to delete, 1 blocked · 3 calls, 1 s at",
        "      PagerDuty's rate limit",
    ]
