"""Bars of a report's calendar read back: who is on call from when until when, as people read it."""

import re
from datetime import datetime, time, timedelta

MARKS = {"override", "as promised", "changed by the plan"}
CLOCK = r"\d\d:\d\d"
DAY = rf"\w{{3}} (\d+ \w{{3}}) ({CLOCK})"
HOURS = re.compile(rf"( ({CLOCK}\N{{EN DASH}}{CLOCK}|(from|until) {CLOCK}))$")


def held(bar, start, end):
    """Who has a bar, by its text and its title, and the times on the wall of a range that it is."""
    text, title = bar
    *head, told, daily = [*title.split(", "), ""] if ", each day" not in title else pieces(title)
    names = [one for one in head if one not in MARKS]
    who = names[0] if names else HOURS.sub("", text).removeprefix("⇄ ")
    begins, ends = span(told, start, end)
    return [(who, *one) for one in each_day(begins, ends, daily)]


def pieces(title):
    before, daily = title.split(", each day ")
    return [*before.split(", "), daily]


def span(told, start, end):
    if told == "all of these days":
        return start, end
    found = [read(day, clock, start.year) for day, clock in re.findall(DAY, told)]
    if told.startswith("until"):
        return start, found[0]
    if told.startswith("from"):
        return found[0], end
    if len(found) == 1:
        last = time.fromisoformat(told[-5:])
        return found[0], datetime.combine(found[0], last)
    return tuple(found)


def read(day, clock, year):
    return datetime.strptime(f"{day} {year} {clock}", "%d %b %Y %H:%M")  # noqa: DTZ007 - a wall's


def each_day(begins, ends, daily):
    if not daily:
        return [(begins, ends)]
    first, last = (time.fromisoformat(one) for one in daily.split("\N{EN DASH}"))
    found, day = [], begins.date() - timedelta(days=1)
    while day <= ends.date():
        over = timedelta(days=last <= first)
        one = datetime.combine(day, first), datetime.combine(day, last) + over
        found.append((max(one[0], begins), min(one[1], ends)))
        day += timedelta(days=1)
    return [one for one in found if one[0] < one[1]]
