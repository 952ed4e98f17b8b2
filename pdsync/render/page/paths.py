"""The paths of a report: from services through a policy's levels to people. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pdsync.kinds import duration_words
from pdsync.render._times import percent
from pdsync.render.page.elements import Html, element, together
from pdsync.render.page.people import Faces
from pdsync.render.page.words import (
    anchor,
    chip,
    link,
    not_known,
    now_words,
    sentence,
    what_to_write,
)
from pdsync.roster import Calendar, EscalationPath, LevelAgenda, ServiceFacts, Topic

_TURNS = {
    True: "One of them in turn is notified.",
    None: "All of them are notified, or one of them in turn: nothing written says which.",
}

_URGENCY = {
    "high": "high urgency",
    "low": "low urgency",
    "severity_based": "urgency by severity",
}

Schedules = Mapping[str, Calendar]
"""Schedules by token."""


def path(found: EscalationPath, schedules: Schedules, faces: Faces) -> Html:
    """A policy with the services before it and the people behind it."""
    ident = anchor(found.policy)
    levels = zip(found.levels, found.shares, strict=True)
    steps = [_level(one, share, (schedules, found.zone, faces)) for one, share in levels]
    return element(
        "article",
        element("h3", found.policy.title, id=f"{ident}-title"),
        element("p", _named(found.policy), " ", _page(found.policy), class_="about"),
        _services(found),
        element("div", element("ol", steps, class_="levels"), _ending(found)),
        id=ident,
        class_="path",
        aria_labelledby=f"{ident}-title",
    )


def _named(policy: Topic) -> str:
    return "escalation policy" + (f" · {policy.name}" if policy.name != policy.title else "")


def _page(topic: Topic) -> Html | None:
    """Lead to what PagerDuty shows of it, where that is known."""
    if topic.page is None:
        return None
    label = f"{topic.title} in PagerDuty"
    link = element("a", "PagerDuty", href=topic.page, rel="noreferrer", aria_label=label)
    return element("small", link, class_="out")


def _services(found: EscalationPath) -> Html:
    items = [element("li", _service(found.facts[one.token])) for one in found.services]
    if not items:
        return element("p", "No service uses it.", class_="about")
    return element("ul", items, class_="services", aria_label="Services that use it")


def _service(facts: ServiceFacts) -> Html:
    severity = f"{facts.severity} severity" if facts.severity else None
    disabled = "disabled: it makes no incidents" if facts.disabled else None
    told = [one for one in (severity, _urgency_words(facts.urgency), disabled) if one]
    words = element("small", " · ".join(told)) if told else None
    return together(facts.topic.title, " ", _page(facts.topic), words, _runbook(facts))


def _urgency_words(urgency: tuple[str, ...] | None) -> str | None:
    """Say how urgent incidents are; None where that is not known."""
    told = [_URGENCY.get(one, one) for one in urgency or ()]
    if len(told) > 1:
        return f"{told[0]} in support hours, {told[1]} outside"
    return told[0] if told else None


def _runbook(facts: ServiceFacts) -> Html | None:
    written = facts.runbook
    if written is None:
        return None
    if not written.startswith("https://"):
        return element("small", "runbook: ", element("code", written))
    label = f"Runbook of {facts.topic.title}"
    link = element("a", "runbook", href=written, rel="noreferrer", aria_label=label)
    return element("small", link)


def _ending(found: EscalationPath) -> Html | None:
    """Say what comes after the last level."""
    if not found.levels:
        return None
    once = sum(one.level.minutes for one in found.levels)
    if found.repeats is None:
        words = f"Over after {_minutes(once)}; how often it repeats (`num_loops:`) is not written."
        return element("p", sentence(words), class_="about")
    whole = _minutes(once * (found.repeats + 1))
    if not found.repeats:
        return element("p", f"It does not repeat: given up after {whole}.", class_="about")
    times = "once" if found.repeats == 1 else f"{found.repeats} times"
    again = f"Then again from level 1, {times}: given up after {whole}."
    return element("p", again, class_="about")


def _minutes(count: int) -> str:
    return duration_words(60 * count)


def _level(one: LevelAgenda, share: float | None, shown: tuple[Schedules, str, Faces]) -> Html:
    schedules, _, faces = shown
    targets = element("ul", _targets(one, schedules, faces), class_="targets")
    turns = one.level.round_robin
    each = element("p", _TURNS[turns]) if turns is not False else None
    minutes = f"for {_minutes(one.level.minutes)}"
    head = element("h4", f"Level {one.level.number}", element("small", minutes))
    used = [schedules.get(name) for name in one.level.schedules]
    is_expected = all(calendar and not calendar.unexpected_gaps for calendar in used)
    covered = _share(share, is_expected=is_expected)
    return element("li", head, targets, each, _now(one, *shown), covered)


def _targets(one: LevelAgenda, schedules: Schedules, faces: Faces) -> Iterator[Html]:
    for token in one.level.schedules:
        found = schedules.get(token)
        yield element("li", link(found.topic) if found else faces.names.of("schedule", token))
    for token in one.level.people:
        yield element("li", chip(token, faces), " always")


def _now(one: LevelAgenda, schedules: Schedules, zone: str, faces: Faces) -> Html | None:
    undecided = one.agenda.undecided
    found = schedules.get(undecided.token) if undecided and undecided.kind == "schedule" else None
    if found:  # the reason stands there
        told = together("Not known who is on call, as of ", link(found.topic), ".")
        return element("p", told, class_="warn")
    if undecided:
        ways = what_to_write(undecided, faces)
        return element("p", not_known(undecided, faces), ways, class_="warn")
    if not one.level.schedules:
        return None
    used = [schedules.get(name) for name in one.level.schedules]
    return element("p", "Now: ", now_words(one.agenda, zone, faces, used), class_="now")


def _share(share: float | None, *, is_expected: bool) -> Html | None:
    if share is None or share == 100:  # noqa: PLR2004 - all of it
        return None
    looks = "about" if is_expected else "warn"
    return element("p", f"{percent(share)} covered", class_=looks)
