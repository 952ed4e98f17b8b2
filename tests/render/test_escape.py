"""Text from outside is shown as what it is: nothing acts, nothing hides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.render import visible

SHOWN = {
    "\x1b[31mred": "\\x1b[31mred",
    "two\nlines\ttab": "two\\nlines\\ttab",
    "\x9b31m": "\\x9b31m",
    "\u202eoverride": "\\u202eoverride",
    "zero\u200bwidth": "zero\\u200bwidth",
    "no\xa0break": "no\\xa0break",
    "\ufeffmark": "\\ufeffmark",
    "\ud800": "\\ud800",
    "\x7f": "\\x7f",
}


@pytest.mark.parametrize(("text", "shown"), SHOWN.items())
def test_what_would_act_is_escaped(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["plain", "Größe · 注文", "👩\u200d🚒 fire", "e\u0301", ""])
def test_what_people_write_stays(text):
    assert visible(text) == text


@given(st.text())
def test_no_control_character_survives(text):
    assert all(ord(one) >= 32 and not 127 <= ord(one) < 160 for one in visible(text))
