"""Names by the pattern of their section."""

import time

import pytest
from lint.rules import NOW, examples, found
from source.saying import told

from pdsync.lint import lint
from pdsync.source import load_texts

RULE = "name-pattern"
BAD, _ = examples(RULE)


def said(patterns, services="web: {name: Web}"):
    """What lint says with some patterns."""
    settings = f"lint: {{rules: {{{RULE}: {{patterns: {patterns}}}}}}}\n"
    texts = {"pdsync.yaml": settings, "a.yaml": f"services: {{{services}}}\n"}
    return told(lint(load_texts(texts), NOW))


def test_a_name_that_does_not_match():
    assert found(RULE, BAD) == (
        "a.yaml:3:11 name-pattern: the schedule 'web_primary' is not called as `[A-Z][a-z]+ "
        "(Primary|Secondary)` says\n"
        "  write a name of that form; PagerDuty keeps the object, whatever it is called\n"
    )


def test_without_a_pattern_nothing_is_said():
    assert found(RULE, BAD.partition("---\n")[2]) == ""


@pytest.mark.parametrize("pattern", ["Web", "[A-Z]\\\\w+", "(?i)web", "A|Web|B", "\\\\p{Lu}eb"])
def test_the_whole_name_matches(pattern):
    assert said(f'{{services: "{pattern}"}}') == ""


@pytest.mark.parametrize("pattern", ["We", "eb", "A|W|eb", "web"])
def test_a_part_of_it_is_not_enough(pattern):
    assert "the service 'Web' is not called as" in said(f'{{services: "{pattern}"}}')


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        ('{services: "["}', "the pattern of `services` is none"),
        ('{services: "(?=a)b"}', "the pattern of `services` is none"),
        ('{services: "a{1000}{1000}{1000}"}', "the pattern of `services` is none"),
        ("{services: [a]}", "the pattern of `services` is none"),
        ('{servces: "a"}', "there is no section `servces` with names"),
        ('"a"', "this is no pattern for a section"),
    ],
)
def test_a_pattern_that_cannot_be_is_told_at_its_place(patterns, message):
    assert message in said(patterns)
    assert said(patterns).startswith("pdsync.yaml:1:")


def test_no_pattern_takes_long():
    name = "a" * 254
    began = time.process_time()
    assert "is not called as" in said('{services: "(a|a|aa)+!"}', f"web: {{name: {name}}}")
    assert time.process_time() - began < 1
