"""Series of words in a sentence."""

from __future__ import annotations

import pytest

from pdsync.series import all_of, any_of


@pytest.mark.parametrize(
    ("words", "said"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_a_series_has_commas_and_one_and(words, said):
    assert (all_of(words), any_of(words)) == (said, said.replace("and", "or"))
