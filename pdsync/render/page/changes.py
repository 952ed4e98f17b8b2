"""Before and after a plan: who is on call instead of whom, in tables. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render._times import DASH
from pdsync.render.agenda.shift_runs import ShiftRun, shift_runs
from pdsync.render.page.elements import Content, Html, element, together
from pdsync.render.page.impact import Impact, Turned
from pdsync.render.page.people import Faces
from pdsync.render.page.words import hours, people, scrolling, sentence, when
from pdsync.render.plan_oncall.words import unknown_words
from pdsync.roster import Difference
from pdsync.stamps import read_stamp

_KINDS = {"schedules": "schedule", "levels": "escalation policy", "services": "service"}


@frozen
class Telling:
    """Settings for telling a plan: faces of people, and whether it has expired by now."""

    faces: Faces
    expired: bool


def changes(
    found: Impact | None, outdated: Sequence[str], faces: Faces, now: datetime
) -> Iterator[Html]:
    """Everything that the plan touches; `outdated` are schedules that were changed since."""
    if found is None:
        yield element("p", "The plan does not say who is on call because of it.", class_="warn")
        return
    telling = Telling(faces, found.expires <= now)
    if telling.expired:
        yield element("p", expired(found), class_="warn")
    if not found.turned:
        yield element("p", "The plan changes nothing of who is on call.", class_="fine")
        return
    yield element(
        "p",
        *("From ", when(found.since, "Etc/UTC"), " until ", when(found.until, "Etc/UTC")),
        " (Etc/UTC), as the plan foresaw it; what comes later is shown as it is. ",
        "Times below are on the clocks of each.",
        class_="about",
    )
    for title in outdated:
        told = f"{title} changed since the plan was made; run `pdsync plan` again."
        yield element("p", told, class_="warn")
    others = [_one(one, telling) for one in found.turned if one.kind != "schedules"]
    yield together(_one(one, telling) for one in found.turned if one.kind == "schedules")
    if others:
        words = f"Levels of policies and services that this reaches: {len(others)}"
        yield element("details", element("summary", words), others)


def expired(found: Impact) -> Html:
    """Return the notice that a plan has expired: since when, and what to do."""
    return together(
        *("The plan expired on ", when(found.expires, "Etc/UTC"), " (Etc/UTC): "),
        sentence(
            "`pdsync apply` refuses it. It is shown as it was when it was made; what would be so "
            "now, a new one tells: `pdsync plan --out FILE`."
        ),
    )


def _one(one: Turned, telling: Telling) -> Html:
    zone = one.row["time_zone"]
    words = [_KINDS[one.kind], zone, *(["new with the plan"] if one.is_new else [])]
    words += ["deleted by the plan"] if one.is_deleted else []
    head = element("h3", one.title)
    return element(
        "article", head, element("p", " · ".join(words), class_="about"), _told(one, zone, telling)
    )


def _told(one: Turned, zone: str, telling: Telling) -> Content:
    if one.row["unknown"]:
        said = f"Not known who is on call: {unknown_words(one.row['unknown'])}."
        return element("p", sentence(said), class_="warn")
    return [
        _now(one, telling),
        _table(one, zone, telling.faces) if one.changes else None,
        _gaps(one),
        _later(one, zone),
    ]


def _now(one: Turned, telling: Telling) -> Html:
    now = one.row["now"]
    old, new = _sides(one, now["old"], now["new"], telling.faces)
    if now["old"] == now["new"] and not (one.is_new or one.is_deleted):
        return element("p", "When it was made: ", new, "before and after.")
    begins = "When it was made: " if telling.expired else "As soon as it is applied: "
    return element("p", begins, old, "→ ", new, class_=None if telling.expired else "turn")


def _sides(one: Turned, old: Iterable[str], new: Iterable[str], faces: Faces) -> tuple[Html, Html]:
    """Return who is on call before and after, where there is a schedule to be on call by."""
    return (
        _nothing("new") if one.is_new else people(old, faces),
        _nothing("deleted") if one.is_deleted else people(new, faces),
    )


def _nothing(word: str) -> Html:
    return together(element("i", word), " ")


def _table(one: Turned, zone: str, faces: Faces) -> Html:
    title = f"{one.title}: before and after"
    names = ("When", "Before", "After")
    head = element("tr", (element("th", name, scope="col") for name in names))
    runs = shift_runs(_as_shift(change, zone) for change in one.changes)
    rows = [_row(one, run, zone, faces) for run in runs]
    table = element(
        "table",
        element("caption", title),
        element("thead", head),
        element("tbody", rows),
        class_="list slim",
    )
    return scrolling(table, title)


def _as_shift(change: Difference, zone: str) -> Json:
    """Return a change as a shift, which is the same another day if the same people change."""
    clocks = ZoneInfo(zone)
    stamps = (at.astimezone(clocks) for at in (change.start, change.end))
    start, end = (one.isoformat(timespec="minutes") for one in stamps)
    return {"start": start, "end": end, "users": (change.old, change.new)}


def _row(one: Turned, run: ShiftRun, zone: str, faces: Faces) -> Html:
    old, new = run.row["users"]
    head = element("th", _times(run, zone), scope="row")
    return element("tr", head, (element("td", cell) for cell in _sides(one, old, new, faces)))


def _times(run: ShiftRun, zone: str) -> Content:
    (start, *more), end = run.starts, run.ends[0]
    if more or start.date() == end.date():
        return run.words(start.year)
    return when(start, zone), f" {DASH} ", when(end, zone)


def _gaps(one: Turned) -> Html | None:
    before, after = (_length(one.row["gaps"][side]) for side in ("before", "after"))
    if not before and not after:
        return None
    told = [
        "new with the plan" if before is None else f"{hours(before)} before",
        "deleted by the plan" if after is None else f"{hours(after)} after",
    ]
    looks = "warn" if (after or timedelta()) > (before or timedelta()) else None
    return element("p", f"With nobody on call: {', '.join(told)}.", class_=looks)


def _length(gaps: Iterable[Json] | None) -> timedelta | None:
    """Return the total length of some gaps; None where nothing could have any."""
    if gaps is None:
        return None
    ends = ((read_stamp(gap[edge]) for edge in ("start", "end")) for gap in gaps)
    return sum((end - start for start, end in ends), timedelta())


def _later(one: Turned, zone: str) -> Html | None:
    later = one.row.get("later")
    if not later:
        return None
    at = read_stamp(later).astimezone(ZoneInfo(zone))
    return element("p", together("It differs from ", when(at, zone), " on as well."))
