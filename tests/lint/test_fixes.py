"""Fixes of rules: what each does, what it leaves alone, and who is on call afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from lint.rules import DATABASES, NOW, examples, found, rotations, schedule

from pdsync import oncall
from pdsync.kinds import on_call
from pdsync.lint import LintContext, all_rules, checked, explained, mended
from pdsync.source import load_texts

FIXABLE = [name for name, rule in all_rules().items() if rule.can_be_fixed]
BAD = examples("excludes-nothing")[0]
DATE = "EXDATE:20270628T090000Z"
ANCHOR = (
    "rotate: weekly, handoff: Mon 09:00, members: [a@b.c, b@b.c], "
    "anchor: {who: b@b.c, at: 2026-01-11}"
)
EXCEPT = "shifts: Mon-Fri 09:00-18:00, members: [a@b.c], per_member: 1, except: "


def configuration(text, settings=""):
    return load_texts({"pdsync.yaml": f"stack: acme\n{settings}", "a.yaml": text})


def linter(profile="strict"):
    return lambda config: checked(config, LintContext(NOW, DATABASES), profile)


def made(text, settings=""):
    """All fixes of one file."""
    return mended(configuration(text, settings), linter())


def fixed(text, settings=""):
    """The lines that go, and those that come."""
    new = made(text, settings).after.texts["a.yaml"].splitlines()
    old = text.splitlines()
    return [one for one in old if one not in new], [one for one in new if one not in old]


def reasons(text):
    """Why each fix that is left is refused."""
    return [one.fix.why_not for one in made(text).left.told if one.fix]


@pytest.mark.parametrize("rule", FIXABLE)
def test_the_bad_example_of_a_rule_with_a_fix_lints_clean_of_it_afterwards(rule):
    bad, _ = examples(rule)

    done = made(bad)

    assert {one.rule for one in done.mended} == {rule}
    assert found(rule, done.after.texts["a.yaml"]) == ""


@pytest.mark.parametrize("rule", [one for one in all_rules() if one not in FIXABLE])
def test_a_rule_that_is_not_said_to_have_a_fix_has_none(rule):
    bad, _ = examples(rule)
    told = checked(configuration(bad), LintContext(NOW, DATABASES), "strict").told
    assert [one.fix for one in told if one.rule == rule] == [
        None for one in told if one.rule == rule
    ]


def test_other_names_say_what_their_fix_does_too():
    fixable = [name for name, text in explained().items() if "\n\nCan be fixed: " in text]
    assert fixable == [
        *("curly-quotes", "expired-ignore", "invalid-value", "missing-member", "unknown-field"),
        *("unknown-section", "unused-ignore", "written-mark"),
    ]


def shifts(text):
    """Everybody's shifts by the first schedule in June and July 2027."""
    entry = next(configuration(text).of("schedule"))
    begins = datetime(2027, 6, 1, tzinfo=UTC)
    return oncall.final_shifts(on_call(entry.resource), begins, begins + timedelta(days=60))


@pytest.mark.parametrize("made_of", [schedule, rotations])
def test_an_odd_anchor_is_put_at_the_turn_that_it_means_and_nobody_moves(made_of):
    text = made_of(ANCHOR)
    after = made(text).after.texts["a.yaml"]
    assert after == text.replace("2026-01-11", "2026-01-05")
    assert shifts(after) == shifts(text)


@pytest.mark.parametrize(
    ("written", "new"),
    [
        (DATE, "EXDATE:20270628T080000Z"),
        ("EXDATE:20261225", "EXDATE:20261225T090000Z"),
        ("EXDATE;VALUE=DATE:20261225", "EXDATE:20261225T090000Z"),
        ("EXDATE;TZID=Europe/London:20270628T100000", "EXDATE:20270628T080000Z"),
        (f"{DATE},20270629T080000Z", "EXDATE:20270628T080000Z,20270629T080000Z"),
        ("EXDATE:20270627T090000Z,20270629T080000Z", "EXDATE:20270629T080000Z"),
    ],
)
def test_a_date_that_leaves_nothing_out_gets_the_time_of_the_shift_or_goes(written, new):
    assert made(BAD.replace(DATE, written)).after.texts["a.yaml"] == BAD.replace(DATE, new)


def test_the_line_of_a_day_that_is_free_anyway_goes_and_everybody_has_the_same_shifts():
    text = BAD.replace(DATE, "EXDATE:20270627T090000Z")
    after = made(text).after.texts["a.yaml"]
    assert after == text.replace(', "EXDATE:20270627T090000Z"', "")
    assert shifts(after) == shifts(text)


def test_of_one_person_the_shift_that_was_meant_is_left_out_and_no_other():
    gone = {*shifts(BAD)} - {*shifts(made(BAD).after.texts["a.yaml"])}
    assert [one.start for one in gone] == [datetime(2027, 6, 28, 8, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("days", "new"),
    [
        ("[2027-06-28 10:00]", "[2027-06-28]"),
        ("[2027-06-28, 2027-07-03 10:00]", "[2027-06-28]"),
        ("[2027-07-03 10:00]", "[]"),
    ],
)
def test_a_time_of_except_becomes_its_day_or_goes(days, new):
    text = rotations(EXCEPT + days)
    assert made(text).after.texts["a.yaml"] == text.replace(days, new)


@pytest.mark.parametrize(
    "text",
    [
        BAD.replace("[ana@acme.example]", "[ana@acme.example, ben@acme.example]"),
        BAD.replace("09:00", "20:00").replace("9h", "12h").replace(DATE, "EXDATE:20270703T090000Z"),
        rotations(EXCEPT.replace("[a@b.c]", "[a@b.c, b@b.c]") + "[2027-06-28 10:00]"),
    ],
    ids=["several take turns", "a shift goes on that day", "several take turns, in except"],
)
def test_what_would_be_a_guess_or_move_turns_is_left_as_it_is(text):
    done = made(text)
    assert "excludes-nothing" in {one.rule for one in done.left.told}
    assert done.files == {}


IGNORE = "# pdsync: ignore[sliver] because"


@pytest.mark.parametrize(
    ("comment", "new"),
    [
        (IGNORE, ""),
        ("# pdsync: ignore[sliver, odd-hour] because", ""),
        (
            "# pdsync: ignore[odd-anchor, sliver, odd-hour] because",
            "# pdsync: ignore[odd-anchor] because",
        ),
        ("# pdsync: ignore[sliver] until 2026-01-01 because", ""),
        (f"# yamllint disable-line {IGNORE}", "# yamllint disable-line"),
        (
            "# noqa # pdsync: ignore[odd-anchor, sliver] because",
            "# noqa # pdsync: ignore[odd-anchor] because",
        ),
    ],
)
def test_a_comment_that_silences_nothing_or_is_over_goes(comment, new):
    text = schedule(ANCHOR)
    above = text.replace("  a:\n", f"  {comment}\n  a:\n")
    kept = f"  {new}\n  a:\n" if new else "  a:\n"
    odd = "2026-01-11" if "odd-anchor" in new else "2026-01-05"
    assert made(above).after.texts["a.yaml"] == text.replace("  a:\n", kept).replace(
        "2026-01-11", odd
    )


def test_a_comment_of_its_own_takes_its_line_with_it():
    text = f"# All.\n\n{IGNORE}\n# Not this.\n{schedule(ANCHOR.replace('11}', '05}'))}"
    assert made(text).after.texts["a.yaml"] == text.replace(f"{IGNORE}\n", "")


def test_line_endings_of_windows_stay():
    text = f"{IGNORE}\n{schedule(ANCHOR)}".replace("\n", "\r\n")
    after = made(text).after.texts["a.yaml"]
    assert after == text.replace(f"{IGNORE}\r\n", "").replace("2026-01-11", "2026-01-05")


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        (schedule(ANCHOR).replace("  a:", "  # pdsync: ignore[odd-anchor] it is so\n  a:"), ""),
        (schedule(ANCHOR), "lint: {rules: {odd-anchor: {enabled: false}}}\n"),
        (schedule(ANCHOR), "lint: {paths: {a.yaml: {rules: {odd-anchor: {enabled: false}}}}}\n"),
    ],
    ids=["silenced", "off", "off in the file"],
)
def test_what_nobody_wants_told_is_not_mended(text, settings):
    assert made(text, settings).files == {}


ALIASED = """\
schedules:
  a: &a
    time_zone: Europe/London
    layers: [{ANCHOR}]
  b: *a
""".replace("ANCHOR", ANCHOR)


def test_of_what_an_alias_stands_for_it_says_once_why_it_is_not_mended():
    alias = "`*a` at a.yaml:5:6 stands for it or for what it is a part of, and would change with it"
    assert reasons(ALIASED) == [alias]


def test_of_an_alias_it_says_why_it_is_not_mended():
    text = schedule(ANCHOR.replace("2026-01-11", "*day"))
    assert reasons(f"x-day: &day 2026-01-11\n{text}") == [
        "it is an alias, `*day` at a.yaml:6:96, of what is written elsewhere"
    ]


def test_of_what_is_merged_it_says_why_it_is_not_mended():
    text = f"x-a: &a\n  layers: [{{{ANCHOR}}}]\n{schedule().replace('layers:', '<<: *a')}"
    assert reasons(text) == ["it is merged from elsewhere, by the `<<` at a.yaml:6:9"]


def test_a_fix_that_would_make_another_finding_is_refused_and_the_others_are_made():
    promise = "    expect: {coverage: Mon-Fri 09:00-18:00}\n"
    other = schedule(ANCHOR).replace("schedules:\n  a:", "  b:")
    done = made(rotations(EXCEPT + "[2027-06-28 10:00]", more=promise) + other)
    assert [one.rule for one in done.mended] == ["odd-anchor"]
    refused = [one.fix.why_not for one in done.left.told if one.fix]
    assert [one.partition("] ")[0] for one in refused] == [
        "it would make another finding: [broken-promise"
    ]


def test_mending_twice_changes_nothing_more():
    text = f"{IGNORE}\n{BAD}"
    once = made(text).after.texts["a.yaml"]
    assert (once != text, made(once).files) == (True, {})


def test_all_of_many_are_mended_at_once():
    text = rotations(*[EXCEPT + "[2027-06-28 10:00, 2027-07-03 10:00, 2027-07-04 10:00]"] * 10)
    seen = []
    look = linter("default")

    done = mended(configuration(text), lambda config: seen.append(config) or look(config))

    assert done.left.told == ()
    assert (len(done.mended), len(seen)) == (30, 2)
