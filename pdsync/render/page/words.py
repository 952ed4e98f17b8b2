"""Words and small parts that the sections of a report share. Draws no section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from pdsync.oncall import Span
from pdsync.render._times import day_words, time_words
from pdsync.render.agenda.marked import override_words
from pdsync.render.page.elements import Html, element, together
from pdsync.render.page.people import Faces
from pdsync.roster import Agenda, Calendar, StandIn, Topic, UndecidedTopic

_HOUR = timedelta(hours=1)


def short_day(one: date) -> str:
    """`Mon 2 Mar`: the top of a page says of which year."""
    return day_words(one, one.year)


def when(instant: datetime, zone: str) -> Html:
    """`Mon 2 Mar 12:00` on the clocks of a zone."""
    there = instant.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
    return element("time", time_words(there, int(there[:4])), datetime=there)


def hours(length: timedelta) -> str:
    """`8 h`, `7.5 h`, `0.2 h`; what there is of something is never rounded to none."""
    found = length / _HOUR
    return f"{found:.0f} h" if found == round(found) else f"{max(found, 0.1):.1f} h"


def spans_words(spans: Sequence[Span], now: datetime, zone: str) -> Html:
    """`for 24 h, 3 times, first from Mon 2 Mar 09:00 until Mon 2 Mar 17:00`."""
    whole = sum((one.end - one.start for one in spans), timedelta())
    first, *more = spans
    times = f"{1 + len(more)} times, " if more else ""
    if first.start == now:
        begins = together("now")
    else:
        begins = together("first from " if more else "from ", when(first.start, zone))
    return together(f"for {hours(whole)}, {times}", begins, " until ", when(first.end, zone))


def zone_words(zone: str) -> Html:
    """The name of a zone, which may be broken after its slashes."""
    area, *rest = zone.split("/")
    return together(area, *(together("/", element("wbr"), one) for one in rest))


def sentence(words: str) -> Html:
    """A sentence in which what is to be typed stands between backticks."""
    parts = words.split("`")
    return together(
        *(element("code", one) if number % 2 else one for number, one in enumerate(parts))
    )


def not_known(why: UndecidedTopic, faces: Faces) -> Html:
    """Say why it is not known who is on call, and in which line that is written."""
    reason = sentence(f"Not known who is on call: {faces.explains(why).message}")
    return together(reason, written_at(why, faces), ".")


def written_at(why: UndecidedTopic, faces: Faces) -> Html:
    """Return the file and line of what is not known, in brackets; nothing where no file has it."""
    place = faces.explains(why).place
    return sentence(f" (`{place.file}:{place.line}`)" if place else "")


def what_to_write(why: UndecidedTopic, faces: Faces) -> Html:
    """Advise what to write so that it is known: a sentence, or nothing."""
    help_ = faces.explains(why).help
    return sentence(f" {help_[:1].upper()}{help_[1:]}." if help_ else "")


def anchor(topic: Topic) -> str:
    """Return the anchor of a link. Names of an account may be anything, and two may be the same."""
    plain = re.sub(r"[^a-z0-9]+", "-", topic.title.lower()).strip("-")
    mark = sha256(topic.token.encode()).hexdigest()[:6]
    return f"{topic.kind}-{plain}" if topic.key else f"{topic.kind}-{plain}-{mark}"


def link(topic: Topic) -> Html:
    """Return its name, which leads to its place on the page."""
    return element("a", topic.title, href=f"#{anchor(topic)}")


def by_override(one: StandIn, faces: Faces) -> str:
    """Say that somebody is on call by override, and for whom."""
    return override_words(faces.of(person).label for person in one.instead_of)


def person_anchor(token: str, faces: Faces) -> str:
    """Return the anchor of a person's load, from what the page shows of them anyway."""
    label = faces.of(token).label
    plain = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")
    return f"load-{plain}-{sha256(label.encode()).hexdigest()[:6]}"


def scrolling(table: Html, title: str) -> Html:
    """A table that scrolls by itself where it is too wide for the screen, by keyboard as well."""
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label=title)


def people(tokens: Iterable[str], faces: Faces, *, is_expected: bool = False) -> Html:
    """Some people, in their colours; nobody for none."""
    shown = [chip(token, faces) for token in tokens]
    if not shown:
        return nobody(is_expected=is_expected)
    return together(*(together(one, " ") for one in shown))


def nobody(*, is_expected: bool = False) -> Html:
    """Nobody, as something to look at unless that is expected."""
    looks, title = ("rest chip", "as expected") if is_expected else ("gap chip", None)
    return together(element("span", "nobody", class_=looks, title=title), " ")


def may_be_empty(used: Sequence[Calendar | None], at: datetime) -> bool:
    """Return True if all of some schedules expect that nobody is on call at an instant."""
    return bool(used) and all(one is not None and one.may_be_empty(at) for one in used)


def chip(token: str, faces: Faces) -> Html:
    """Somebody."""
    face = faces.of(token)
    title = face.full if face.full != face.label else None
    return element("b", face.label, class_=f"chip {face.looks}", title=title)


def now_words(agenda: Agenda, zone: str, faces: Faces, used: Sequence[Calendar | None]) -> Html:
    """Say who is on call by some schedules, until when, and who then."""
    now, then = agenda.stretches[0], agenda.then
    current = people(now.people, faces, is_expected=may_be_empty(used, now.start))
    if then is None:
        return together(current, "without a change for a year")
    after = people(then.people, faces, is_expected=may_be_empty(used, then.start))
    return together(current, "until ", when(then.start, zone), ", then ", after)


_SIDES = {
    "before": "before the plan",
    "after": "after the plan",
    "new": "new with the plan",
    "deleted": "deleted by the plan",
}


def side(name: str) -> Html | None:
    """Say whether something is of before or after a plan."""
    return together(" ", element("em", _SIDES[name])) if name else None
