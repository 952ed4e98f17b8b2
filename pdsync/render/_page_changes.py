"""Before and after a plan: who is on call instead of whom, in tables. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from pdsync.render._faces import Faces
from pdsync.render._html import Child, Html, element, together
from pdsync.render._page_impact import Impact, Turned
from pdsync.render._page_words import people, scrolling, sentence, when
from pdsync.render._times import DASH
from pdsync.roster import Difference

_KINDS = {"schedules": "schedule", "levels": "escalation policy", "services": "service"}


def changes(found: Impact | None, outdated: Sequence[str], faces: Faces) -> Iterator[Html]:
    """Everything that the plan touches; `outdated` are schedules that were changed since."""
    if found is None:
        yield element("p", "The plan does not say who is on call because of it.", class_="warn")
        return
    if not found.turned:
        yield element("p", "The plan changes nothing of who is on call.", class_="fine")
        return
    yield element(
        "p",
        *("From ", when(found.since, "Etc/UTC"), " until ", when(found.until, "Etc/UTC")),
        " (Etc/UTC), as the plan foresaw it. Times below are on the clocks of each.",
        class_="about",
    )
    for title in outdated:
        told = f"{title} is not what it was when the plan was made: make the plan again."
        yield element("p", told, class_="warn")
    others = [_one(one, faces) for one in found.turned if one.kind != "schedules"]
    yield together(_one(one, faces) for one in found.turned if one.kind == "schedules")
    if others:
        words = f"Levels of policies and services that this reaches: {len(others)}"
        yield element("details", element("summary", words), others)


def _one(one: Turned, faces: Faces) -> Html:
    zone = one.row["time_zone"]
    head = element("h3", one.title)
    about = element("p", f"{_KINDS[one.kind]} · {zone}", class_="about")
    return element("article", head, about, _told(one, zone, faces))


def _told(one: Turned, zone: str, faces: Faces) -> Child:
    if one.row["unknown"]:
        why = one.row["unknown"]
        said = f"Not known who is on call: schedule {why['schedule']}: {why['reason']}."
        return element("p", sentence(said), class_="warn")
    return [
        _now(one, faces),
        _table(one, zone, faces) if one.changes else None,
        _gaps(one),
        _later(one, zone),
    ]


def _now(one: Turned, faces: Faces) -> Html:
    now = one.row["now"]
    old, new = people(now["old"], faces), people(now["new"], faces)
    if now["old"] == now["new"]:
        return element("p", "When it was made: ", new, "before and after.")
    return element("p", "As soon as it is applied: ", old, "→ ", new, class_="turn")


def _table(one: Turned, zone: str, faces: Faces) -> Html:
    title = f"{one.title}: before and after"
    names = ("When", "Before", "After")
    head = element("tr", (element("th", name, scope="col") for name in names))
    rows = [_row(change, zone, faces) for change in one.changes]
    table = element(
        "table",
        element("caption", title),
        element("thead", head),
        element("tbody", rows),
        class_="list slim",
    )
    return scrolling(table, title)


def _row(change: Difference, zone: str, faces: Faces) -> Html:
    cells = people(change.old, faces), people(change.new, faces)
    span = when(change.start, zone), f" {DASH} ", when(change.end, zone)
    head = element("th", span, scope="row")
    return element("tr", head, (element("td", cell) for cell in cells))


def _gaps(one: Turned) -> Html | None:
    before, after = (one.row["gaps"][side] for side in ("before", "after"))
    if not before and not after:
        return None
    counts = [len(side or ()) for side in (before, after)]
    looks = "warn" if counts[1] > counts[0] else None
    return element("p", f"Times with nobody: {counts[0]} before, {counts[1]} after.", class_=looks)


def _later(one: Turned, zone: str) -> Html | None:
    later = one.row.get("later")
    if not later:
        return None
    at = datetime.fromisoformat(later).astimezone(ZoneInfo(zone))
    return element("p", together("It differs from ", when(at, zone), " on as well."))
