"""A plan as Markdown for a pull request: whole, short enough, and harmless."""

from pathlib import Path

import pytest
from plans import BLOCKED, DELETED, EVERYTHING, POLICY, SERVICE, at, plan

from pdsync.reconcile import Action, Change, FieldChange
from pdsync.render import with_people
from pdsync.render.plan import plan_json, plan_markdown

SHOWN = plan(
    POLICY,
    SERVICE,
    DELETED,
    BLOCKED,
    people=EVERYTHING.people,
    refused=EVERYTHING.refused,
)

WHOLE = (Path(__file__).parent / "expected" / "plan.md").read_text(encoding="utf-8")


def markdown(*changes, **more):
    return plan_markdown(plan_json(plan(*changes, **more)))


def test_the_summary_and_the_risks_come_first_and_details_are_folded():
    assert plan_markdown(with_people(plan_json(SHOWN), "names")) == WHOLE


def test_an_empty_plan_is_short():
    assert markdown() == (
        "<!-- pdsync plan acme -->\n## pdsync: no changes\n\n"
        "`policies/` → `sandbox.db` · stack `acme`\n"
    )


def test_the_first_line_is_the_same_for_every_plan_of_a_stack():
    assert markdown(POLICY).splitlines()[0] == markdown().splitlines()[0]


@pytest.mark.slow
@pytest.mark.parametrize("action", [Action.CREATE, Action.DELETE])
def test_thousands_of_changes_stay_below_the_limit(action):
    long = FieldChange("/description", None, "word " * 40)
    changes = [Change(action, "service", f"s{n}", f"S {n}", fields=(long,)) for n in range(5000)]

    text = markdown(*changes)

    assert len(text) <= 60_000
    assert text.splitlines()[1] == f"## pdsync: 5,000 to {action}"
    assert text.rstrip().endswith(" more")


def test_one_change_that_is_too_long_is_counted_and_not_cut():
    field = FieldChange("/description", None, "word " * 20_000)

    text = markdown(Change(Action.CREATE, "service", "a", "A", place=at(1), fields=(field,)))

    assert text.endswith("\n… and 1 more\n")


def test_a_name_is_no_markup():
    evil = "</summary><img src=x> `code` @everyone [x](http://x) #1"

    text = markdown(Change(Action.DELETE, "service", "a", evil))

    assert text.splitlines()[7:10] == [
        f'- **Deleted**: ``service a  "{evil}"``',
        "",
        '<details><summary>- service a  "&lt;/summary&gt;&lt;img src=x&gt; `code` '
        '@<!-- -->everyone [x](http://x) #<!-- -->1" '
        "<sub>no longer in the configuration</sub></summary></details>",
    ]


def test_a_sentence_is_no_markup():
    change = Change(
        Action.UPDATE, "service", "a", "A", place=at(1), notes=("*x* <b> @all ![i](u)",)
    )

    assert markdown(change).splitlines()[7] == (
        r"- `service a  \"A\"`: \*x\* \<b\> @<!-- -->all !\[i\](u)".replace(r"\"", '"')
    )


def test_a_fence_cannot_be_closed_from_inside():
    field = FieldChange("/description", None, "```` end")
    change = Change(Action.CREATE, "service", "a", "A", place=at(1), fields=(field,))

    assert markdown(change).splitlines()[-5:-1] == [
        "`````",
        "description   ```` end",
        "`````",
        "",
    ]
