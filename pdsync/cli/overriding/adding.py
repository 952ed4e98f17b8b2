"""Overrides that somebody asks for: the stretches of a while that go to one person. Sends none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from pdsync.cli._asking import RosterSource
from pdsync.cli._context import CommandContext
from pdsync.cli._person import person_of
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.overriding.asked import clocks_of, fit_person, span_of
from pdsync.cli.swaps.announcement import Announcement
from pdsync.cli.swaps.naming import words_of
from pdsync.frozen import frozen
from pdsync.intervals import gaps
from pdsync.oncall import HeldTurn, Span
from pdsync.render import OVERRIDE, counted, made_by
from pdsync.render.overrides import added_text
from pdsync.render.swaps import stretch_words
from pdsync.roster import Identity, OnCallHandover, Topic, UndecidedTopic, turns_on
from pdsync.series import all_of

_TOLD = 3


@frozen
class Addition:
    """Somebody who is to be on call by a schedule in a span, instead of one or of everybody."""

    topic: Topic
    span: Span
    zone: str
    user: Identity
    instead: Identity | None

    def found(
        self, rosters: RosterSource, context: CommandContext, now: datetime
    ) -> tuple[tuple[OnCallHandover, ...], Announcement]:
        """Return the stretches that change hands, and what is to be said of them.

        Raises UsageProblem where several are on call, or nothing would change.
        """
        roster, span = rosters.roster, self.span
        try:
            turns = turns_on(roster, self.topic.token, span.start, span.end)
        except UndecidedTopic as why:
            raise rosters.problem(why) from None
        held = [one for one in (it.within(span.start, span.end) for it in turns) if one]
        free = _without(span, (it for one in held for it in one.spans))
        is_shifts = self.topic.token in roster.shift_based
        wanted = self._wanted(held, rosters)
        if is_shifts and free:
            raise self._of_nobody(free, now)
        handovers = _joined(self._handovers(wanted))
        if not held and not self.instead:
            handovers = (OnCallHandover(self.topic.token, span, None, self.user.token),)
        if not handovers:
            raise self._unchanged(held)
        return handovers, self._told(handovers, free, rosters, context, now)

    def _wanted(self, held: Sequence[HeldTurn], rosters: RosterSource) -> list[HeldTurn]:
        """Return what of some turns is to go over; raises UsageProblem where that is not said."""
        if self.instead:
            return [one for one in held if one.holder == self.instead.token]
        spans = sorted((span.start, span.end, one) for one in held for span in one.spans)
        for (_, end, one), (start, _, other) in pairwise(spans):
            if start < end and one.holder != other.holder:
                names = sorted({rosters.names.person(it.holder) for it in (one, other)})
                raise UsageProblem(
                    f"{all_of(names)} are on call by {self.topic.title} at the same time",
                    hint=f"add --instead-of {names[0]}, or the other",
                )
        return [*held]

    def _handovers(self, turns: Iterable[HeldTurn]) -> list[OnCallHandover]:
        return [
            OnCallHandover(self.topic.token, span, one.holder, self.user.token, one.owner, one.part)
            for one in turns
            if one.holder != self.user.token
            for span in one.spans
        ]

    def _of_nobody(self, free: Sequence[Span], now: datetime) -> UsageProblem:
        when = self._times(free, now)
        return UsageProblem(
            f"nobody is on call by {self.topic.title} {when} ({self.zone}), and on a shift-based "
            "schedule an override is of somebody's shift",
            hint="ask for hours that somebody has",
        )

    def _times(self, spans: Sequence[Span], now: datetime) -> str:
        """Return when spans are, the first three of them."""
        told = [stretch_words(one, self.zone, now.year) for one in spans[:_TOLD]]
        left = len(spans) - len(told)
        return all_of([*told, f"{counted(left, 'time')} more"] if left else told)

    def _unchanged(self, held: Sequence[HeldTurn]) -> UsageProblem:
        who = self.instead.email if self.instead else self.user.email
        if self.instead and not any(one.holder == self.instead.token for one in held):
            message = f"{who} is not on call by {self.topic.title} in that time"
        else:
            message = f"{self.user.email} is on call by {self.topic.title} in that time anyway"
        return UsageProblem(message, hint="`pdsync oncall --live` says who is on call")

    def _told(
        self,
        handovers: Sequence[OnCallHandover],
        free: Sequence[Span],
        rosters: RosterSource,
        context: CommandContext,
        now: datetime,
    ) -> Announcement:
        words = words_of(rosters)
        spans = [(one.span, one.old and words.names.person(one.old)) for one in handovers]
        head = words.head(self.topic.token) | {"time_zone": self.zone}
        row = {
            **made_by(OVERRIDE),
            "source": rosters.label,
            "schedule": head,
            "user": {"email": self.user.email, "name": self.user.name, "id": self.user.id},
        }
        block = added_text(row, spans, context.output.out_style, now.year)
        notes = tuple(self._notes(handovers, free, now))
        return Announcement((block,), row, notes, taken=_taken(handovers, rosters))

    def _notes(
        self, handovers: Sequence[OnCallHandover], free: Sequence[Span], now: datetime
    ) -> Iterable[str]:
        if not free:
            return
        when = self._times(free, now)
        if handovers[0].old is None:
            yield f"Nobody is on call by {self.topic.title} {when}: the override fills that."
        else:
            yield (
                f"Nobody is on call by {self.topic.title} {when}: these hours stay "
                "nobody's. Ask for them alone to fill them."
            )


def _taken(handovers: Iterable[OnCallHandover], rosters: RosterSource) -> str | None:
    """Say whose cover would be taken from them, if it is anybody's."""
    name = rosters.names.person
    covers = {(one.old, one.owner) for one in handovers if one.old and one.old != one.owner}
    told = sorted(
        f"{name(old)} has these hours by override{f' for {name(owner)}' if owner else ''}"
        for old, owner in covers
    )
    return all_of(told) if told else None


def addition_of(rosters: RosterSource, options: dict[str, Any], now: datetime) -> Addition:
    """Return what the options ask for; raises UsageProblem."""
    topic = rosters.one(options["schedule"], "schedule")
    zone = clocks_of(rosters, topic, options["time_zone"])
    span = span_of(options["since"], options["until"], zone, now)
    user = fit_person(rosters, "--user", options["user"])
    instead = person_of(rosters, options["instead"]) if options["instead"] else None
    if instead and instead.token == user.token:
        raise UsageProblem(f"--user and --instead-of are both {user.email}", hint="name two people")
    return Addition(topic, span, zone, user, instead)


def _without(span: Span, taken: Iterable[Span]) -> list[Span]:
    """Return what of a span no other has, in order."""
    left = gaps(((one.start, one.end) for one in taken), span.start, span.end)
    return [Span(*one) for one in left]


def _joined(found: Iterable[OnCallHandover]) -> tuple[OnCallHandover, ...]:
    """Join stretches that touch and are of the same person's shifts."""
    joined: list[OnCallHandover] = []
    for one in sorted(found, key=lambda it: (it.part or "", it.owner or "", it.span)):
        last = joined[-1] if joined else None
        if last and _is_continued(last, one):
            joined[-1] = OnCallHandover(
                one.schedule,
                Span(last.span.start, one.span.end),
                one.old,
                one.new,
                one.owner,
                one.part,
            )
        else:
            joined.append(one)
    return tuple(sorted(joined, key=lambda it: it.span))


def _is_continued(last: OnCallHandover, one: OnCallHandover) -> bool:
    same = (last.old, last.owner, last.part) == (one.old, one.owner, one.part)
    return same and last.span.end == one.span.start
