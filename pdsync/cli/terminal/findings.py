"""Findings beside an answer: why there is none, and who was deleted. Asks nothing."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from datetime import datetime

from pdsync.diagnostics import Diagnostic, Place, Severity, error
from pdsync.json_types import FieldPath
from pdsync.kinds import Schedule, lines_of_new, refs_in
from pdsync.render.agenda import Names
from pdsync.roster import Topic, UndecidedTopic, token
from pdsync.series import all_of
from pdsync.source import Config, Entry, place_of

_PARTS = {"layers", "rotations"}


def undecided(
    why: UndecidedTopic, names: Names, config: Config | None, now: datetime
) -> Diagnostic:
    """Why something cannot be told, where it is written, and what to write there."""
    message, _, help_ = names.reason(why).partition("; ")
    if config is None:
        return error("undecided", message, help=help_ or None)
    entry = config.find(why.kind, why.token)
    ways = _ways_to_say(entry, why.path, config, now) if entry else None
    return error("undecided", message, help=ways or help_ or None, place=_place(why, config))


def _ways_to_say(entry: Entry, path: FieldPath, config: Config, now: datetime) -> str | None:
    """Return how a part of a schedule comes to say whose turn it is; None where more is open."""
    schedule = entry.resource
    if not isinstance(schedule, Schedule) or not path or path[0] not in _PARTS:
        return None
    lines = lines_of_new(schedule, path, now)
    if lines is None:
        return None
    dump = f"pdsync dump --into {shlex.quote(config.directory)} --only schedule:{entry.key}"
    return (
        f"`{dump} --anchors` writes whose turn it is in the account; of a new schedule, write who "
        f"begins there, {all_of(lines)}; or ask the account with --live"
    )


def _place(why: UndecidedTopic, config: Config) -> Place | None:
    """Of what is only in the account, where it is referred to."""
    entry = config.find(why.kind, why.token)
    if entry:
        return place_of(entry, why.path) if why.path else entry.place
    wanted = why.kind, why.token
    return next(
        (
            place_of(one, path)
            for one in config.entries
            for path, ref in refs_in(one.resource)
            if (ref.kind, token(ref)) == wanted
        ),
        None,
    )


def deleted_users(on_call: Iterable[tuple[Topic, str]], names: Names) -> list[Diagnostic]:
    """A warning for each of some deleted users who are on call."""
    found: dict[str, list[str]] = {}
    for topic, person in dict.fromkeys(on_call):
        found.setdefault(person, []).append(topic.title)
    return [
        Diagnostic(
            "deleted-user",
            Severity.WARNING,
            f"{names.person(person)} is on call by {', '.join(topics)}: nobody is notified",
            "put somebody else in their place",
        )
        for person, topics in found.items()
    ]


def unkept_promises(found: Iterable[tuple[Entry, str, str]]) -> list[Diagnostic]:
    """A warning for each promise, by its entry and field, that is not kept then, and how."""
    return [
        Diagnostic(
            "broken-promise",
            Severity.WARNING,
            f"{entry.kind.replace('_', ' ')} {entry.key} does not keep {field}: {said}",
        )
        for entry, field, said in found
    ]
