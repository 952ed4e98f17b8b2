"""Days that are to be left out and are not."""

import pytest
from lint.rules import examples, found
from source.saying import expected

BAD = examples("excludes-nothing")[0]
DATE = "EXDATE:20270628T090000Z"


def test_a_date_an_hour_off_is_told_with_the_right_line():
    assert found("excludes-nothing", BAD) == expected("""
        a.yaml:8:18 excludes-nothing: EXDATE:20270628T090000Z is 10:00 in Europe/London, and that \
day's shift begins at 09:00: it leaves nothing out
          write EXDATE:20270628T080000Z, or `except: [2027-06-28]` beside `shifts:` in its place
        """)


@pytest.mark.parametrize("written", ["EXDATE:20261225", "EXDATE;VALUE=DATE:20261225"])
def test_a_date_alone_is_told_with_the_right_line(written):
    said = found("excludes-nothing", BAD.replace(DATE, written)).splitlines()
    assert said == [
        f"a.yaml:8:18 excludes-nothing: {written} is a date, and that day's shift begins at 09:00: "
        "it leaves nothing out",
        "  write EXDATE:20261225T090000Z, or `except: [2026-12-25]` beside `shifts:` in its place",
    ]


def test_an_end_before_the_shift_of_its_day_is_told():
    text = BAD.replace(
        f'["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "{DATE}"]', "FREQ=DAILY;UNTIL=20270628"
    )
    assert found("excludes-nothing", text).splitlines() == [
        "a.yaml:8:18 excludes-nothing: UNTIL=20270628 is before the shift of that day, Mon 28 Jun "
        "2027, which begins at 09:00: it is left out too",
        "  write UNTIL=20270628T080000Z for it to be the last, or UNTIL=20270627T080000Z for the "
        "one before",
    ]


@pytest.mark.parametrize(
    ("rule", "help_"),
    [
        (
            "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270628",
            "  write UNTIL=20270628T080000Z for it to be the last, or UNTIL=20270621T080000Z for "
            "the one before",
        ),
        ("FREQ=DAILY;UNTIL=20270628T080000Z", ""),
        ("FREQ=DAILY;UNTIL=20270627T080000Z", ""),
    ],
)
def test_an_end_that_is_proposed_is_that_of_a_shift_and_is_fine(rule, help_):
    text = BAD.replace(f'["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "{DATE}"]', rule)
    said = found("excludes-nothing", text)
    assert [*said.splitlines(), "", ""][1] == help_


@pytest.mark.parametrize(
    "written",
    [
        "EXDATE:20270628T080000Z",
        "EXDATE;TZID=Europe/London:20270628T090000",
        "RDATE:20270703T080000Z",
    ],
)
def test_dates_of_shifts_are_fine(written):
    assert found("excludes-nothing", BAD.replace(DATE, written)) == ""


GOOD = examples("excludes-nothing")[1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2027-06-28", "2027-06-28 10:00", "no shift begins on Mon 28 Jun 2027 at 10:00"),
        (
            "shifts: Mon-Fri 09:00-18:00",
            "shifts: Mon 09:00 - Fri 09:00",
            "",
        ),
        ("[2027-06-28]", "[2027-06-27]", ""),
    ],
)
def test_times_at_which_no_shift_begins_are_told_and_free_days_are_not(old, new, said):
    assert said in found("excludes-nothing", GOOD.replace(old, new))
    assert bool(said) is bool(found("excludes-nothing", GOOD.replace(old, new)))


def test_a_day_within_a_shift_of_several_is_told():
    text = GOOD.replace("shifts: Mon-Fri 09:00-18:00", "shifts: Fri 18:00 - Mon 09:00")
    assert found("excludes-nothing", text.replace("2027-06-28", "2027-06-26")).splitlines() == [
        "a.yaml:6:18 excludes-nothing: no shift begins on Sat 26 Jun 2027: the one of Fri 25 Jun "
        "goes on",
        "  write 2027-06-25 to leave that one out, or make an override in PagerDuty for the day",
    ]
