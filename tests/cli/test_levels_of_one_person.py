"""Two levels of one person: a plan tells of what it makes so, lint of what stands."""

import pytest
from reconcile.on_duty import ANA, BEN, CHLOE, MAYA, account, layer, policy, schedule

ALLOWED = "oncall_now: allow, new_gap: allow"


def both(primary, secondary, minutes="10m"):
    schedules = schedule(primary) + schedule(secondary, key="secondary")
    return account(schedules, policy("primary", "secondary").replace("10m", minutes))


APART = both(layer(ANA, BEN), layer(CHLOE, MAYA))
SAME = both(layer(ANA, BEN), layer(ANA, BEN))


@pytest.fixture
def configured(run, write):
    """Have one configuration in the account, and write another."""

    def configured(before, after, same_person="warn"):
        settings = f"stack: acme\nsafety: {{{ALLOWED}, same_person: {same_person}}}\n"
        write(before, settings=settings)
        assert run("apply", "--sandbox", "--yes").code == 0
        write(after, settings=settings)

    return configured


def test_a_plan_that_is_refused_for_it_is_3_and_nothing_is_sent(run, configured):
    configured(APART, SAME, "refuse")
    plan = run("plan", "--sandbox", "--detailed-exitcode")
    assert (plan.code, plan.out.count("will be the same person")) == (3, 1)
    assert run("apply", "--sandbox", "--yes").code == 3
    assert run("plan", "--sandbox").code == 3


def test_a_plan_that_makes_it_so_says_it_once_and_not_in_the_words_of_lint(run, configured):
    configured(APART, SAME)
    plan = run("plan", "--sandbox")
    said = plan.out + plan.err
    assert (plan.code, said.count("same person"), said.count("nobody")) == (0, 1, 0)


def test_a_plan_leaves_what_stands_to_lint(run, configured):
    configured(SAME, both(layer(ANA, BEN), layer(ANA, BEN), "15m"))
    plan = run("plan", "--sandbox")
    said = plan.out + plan.err
    assert (plan.code, said.count("same person"), said.count("nobody")) == (0, 0, 0)
    lint = run("lint")
    assert (lint.code, (lint.out + lint.err).count("nobody-new")) == (0, 1)
