"""The tables of a report: coverage of schedules and policies, load per person. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from pdsync.oncall import Span
from pdsync.render._faces import Faces
from pdsync.render._html import Child, Html, element
from pdsync.render._page_words import anchor, chip, hours, scrolling, when
from pdsync.render._times import percent
from pdsync.roster import Calendar, Coverage, Load, Path

_ALL = 100


def coverage(calendars: Sequence[Calendar], paths: Sequence[Path]) -> Iterable[Html]:
    """How well schedules, and policies as a whole, are covered."""
    yield _table(
        "Schedules",
        ("Schedule", "These weeks", "Nobody", "In the long run"),
        [_schedule(one) for one in calendars],
    )
    if paths:
        yield _table(
            "Escalation policies",
            ("Policy", "Each level", "Nobody on any level"),
            [_policy(one) for one in paths],
        )


def load(loads: Sequence[Load], faces: Faces) -> Html:
    """What each person carries, the one with the most first."""
    most = max((one.time for one in loads), default=timedelta())
    rows = [_load(one, most, faces) for one in loads]
    return _table("Load per person", ("Person", "On call", "Nights", "Weekends"), rows)


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


def _row(head: Child, *cells: Child) -> Html:
    return element("tr", element("th", head, scope="row"), (element("td", one) for one in cells))


def _schedule(calendar: Calendar) -> Html:
    link = element("a", calendar.topic.title, href=f"#{anchor(calendar.topic)}")
    if not calendar.days:
        return _row(link, "not known", "not known", "not known")
    seen, future = calendar.agenda, _future(calendar.coverage)
    return _row(link, meter(seen.coverage), gaps(seen.gaps, calendar.zone), future)


def meter(share: float) -> Html:
    """A share in percent, as a bar and in words."""
    bar = element("span", style=f"width:{share:.1f}%")
    looks = "meter" if share == _ALL else "meter low"
    return element("span", percent(share), element("span", bar, class_=looks, aria_hidden="true"))


def gaps(found: Sequence[Span], zone: str) -> Child:
    """How long nobody is on call in all, and when first."""
    if not found:
        return "never"
    whole = sum((one.end - one.start for one in found), timedelta())
    times = "once" if len(found) == 1 else f"{len(found)} times"
    return [
        element("b", hours(whole), class_="chip gap"),
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


def _policy(path: Path) -> Html:
    link = element("a", path.policy.title, href=f"#{anchor(path.policy)}")
    shares = [
        element("li", f"level {number}: {_share(share)}")
        for number, share in enumerate(path.shares, start=1)
    ]
    never = "not known" if path.gaps is None else gaps(path.gaps, path.zone)
    return _row(link, element("ol", shares, class_="shares"), never)


def _share(share: float | None) -> str:
    return "not known" if share is None else percent(share)


def _load(one: Load, most: timedelta, faces: Faces) -> Html:
    bar = element("span", style=f"width:{_ALL * (one.time / most):.1f}%")
    bars = element("span", bar, class_=f"meter c{faces.of(one.person).colour}", aria_hidden="true")
    return _row(
        [chip(one.person, faces), _full(one.person, faces)],
        element("span", hours(one.time), bars),
        _counted(one.nights, one.night_time),
        _counted(one.weekends, one.weekend_time),
    )


def _full(token: str, faces: Faces) -> Html | None:
    face = faces.of(token)
    return element("small", face.full) if face.full != face.label else None


def _counted(count: int, length: timedelta) -> Html:
    return element("span", element("b", str(count)), f" · {hours(length)}")
