"""A report as one HTML page that needs nothing else. Returns text; decides and looks up nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from pdsync import __version__
from pdsync.render._faces import Faces
from pdsync.render._html import Child, Html, element, together
from pdsync.render._page_calendar import Scene, month, weeks
from pdsync.render._page_changes import changes
from pdsync.render._page_impact import Impact, both_of, outdated
from pdsync.render._page_paths import path
from pdsync.render._page_tables import coverage, load
from pdsync.render._page_words import anchor, day_words, hours, when
from pdsync.render._times import DASH
from pdsync.roster import COUNTS, NIGHT, Calendar, Path, Survey

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_PAST = "Days that are over are told by the rotations as they are now."
_LIVE_PAST = "Days that are over are told as the account has them, whatever was changed since."


@dataclass(frozen=True)
class Report:
    """What a page is made of; `source` is the directory, or the account if it is `live`.

    `planned` says that a plan was given, `impact` what that changes in the account.
    """

    survey: Survey
    faces: Faces
    source: str
    live: bool = False
    planned: bool = False
    impact: Impact | None = None

    @property
    def scene(self) -> Scene:
        """What its calendars have in common."""
        calendars, frame = self.survey.calendars, self.survey.frame
        both = both_of(self.impact, calendars, frame)
        return Scene(frame, self.faces, both)


@dataclass(frozen=True)
class _Section:
    ident: str
    title: str
    body: Child


def report_html(report: Report) -> str:
    """The page."""
    sections = list(_sections(report))
    title = f"On call: {report.source}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name_="color-scheme", content="light dark"),
        element("title", title),
        element("style", Html(_style())),
    )
    body = element(
        "body",
        element("a", "Skip to the calendar", href="#main", class_="skip"),
        element("header", element("h1", title), _facts(report)),
        element("nav", _links(sections), aria_label="On this page"),
        element("main", map(_section, sections), id="main", tabindex=-1),
        element("footer", element("p", f"Made by pdsync {__version__}.")),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def _style() -> str:
    return files("pdsync.render").joinpath("page.css").read_text(encoding="utf-8")


def _facts(report: Report) -> Html:
    frame = report.survey.frame
    dates = frame.dates
    words = f"{day_words(dates[0], year=True)} {DASH} {day_words(dates[-1], year=True)}"
    clocks = frame.zone or "each schedule's own time zone"
    made = element("span", "now is ", when(frame.now, frame.zone or "Etc/UTC"))
    zone = f" ({frame.zone or 'Etc/UTC'})"
    return element("p", f"{words} · in {clocks} · ", made, zone, class_="about")


def _links(sections: Iterable[_Section]) -> Html:
    return element(
        "ul", (element("li", element("a", one.title, href=f"#{one.ident}")) for one in sections)
    )


def _section(one: _Section) -> Html:
    return element(
        "section",
        element("h2", one.title, id=f"{one.ident}-title"),
        one.body,
        id=one.ident,
        aria_labelledby=f"{one.ident}-title",
    )


def _sections(report: Report) -> Iterator[_Section]:
    seen, faces, scene = report.survey, report.faces, report.scene
    schedules = {one.topic.token: one.topic for one in seen.calendars}
    yield _Section("attention", "Worth a look", _attention(seen))
    if report.planned:
        old = outdated(report.impact, seen.calendars)
        body = list(changes(report.impact, old, faces, seen.frame.now))
        yield _Section("plan", "Before and after the plan", body)
    told = _LIVE_PAST if report.live else _PAST
    past = element("p", told, class_="about") if seen.is_partly_past else None
    yield _Section("weeks", "Week by week", [past, *weeks(seen.calendars, scene)])
    months = [month(one, scene) for one in seen.calendars]
    yield _Section("schedules", f"{seen.frame.weeks} weeks of each schedule", months)
    if seen.paths:
        paths = [path(one, schedules, faces) for one in seen.paths]
        yield _Section("paths", "From service to people", paths)
    yield _Section("coverage", "Coverage", list(coverage(seen.calendars, seen.paths)))
    yield _Section("load", "Load per person", _load(seen, faces))


def _load(seen: Survey, faces: Faces) -> Html:
    if not seen.loads:
        return element("p", "Of no schedule is it known who is on call.", class_="about")
    return together(_rule(), load(seen.loads, faces))


def _rule() -> Html:
    begins, ends = (f"{time:%H:%M}" for time in NIGHT)
    return element(
        "p",
        f"Hours on any schedule, each once; people who stand in a policy by name are always on "
        f"call there, which is not counted. A night is from {begins} until {ends} and a weekend "
        f"Saturday and Sunday, on the clocks of the schedule; one counts with {hours(COUNTS)} of "
        "it or more.",
        class_="about",
    )


def _attention(seen: Survey) -> Html:
    found = [*_of_calendars(seen.calendars), *_of_paths(seen.paths)]
    found += [
        together(element("b", one.title), ": its escalation policy is not known here")
        for one in seen.stranded
    ]
    if not found:
        return element("p", "Somebody is on call on every schedule all the time.", class_="fine")
    return element("ul", (element("li", one) for one in found), class_="found")


def _of_calendars(calendars: Iterable[Calendar]) -> Iterator[Html]:
    for one in calendars:
        link = element("a", one.topic.title, href=f"#{anchor(one.topic)}")
        if one.unclear:
            yield together(link, ": not known who is on call")
        gaps = one.agenda.gaps
        if gaps:
            first = when(gaps[0].start, one.zone)
            yield together(link, f": nobody on call {_often(len(gaps))}, first from ", first)


def _of_paths(paths: Iterable[Path]) -> Iterator[Html]:
    for one in paths:
        if one.gaps:
            link = element("a", one.policy.title, href=f"#{anchor(one.policy)}")
            first = when(one.gaps[0].start, one.zone)
            often = _often(len(one.gaps))
            yield together(link, f": nobody on any level {often}, first from ", first)


def _often(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
