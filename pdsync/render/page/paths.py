"""The paths of a report: from services through a policy's levels to people. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pdsync.kinds import duration_words
from pdsync.render._times import percent
from pdsync.render.page.elements import Html, element, together
from pdsync.render.page.people import Faces
from pdsync.render.page.words import anchor, chip, now_words, sentence
from pdsync.roster import EscalationPath, LevelAgenda, Topic

_TURNS = {
    True: "One of them in turn is notified.",
    None: "All of them are notified, or one of them in turn: nothing written says which.",
}

Schedules = Mapping[str, Topic]
"""Schedules by token."""


def path(found: EscalationPath, schedules: Schedules, faces: Faces) -> Html:
    """A policy with the services before it and the people behind it."""
    ident = anchor(found.policy)
    levels = zip(found.levels, found.shares, strict=True)
    steps = [_level(one, share, (schedules, found.zone, faces)) for one, share in levels]
    return element(
        "article",
        element("h3", found.policy.title, id=f"{ident}-title"),
        element("p", _named(found.policy), class_="about"),
        _services(found.services),
        element("ol", steps, class_="levels"),
        id=ident,
        class_="path",
        aria_labelledby=f"{ident}-title",
    )


def _named(policy: Topic) -> str:
    return "escalation policy" + (f" · {policy.name}" if policy.name != policy.title else "")


def _services(services: Iterable[Topic]) -> Html:
    items = [element("li", one.title) for one in services]
    if not items:
        return element("p", "No service uses it.", class_="about")
    return element("ul", items, class_="services", aria_label="Services that use it")


def _level(one: LevelAgenda, share: float | None, shown: tuple[Schedules, str, Faces]) -> Html:
    schedules, _, faces = shown
    targets = element("ul", _targets(one, schedules, faces), class_="targets")
    each = element("p", _TURNS[one.round_robin]) if one.round_robin is not False else None
    minutes = duration_words(60 * one.level.minutes)
    head = element("h4", f"Level {one.level.number}", element("small", f"for {minutes}"))
    return element("li", head, targets, each, _now(one, *shown), _share(share))


def _targets(one: LevelAgenda, schedules: Schedules, faces: Faces) -> Iterator[Html]:
    for token in one.level.schedules:
        topic = schedules.get(token)
        link = element("a", topic.title, href=f"#{anchor(topic)}") if topic else None
        yield element("li", link or faces.names.of("schedule", token))
    for token in one.level.people:
        yield element("li", chip(token, faces), " always")


def _now(one: LevelAgenda, schedules: Schedules, zone: str, faces: Faces) -> Html | None:
    undecided = one.agenda.undecided
    topic = schedules.get(undecided.token) if undecided and undecided.kind == "schedule" else None
    if topic:  # the reason stands there
        link = element("a", topic.title, href=f"#{anchor(topic)}")
        return element("p", together("Not known who is on call, as of ", link, "."), class_="warn")
    if undecided:
        why = f"Not known who is on call: {faces.names.reason(undecided)}."
        return element("p", sentence(why), class_="warn")
    if not one.level.schedules:
        return None
    return element("p", together("Now: ", now_words(one.agenda, zone, faces)))


def _share(share: float | None) -> Html | None:
    if share is None or share == 100:  # noqa: PLR2004 - all of it
        return None
    return element("p", f"{percent(share)} covered", class_="warn")
