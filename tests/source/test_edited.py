"""Edits of files are proved: nothing else reads otherwise, and no error is new."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.source import load_texts
from pdsync.source.edit import Edit, Lines, NotEditable, Put, Remove, Rename, edited

SERVICES = """\
services:
  a: {name: A, escalation_policy: x}  # the first
  b:
    name: B
    # Who answers.
    escalation_policy: x
"""
SECOND = "teams: {t: {}}\n---\nteams:\n  u: {name: U}\n"


def test_several_edits_are_made_one_after_another():
    config = load_texts({"s.yaml": SERVICES})
    edits = [
        Edit("s.yaml", 0, Put(("services", "a", "name"), "AA")),
        Edit("s.yaml", 0, Rename(("services", "b"), "c")),
        Edit("s.yaml", 0, Remove(("services", "c", "escalation_policy"))),
    ]
    made = edited(config, edits)
    assert (made.files, made.comments) == (
        {
            "s.yaml": "services:\n  a: {name: AA, escalation_policy: x}  # the first\n"
            "  c:\n    name: B\n"
        },
        ("# Who answers.",),
    )
    assert [entry.key for entry in made.after.of("service")] == ["a", "c"]


def test_a_file_may_have_several_documents():
    config = load_texts({"t.yaml": SECOND})
    made = edited(config, [Edit("t.yaml", 1, Put(("teams", "u", "name"), "UU"))])
    assert made.files == {"t.yaml": SECOND.replace("name: U", "name: UU")}


def test_an_error_that_an_edit_makes_elsewhere_is_told():
    config = load_texts(
        {"s.yaml": SERVICES, "t.yaml": "teams: {t: {}}\n", "u.yaml": "teams: {v: {}}\n"}
    )
    with pytest.raises(NotEditable, match="could not be read back"):
        edited(config, [Edit("u.yaml", 0, Rename(("teams", "v"), "t"))])


PEOPLE = ("ana.silva@acme.example", "ben.okafor@acme.example")
LAYER = "      - {{rotate: daily, handoff: '09:00', members: {}}}\n"


@st.composite
def files(draw):
    """Schedules whose members are written, called by a name that others may have, or aliases."""
    lines, known = ["x-top: &p [ana.silva@acme.example]\n", "schedules:\n"], {"p"}
    for number in range(4):
        lines += [f"  s{number}:\n", "    layers:\n"]
        for _ in range(draw(st.integers(1, 2))):
            people = f"[{', '.join(draw(st.permutations(PEOPLE))[: draw(st.integers(1, 2))])}]"
            name = draw(st.sampled_from("pq"))
            way = draw(st.sampled_from(["", "&", "*"]))
            if way == "*" and name in known:
                people = f"*{name}"
            elif way == "&":
                people, known = f"&{name} {people}", known | {name}
            lines.append(LAYER.format(people))
    return "".join(lines)


@given(files(), st.integers(0, 3))
def test_whatever_is_called_what_everything_else_reads_as_before_or_the_alias_is_named(text, place):
    config = load_texts({"s.yaml": text})
    change = Lines(("schedules", f"s{place}", "layers"), ("description: none",))
    reason, after = "", config
    try:
        after = edited(config, [Edit("s.yaml", 0, change)]).after
    except NotEditable as refused:
        reason = refused.reason
    assert re.fullmatch(r"|`\*[pq]` at s.yaml:\d+:\d+ stands for .*", reason)
    others = [(one.key, one.resource) for one in config.entries if one.key != f"s{place}"]
    assert [(one.key, one.resource) for one in after.entries if one.key != f"s{place}"] == others
