"""Choices of a cover: the JSON of its proposals as people edited it, held against the turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pdsync.cli.terminal.problems import BrokenConfiguration
from pdsync.diagnostics import Diagnostic, Place, Related, error
from pdsync.disk import why_unread
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import near_address
from pdsync.oncall import HeldTurn
from pdsync.render import COVER
from pdsync.roster import Topic, TurnAway
from pdsync.series import any_of
from pdsync.source import Places, read_json
from pdsync.stamps import read_stamp, zone_stamp
from pdsync.zones import zone

_RULE = "choice"
_SAME = "write it as `pdsync cover --format json` does"


@frozen
class TurnChoice:
    """Somebody's turn, or a part of it, and by whom it is to be taken: by token; None: nobody."""

    away: TurnAway
    by: str | None


@frozen
class TurnsToChoose:
    """What choices are held against: the turns of `person`, by e-mail, and everybody's e-mail.

    `people` are tokens by e-mail in small letters, `unfit` says why somebody cannot be on call.
    `stood_in` are the turns in these days that others have by override, by schedule.
    """

    person: str
    turns: Sequence[TurnAway]
    schedules: Mapping[str, Topic]
    zones: Mapping[str, str]
    people: Mapping[str, str]
    unfit: Mapping[str, str] = field(default_factory=dict)
    stood_in: Mapping[str, Sequence[HeldTurn]] = field(default_factory=dict)


def read_choices(file: str, known: TurnsToChoose) -> tuple[TurnChoice, ...]:
    """Return what a file says of each turn; raises PdsyncError, with a place for each mistake."""
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PdsyncError(f"--choices {file} is not a text file") from None
    except OSError as problem:
        raise PdsyncError(f"--choices {file}: {why_unread(problem)}") from None
    reading = read_json(text, file)
    texts = {file: text}
    if reading.problems or not reading.documents:
        raise BrokenConfiguration(reading.problems, texts)
    document = reading.documents[0]
    chosen = _ReadChoices(known, document.data, document.places)
    found = tuple(chosen.all())
    if chosen.problems:
        raise BrokenConfiguration(chosen.problems, texts)
    return found


@dataclass
class _ReadChoices:
    """Choices of one file, and what is wrong with them."""

    known: TurnsToChoose
    data: Any
    places: Places
    problems: list[Diagnostic] = field(default_factory=list)
    taken: list[tuple[TurnAway, Place]] = field(default_factory=list)

    def all(self) -> Iterator[TurnChoice]:
        if not isinstance(self.data, Mapping) or not isinstance(self.data.get("turns"), list):
            self._wrong((), "there is no list `turns` in this", _SAME)
            return
        if self.data.get("format") not in {None, COVER}:
            self._wrong(("format",), f"this is `{self.data['format']}`, and not `{COVER}`", _SAME)
            return
        person = self.data.get("person")
        whose = person.get("email") if isinstance(person, Mapping) else person
        if whose is not None and str(whose).lower() != self.known.person:
            hint = f"make choices for {self.known.person}, or name {whose} on the command line"
            self._wrong(("person",), f"these are choices for {whose}", hint)
            return
        for number, one in enumerate(self.data["turns"]):
            yield from self._one(one, ("turns", number))

    def _one(self, one: Any, path: FieldPath) -> Iterator[TurnChoice]:
        if not isinstance(one, Mapping):
            self._wrong(path, "a turn is an object in braces", _SAME)
            return
        missing = [name for name in ("schedule", "start", "end", "by") if name not in one]
        if missing:
            self._wrong(path, f"{any_of(f'`{it}`' for it in missing)} is missing", _SAME)
            return
        schedule = self._schedule(one["schedule"], (*path, "schedule"))
        span = self._time(one["start"], (*path, "start")), self._time(one["end"], (*path, "end"))
        is_known, by = self._by(one["by"], (*path, "by"))
        if schedule is None or span[0] is None or span[1] is None or not is_known:
            return
        turns = self._turns(schedule, span[0], span[1])
        if not turns and not self._has_already(schedule, by, span[0], span[1]):
            self._wrong(path, *self._no_hours(schedule))
        for turn in turns:
            if self._is_new(turn, path):
                yield TurnChoice(turn, by)

    def _schedule(self, value: Any, path: FieldPath) -> str | None:
        """Return the token of the schedule that is meant, by id, else by key, else by name."""
        words = value if isinstance(value, Mapping) else {"id": value, "key": value, "name": value}
        known = dict.fromkeys([*(one.schedule for one in self.known.turns), *self.known.stood_in])
        theirs = {one: self.known.schedules[one] for one in known}
        for name in ("id", "key", "name"):
            word = words.get(name)
            met = [token for token, one in theirs.items() if word and getattr(one, name) == word]
            if len(met) == 1:
                return met[0]
        titles = sorted(one.title for one in theirs.values())
        hint = f"write {any_of(titles)}" if titles else _SAME
        self._wrong(path, f"{self.known.person} has no turn on such a schedule in these days", hint)
        return None

    def _time(self, value: Any, path: FieldPath) -> datetime | None:
        try:
            found = read_stamp(str(value))
        except ValueError:
            found = None
        if found is None or found.utcoffset() is None:
            hint = "write it with its offset, as 2026-12-24T18:00:00+01:00"
            self._wrong(path, f"'{value}' is not an instant", hint)
            return None
        return found

    def _by(self, value: Any, path: FieldPath) -> tuple[bool, str | None]:
        """Return True and whom a choice names, None for nobody; False for what is wrong."""
        if value is None:
            return True, None
        email = str(value).lower()
        if email == self.known.person:
            hint = "write somebody else, or null to leave the turn as it is"
            self._wrong(path, f"{email} is who is away", hint)
        elif email not in self.known.people:
            guess = near_address(email, self.known.people)
            hint = f"did you mean {guess}?" if guess else "write an e-mail of the account, or null"
            self._wrong(path, f"the account has nobody with the e-mail '{value}'", hint)
        elif self.known.people[email] in self.known.unfit:
            why = self.known.unfit[self.known.people[email]]
            self._wrong(path, f"{email} cannot be on call: {why}", "write somebody else, or null")
        else:
            return True, self.known.people[email]
        return False, None

    def _turns(self, schedule: str, start: datetime, end: datetime) -> list[TurnAway]:
        """Return the turn that is meant; of a part, all that lies in it."""
        theirs = [one for one in self.known.turns if one.schedule == schedule]
        exact = [one for one in theirs if (one.spans[0][0], one.spans[-1][1]) == (start, end)]
        if exact:
            free = [one for one in exact if all(one != taken for taken, _ in self.taken)]
            return free[:1] or exact[:1]
        cut = ((one, one.turn.within(start, end)) for one in theirs)
        return [replace(one, turn=turn) for one, turn in cut if turn]

    def _has_already(self, schedule: str, by: str | None, start: datetime, end: datetime) -> bool:
        """Return True for hours that somebody took already, in a run that broke off."""
        turns = self.known.stood_in.get(schedule, ())
        found = (one.within(start, end) for one in turns if one.holder == by)
        spans = sorted(span for one in found if one for span in one.spans)
        return bool(spans) and (spans[0].start, spans[-1].end) == (start, end)

    def _is_new(self, turn: TurnAway, path: FieldPath) -> bool:
        here = self.places.value(path)
        for other, place in self.taken:
            if _share_hours(turn, other):
                related = (Related("it is here too", place),)
                message = "the same hours are in two choices"
                self.problems.append(
                    error(_RULE, message, help="leave one of them", place=here, related=related)
                )
                return False
        self.taken.append((turn, here))
        return True

    def _no_hours(self, schedule: str) -> tuple[str, str]:
        there = zone(self.known.zones[schedule])
        spans = [
            f"{zone_stamp(one.spans[0][0], there)} to {zone_stamp(one.spans[-1][1], there)}"
            for one in self.known.turns
            if one.schedule == schedule
        ]
        title = self.known.schedules[schedule].title
        return f"{self.known.person} has no hours on {title} then", f"theirs are {any_of(spans)}"

    def _wrong(self, path: FieldPath, message: str, hint: str) -> None:
        self.problems.append(error(_RULE, message, help=hint, place=self.places.value(path)))


def _share_hours(one: TurnAway, other: TurnAway) -> bool:
    """Return True for parts of one turn that have hours in common."""
    if (one.schedule, one.turn.handoffs, one.turn.owner, one.turn.part) != (
        other.schedule,
        other.turn.handoffs,
        other.turn.owner,
        other.turn.part,
    ):
        return False
    return any(a < d and c < b for a, b in one.spans for c, d in other.spans)
