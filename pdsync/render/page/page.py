"""A report as one HTML page that needs nothing else. Returns text; decides and looks up nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from pdsync import __version__
from pdsync.frozen import frozen
from pdsync.package_text import package_text
from pdsync.reconcile.promised import PromiseVerdict
from pdsync.render._times import DASH, day_words
from pdsync.render.page.attention import Attention, LookGroup
from pdsync.render.page.calendar import SCRIPT, Scene, board, script_hash
from pdsync.render.page.changes import changes, expired
from pdsync.render.page.elements import Content, Html, element, together
from pdsync.render.page.impact import Impact, outdated
from pdsync.render.page.on_call_now import on_call_now
from pdsync.render.page.paths import path
from pdsync.render.page.people import Faces
from pdsync.render.page.planned import sides_of
from pdsync.render.page.promises import promises
from pdsync.render.page.sides import Sides
from pdsync.render.page.tables import coverage, load
from pdsync.render.page.words import hours, sentence, when
from pdsync.roster import COUNTS, NIGHT, Survey, Topic

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; "
    f"script-src '{script_hash()}'; base-uri 'none'; form-action 'none'"
)

_STYLES = ("page", "duty", "calendar", "paths", "tables", "print")

_PAST = "Days that are over are told by the rotations as they are now."
_LIVE_PAST = "Days that are over are told as the account has them, whatever was changed since."
_FEW = 8
"""Lines of a group that are not folded."""
_FINE = (
    "Nothing: from now on somebody is on call on every schedule all the time or as expected, and "
    "nobody carries too much."
)
_LIVE_PATHS = "As the account is, before the plan."


@frozen
class Report:
    """Contents of a page; `source` is the directory, or the account if it is `live`.

    `planned` says that a plan was given, `impact` what that changes in the account. `doubts` are
    sentences on lists of the account that may not be all there is. `promised` is what is promised
    of the things of the page, `topics` are those.
    """

    survey: Survey
    faces: Faces
    source: str
    live: bool = False
    planned: bool = False
    impact: Impact | None = None
    doubts: tuple[str, ...] = ()
    promised: tuple[PromiseVerdict, ...] = ()
    topics: tuple[Topic, ...] = ()

    @cached_property
    def sides(self) -> Sides:
        """Schedules and policies of the page, before and after the plan."""
        return sides_of(self.impact, self.survey)

    @property
    def scene(self) -> Scene:
        """Common parts of the page's calendars."""
        return Scene(self.survey.frame, self.faces, self.sides)


@frozen
class _Section:
    ident: str
    title: str
    body: Content
    folded: bool = False


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
        element("meta", name_="generator", content=f"pdsync {__version__}"),
        element("title", title),
        element("style", Html(_style() + report.faces.css)),
    )
    body = element(
        "body",
        element("a", "Skip to the calendar", href="#main", class_="skip"),
        element("header", element("h1", title), _facts(report)),
        element("nav", _links(sections), aria_label="On this page"),
        element("main", _main(sections), id="main", tabindex=-1),
        element("footer", element("p", f"Made by pdsync {__version__}.")),
        element("script", Html(SCRIPT)),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def _style() -> str:
    """Return the styles of all parts; later ones go before earlier ones."""
    return "".join(package_text("pdsync.render.page", f"{one}.css") for one in _STYLES)


def _facts(report: Report) -> Html:
    frame = report.survey.frame
    dates = frame.dates
    words = f"{day_words(dates[0])} {DASH} {day_words(dates[-1])}"
    clocks = frame.zone or "each schedule's own time zone"
    made = element("span", "now is ", when(frame.now, frame.zone or "Etc/UTC"))
    zone = f" ({frame.zone or 'Etc/UTC'})"
    return element("p", f"{words} · in {clocks} · ", made, zone, class_="about")


def _links(sections: Iterable[_Section]) -> Html:
    return element(
        "ul", (element("li", element("a", one.title, href=f"#{one.ident}")) for one in sections)
    )


def _main(sections: Sequence[_Section]) -> Html:
    opened, folded = (
        [_section(one) for one in sections if one.folded is it] for it in (False, True)
    )
    return together(opened, element("div", folded, class_="folded"))


def _section(one: _Section) -> Html:
    head = element("h2", one.title, id=f"{one.ident}-title")
    if one.folded:
        body = element("details", element("summary", head), one.body)
    else:
        body = together(head, one.body)
    return element("section", body, id=one.ident, aria_labelledby=f"{one.ident}-title")


def _sections(report: Report) -> Iterator[_Section]:
    seen, faces, scene = report.survey, report.faces, report.scene
    schedules = {one.topic.token: one for one in seen.calendars}
    now = [_before(report), on_call_now(seen, faces)]
    yield _Section("now", "On call now", now)
    yield _Section("attention", "Worth a look", _attention(report))
    if report.planned:
        old = outdated(report.impact, seen.calendars)
        body = list(changes(report.impact, old, faces, seen.frame.now))
        yield _Section("plan", "Before and after the plan", body)
    yield _Section("calendar", "Calendar", [_past(report), *board(seen, scene)])
    if seen.paths:
        paths = [path(one, schedules, faces) for one in seen.paths]
        yield _Section("paths", "From service to people", [_before(report), *paths], folded=True)
    yield _Section("coverage", "Coverage", list(coverage(seen, report.sides)), folded=True)
    if report.promised:
        told = together(_before(report), promises(report.promised, report.topics))
        yield _Section("promises", "Promises", told, folded=True)
    yield _Section("load", "Load per person", _load(report), folded=True)


def _past(report: Report) -> Html | None:
    words = _LIVE_PAST if report.live else _PAST
    return element("p", words, class_="about") if report.survey.is_partly_past else None


def _before(report: Report) -> Html | None:
    return element("p", _LIVE_PATHS, class_="about") if report.planned else None


def _load(report: Report) -> Html:
    before = report.survey.loads
    after = report.sides.loads(report.survey)
    if not before and not after:
        return element("p", "Of no schedule is it known who is on call.", class_="about")
    return together(_rule(), load(before, after, report.faces))


def _rule() -> Html:
    begins, ends = (f"{time:%H:%M}" for time in NIGHT)
    return element(
        "p",
        f"Hours on any schedule, each once; people who stand in a policy by name are always on "
        f"call there, which is not counted. A night is from {begins} until {ends} and a weekend "
        "Saturday and Sunday, on the clocks of the schedule on which somebody is on call longest; "
        f"one counts with {hours(COUNTS)} of it or more.",
        class_="about",
    )


def _attention(report: Report) -> Html:
    seen, found = report.survey, [*Attention(report.survey, report.sides, report.faces).groups()]
    first = [*map(together, report.doubts)]
    if report.impact and report.impact.expires <= seen.frame.now:
        more = element("a", "More", href="#plan")
        first.insert(0, together(expired(report.impact), " ", more))
    first += _unknown(report)
    if first:
        found.insert(0, LookGroup("This page", tuple(first)))
    if not found:
        return element("p", _FINE, class_="fine")
    return element("div", map(_group, found), class_="found")


def _group(group: LookGroup) -> Html:
    """Draw a group, folded after the first few lines."""
    lines = [element("li", one) for one in group.lines]
    most = _FEW if len(lines) > _FEW + 1 else len(lines)  # one line is no longer than its fold
    few, rest = lines[:most], lines[most:]
    more = element("summary", f"{len(rest)} more") if rest else None
    return element(
        "section",
        element("h3", group.title),
        element("ul", few),
        element("details", more, element("ul", rest)) if rest else None,
        element("p", sentence(group.note), class_="about") if group.note else None,
    )


def _unknown(report: Report) -> Iterator[Html]:
    for one in report.impact.turned if report.impact else ():
        if one.kind == "schedules" and one.row["unknown"]:
            yield together(element("b", one.title), ": not known who is on call with the plan")
