"""Warnings about who is on call because of a plan, and reasons to refuse it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import chain

from pdsync.diagnostics import Diagnostic, Place, Severity
from pdsync.frozen import frozen
from pdsync.kinds import KINDS
from pdsync.oncall import Span
from pdsync.reconcile._model import OnCall, Plan, Touched
from pdsync.roster import Affected, Moot, SharedLevels
from pdsync.series import all_of
from pdsync.source import Config, Safety, place_of
from pdsync.stamps import clock_stamp, zoned_stamp

_RIGHT_NOW = "now"
_NOW, _GAP, _MOOT, _SAME = "oncall-now", "new-gap", "moot-override", "same-person"
ON_CALL = frozenset({_NOW, _GAP, _MOOT, _SAME})
"""The rules of what is said here, which another hour may make untrue."""


@frozen
class _Finding:
    """Something to warn of; `strictness` is allow, warn or refuse, `setting` where that is set.

    `way_out` is what to write so that it is not so.
    """

    rule: str
    about: Touched
    message: str
    strictness: str = "warn"
    setting: str = ""
    way_out: str | None = None


def judged(plan: Plan, config: Config, ways: Mapping[str, str]) -> Plan:
    """The plan, with a warning or a refusal for whatever of it should not go unseen.

    `ways` are what to write so that nobody changes at once, by the token of the schedule.
    """
    if plan.oncall is None:
        return plan
    told = _OnCallFindings(plan.oncall, config.settings.safety, ways)
    found = [one for one in told.findings() if one.strictness != "allow"]
    warned = [one for one in found if one.strictness == "warn"]
    last = {one.setting: one for one in warned if one.setting}
    warnings = tuple(_warning(one, config, told=one is last.get(one.setting)) for one in warned)
    refused = tuple(_refusal(one) for one in found if one.strictness == "refuse")
    return replace(
        plan,
        diagnostics=(*plan.diagnostics, *warnings),
        refused=(*plan.refused, *refused),
    )


def _warning(found: _Finding, config: Config, *, told: bool) -> Diagnostic:
    """Warn of something; with what forbids such plans, which is told of the last of several."""
    forbids = f"`safety: {{{found.setting}: refuse}}` in pdsync.yaml forbids such plans"
    ways = filter(None, (found.way_out, forbids if told else None))
    return Diagnostic(
        found.rule,
        Severity.WARNING,
        found.message,
        help="; ".join(ways) or None,
        place=_place(found.about, config),
    )


def _refusal(found: _Finding) -> str:
    passes = f"`safety: {{{found.setting}: warn}}` in pdsync.yaml would let it pass"
    return "; ".join(filter(None, (found.message, found.way_out, passes)))


def _place(about: Touched, config: Config) -> Place | None:
    """Return where a thing is written; what follows a change need not be changed itself."""
    kind = "escalation_policy" if about.affected.kind == "level" else about.affected.kind
    entry = config.find(kind, about.key) if about.key else None
    return entry.place if entry else None


def same_person_at(oncall: OnCall, config: Config) -> Iterator[Diagnostic]:
    """Yield a warning for each level that will wake nobody new, at its place in the files."""
    if config.settings.safety.same_person == "allow":
        return
    told = _OnCallFindings(oncall, config.settings.safety, {})
    for about, same in oncall.same_person:
        found = told.same(about, same)
        entry = config.find("escalation_policy", str(found.about.key))
        place = place_of(entry, ("escalation_rules", same.number, "targets")) if entry else None
        help_ = "notify somebody else there; or leave it so, if it is meant"
        yield Diagnostic(found.rule, Severity.WARNING, found.message, help=help_, place=place)


@frozen
class _OnCallFindings:
    """Warnings and refusals about who is on call."""

    oncall: OnCall
    safety: Safety
    ways: Mapping[str, str]

    def findings(self) -> Iterator[_Finding]:
        """Everything, in the order of what is touched."""
        for one in self.oncall.touched:
            if not one.affected.undecided:
                yield from self._now(one)
                yield from self._next(one)
                yield from self._gap(one)
                yield from self._moot(one)
        for about, same in self.oncall.same_person:
            yield self.same(about, same)

    def same(self, about: Touched, same: SharedLevels) -> _Finding:
        """Say that a level will wake nobody new."""
        policy = KINDS["escalation_policy"].title
        name = f"`{about.key}`" if about.key else f"'{about.name}'"
        upper, lower, people = same.number, same.number + 1, "people" if same.several else "person"
        said = f"levels {upper} and {lower} of {policy} {name} will be the same {people}"
        if same.others:
            said = f"level {lower} of {policy} {name} will have only people of level {upper}"
        message = f"{said} {self._when(same)}"
        return _Finding(_SAME, about, message, self.safety.same_person, "same_person")

    def _when(self, same: SharedLevels) -> str:
        first, *rest = same.spans
        if rest:
            times = "once more" if len(rest) == 1 else f"{len(rest):,} more times"
            return f"{self._span(first, same.time_zone)}, and {times}"
        if first.end < self.oncall.until:
            return self._span(first, same.time_zone)
        began = f"from {self._at(first.start, same.time_zone)} on"
        return f"{began}, every week" if same.for_ever else began

    def _span(self, span: Span | Moot, time_zone: str) -> str:
        """Return from when to when, on the clocks of a zone that is named once."""
        now = span.start <= self.oncall.since
        start = _RIGHT_NOW if now else clock_stamp(span.start, time_zone)
        return f"from {start} to {zoned_stamp(span.end, time_zone)}"

    def _at(self, when: datetime, time_zone: str) -> str:
        """Return a time on the clocks of a zone; the plan's own, or an earlier one, is now."""
        return _RIGHT_NOW if when <= self.oncall.since else zoned_stamp(when, time_zone)

    def _now(self, about: Touched) -> Iterator[_Finding]:
        """A level that only follows its schedules was told of with them."""
        it = about.affected
        soon = it.changes_at(self.oncall.soon) if self.oncall.soon and it.old else None
        if (it.changes_now or soon) and (it.kind != "level" or self._is_missed(it)):
            turned = self._turned_now(it) if it.changes_now else ""
            if soon:
                at = f"from {zoned_stamp(soon.start, it.time_zone)} on"
                turned = ", and ".join(filter(None, (turned, self._turned(soon.old, soon.new, at))))
            message = f"{_named(about)} {turned}"
            way_out = self.ways.get(it.token) if it.kind == "schedule" else None
            yield _Finding(_NOW, about, message, self.safety.oncall_now, "oncall_now", way_out)

    def _next(self, about: Touched) -> Iterator[_Finding]:
        """Say that others have the next shift, where an anchor or the like is the only reason."""
        it = about.affected
        found, way_out = it.changes_hands, self.ways.get(it.token)
        told = it.changes_at_once(self.oncall.soon)
        if it.kind == "schedule" and found and way_out and not told:
            new, old = (self._people({*people}) for people in (found.new, found.old))
            at = zoned_stamp(found.start, it.time_zone)
            message = f"{_named(about)} gives the next shift, at {at}, to {new} in place of {old}"
            lenient = "allow" if self.safety.oncall_now == "allow" else "warn"
            yield _Finding(_NOW, about, message, lenient, way_out=way_out)

    def _is_missed(self, it: Affected) -> bool:
        """Return True for a level that notifies others.

        Not where it is gone and they moved up, or are told of by the schedules that go with it.
        """
        if it.new is not None or it.old is None:
            return it.aimed
        levels = (one.affected for one in self.oncall.of("level"))
        moved = {
            *chain.from_iterable(one.new.now for one in levels if one.token == it.token and one.new)
        }
        return it.aimed and not {*it.old.now} <= moved | self._told

    @cached_property
    def _told(self) -> frozenset[str]:
        """Whom schedules take off call when they are deleted, which is told of those."""
        schedules = (one.affected for one in self.oncall.of("schedule"))
        gone = (one.old.now for one in schedules if one.old and not one.new)
        return frozenset(chain.from_iterable(gone))

    def _turned_now(self, it: Affected) -> str:
        old, new = (state.now if state else () for state in (it.old, it.new))
        return self._turned(old, new, "at once")

    def _turned(self, old: Iterable[str], new: Iterable[str], when: str) -> str:
        on, off = self._people({*new} - {*old}), self._people({*old} - {*new})
        if on and off:
            return f"puts {on} on call {when}, and takes {off} off"
        return f"puts {on} on call {when}" if on else f"takes {off} off call {when}"

    def _people(self, tokens: set[str]) -> str:
        return all_of(sorted(self.oncall.names[one] for one in tokens))

    def _gap(self, about: Touched) -> Iterator[_Finding]:
        it = about.affected
        if it.kind == "schedule" or it.new is None or _is_off(about):
            return
        if it.loses_proof and not self._only_moves(about):
            # Overrides count in what is seen, and are left aside in what is proved.
            gap = next(iter(it.new.gaps), it.new.coverage.first_gap)
            at = self._at(gap.start, it.time_zone) if gap else ""
            when = "from now on" if at == _RIGHT_NOW else f"at {at}"
            first = f": nobody is on call {when}" if gap else ""
            message = f"{_named(about)} was always covered, and will not be{first}"
            yield _Finding(_GAP, about, message, self.safety.new_gap, "new_gap")
        elif it.old and it.opened:
            at = self._at(it.opened[0].start, it.time_zone)
            first = "from now on" if at == _RIGHT_NOW else f"first at {at}"
            message = f"{_named(about)} has nobody on call where somebody was: {first}"
            lenient = "allow" if self.safety.new_gap == "allow" else "warn"
            yield _Finding(_GAP, about, message, lenient)  # whatever is refused, this is not

    def _only_moves(self, about: Touched) -> bool:
        """Return True if as many levels as before are always covered: numbers have moved."""
        levels = [one.affected for one in self.oncall.of("level")]
        mine = [one for one in levels if one.token == about.affected.token]
        before, after = (
            sum(state.coverage.always for state in states if state)
            for states in ([one.old for one in mine], [one.new for one in mine])
        )
        return about.affected.kind == "level" and after >= before

    def _moot(self, about: Touched) -> Iterator[_Finding]:
        for one in about.affected.moot:
            yield _Finding(_MOOT, about, self._pointless(one, about))

    def _pointless(self, moot: Moot, about: Touched) -> str:
        zone = about.affected.time_zone
        span = self._span(moot, zone)
        who = self.oncall.names[moot.user] if moot.user else "nobody"
        why = "nobody else is on call then" if moot.alone else f"{who} is on call then anyway"
        owners = all_of([self.oncall.names[one] for one in moot.hours_of])
        if moot.instead_of:
            why = f"{owners} has no such shift then"
        whom = f" for {owners}" if owners else ""
        return f"{_named(about)}: the override of {who}{whom} {span} becomes moot: {why}"


def _is_off(about: Touched) -> bool:
    """Return True if a service makes no incidents any more: that is no gap but a wish."""
    return any(one.name == "status" and one.new == "disabled" for one in about.affected.details)


def _named(about: Touched) -> str:
    it = about.affected
    kind = KINDS["escalation_policy" if it.kind == "level" else it.kind].title
    was = f" (was {it.number_before})" if it.number_before else ""
    level = f"level {it.number}{was} of " if it.number else ""
    return f"{level}{kind} `{about.key}`" if about.key else f"{level}{kind} '{about.name}'"
