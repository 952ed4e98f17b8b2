"""Pages to fill in, as options ask: a runbook, a post-mortem or the plan of a game day."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from pdsync.cli._account import connecting
from pdsync.cli._asking import RosterSource
from pdsync.cli._context import CommandContext
from pdsync.cli._reached import rosters_of
from pdsync.cli._simulating import simulated
from pdsync.cli.arguments.useless_options import refuse
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.scaffolding.repository import configuration_of
from pdsync.cli.terminal.new_files import write_new
from pdsync.errors import PdsyncError
from pdsync.kinds import Service, near_key
from pdsync.on_demand import regex
from pdsync.render import PLAIN, sentence, visible
from pdsync.render.simulation import beginning_words, simulation_text
from pdsync.scaffold import PAGES, Subject, filled_page
from pdsync.source import Config, Entry, has_yaml, load, load_texts

_NAME = regex(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")
_ENDING = ".md"
_FRIDAY = 5
_OF_GAME_DAYS = ("at", "live")
_INCIDENT = {"time_zone": None, "urgency": None, "severity": None, "ack_after": None}
"""Options of `pdsync simulate` that a game day leaves as they are."""


def write_page(kind: str, options: dict[str, Any], context: CommandContext) -> None:
    """Write a page of a kind, and say where it is and what remains to be written."""
    top, name = Path(options["top"]), _name(kind, options[kind])
    if kind != "game_day":
        refuse((*_OF_GAME_DAYS, *connecting()), "without --game-day", "leave it out")
    directory = configuration_of(top, options["directory"])
    path = _path(kind, name, directory)
    if os.path.lexists(top / path):
        raise _there_already(top / path, name)
    config = _configuration(top / directory)
    if kind == "game_day":
        subject, words = _game_day(config, name, {**options, "directory": top / directory}, context)
    else:
        subject = _subject(_service(config, options["service"], name), name)
        words = {"date": f"{context.clock.now():%Y-%m-%d}"}
    if kind == "post_mortem":
        subject = replace(subject, title=name)
    if not write_new(top, {path: filled_page(kind, subject, words)}):
        raise _there_already(top / path, name)
    if not context.output.is_quiet:
        said = _said(kind, top / path, config, subject)
        context.output.out(sentence(said, context.output.out_style, 0))


def _name(kind: str, given: str) -> str:
    name = given.removesuffix(_ENDING)
    if _NAME.fullmatch(name):
        return name
    raise UsageProblem(
        f"--{kind.replace('_', '-')} cannot be '{visible(given)}'",
        hint="write a name for the file: letters, digits, dots, dashes and underscores, as in "
        f"{'checkout' if kind != 'post_mortem' else '2026-11-28-checkout'}",
    )


def _path(kind: str, name: str, directory: str) -> str:
    page = PAGES[kind]
    lead = f"{directory}/" if page.in_configuration else ""
    return f"{lead}{page.folder}/{name}{_ENDING}"


def _there_already(path: Path, name: str) -> PdsyncError:
    names = (f"{name}-{number}" for number in count(2))
    another = next(one for one in names if not os.path.lexists(path.with_name(f"{one}{_ENDING}")))
    return PdsyncError(
        f"{path.as_posix()} is there already, and is not written over",
        hint=f"edit that one, or choose another name, such as {another}",
    )


def _configuration(directory: Path) -> Config:
    """Return what there is, also where something is wrong with it: a page can be written anyway."""
    return load(directory).keyed if has_yaml(directory) else load_texts({})


def _service(config: Config, key: str | None, name: str) -> Entry | None:
    """Return the service of a key, else that of which the page has the name."""
    entry = config.find("service", name if key is None else key)
    if entry is None and key is not None:
        known = [one.key for one in config.of("service")]
        guess = near_key(key, known)
        hint = f"did you mean {guess}?" if guess else "write the key of a service that is there"
        raise UsageProblem(f"there is no service '{key}' in {config.directory}/", hint=hint)
    return entry


def _subject(entry: Entry | None, name: str) -> Subject:
    if entry is None:
        return Subject(name)
    service = cast(Service, entry.resource)
    policy = next((ref.key for _, ref in entry.refs if ref.kind == "escalation_policy"), None)
    text = service.description if isinstance(service.description, str) else None
    return Subject(str(service.name), entry.key, service.severity, policy, text)


def _game_day(
    config: Config, name: str, options: dict[str, Any], context: CommandContext
) -> tuple[Subject, dict[str, str]]:
    """Return what the day is about, and the simulation: as `pdsync simulate` prints it."""
    options |= {"service": options["service"] or name, **_INCIDENT}
    with rosters_of(options, context, live=options["live"]) as rosters:
        options["at"] = options["at"] or _in_a_week(rosters, options, context.clock.now())
        row = simulated(rosters, options, context).row
    text = simulation_text(row, PLAIN).rstrip()
    words = {"simulation": f"```text\n{text}\n```", "date": f"{context.clock.now():%Y-%m-%d}"}
    words["source"] = "account" if options["live"] else "configuration"
    words["when"] = beginning_words(row)
    entry = config.find("service", str(row["service"]["key"]))
    return _subject(entry, name) if entry else Subject(str(row["service"]["name"])), words


def _in_a_week(rosters: RosterSource, options: dict[str, Any], now: datetime) -> str:
    topic = rosters.one(options["service"], "service")
    zone = rosters.zone(topic) or "Etc/UTC"
    day = now.astimezone(ZoneInfo(zone)).date() + timedelta(weeks=1)
    while day.isoweekday() > _FRIDAY:
        day += timedelta(days=1)
    return f"{day:%Y-%m-%d} 10:00"


def _said(kind: str, path: Path, config: Config, subject: Subject) -> str:
    page, entry = PAGES[kind], config.find("service", subject.key) if subject.key else None
    asks = f", as severity {subject.severity} asks" if subject.severity else ""
    said = [f"Written: {path.as_posix()}, a {page.title} to fill in{asks}."]
    if entry is None:
        said.append("It asks as for severity high: --service KEY names the service it is about.")
    elif not subject.severity:
        where = f"service `{entry.key}` has no `severity`, at {entry.place}"
        said.append(f"It asks as for severity high: {where}.")
    if entry and kind == "runbook" and not cast(Service, entry.resource).runbook:
        line = f"runbook: {page.folder}/{path.name}"
        said.append(f"Write `{line}` on service `{entry.key}`, at {entry.place}.")
    return " ".join(said)
