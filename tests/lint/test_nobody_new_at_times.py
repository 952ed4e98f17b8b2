"""Times at which a level notifies nobody new."""

import pytest
from lint.rules import examples, found

BAD, _ = examples("nobody-new-at-times")


def test_it_says_who_and_when_first():
    assert found("nobody-new-at-times", BAD) == (
        "a.yaml:13:53 nobody-new-at-times: level 2 notifies nobody new from Mon 2 Mar 2026 10:00 "
        "to Mon 9 Mar 2026 09:00 (Europe/London): ana@acme.example is on level 1 already\n"
        "  notify somebody else there; or `safety: {same_person: allow}` in pdsync.yaml, if meant\n"
        "  a.yaml:2:3: schedule `web`\n"
    )


STRATEGY = "targets: [web, ben@acme.example], escalation_rule_assignment_strategy: round_robin}"
SILENT = {
    "all the time": BAD.replace("[ana@acme.example, ben@acme.example]", "[ana@acme.example]"),
    "turns of the account's": BAD.replace(
        "        anchor: {who: ana@acme.example, at: 2026-01-05}\n", ""
    ),
    "a round robin": BAD.replace("targets: [web]}", STRATEGY),
    "somebody else beside them": BAD.replace(
        "[ana@acme.example]}", "[ana@acme.example, chloe@acme.example]}"
    ),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("nobody-new-at-times", text) == ""
