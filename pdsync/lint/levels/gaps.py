"""Times at which some targets have nobody, proved once for each set of them. Finds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import datetime

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import Event, Ref, Schedule
from pdsync.lint._on_call import RenderedSchedules, on_call_by
from pdsync.lint._rule import LintContext
from pdsync.lint._spans import span_in_words
from pdsync.promises import local
from pdsync.source import Config


@frozen
class Gaps:
    """Gaps of the schedules of a configuration, alone and together."""

    on_call: RenderedSchedules
    _told: dict[frozenset[Ref], str | None] = field(default_factory=dict)

    def told(self, targets: Sequence[Ref]) -> str | None:
        """Say when none of some targets has anybody; None for never, and for what is not known.

        It is the first such time, for whatever phase rotations have. A person is always there.
        """
        which = frozenset(targets)
        if which not in self._told:
            self._told[which] = self._proved(dict.fromkeys(targets))
        return self._told[which]

    def are_meant(self, targets: Sequence[Ref]) -> bool:
        """Return True if all schedules among some targets say when somebody is on call.

        Turns of nobody are meant by none that says `always`: no promise is proved of them.
        """
        found = [entry.resource for entry in map(self.on_call.entry, targets) if entry]
        promises = [one.expect for one in found if isinstance(one, Schedule)]
        covers = [one.value("coverage") if one is not None else None for one in promises]
        if () in covers and self._leaves_turns(targets):
            return False
        return None not in covers

    def _proved(self, targets: dict[Ref, None]) -> str | None:
        if any(one.kind == "user" for one in targets):
            return None
        if self._leaves_turns(targets):
            return "in the turns of `nobody`"
        schedules = [self.on_call.in_any_phase(one) for one in targets]
        known = [one for one in schedules if one is not None]
        if not known or len(known) < len(schedules):
            return None
        proof = oncall.coverage_proof(known, self.on_call.now)
        return _in_words(proof, known, self.on_call.now)

    def _leaves_turns(self, targets: Iterable[Ref]) -> bool:
        """Return True for a single rotation without an anchor of which some turns are nobody's."""
        which = {*targets}
        if None not in map(self.on_call.in_any_phase, which):
            return False
        found = [entry.resource for entry in map(self.on_call.entry, which) if entry]
        lasting = [
            rotation.last
            for one in found
            if isinstance(one, Schedule)
            for rotation in one.rotations
            if not rotation.last.until or rotation.last.until > self.on_call.now
        ]
        return len(found) == len(which) and len(lasting) == 1 and _has_turns_of_nobody(lasting[0])


def _has_turns_of_nobody(event: Event) -> bool:
    return event.has_nobody and not event.until and not event.everyone


def gaps_in(config: Config, context: LintContext) -> Gaps:
    """Return the gaps of a configuration's schedules, the same for all rules of one run."""
    known: Gaps = context.memory.setdefault("gaps", Gaps(on_call_by(config, context)))
    return known


def _in_words(
    proof: oncall.Proof, schedules: Sequence[oncall.AnySchedule], now: datetime
) -> str | None:
    first = schedules[0]
    gap, zone = proof.first_gap, first.time_zone
    if gap is None:
        return None
    if proof.for_good:
        return f"from {local(gap.start, first)} ({zone}) on"
    span = span_in_words(gap.start, gap.end, zone, now)
    if proof.every_week:
        return f"{span}, and so every week"
    after = oncall.coverage_proof(schedules, gap.end).first_gap
    return span + (f", and again from {local(after.start, first)}" if after else "")
