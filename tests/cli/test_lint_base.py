"""`pdsync lint --base REF`: what was broken before, and is no worse, stops nobody."""

import pytest
from git_repository import DAYS, rota

EXCUSED = "; it is so at HEAD as well"


@pytest.fixture
def lint(run, write):
    """Lint this text against a base: the exit code, and severity and message of each finding."""

    def lint(text, *options, base="HEAD", **settings):
        write(text, **settings)
        ended = run("lint", "--base", base, "--format", "json", *options)
        return ended.code, [(one["severity"], one["message"]) for one in ended.json["findings"]]

    return lint


NOBODY = "somebody is to be on call then, and nobody is from"
ALL_NIGHTS = f"{NOBODY} Mon 2 Mar 2026 17:00 to Tue 3 Mar 2026 09:00 (Europe/London), every week"
SHORTER = rota("Mon-Fri 09:00-16:00", "coverage: always")
RENAMED = rota("Mon-Fri 09:00-17:00", "coverage: always", key="site", more="was: web")
WEEKLY = rota("[]", "max_consecutive: 6 days")


def test_a_promise_that_was_broken_before_and_is_no_worse_is_a_warning(commit, lint):
    commit(DAYS)
    assert lint(DAYS + "teams: {web: {}}\n") == (0, [("warning", ALL_NIGHTS + EXCUSED)])


def test_one_that_is_broken_at_more_times_is_an_error_that_names_the_first(commit, lint):
    commit(DAYS)
    where = "16:00 to Mon 2 Mar 2026 17:00 (Europe/London), where somebody is at HEAD"
    assert lint(SHORTER) == (1, [("error", f"{NOBODY} Mon 2 Mar 2026 {where}")])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SHORTER, DAYS),
        (DAYS, RENAMED),
        (DAYS, DAYS.replace("always", "Mon-Fri 08:00-17:00")),
        (WEEKLY, WEEKLY.replace("6 days", "160h")),
    ],
    ids=["mended in part", "renamed with was", "promises less", "allows more"],
)
def test_what_is_better_than_it_was_is_a_warning(commit, lint, before, after):
    commit(before)
    code, [(severity, message)] = lint(after)
    assert (code, severity, message.endswith(EXCUSED)) == (0, "warning", True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (rota("[]", "coverage: always"), DAYS),
        (DAYS.replace("    expect: {coverage: always}\n", ""), DAYS),
        (DAYS.replace("always", "Mon-Fri 08:00-17:00"), DAYS),
        (WEEKLY, WEEKLY.replace("6 days", "5 days")),
        (WEEKLY, DAYS),
        (DAYS, RENAMED.replace("was: web", "")),
        (DAYS.replace("members: [ana@acme.example, ben@acme.example]", ""), DAYS),
    ],
    ids=[
        "was kept",
        "was not promised",
        "promises more",
        "allows less",
        "another promise",
        "renamed without was",
        "not known before",
    ],
)
def test_what_is_new_is_an_error(commit, lint, before, after):
    commit(before)
    code, [(severity, message)] = lint(after)
    assert (code, severity, EXCUSED in message) == (1, "error", False)


def test_a_promise_is_compared_with_that_of_its_own_schedule(commit, lint):
    other = rota("[]", "coverage: always", key="shop").removeprefix("schedules:\n")
    commit(DAYS + other)
    code, found = lint(DAYS + other.replace("only: []", "only: Mon-Fri 09:00-17:00"))
    assert (code, [severity for severity, _ in found]) == (1, ["warning", "error"])


def test_nothing_but_promises_is_excused(commit, lint):
    unknown = DAYS + "services: {web: {escalation_policy: nope}}\n"
    commit(unknown)
    code, found = lint(unknown)
    assert (code, [severity for severity, _ in found]) == (1, ["warning", "error"])


def test_a_finding_that_is_set_to_less_than_a_warning_stays_so(commit, lint):
    commit(DAYS)
    settings = "stack: acme\nlint: {rules: {broken-promise: {severity: info}}}\n"
    assert lint(DAYS, settings=settings) == (0, [("info", ALL_NIGHTS + EXCUSED)])


def test_a_warning_fails_where_that_is_asked_for(commit, lint):
    commit(DAYS)
    assert lint(DAYS, "--fail-on", "warning")[0] == 1


def test_it_is_known_again_by_the_same_fingerprint(commit, run):
    commit(DAYS)
    plain, compared = (
        run("lint", "--format", "json", *base).json["findings"][0]
        for base in ((), ("--base", "HEAD"))
    )
    assert plain["fingerprint"] == compared["fingerprint"]


def distinct(only="", levels=("web",), strategy="", people=2):
    """A schedule of two who take turns, and a policy that promises different people."""
    rows = "".join(
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{one}]{strategy}}}\n"
        for one in levels
    )
    return f"""\
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        anchor: {{who: ana@acme.example, at: 2026-01-05}}
        {only}
escalation_policies:
  web:
    escalation_rules:
{rows}    expect: {{distinct_people: {people}}}
"""


IN_DAYS = "only: Mon-Fri 09:00-17:00"
ALWAYS = ", escalation_rule_assignment_strategy: assign_to_everyone"
PAUSED = """\
services:
  web:
    escalation_policy: web
    auto_pause_notifications_parameters: {{enabled: true, timeout: {pause}}}
    expect: {{answers_within: 5m}}
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (distinct(), distinct()),
        (distinct(IN_DAYS), distinct()),
        (distinct(), distinct(levels=("ben@acme.example",))),
        (
            distinct(levels=("web, cyd@acme.example",), people=3),
            distinct(levels=("web, cyd@acme.example",), strategy=ALWAYS, people=3),
        ),
        (distinct(IN_DAYS) + PAUSED.format(pause="15m"), distinct() + PAUSED.format(pause="10m")),
        (distinct(IN_DAYS) + PAUSED.format(pause="10m"), distinct() + PAUSED.format(pause="2m")),
    ],
    ids=[
        "never kept",
        "nobody at night, now one person",
        "another person",
        "it is written now that all are notified",
        "a shorter pause",
        "a pause that is short enough",
    ],
)
def test_what_was_kept_at_no_time_is_no_worse(commit, lint, before, after):
    commit(before)
    code, found = lint(after + "teams: {web: {}}\n")
    assert (code, {severity for severity, _ in found}) == (0, {"warning"})


def test_nobody_is_worse_than_too_few_people(commit, lint):
    commit(distinct())
    code, [*_, found] = lint(distinct(IN_DAYS))
    assert (code, found) == (
        1,
        (
            "error",
            "nobody is on its levels from Mon 2 Mar 2026 17:00 to Tue 3 Mar 2026 09:00 "
            "(Europe/London), where 2 "
            "are promised, and it is not as bad at HEAD",
        ),
    )


def test_a_longer_pause_is_worse(commit, lint):
    commit(distinct() + PAUSED.format(pause="10m"))
    code, found = lint(distinct() + PAUSED.format(pause="15m"))
    assert (code, [severity for severity, _ in found]) == (1, ["warning", "error"])
