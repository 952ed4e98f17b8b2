"""A line that is indented wrongly is named, with where it would fit."""

import pytest
from source.saying import said

RULES = "escalation_policies:\n  a:\n    escalation_rules:\n"


@pytest.mark.parametrize(
    ("text", "place", "by", "how"),
    [
        (
            "teams:\n  a:\n    name: A\n   description: b\n",
            "4:4",
            3,
            "indent it by 4, like `name` in line 3, or by 2, like `a` in line 2",
        ),
        (
            "teams:\n  a:\n    name: A\n      description: b\n",
            "4:7",
            6,
            "indent it by 4, like `name` in line 3",
        ),
        (
            "teams:\n  a: {}\n services:\n  b: {}\n",
            "3:2",
            1,
            "indent it by 2, like `a` in line 2, or by 0, like `teams` in line 1",
        ),
        (
            f"{RULES}      - escalation_delay_in_minutes: 5\n       targets: []\n",
            "5:8",
            7,
            "indent it by 8, like `escalation_delay_in_minutes` in line 4, or by 4, like "
            "`escalation_rules` in line 3",
        ),
        (
            f"{RULES}      - targets:\n          - a@b.c\n         - d@e.f\n",
            "6:10",
            9,
            "indent it by 10, like the `-` in line 5, or by 6, like the `-` in line 4",
        ),
        (
            "teams:\n  a:\n    # of all\n\n    name: A\n   description: b\n",
            "6:4",
            3,
            "indent it by 4, like `name` in line 5, or by 2, like `a` in line 2",
        ),
    ],
)
def test_a_line_that_is_indented_wrongly_is_named(text, place, by, how):
    spaces = "1 space" if by == 1 else f"{by} spaces"
    assert said(text) == (
        f"a.yaml:{place} broken-yaml: this line is indented by {spaces}, which fits no line above "
        f"it\n  {how}\n"
    )
