"""Anchors that nothing refers to."""

import pytest
from lint.rules import examples, found
from source.saying import expected

SERVICE = "services:\n  web: {escalation_policy: {name: P}, acknowledgement_timeout: %s}\n"


def test_it_says_which_and_where():
    assert found("unused-anchor", examples("unused-anchor")[0]) == expected("""
        a.yaml:1:10 unused-anchor: nothing refers to `&waits`: to change it here changes nothing
          write `*waits` where it is meant, or delete the anchor
        """)


TOLD = {
    "of a list": ("x-people: &people\n  - a@x.example\n" + SERVICE % "1h", "1:11"),
    "written again before it is used": (
        "x-a: &w 1h\nx-b: &w 2h\n" + SERVICE % "*w",
        "1:6",
    ),
    "used in another document alone": (
        "x-a: &w 1h\n---\nx-b: &w 2h\n" + SERVICE % "*w",
        "1:6",
    ),
}


@pytest.mark.parametrize(("text", "place"), TOLD.values(), ids=TOLD)
def test_an_anchor_without_an_alias_is_told(text, place):
    assert found("unused-anchor", text).partition(" unused-anchor")[0] == f"a.yaml:{place}"


SILENT = {
    "used": "x-a: &w 1h\n" + SERVICE % "*w",
    "an ampersand in a text": SERVICE % "1h" + "x-a: this & that\nx-b: 'the &w'\n",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("unused-anchor", text) == ""
