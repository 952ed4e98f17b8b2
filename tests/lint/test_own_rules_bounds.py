"""Rules of one's own end soon and fill no memory, whatever they say and look at."""

import pytest
from lint.own_rules import said, wrong

from pdsync.lint.own import cel

pytest.importorskip("cel_expr_python", reason="needs CEL, which is not here for this machine")


def test_a_rule_that_takes_too_many_steps_ends():
    check = "true"
    for name in "abcdef":
        check = f"[1,2,3,4,5,6,7,8,9,10].all({name}, {check})"

    (first, _) = said("services", f"'{check}'")

    assert first == "this cannot be told of shop: it takes too many steps"


TIMES = "`+` and lists may make a value {} times as large at most{}"


@pytest.mark.parametrize(
    ("check", "message"),
    [
        (
            "[service.name]" + ".map(a, a + a)" * 3 + ".size() > 0",
            TIMES.format(4, " inside a macro"),
        ),
        ("[1]" + ".map(a, [a, a, a])" * 3 + " == []", TIMES.format(4, " inside a macro")),
        ("[" + "service.key, " * 65 + "] == []", TIMES.format(64, "")),
        (
            "[1]" + ".map(a, [1, 2].map(b, a))" * 3 + " == []",
            "1 `map` at most stands in what a macro does with each item",
        ),
        ("service.name == '" + "a" * 2000 + "'", "an expression has 2,000 characters at most"),
        ("(" * 200 + "true" + ")" * 200, "this is nested too deep"),
        ("[" * 200 + "]" * 200 + " == []", "this is nested too deep"),
    ],
)
def test_what_could_fill_the_memory_is_refused(check, message):
    assert wrong(f'"{check}"')[2] == message


@pytest.mark.parametrize(
    "check",
    [
        "service.name.matches('(a{1,30}){1,30}b') || true",
        "service.name + ' (' + service.key + ') of ' + service.team.name != ''",
        "['a', 'b'].map(a, service.name + ': ' + a + '.').size() == 2",
        "service.escalation_policy.escalation_rules.all(r, r.targets.map(t, t.key).size() > 0)",
        "['critical', 'high', 'low', 'a', 'b', 'c', 'd', 'e'].exists(a, a == service.severity)",
    ],
)
def test_what_rules_need_is_allowed(check):
    assert said("services", f'"{check}"') == []


def test_a_text_too_long_for_a_rule_is_told_in_words_of_ours():
    asked = cel.parsed("team.description.matches('a')", "team")
    assert asked.of({"description": "x" * 4001}) == cel.Failure(
        "a text that it asks for is too long", "shorten what has more than 4,000 characters"
    )


NO_PATTERN = cel.Failure(
    "it looks for a pattern in too much text",
    "write a shorter one, or `startsWith`, `endsWith` or `contains`",
)


@pytest.mark.parametrize(
    ("check", "found"),
    [
        ("size(team.members) > 5", True),
        ("team.members.exists(m, m.role == 'owner')", False),
        ("team.members.exists_one(m, m.role == 'owner')", False),
        ("team.members.all(m, m.role.matches('^x+$'))", True),
        (
            "team.members.filter(m, m.role == 'owner').size() == 0",
            cel.Failure(
                "it makes a list of one with 9,000 items, and 1,000 are the most",
                "ask `exists` or `all` of the items, which make no list",
            ),
        ),
        ("team.members.all(m, m.role.matches('(x{1,30}){1,30}b'))", NO_PATTERN),
        ("team.members.all(m, m.role.matches(team.description))", NO_PATTERN),
        ("team.description.matches('((x{1,30}){1,30}){1,30}b')", NO_PATTERN),
    ],
)
def test_what_a_long_list_or_a_costly_pattern_would_take_is_not_begun(check, found):
    """Without the bounds the slowest takes minutes, and `filter` more than a gigabyte."""
    members = [{"role": "x" * 40}] * 9_000
    data = {"members": members} | ({"description": "x" * 4_000} if "description" in check else {})

    assert cel.parsed(check, "team").of(data) == found
