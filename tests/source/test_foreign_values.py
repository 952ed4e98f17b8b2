"""What other tools leave in YAML: variables, quotes of word processors, conflicts of a merge."""

import pytest
from source.saying import expected, said

POLICY = "services:\n  api:\n    escalation_policy: %s\n"
VARIABLE = "`%s` is a variable, and pdsync fills in none\n  write the value that is meant\n"
CURLY = """\
{0} and {1} are not quotes in YAML: they would be part of the text
  write "{2}", with straight quotes
"""


@pytest.mark.parametrize("variable", ["${POLICY}", "$POLICY", "{{ policy }}", "<%= policy %>"])
def test_a_variable_is_not_filled_in(variable):
    quoted = said(POLICY % f'"{variable}"')
    assert quoted == f"a.yaml:3:24 unfilled-variable: {VARIABLE % variable}"


@pytest.mark.parametrize(
    ("written", "column", "variable"),
    [("{{ policy }}", 24, "{{ policy }}"), ("{name: ${POLICY}}", 31, "${POLICY}")],
)
def test_a_variable_that_breaks_the_yaml_is_one_error(written, column, variable):
    assert said(POLICY % written) == f"a.yaml:3:{column} unfilled-variable: {VARIABLE % variable}"


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("a.yaml", "services:\n  ${KEY}: {escalation_policy: {name: X}}\n", "2:3"),
        ("a.yaml", "teams: {core: {members: [ana@acme.example, '${KEY}']}}\n", "1:44"),
        ("a.yaml", POLICY % "{name: 'x-${KEY}'}", "3:31"),
        ("pdsync.yaml", "stack: ${KEY}\n", "1:8"),
    ],
)
def test_a_variable_is_marked_wherever_it_stands(file, text, place):
    found = said({file: text})
    assert found == f"{file}:{place} unfilled-variable: {VARIABLE % '${KEY}'}"


def test_free_text_may_have_what_looks_like_a_variable():
    assert said("teams: {core: {description: 'See ${HOME} and {{ this }}.'}}\n") == ""


def test_quotes_of_a_word_processor_are_none():
    text = """\
        schedules:
          week:
            time_zone: “Europe/Berlin”
            layers: [{name: L, rotate: daily, handoff: „09:00“, members: [«ana@acme.example»]}]
        """
    assert said(text) == (
        f"a.yaml:3:16 curly-quotes: {CURLY.format(*'“”', 'Europe/Berlin')}"
        f"a.yaml:4:48 curly-quotes: {CURLY.format(*'„“', '09:00')}"
        f"a.yaml:4:67 curly-quotes: {CURLY.format(*'«»', 'ana@acme.example')}"
    )


def test_a_colon_within_such_quotes_is_not_what_is_wrong():
    found = said("teams:\n  core:\n    name: “Core: all”\n")
    assert found == f"a.yaml:3:11 curly-quotes: {CURLY.format(*'“”', 'Core: all')}"


def test_such_quotes_within_quotes_belong_to_the_text():
    assert said("teams: {core: {name: '“Core”'}}\n") == ""


@pytest.mark.parametrize(
    "field", ["members:\u00a0[a@b.c]", "members:\u00a0{a: b}", "description:\u2007x"]
)
def test_a_space_that_is_none_is_named(field):
    character = "U+2007" if "\u2007" in field else "U+00A0"
    assert said(f"teams:\n  core:\n    name: Core\n    {field}\n") == expected(f"""
        a.yaml:4:5 broken-yaml: after this name stands {character}, which only looks like a space
          write a plain space after the `:`
        """)


@pytest.mark.parametrize("base", ["", "||||||| 1a2b3c4\n    name: Search\n"])
def test_a_conflict_that_a_merge_left_is_one_error(base):
    ours, theirs = "    name: API\n", "    name: The API\n"
    merged = f"<<<<<<< HEAD\n{ours}{base}=======\n{theirs}>>>>>>> branch\n"
    last = 7 + base.count("\n")
    assert said(f"services:\n  api:\n{merged}") == expected(f"""
        a.yaml:3:1 merge-conflict: a merge left its conflict in this file, which is not read
          keep the lines that are meant, and delete the marks: <<<<<<<, =======, >>>>>>>
          a.yaml:{last}:1: it ends here
        """)


def test_every_conflict_of_a_file_is_told_and_the_end_of_one_alone():
    both = "<<<<<<< a\n=======\n>>>>>>> b\n"
    found = said(f"{both}teams: {{}}\n{both}>>>>>>> c\n")
    assert [line for line in found.splitlines() if "merge-conflict" in line] == [
        f"a.yaml:{line}:1 merge-conflict: a merge left its conflict in this file, which is not read"
        for line in (1, 5, 8)
    ]


def test_a_fence_of_markdown_is_no_yaml():
    assert said("```yaml\nteams: {}\n```\n") == expected("""
        a.yaml:1:1 broken-yaml: a fence of Markdown is no YAML
          delete this line
        """)
