"""Course of one schedule, level or service by a plan, in lines of times and words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from functools import partial

from pdsync.frozen import frozen, replace
from pdsync.json_types import Json
from pdsync.render._counts import counted
from pdsync.render._layout import NO_BREAK
from pdsync.render.plan_oncall.at_once import is_soon
from pdsync.render.plan_oncall.days_in_a_row import shifts_in, told_by_day, when_told
from pdsync.render.plan_oncall.gaps import told_once
from pdsync.render.plan_oncall.turned import told_together, turned, turned_sides, turned_words
from pdsync.render.plan_oncall.words import (
    PlanRange,
    end_of,
    is_same,
    override_sides,
    override_tone,
    override_words,
    people,
)
from pdsync.stamps import read_stamp

EVERY_SHIFT = sys.maxsize
"""In place of a number of lines or shifts: all, however often the same people take turns."""
_FEW = 4
"""As many shifts are shown where not everyone is."""


Cells = tuple[str, str, str]


@frozen
class CourseLine:
    """Line of times and words; `tone` marks what should be looked at.

    `in_table` says the same in the cells of a table, for whoever makes one.
    """

    when: str
    what: str = ""
    tone: str = ""
    in_table: Callable[[], Cells] = field(default=lambda: ("", "", ""), compare=False)

    @property
    def cells(self) -> Cells:
        """When, before and after."""
        return self.in_table()


def course_lines(row: Json, asked: PlanRange, most: int | None) -> Iterator[CourseLine]:
    """Return who is on call now, then the changes; of a level only if it notifies others.

    If `most` is None these are all gaps, all overrides, and shifts until everybody is named.
    """
    if row["unknown"]:
        return
    if "level" in row and not (row["aimed"] and all(row["coverage"].values())):
        return
    if not row["changes"] and "details" in row:
        return
    yield _now(row, asked)
    ahead = [one for one in row["changes"] if not is_same(one["start"], asked.since)]
    each = told_together((one for one in ahead if one["new"]), asked.soon)
    shifts = told_by_day(each, asked.soon)
    others = EVERY_SHIFT if most is None else most
    gaps = list(_gaps([one for one in ahead if not one["new"]], asked, max(others - 1, 1)))
    few = _named_after(shifts) if most is None else most
    shown = [one for n, one in enumerate(shifts) if n < few or is_soon(one, asked.soon)]
    rest = [one for n, one in enumerate(shifts) if n >= few and not is_soon(one, asked.soon)]
    overrides, staying = _overrides(row, others)
    after = _after(row, asked)
    yield from _in_order(shown, overrides, asked)
    yield from _noted([*_more(row, shown, rest, asked), *staying, *([] if gaps else after)])
    yield from gaps
    yield from _noted(after if gaps else [])


def _named_after(shifts: Sequence[Json]) -> int:
    """Return after how many shifts everybody is named, a few at least; never all but one."""
    each = [_everybody([one]) for one in shifts]
    everybody, found = set[str]().union(*each), set[str]()
    for number, some in enumerate(each[:-1]):
        if found == everybody:
            few = max(number, _FEW)
            return few if few < len(shifts) - 1 else len(shifts)
        found |= some
    return len(shifts)


def _in_order(
    shifts: Sequence[Json], overrides: Sequence[Json], asked: PlanRange
) -> Iterator[CourseLine]:
    """Return changed shifts and overrides in the order of time."""
    found = []
    for one in shifts:
        when = when_told(one, asked)
        cells = partial(_beside, when, turned_sides, one)
        found.append((one["start"], CourseLine(when, turned_words(one), in_table=cells)))
    for one in overrides:
        when = asked.span(one)
        cells = partial(_beside, when, override_sides, one)
        line = CourseLine(when, override_words(one), override_tone(one), cells)
        found.append((one["start"], line))
    yield from (line for _, line in sorted(found, key=lambda one: read_stamp(one[0])))


def _beside(when: str, sides: Callable[[Json], tuple[str, str]], one: Json) -> Cells:
    return when, *sides(one)


def _overrides(row: Json, most: int) -> tuple[Sequence[Json], list[str]]:
    """Return the overrides to tell, all but of those that stay the first few, and of the rest."""
    found = row.get("overrides", ())
    staying = [one for one in found if one["becomes"] == "stays"]
    told = [one for one in found if one["becomes"] != "stays" or one in staying[:most]]
    more = staying[most:]
    verb = "stays" if len(more) == 1 else "stay"
    return told, [f"and {counted(len(more), 'more override')} that {verb}"] if more else []


def _noted(parts: Sequence[str]) -> Iterator[CourseLine]:
    if parts:
        yield CourseLine(f"… {'; '.join(parts)}")


def _now(row: Json, asked: PlanRange) -> CourseLine:
    return replace(_now_in_words(row, asked), in_table=partial(_now_in_table, row, asked))


def _now_in_table(row: Json, asked: PlanRange) -> Cells:
    now = row["now"]
    until = f" until {asked.at(now['until'])}" if now["until"] else ""
    before, after = turned_sides(now, named=True)
    if row["coverage"]["before"] is None:
        return f"now{until}", "", after
    if now["old"] != now["new"]:
        return f"now, at once{',' * bool(until)}{until}", before, after
    if soon := _soon(row, asked):
        return f"now, from {asked.at(soon['start'])} on", *turned_sides(soon, named=True)
    if "was_until" in now:
        was = (
            f"until {asked.at(now['was_until'])}" if now["was_until"] else "without an end in sight"
        )
        return "now", f"{before} {was}", f"{after}{until}"
    return f"now{until}", before, f"{after}, unchanged"


def _soon(row: Json, asked: PlanRange) -> Json | None:
    return next((one for one in row["changes"] if is_soon(one, asked.soon)), None)


def _now_in_words(row: Json, asked: PlanRange) -> CourseLine:
    now = row["now"]
    until = " " + _unbroken(f"until {asked.at(now['until'])}") if now["until"] else ""
    if row["coverage"]["before"] is None:
        return CourseLine("now", f"{people(now['new'])}{until}")
    if now["old"] == now["new"]:
        if soon := _soon(row, asked):
            when = _unbroken(f"from {asked.at(soon['start'])} on")
            return CourseLine("now", turned_words(soon, f" {when}", named=True), "yellow")
        return CourseLine("now", f"{people(now['new'])}{until}, {_was_until(now, asked)}")
    end = f" at once,{until}" if until else " at once"
    return CourseLine("now", turned_words(now, end, named=True), "yellow")


def _was_until(now: Json, asked: PlanRange) -> str:
    if "was_until" not in now:
        return "unchanged"
    was = now["was_until"]
    return _unbroken(f"was until {asked.at(was)}" if was else "was without an end in sight")


def _unbroken(words: str) -> str:
    """Words that stay on one line."""
    return words.replace(" ", NO_BREAK)


def _more(row: Json, shown: Sequence[Json], left: Sequence[Json], asked: PlanRange) -> list[str]:
    """Count the changed shifts that are not shown."""
    is_new = not row["coverage"]["before"]
    if not left or (is_new and not shown):
        return []
    what = "more shift" if is_new else "more changed shift"
    same = " of the same people" if _everybody(left) <= _everybody(shown) else ""
    return [f"and {counted(sum(map(shifts_in, left)), what)}{same}{_until(left, asked)}"]


def _until(left: Sequence[Json], asked: PlanRange) -> str:
    """Return until when the last of some changes is; nothing where that goes on."""
    ends = [end_of(one) for one in left]
    last = max((one for one in ends if one), key=read_stamp, default=None)
    return f" until {asked.at(last)}" if last and None not in ends else ""


def _after(row: Json, asked: PlanRange) -> list[str]:
    """Say what comes after the range."""
    if row.get("settled"):
        return ["then all is as before" if row["changes"] else "the same for ever"]
    if row.get("later") and not row["changes"]:
        return [f"the first change is on {asked.at(row['later'])}"]
    return ["more after that"] if row.get("later") else []


def _everybody(changes: Sequence[Json]) -> set[str]:
    """Return all who go or come; whoever stays is no news."""
    return {name for one in map(turned, changes) for name in (*one.gone, *one.come)}


def _gaps(gaps: Sequence[Json], asked: PlanRange, most: int) -> Iterator[CourseLine]:
    """Return the first few times at which nobody is on call any more."""
    first = told_once(gaps)
    for one, often in first[:most]:
        when, who = asked.span(one), people(one["old"])
        cells = partial(_gap_in_table, f"{when}{often}", who)
        yield CourseLine(when, f"nobody (was {who}){often}", "red", cells)
    if more := len(first[most:]):
        until = _until([one for one, _ in first], asked)
        yield CourseLine(f"… and {counted(more, 'more gap')}{until}", tone="red")


def _gap_in_table(when: str, who: str) -> Cells:
    return when, who, "nobody"
