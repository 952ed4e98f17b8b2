"""People who are on call by two schedules of neighbouring levels at once."""

import pytest
from lint.rules import examples, found
from source.saying import expected

BAD, GOOD = examples("primary-is-secondary")


def test_it_says_who_when_and_by_which_schedules():
    assert found("primary-is-secondary", BAD) == expected("""
        a.yaml:20:53 primary-is-secondary: chloe@acme.example is on call by `primary` and \
`secondary`, on levels 1 and 2, from Mon 2 Mar 2026 09:00 to Mon 9 Mar 2026 09:00 \
(Europe/London)
          move the turns of one of the two; or `safety: {same_person: allow}` in pdsync.yaml, if \
it is meant
          a.yaml:2:3: schedule `primary`
          a.yaml:9:3: schedule `secondary`
        """)


def test_a_schedule_that_is_meant_by_its_name_is_told_by_its_key():
    text = BAD.replace("  secondary:\n", "  secondary:\n    name: Second\n")
    named = text.replace("[secondary,", "[{schedule: {name: Second}},")
    assert "by `primary` and `secondary`, on levels" in found("primary-is-secondary", named)


SILENT = {
    "a level of one schedule, of which another rule speaks": BAD.replace(
        "[secondary, daniel@acme.example]", "[secondary]"
    ),
    "other people": BAD.replace(
        "[ana@acme.example, chloe@acme.example, ben@acme.example]",
        "[ana@x.example, chloe@x.example]",
    ).replace(
        "anchor: {who: ana@acme.example, at: 2026-01-12}",
        "anchor: {who: ana@x.example, at: 2026-01-12}",
    ),
    "turns of the account's": BAD.replace(
        "        anchor: {who: ana@acme.example, at: 2026-01-12}\n", ""
    ),
    "a promise decides": f"{BAD}    expect: {{distinct_people: 2}}\n",
    "levels apart": BAD.replace(
        "      - {escalation_delay_in_minutes: 10m, targets: [secondary",
        "      - {escalation_delay_in_minutes: 10m, targets: [eve@acme.example]}\n"
        "      - {escalation_delay_in_minutes: 10m, targets: [secondary",
    ),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("primary-is-secondary", text) == ""


def test_a_policy_that_promises_nothing_is_told_of_what_another_decides():
    policies = BAD[BAD.index("  web:") :]
    text = f"{BAD}    expect: {{distinct_people: 2}}\n{policies.replace('web:', 'shop:')}"
    line = text[: text.index("shop:")].count("\n") + 4
    assert found("primary-is-secondary", text).startswith(f"a.yaml:{line}:")
