"""Adoptions in a plan: those that change something whole, the others a line per kind."""

from plans import ADOPTED, at, plan

from pdsync.kinds import Call
from pdsync.reconcile import Action, Change
from pdsync.render import PLAIN
from pdsync.render.plan import plan_json, plan_markdown, plan_text


def adopted(kind, key):
    mark = (Call("PUT", f"/{kind}/{key}"),)
    return Change(Action.ADOPT, kind, key, key, id="P1", place=at(1), calls=mark)


SEVERAL = plan(
    *(adopted("service", key) for key in ("cart", "mail", "shop")),
    ADOPTED,
    *(adopted("escalation_policy", key) for key in ("pay", "web")),
    adopted("team", "crew"),
)


def test_those_with_changes_are_whole_and_the_others_a_line_per_kind():
    assert plan_text(plan_json(SEVERAL), PLAIN).split("\n\n")[1:] == [
        '  = service search  "Search"                           policies/checkout.yaml:40\n'
        "      ! risk   takes over the service that the account has already, and changes\n"
        "               these fields of it\n"
        '      description   Finds things → ""',
        "  = team crew                                           policies/checkout.yaml:1\n"
        "      ! risk   takes over the team that the account has already, as it is",
        "  = taken over from the account, which has them already, as they are; a line in\n"
        "    the description, where there is one, says whose they are\n"
        "      3 services              cart, mail, shop\n"
        "      2 escalation policies   pay, web",
        "Plan: 7 to adopt (1 with changes) · 7 calls, 1 s at PagerDuty's rate limit",
    ]


def test_in_markdown_they_stand_among_what_to_look_at():
    text = plan_markdown(plan_json(SEVERAL))
    assert text.splitlines()[1] == "## pdsync: 7 to adopt (1 with changes)"
    assert [line for line in text.splitlines() if line.startswith("- **Adopted**: 3")] == [
        "- **Adopted**: 3 services, taken over from the account, which has them already, as they "
        "are; a line in the description, where there is one, says whose they are: "
        "`cart`, `mail`, `shop`"
    ]
    assert "= service cart" not in text
