"""A plan as Markdown for a pull request: whole, short enough, coloured, with links."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from organisation import ANA, BEN
from plans import BLOCKED, DELETED, EVERYTHING, POLICY, RULES, SERVICE, at, plan
from reconcile.world import World

from pdsync.diagnostics import Diagnostic, Severity
from pdsync.reconcile import Action, Change, FieldChange
from pdsync.render import with_people
from pdsync.render.plan import plan_json, plan_markdown

SHOWN = plan(
    POLICY,
    SERVICE,
    RULES,
    DELETED,
    BLOCKED,
    people=EVERYTHING.people,
    refused=EVERYTHING.refused,
)
SITE = "https://acme.pagerduty.com"
WHOLE = (Path(__file__).parent / "expected" / "plan.md").read_text(encoding="utf-8")


def markdown(*changes, **more):
    return plan_markdown(plan_json(plan(*changes, **more)))


def updates(count, text="word " * 40, **more):
    field = FieldChange("/description", None, text)
    return [
        Change(Action.UPDATE, "service", f"s{n}", f"S {n}", place=at(n), fields=(field,), **more)
        for n in range(count)
    ]


def test_the_summary_and_the_risks_come_first_and_small_plans_are_not_folded():
    assert plan_markdown(with_people(plan_json(SHOWN), "names")) == WHOLE


def test_an_empty_plan_is_short():
    assert markdown() == (
        "<!-- pdsync plan stack=61636d65 -->\n<!-- pdsync: nothing to tell -->\n"
        "## pdsync: no changes\n\n"
        "`policies/` → `sandbox.db` · stack `acme`\n"
    )


def test_the_first_line_is_the_same_for_every_plan_of_a_stack():
    assert markdown(POLICY).splitlines()[0] == markdown().splitlines()[0]


def test_the_fields_of_a_large_plan_are_folded_but_not_of_what_is_risky():
    found = [
        replace(one, fields=(FieldChange("/description", None, f"{one.key} " * 9),))
        for one in updates(40)
    ]
    risky = [replace(one, key=f"r{n}", risks=("it is slower",)) for n, one in enumerate(found[:21])]

    lines = markdown(*found, *risky).splitlines()
    shown = [line for line in lines if line.startswith(("- **", "  `", "**~", "<details>"))]
    assert shown == [
        "- **Risk**: 21 services: it is slower: " + " ".join(f"`r{n}`," for n in range(20)),
        "  `r20`",
        *(f'**~ service** `r{n}` "S {n}" · policies/checkout.yaml:{n}' for n in range(21)),
        *(
            f"<details><summary>~ service <code>s{n}</code> "
            f"<code>S {n}</code> <sub><code>policies/checkout.yaml:{n}</code></sub></summary>"
            for n in range(40)
        ),
    ]


def test_the_same_change_of_many_is_told_once_with_a_link_to_each():
    found = [replace(SERVICE, key=f"s{n}", id=f"P{n}", notes=()) for n in range(3)]
    found = [replace(one, fields=SERVICE.fields[1:2]) for one in found]

    links = ", ".join(f"[`s{n}`]({SITE}/service-directory/P{n})" for n in range(3))
    assert markdown(*found, site=SITE).endswith(
        f"**~ 3 services** · `acknowledgement_timeout 30m → 15m`\n\n{links}\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("action", list(Action))
def test_a_thousand_changes_stay_below_the_limit_in_bytes(action):
    risks = ("é" * 40,) if action is Action.UPDATE else ()
    changes = [
        Change(
            action,
            "service",
            f"service-{'number' * 10}-{n}",
            f"{'é' * 30} {n}",
            fields=(FieldChange("/description", None, f"éé👩xé {n} " * 30),),
            risks=risks,
        )
        for n in range(1000)
    ]

    text = markdown(*changes)

    assert 55_000 < len(text.encode()) <= 60_000
    assert text.splitlines()[1].startswith(f"## pdsync: 1,000 to {action}")
    assert text.rstrip().endswith(" more: `pdsync plan` shows all")


def test_one_change_that_is_too_long_is_counted_and_not_cut():
    assert markdown(*updates(1, "word " * 20_000)).endswith(
        "\n… and 1 more: `pdsync plan` shows all\n"
    )


@pytest.mark.parametrize(
    ("told", "ident", "page"),
    [
        (f"{SITE}/service-directory/PABC12", "PABC12", f"{SITE}/service-directory/PABC12"),
        (None, "PABC12", f"{SITE}/service-directory/PABC12"),
        ("https://acme.pagerduty.com.evil.example/x", "P1", f"{SITE}/service-directory/P1"),
        ("http://acme.pagerduty.com/x", "P1", f"{SITE}/service-directory/P1"),
        (f"{SITE}/x) [y](http://evil.example", "P1", f"{SITE}/service-directory/P1"),
        (f"{SITE}/x?next=http://evil.example", "P1", f"{SITE}/service-directory/P1"),
        (None, "P1)", None),
        (None, None, None),
    ],
)
def test_a_link_leads_to_the_account_and_nowhere_else(told, ident, page):
    change = replace(SERVICE, url=told, id=ident)

    line = f"[`checkout-api`]({page})" if page else "`checkout-api`"
    assert f"**~ service** {line} " in markdown(change, site=SITE)


def test_an_account_in_europe_has_its_pages_there():
    site = "https://acme.eu.pagerduty.com"

    assert f"({site}/escalation_policies/PPOLI01)" in markdown(RULES, site=site)


@pytest.mark.parametrize("site", [None, "http://127.0.0.1:8080", "https://evil.example"])
def test_without_an_account_on_pagerduty_there_is_no_link(site):
    change = replace(SERVICE, url="http://127.0.0.1:8080/service-directory/PSERV01")

    assert "](" not in markdown(change, site=site)


def test_an_integration_is_linked_where_the_account_tells_its_page():
    page = f"{SITE}/services/P1/integrations/P2"
    change = Change(Action.DELETE, "integration", "cart/events", "Events", id="P2", url=page)

    told = markdown(change, replace(change, key="cart/more", url=None), site=SITE)
    assert [line for line in told.splitlines() if "**Deleted**" in line] == [
        f'- **Deleted**: integration [`cart/events`]({page}) "Events"',
        '- **Deleted**: integration `cart/more` "Events"',
    ]


def test_the_gravest_is_first_and_what_is_said_of_several_is_said_once():
    now = partial(Diagnostic, "oncall-now", Severity.WARNING, help="wait")
    found = [
        Diagnostic("new-gap", Severity.WARNING, "it gets a gap", place=at(3)),
        now("Ana goes on call at once", place=at(4)),
        now("Ben goes off call at once", place=at(5)),
        Diagnostic("twins", Severity.ERROR, "there are two", place=at(6)),
    ]
    key = Change(
        Action.DELETE, "integration", "cart/x", "X", calls=DELETED.calls, notes=("its key goes",)
    )
    risk = replace(SERVICE, fields=(), notes=("people join",), risks=("it is slower",))

    lines = markdown(risk, key, diagnostics=found, refused=("too many",)).splitlines()
    assert [line for line in lines if line.startswith("- ")] == [
        "- **Refused**: too many",
        "- **Error** `policies/checkout.yaml:6`: there are two",
        "- **Warning** `policies/checkout.yaml:4`: Ana goes on call at once",
        "- **Warning** `policies/checkout.yaml:5`: Ben goes off call at once (wait)",
        '- **Deleted**: integration `cart/x` "X"',
        '- **Risk**: integration `cart/x` "X": its key goes',
        '- **Risk**: service `checkout-api` "Checkout API": it is slower',
        "- **Warning** `policies/checkout.yaml:3`: it gets a gap",
        '- **Note**: service `checkout-api` "Checkout API": people join',
    ]


POLICY_OF = """
escalation_policies: {p: {escalation_rules: [{escalation_delay_in_minutes: 5, targets: [%s]}]}}
"""


def test_who_goes_on_call_at_once_is_there_beside_any_number_of_warnings():
    world = World()
    world.apply(POLICY_OF % ANA)
    row = plan_json(world.plan(POLICY_OF % BEN))
    warnings = [
        {**one, "message": f"{one['message']} {'é' * 200}"} for one in row["diagnostics"] * 500
    ]

    text = plan_markdown({**row, "diagnostics": warnings})
    assert len(text.encode()) <= 60_000
    shown = text.replace("`<wbr>`", "")
    assert f"\n| **! now, at once** | `{ANA}` | `{BEN}` |\n" in shown


def test_a_large_plan_has_contents_by_kind_and_team():
    found = [
        replace(one, teams=("Payments" if number % 2 else "Web",))
        for number, one in enumerate(updates(20))
    ]

    assert markdown(*found).split("\n\n")[2] == (
        "```\n20 services   20 to update\n              Payments 10, Web 10\n```"
    )
