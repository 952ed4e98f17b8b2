"""Clocks of time zones: when they are changed, and what it takes to find out."""

from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones
from zoneinfo._zoneinfo import ZoneInfo as ReadableZoneInfo

from pdsync.oncall import _clock

DAY = 86_400
SINCE, UNTIL = 1_767_225_600, 1_767_225_600 + 3_650 * DAY  # ten years from 2026
ZONE = "Europe/London"


def forth_and_back(name):
    """Days between changes of a zone's clocks after which they show what they showed before."""
    zone = ReadableZoneInfo.no_cache(name)
    shown = [each.utcoff for each in zone._ttinfos]
    changes = list(zip(zone._trans_utc, shown, [None, *shown], strict=False))
    for (at, _, before), (again, after, _) in pairwise(changes):
        if at > 0 and before == after:
            yield (again - at) / DAY


def test_no_clocks_go_forth_and_back_within_the_days_that_are_looked_at_together():
    assert min(days for name in available_timezones() for days in forth_and_back(name)) > (
        _clock._TOGETHER
    )


def test_every_change_of_clocks_is_found():
    zone = ZoneInfo(ZONE)
    hours = [_clock.instant_of(at).astimezone(zone).utcoffset() for at in range(SINCE, UNTIL, 3600)]
    changed = [SINCE + 3600 * n for n in range(1, len(hours)) if hours[n] != hours[n - 1]]

    found = _clock.Clock(ZONE).changes(SINCE, UNTIL)

    assert len(found) == len(changed) == 20
    assert all(start < at < end for at, (start, end) in zip(changed, found, strict=True))


def test_ten_years_of_changes_are_found_with_a_look_at_six_days(monkeypatch):
    looks, offset = [], _clock._offset
    monkeypatch.setattr(_clock, "_offset", lambda *at: looks.append(at) or offset(*at))
    _clock._steady_offset.cache_clear()
    _clock._offset_at_noon.cache_clear()

    _clock.Clock(ZONE).changes(SINCE, UNTIL)

    around_changes = 20 * 15
    assert len(looks) < 3_651 / 6 + around_changes
