"""Days that are left out of a rotation, and that it has no shift on."""

import pytest
from lint.rules import examples, found, rotations
from source.saying import expected


def days(shifts, day, more=""):
    return rotations(f"shifts: {shifts}, except: [{day}], members: [a@x.example]{more}")


def test_it_says_which_day():
    assert found("free-anyway", examples("free-anyway")[0]) == expected("""
        a.yaml:6:18 free-anyway: no shift begins on Sat 26 Dec 2026 anyway
          write the day that is meant, or delete it
        """)


SILENT = {
    "a day with a shift": days("Mon-Fri 09:00-17:00", "2026-12-25"),
    "a day that is over": days("Mon-Fri 09:00-17:00", "2026-02-28"),
    "a day within a longer shift": days("Fri 17:00 - Mon 09:00", "2026-12-26"),
    "the morning after a night": days("Mon-Fri 18:00-08:00", "2026-12-26"),
}


WORKDAYS, WEEKENDS = (
    f"shifts: {days} 09:00-17:00, except: [2026-12-25, 2026-12-26], members: [a@x.example]"
    for days in ("Mon-Fri", "Sat-Sun")
)
SILENT |= {"a list of holidays that two rotations share": rotations(WORKDAYS, WEEKENDS)}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("free-anyway", text) == ""


def test_a_day_after_the_end_is_told():
    text = days("Mon-Fri 09:00-17:00", "2026-12-25", ", until: 2026-12-01")
    assert "Fri 25 Dec 2026 anyway" in found("free-anyway", text)
