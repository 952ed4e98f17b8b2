"""Comments that silence a rule: for which lines, until when, and what is said of odd ones."""

from datetime import UTC, datetime

import pytest

from pdsync.lint import LintContext, checked
from pdsync.source import load_texts

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
RULE = "member-twice-in-a-row"
WHY = f"# pdsync: ignore[{RULE}] Ana works full time"
TEXT = """{above}
schedules:
  {key_above}
  a: {at_key}
    time_zone: Europe/London
    layers:
      {item_above}
      - rotate: weekly
        handoff: Mon 09:00
        {line_above}
        members: [ana@acme.example, ana@acme.example, ben@acme.example] {beside}
        {below}
  b:
    time_zone: Europe/London
    description: '{inside}'
    layers:
      - {{rotate: weekly, handoff: Mon 09:00, members: [bo@acme.example, cy@acme.example]}}
{at_end}
"""
SPOTS = ("above", "key_above", "at_key", "item_above", "line_above", "beside", "below", "inside")


def text(**comments):
    return TEXT.format(**{**dict.fromkeys((*SPOTS, "at_end"), ""), **comments})


def said(written, now=NOW, settings=""):
    """What is told, rule by rule with its line and the message of comments, and what is not."""
    found = checked(load_texts({"pdsync.yaml": settings, "a.yaml": written}), LintContext(now))
    return (
        [f"{one.rule}: {one.message}" if "ignore" in one.rule else one.rule for one in found.told],
        [one.finding.rule for one in found.suppressed],
    )


UNUSED = f"unused-ignore: `{RULE}` finds nothing here that this could ignore"


@pytest.mark.parametrize("spot", ["above", "key_above", "item_above", "line_above", "beside"])
def test_a_comment_silences_a_rule_in_its_line_or_what_is_under_it(spot):
    assert said(text(**{spot: WHY})) == ([], [RULE])


@pytest.mark.parametrize("spot", ["key_above", "beside"])
def test_a_comment_may_stand_behind_one_of_another_tool(spot):
    assert said(text(**{spot: f"# yamllint disable-line rule:line-length {WHY}"})) == ([], [RULE])


def test_a_comment_that_is_quoted_in_another_is_none():
    assert said(text(beside=f"# write `{WHY}`")) == ([RULE], [])


@pytest.mark.parametrize("spot", ["at_key", "below", "at_end"])
def test_a_comment_elsewhere_silences_nothing_and_is_told(spot):
    told, suppressed = said(text(**{spot: WHY}))
    assert (sorted(told), suppressed) == ([RULE, UNUSED], [])


def test_a_text_that_looks_like_a_comment_is_none():
    assert said(text(inside=WHY)) == ([RULE], [])


def test_lines_end_as_windows_ends_them():
    assert said(text(key_above=WHY).replace("\n", "\r\n")) == ([], [RULE])


@pytest.mark.parametrize(
    ("comment", "rule", "message"),
    [
        (
            f"# pdsync: ignore[{RULE}]",
            "bad-ignore",
            f"this does not say why `{RULE}` is to be ignored, so it is not",
        ),
        (
            f"# pdsync: ignore[{RULE}] - until 2027-01-31",
            "bad-ignore",
            f"this does not say why `{RULE}` is to be ignored, so it is not",
        ),
        (
            "# pdsync: ignore[member-twice] Ana",
            "bad-ignore",
            "there is no rule `member-twice` of lint",
        ),
        ("# pdsync: ignore Ana works", "bad-ignore", "this names no rule"),
        ("# pdsync: ignore[] Ana works", "bad-ignore", "this names no rule"),
        (
            f"# pdsync: ignore[{RULE}] Ana until 31.1.2027",
            "bad-ignore",
            "`31.1.2027` is no date",
        ),
        *(
            (f"# pdsync: ignore[{RULE}] Ana, until {day}", "bad-ignore", f"`{day}` is no date")
            for day in ("2027-13-01", "20270131", "Jan 2027", "31 January 2027", "March 1, 2027")
        ),
        *(
            (
                f"{mark}[{RULE}] Ana works full time",
                "bad-ignore",
                "this silences nothing: it is not written as pdsync reads it",
            )
            for mark in (
                "# pdsync: disable",
                "# PDSync: ignore",
                "# pdsync ignore",
                "# pdsync: ignores",
                "# pdsync: ignore-next-line",
            )
        ),
        (
            f"# pdsync: ignore[{RULE}] until 2026-03-01 Ana works full time",
            "expired-ignore",
            f"`{RULE}` was to be ignored until 2026-03-01, and that is over",
        ),
    ],
)
def test_a_comment_that_is_odd_silences_nothing_and_is_told(comment, rule, message):
    told, suppressed = said(text(beside=comment))
    assert (sorted(told), suppressed) == (sorted([RULE, f"{rule}: {message}"]), [])


@pytest.mark.parametrize(
    "comment",
    [
        f"#pdsync:ignore[{RULE}] Ana works full time",
        f"# pdsync: ignore[ {RULE} ]: Ana works until she is back",
        f"# pdsync: ignore[{RULE}] until 2026-03-02: Ana works full time",
        f"# pdsync: ignore[{RULE}] Ana works full time, until 2026-03-02",
        f"# pdsync: ignore[{RULE}] Ana works full time, Until 2026-03-02.",
        f"# pdsync: ignore[{RULE}] until May, as Ana says",
    ],
)
def test_a_comment_may_be_written_in_several_ways(comment):
    assert said(text(beside=comment)) == ([], [RULE])


def test_a_second_comment_in_one_line_is_told_and_the_first_holds():
    both = f"# pdsync: ignore[{RULE}] Ana works full time # pdsync: ignore[sliver] short"
    assert said(text(beside=both)) == (
        ["bad-ignore: this silences nothing: it stands in the reason of the comment before it"],
        [RULE],
    )


def test_a_date_ends_with_its_day_in_utc():
    comment = f"# pdsync: ignore[{RULE}] until 2026-03-02 Ana works full time"
    late = [datetime.fromisoformat(f"2026-03-03T{one}") for one in ("01:30+02:00", "00:00+00:00")]
    assert [said(text(beside=comment), now)[1] for now in late] == [[RULE], []]


def test_of_several_rules_in_one_comment_each_is_told_that_finds_nothing():
    comment = f"# pdsync: ignore[{RULE}, sliver] Ana works full time"
    unused = "unused-ignore: `sliver` finds nothing here that this could ignore"
    assert said(text(beside=comment)) == ([unused], [RULE])


def test_nothing_is_said_of_a_comment_about_a_rule_that_is_not_on():
    comment = "# pdsync: ignore[uneditable-rotation] we never edit there"
    off = f"lint: {{rules: {{{RULE}: {{enabled: false}}}}}}\n"
    assert said(text(key_above=comment, beside=WHY), settings=off) == ([], [])


def test_an_error_of_reading_is_never_silenced():
    comment = "# pdsync: ignore[unknown-field] soon"
    written = (
        text()
        .replace("rotate:", "rotat:")
        .replace("- rotat: weekly", f"- rotat: weekly {comment}", 1)
    )
    told, suppressed = said(written)
    message = "bad-ignore: `unknown-field` is an error of reading, and cannot be ignored"
    assert (message in told, "unknown-field" in told, suppressed) == (True, True, [])


def test_where_a_configuration_is_broken_no_comment_is_called_idle():
    assert said(text(at_key=WHY) + "teems: {}\n") == ([RULE, "unknown-section"], [])


@pytest.mark.parametrize("broken", ["a: [", "\tb: 1", "<<<<<<< HEAD", "a: *gone"])
def test_a_file_that_cannot_be_read_is_no_trouble(broken):
    told, _ = said(f"{WHY}\n{broken}\n")
    assert all("ignore" not in one for one in told)


def test_one_beside_a_name_is_told_where_it_belongs():
    config = load_texts({"pdsync.yaml": "", "a.yaml": text(at_key=WHY)})
    found = [one for one in checked(config, LintContext(NOW)).told if one.rule == "unused-ignore"]
    assert [(one.help, one.fix) for one in found] == [
        (
            "write it in a line of its own above this one: beside it, it is about this line alone",
            None,
        )
    ]


def test_one_that_nothing_around_it_needs_is_to_be_deleted():
    config = load_texts({"pdsync.yaml": "", "a.yaml": text(below=WHY, inside="x")})
    found = [one for one in checked(config, LintContext(NOW)).told if one.rule == "unused-ignore"]
    assert [one.help for one in found] == ["delete it"]


def test_of_several_rules_a_date_that_is_none_is_told_once():
    comment = f"# pdsync: ignore[{RULE}, sliver] Ana works full time until 2027-13-01"
    told, _ = said(text(beside=comment))
    assert sorted(told) == ["bad-ignore: `2027-13-01` is no date", RULE]


@pytest.mark.parametrize(
    "comment",
    ["# pdsync: see the wiki", "# pdsync ignores `x-` sections", "# pdsync.yaml has the rest [1]"],
)
def test_nothing_is_said_of_a_comment_about_pdsync(comment):
    assert said(text(key_above=comment)) == ([RULE], [])
