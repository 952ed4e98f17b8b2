"""The tables of a report: coverage of schedules and policies, load per person. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from pdsync.oncall import Span
from pdsync.render._times import percent
from pdsync.render.page.elements import Content, Html, element, together
from pdsync.render.page.people import Faces
from pdsync.render.page.sides import Both, Sides
from pdsync.render.page.words import (
    anchor,
    chip,
    hours,
    person_anchor,
    scrolling,
    side,
    when,
)
from pdsync.roster import Calendar, Coverage, EscalationPath, Load, Survey

_One = TypeVar("_One", Calendar, EscalationPath)
_ALL = 100


def coverage(seen: Survey, sides: Sides) -> Iterable[Html]:
    """Draw the coverage of schedules and whole policies, before and after a plan."""
    calendars, paths = sides.calendars(seen.calendars), sides.paths(seen.paths)
    yield _table(
        "Schedules",
        ("Schedule", "These weeks", "Nobody", "In the long run"),
        [row for one in calendars for row in _schedules(one, sides)],
    )
    if paths:
        yield _table(
            "Escalation policies",
            ("Policy", "Each level", "Nobody on any level"),
            [row for one in paths for row in _policies(one, sides)],
        )


def _schedules(calendar: Calendar, sides: Sides) -> Iterator[Html]:
    both = sides.schedules.get(calendar.topic.token)
    link = element("a", calendar.topic.title, href=f"#{anchor(calendar.topic)}")
    return _rows(link, calendar, both, _schedule, 3)


def _policies(path: EscalationPath, sides: Sides) -> Iterator[Html]:
    both = sides.policies.get(path.policy.token)
    link = element("a", path.policy.title, href=f"#{anchor(path.policy)}")
    # What the plan makes has no place on the page to lead to.
    head = path.policy.title if both and both.before is None else link
    return _rows(head, path, both, _policy, 2)


def _rows(
    head: Content,
    live: _One,
    both: Both[_One] | None,
    row: Callable[[Content, _One], Html],
    cells: int,
) -> Iterator[Html]:
    """The row of something, or those of both sides of a plan that changes it."""
    if both is None:
        yield row(head, live)
        return
    if both.before:
        yield row(together(head, side("before")), both.before)
    if both.after:
        yield row(together(head, side("after" if both.before else "new")), both.after)
    else:
        yield _row(together(head, side("deleted")), *[""] * cells)


def load(before: Sequence[Load], after: Sequence[Load], faces: Faces) -> Html:
    """Draw the load of each person, largest first, before and after a plan."""
    most = max((one.time for one in (*before, *after)), default=timedelta())
    pairs = _paired(before, after)
    rows = [_load(old, new, most, faces) for old, new in pairs]
    differ = any(old != new for old, new in pairs)
    title = "Load per person, before → after the plan" if differ else "Load per person"
    return _table(title, ("Person", "On call", "Nights", "Weekends"), rows)


def _paired(before: Sequence[Load], after: Sequence[Load]) -> list[tuple[Load, Load]]:
    ours, theirs = ({one.person: one for one in loads} for loads in (before, after))
    return [
        (ours.get(one) or _without(one), theirs.get(one) or _without(one))
        for one in {**ours, **theirs}
    ]


def _without(person: str) -> Load:
    return Load(person, timedelta(), timedelta(), 0, timedelta(), 0)


def _table(title: str, columns: Sequence[str], rows: Iterable[Html]) -> Html:
    head = element("tr", (element("th", one, scope="col") for one in columns))
    table = element(
        "table",
        element("caption", title),
        element("thead", head),
        element("tbody", rows),
        class_="list",
    )
    return scrolling(table, title)


def _row(head: Content, *cells: Content, ident: str | None = None) -> Html:
    told = (element("td", one) for one in cells)
    return element("tr", element("th", head, scope="row"), told, id=ident)


def _schedule(head: Content, calendar: Calendar) -> Html:
    if not any(day.stretches for day in calendar.days):
        return _row(head, "not known", "not known", "not known")
    seen, future = calendar.agenda, _future(calendar.coverage)
    is_expected = not calendar.unexpected_gaps
    never = gaps(seen.gaps, calendar.zone, is_expected=is_expected)
    return _row(head, meter(seen.coverage, is_fine=is_expected), never, future)


def meter(share: float, *, is_fine: bool) -> Html:
    """A share in percent, as a bar and in words."""
    bar = element("span", style=f"width:{share:.1f}%")
    looks = "meter" if is_fine else "meter low"
    return element("span", percent(share), element("span", bar, class_=looks, aria_hidden="true"))


def gaps(found: Sequence[Span], zone: str, *, is_expected: bool) -> Content:
    """Draw the total time without anybody on call, and its first instant."""
    if not found:
        return "never"
    whole = sum((one.end - one.start for one in found), timedelta())
    times = "once" if len(found) == 1 else f"{len(found)} times"
    return [
        element("b", hours(whole), class_="chip rest" if is_expected else "chip gap"),
        element("span", f" {times}, first from ", when(found[0].start, zone)),
        element("span", " until ", when(found[0].end, zone)),
    ]


def _future(known: Coverage | None) -> str:
    if known is None:
        return "not known"
    if known.always:
        return "always covered" if known.proven else "covered for the next ten years"
    if known.weekly_seconds:
        return f"{hours(timedelta(seconds=known.weekly_seconds))} a week with nobody"
    return "not always covered"


def _policy(head: Content, path: EscalationPath) -> Html:
    shares = [
        element("li", f"level {number}: {_share(share)}")
        for number, share in enumerate(path.shares, start=1)
    ]
    if path.gaps is None:
        never: Content = "not known"
    else:
        never = gaps(path.gaps, path.zone, is_expected=not path.unexpected_gaps)
    return _row(head, element("ol", shares, class_="shares"), never)


def _share(share: float | None) -> str:
    return "not known" if share is None else percent(share)


def _load(old: Load, new: Load, most: timedelta, faces: Faces) -> Html:
    sides = [old] if old == new else [old, new]
    return _row(
        [chip(old.person, faces), _full(old.person, faces)],
        _turned([_hours(one, most, faces) for one in sides]),
        _turned([_counted(one.nights, one.night_time) for one in sides]),
        _turned([_counted(one.weekends, one.weekend_time) for one in sides]),
        ident=person_anchor(old.person, faces),
    )


def _hours(one: Load, most: timedelta, faces: Faces) -> Html:
    bar = element("span", style=f"width:{_ALL * (one.time / most):.1f}%")
    looks = f"meter {faces.of(one.person).looks}"
    return together(hours(one.time), element("span", bar, class_=looks, aria_hidden="true"))


def _turned(sides: Sequence[Html]) -> Html:
    """Show a value, and its successor where the plan changes it."""
    before, *after = dict.fromkeys(sides)
    told = (element("p", element("span", "→ ", class_="turn"), one) for one in after)
    return together(element("span", before), told)


def _full(token: str, faces: Faces) -> Html | None:
    face = faces.of(token)
    if face.deleted:
        return element("small", "nobody is notified")
    return element("small", face.full) if face.full != face.label else None


def _counted(count: int, length: timedelta) -> Html:
    return together(element("b", str(count)), f" · {hours(length)}")
