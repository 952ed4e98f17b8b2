"""RRULE of iCalendar (RFC 5545) as its parts. Reads text; counts no times.

Parts that every library reads alike are taken; the rest is refused with what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pdsync.frozen import frozen
from pdsync.on_demand import regex
from pdsync.oncall.recurrence.text import DAYS, rule_pairs
from pdsync.series import any_of

FREQUENCIES = ("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_DAY = regex(rf"([+-]?[1-9][0-9]?)?({'|'.join(DAYS)})")
_NUMBER = regex(r"[+-]?[0-9]{1,3}")
# More digits than these lead out of the calendar.
_MANY = regex(r"[1-9][0-9]{0,3}")


@frozen
class _PartRange:
    """Numbers that a BY… part may have, and the frequencies that it goes with."""

    least: int
    most: int
    signed: bool = False
    alone: bool = False
    goes_with: tuple[str, ...] = FREQUENCIES


_BY = {
    "BYMONTH": _PartRange(1, 12),
    "BYWEEKNO": _PartRange(1, 53, signed=True, goes_with=("YEARLY",)),
    "BYYEARDAY": _PartRange(1, 366, signed=True, goes_with=("HOURLY", "YEARLY")),
    "BYMONTHDAY": _PartRange(
        1, 31, signed=True, goes_with=tuple(one for one in FREQUENCIES if one != "WEEKLY")
    ),
    "BYSETPOS": _PartRange(1, 366, signed=True),
    "BYHOUR": _PartRange(0, 23, alone=True),
    "BYMINUTE": _PartRange(0, 59, alone=True),
}
PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *_BY)
_COUNTED_DAYS = {"MONTHLY": 5, "YEARLY": 53}


class NotARule(ValueError):
    """Raised for a rule that is not understood; `help` says what to write instead."""

    def __init__(self, message: str, help_: str) -> None:
        super().__init__(message)
        self.help = help_


@frozen
class RecurrenceRule:
    """The parts of a rule as numbers; days of the week count from Monday as 0.

    `days` are pairs of a day and which of its month or year it is, 0 for each.
    """

    freq: str
    interval: int = 1
    week_start: int = 0
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    hour: int | None = None
    minute: int | None = None
    count: int | None = None
    until: str | None = None

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Days of the week of the rule."""
        return tuple(day for day, _ in self.days)

    @property
    def is_of_weeks(self) -> bool:
        """True if the rule has no months or years, so that it repeats on the wall week."""
        dated = self.months or self.weeks or self.year_days or self.month_days
        return self.freq in {"HOURLY", "DAILY", "WEEKLY"} and not dated


@lru_cache(maxsize=4096)
def read_rule(text: str) -> RecurrenceRule:
    """Parse the text after RRULE:; raises NotARule for what is not understood."""
    parts = _parts(text)
    numbers = {name: _numbers(name, parts[name]) for name in _BY if name in parts}
    for wrong in _contradictions(parts):
        raise wrong
    hour, minute = (numbers.get(name, (None,))[0] for name in ("BYHOUR", "BYMINUTE"))
    return RecurrenceRule(
        parts["FREQ"],
        _many(parts, "INTERVAL") or 1,
        _day("WKST", parts.get("WKST", "MO"))[0],
        numbers.get("BYMONTH", ()),
        numbers.get("BYWEEKNO", ()),
        numbers.get("BYYEARDAY", ()),
        numbers.get("BYMONTHDAY", ()),
        _days(parts),
        numbers.get("BYSETPOS", ()),
        hour,
        minute,
        _many(parts, "COUNT"),
        parts.get("UNTIL"),
    )


def _parts(text: str) -> dict[str, str]:
    pairs = [*rule_pairs(text)]
    names = [name for name, _ in pairs]
    for name in names:
        if name not in PARTS:
            known = "write only " + ", ".join(PARTS)
            raise NotARule(f"pdsync takes no {name or 'empty part'} in a rule", known)
        if names.count(name) > 1:
            raise NotARule(f"{name} stands twice in this rule", "delete one of the two")
    parts = dict(pairs)
    if parts.get("FREQ") not in FREQUENCIES:
        often = [f"FREQ={one}" for one in FREQUENCIES]
        said = _wrong_freq(parts["FREQ"]) if "FREQ" in parts else ""
        raise NotARule(said or "FREQ is missing", f"write {', '.join(often[:-1])} or {often[-1]}")
    return parts


def _wrong_freq(written: str) -> str:
    if written in {"SECONDLY", "MINUTELY"}:
        return f"pdsync takes no FREQ={written}"
    return f"FREQ cannot be {written or 'empty'}"


def _many(parts: dict[str, str], name: str) -> int | None:
    if name not in parts:
        return None
    if not _MANY.fullmatch(parts[name]):
        wrong = f"{name} cannot be {parts[name] or 'empty'}"
        raise NotARule(wrong, "write a whole number from 1 to 9999")
    return int(parts[name])


def _numbers(name: str, text: str) -> tuple[int, ...]:
    part = _BY[name]
    found = text.split(",")
    for one in found:
        fits = _NUMBER.fullmatch(one) and part.least <= abs(int(one)) <= part.most
        if not fits or (one.startswith("-") and not part.signed):
            also = f", or from -{part.most} to -1" if part.signed else ""
            help_ = f"write numbers from {part.least} to {part.most}{also}"
            raise NotARule(f"{name} cannot be {one or 'empty'}", help_)
    if part.alone and len(found) > 1:
        help_ = "write one, and another rotation for the other"
        raise NotARule(f"pdsync takes one {name} in a rule, and here are {len(found)}", help_)
    return tuple(sorted({int(one) for one in found}))


def _day(name: str, text: str) -> tuple[int, int]:
    found = _DAY.fullmatch(text)
    if not found or (name == "WKST" and found[1]):
        help_ = f"write days of two letters: {', '.join(DAYS)}"
        raise NotARule(f"{text or 'nothing'} is no day of a rule", help_)
    return DAYS.index(found[2]), int(found[1] or 0)


def _days(parts: dict[str, str]) -> tuple[tuple[int, int], ...]:
    if "BYDAY" not in parts:
        return ()
    texts = parts["BYDAY"].split(",")
    days = tuple(sorted(_day("BYDAY", text) for text in texts))
    if len({*days}) < len(days):
        raise NotARule("a day stands twice in BYDAY", "write each day once")
    counted = [which for _, which in days if which]
    if counted:
        _check_counted(parts, counted, len(days))
    return days


def _check_counted(parts: dict[str, str], counted: list[int], many: int) -> None:
    most = _COUNTED_DAYS.get(parts["FREQ"], 0)
    if not most or "BYWEEKNO" in parts:
        where = "BYWEEKNO" if most else f"FREQ={parts['FREQ']}"
        help_ = "write days of two letters, or FREQ=MONTHLY"
        raise NotARule(f"days with a number, such as 1MO, do not go with {where}", help_)
    if "BYMONTH" in parts:
        most = _COUNTED_DAYS["MONTHLY"]
    for one in counted:
        if abs(one) > most:
            help_ = f"write numbers up to {most}"
            raise NotARule(f"there is no day of the week number {one} of its kind", help_)
    if len(counted) < many:
        raise NotARule(
            "pdsync takes days with a number, or without, not both in one BYDAY: calendars "
            "do not agree about it",
            "write two rotations",
        )


def _contradictions(parts: dict[str, str]) -> Iterator[NotARule]:
    if "COUNT" in parts and "UNTIL" in parts:
        yield NotARule("COUNT and UNTIL do not go together in a rule", "delete one of the two")
    for name, part in _BY.items():
        if name in parts and parts["FREQ"] not in part.goes_with:
            often = any_of(f"FREQ={one}" for one in part.goes_with)
            yield NotARule(
                f"{name} does not go with FREQ={parts['FREQ']}: RFC 5545 has no such rules",
                f"write {often}, or leave {name} out",
            )
    others = ({*_BY} | {"BYDAY"}) - {"BYSETPOS"}
    if "BYSETPOS" in parts and not others & parts.keys():
        help_ = "write, for example, BYDAY=MO,TU,WE,TH,FR before it"
        yield NotARule("BYSETPOS chooses among what another BY… part gives", help_)
