"""Priorities: looked up by name, never written."""

from kinds.reading import live, values
from kinds.recorded import PRIORITY

from pdsync.kinds import Ref, RefersTo


def test_a_priority_is_read():
    assert values(live("priority", PRIORITY)) == {"id": "PPRIO11", "name": "P1"}


def test_a_text_is_the_name_of_a_priority():
    assert RefersTo("priority").read("P1") == Ref("priority", name="P1")
