"""How much lint says unasked: of the example organisation and of situations from the field.

What is told of the cases is what they are about, and true: a promise that only the account can
prove, which has to be said, and two holidays on which somebody would be called all the same. They
are reports of faults, so that three in their 25 objects is no measure of noise: beside what a case
is about nothing is told of any. One finding in ten objects holds of all together, by far. Of case
09 nothing can be read: it is made of what nobody may write.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from source_code import ROOT

from pdsync.lint import lint
from pdsync.source import load

NOW = datetime(2026, 11, 28, 22, tzinfo=UTC)
TOLD = {
    "01-unwritten-only-taken-for-always": (4, []),
    "02-members-kept-in-pagerduty": (3, ["unproved-promise"]),
    "03-upgrade-refuses-repeated-members": (1, []),
    "04-member-of-a-policy-that-goes": (2, []),
    "05-name-freed-in-the-same-plan": (9, []),
    "06-same-person-on-two-levels": (4, []),
    "07-excluded-day-that-excludes-nothing": (1, ["excludes-nothing"] * 2),
    "08-verify-skips-clocks-of-rotations": (1, []),
    "09-terraform-words": (0, ["invalid-value"] * 6),
}
"""Objects of each case, and the rules that speak."""
ABOUT = {
    "02-members-kept-in-pagerduty": {"unproved-promise"},
    "07-excluded-day-that-excludes-nothing": {"excludes-nothing"},
    "09-terraform-words": {"invalid-value"},
}
"""The faults that cases report."""
OBJECTS, FINDINGS = 100, 3
"""Of the example organisation and of all cases that can be read."""


@pytest.fixture(scope="module")
def heard(shared):
    """The number of objects and the rules that speak by default, by the directory's name."""
    cases = {one.name: one / "policies" for one in (shared / "cases" / "field").iterdir()}
    return {name: told(path) for name, path in {**cases, "example": ROOT / "policies"}.items()}


def told(directory):
    config = load(directory)
    found = lint(config, NOW, profile="default")
    return len(config.entries), [one.rule for one in found]


def test_each_case_has_as_many_findings_as_are_known_of_it(heard):
    assert {name: one for name, one in heard.items() if name != "example"} == TOLD


def test_nothing_is_told_but_what_a_case_is_about(heard):
    assert {
        name: beside
        for name, (_, rules) in heard.items()
        if (beside := {*rules} - ABOUT.get(name, set()))
    } == {}


def test_nothing_is_told_of_the_example_organisation(heard):
    assert heard["example"] == (75, [])


def test_the_example_and_the_cases_together_have_one_finding_in_33_objects(heard):
    read = [one for one in heard.values() if one[0]]
    figures = sum(one[0] for one in read), sum(len(one[1]) for one in read)
    assert (figures, FINDINGS * 10 <= OBJECTS) == ((OBJECTS, FINDINGS), True)


def test_habits_of_the_example_organisation_are_clean_too():
    assert lint(load(ROOT / "policies"), NOW, profile="strict") == ()


def test_no_file_is_read_again_for_places_where_nothing_is_told():
    def looked_for():
        pytest.fail("a place was looked for")

    config = load(ROOT / "policies")
    entries = (replace(one, places=replace(one.places, find=looked_for)) for one in config.entries)
    assert lint(replace(config, entries=tuple(entries)), NOW, profile="strict") == ()
