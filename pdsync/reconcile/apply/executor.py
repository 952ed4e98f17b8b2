"""One change, call by call: what is sent, and what became of it. Speaks to a Remote only."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pdsync.errors import ApiError, CalledOff, NoAnswer, NotWhole, PdsyncError, Unforeseen
from pdsync.kinds import KINDS, Call, IdOf, Moment, filled, filled_path
from pdsync.reconcile._model import Address, Change, Outcome, Result
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.apply.context import INTERRUPTED, Running
from pdsync.reconcile.apply.lost_creates import find_created
from pdsync.reconcile.apply.pauses import RELEASED
from pdsync.reconcile.apply.undo import undoing
from pdsync.reconcile.apply.visible import find_part, is_to_be_whole, shows
from pdsync.reconcile.plan.effective_times import delayed, ends_soon, in_time
from pdsync.reconcile.read.answers import part_of
from pdsync.reconcile.read.overrides import are_at_risk, describe, future_overrides, lost
from pdsync.reconcile.read.people_and_names import read_users
from pdsync.stamps import utc_stamp

_REFUSED = 400
_NOT_AWAITED = (
    "it was looked for until Ctrl-C, and whether it was made is not known: it may show late, so "
    "wait half a minute, then make a new plan to see"
)
_FINAL = frozenset({_REFUSED, 401, 402, 403, 405, 422})


@dataclass
class Executor:
    """Carries out a change and remembers the ids that were made.

    `looked_for` are those whose answer was lost: the id, if one was found, may be that of
    something which another run made at the same time.
    """

    remote: Remote
    running: Running
    ids: ChainMap[Address, str] = field(default_factory=ChainMap)
    pages: dict[Address, str] = field(default_factory=dict)
    looked_for: set[Address] = field(default_factory=set)
    planned: datetime | None = None
    soon: datetime | None = None
    begun: bool = False
    """True once the first call of the change may have been sent: then the others follow."""

    def apart(self) -> Executor:
        """Return one for a change that is sent while others are: it knows what this one knows."""
        return replace(self, ids=self.ids.new_child(), pages={}, looked_for=set(), soon=None)

    def learn(self, other: Executor) -> None:
        """Remember what one apart has made."""
        self.ids.maps[0].update(other.ids.maps[0])
        self.pages.update(other.pages)
        self.looked_for |= other.looked_for

    def as_now(self) -> Executor:
        """Return a copy, which does not change while this one learns."""
        return replace(
            self,
            ids=ChainMap(dict(self.ids)),
            pages=dict(self.pages),
            looked_for=set(self.looked_for),
        )

    def carry_out(self, change: Change, *, settling: bool) -> Outcome:
        """Send the calls of one change; `settling` says that what it waits for was just done."""
        try:
            with self.running.outlives(sent=False):
                before = self._overrides(change) if are_at_risk(change) else {}
        except PdsyncError as trouble:
            return self._ended(change, Result.FAILED, _reason(trouble, 0, len(change.calls)))
        self.soon, self.begun = None, False
        outcome = self._in_time(self._send_all(change, settling=settling))
        outcome = delayed(outcome, self.planned, self.soon)
        if outcome.result is Result.DONE and is_to_be_whole(change):
            outcome = self._seen_whole(change, outcome)
        if not before or not self.begun:
            return outcome
        try:
            with self.running.outlives(sent=True):
                return self._overrides_kept(change, before, outcome)
        except PdsyncError as trouble:
            told = f"it could not be seen whether overrides were lost: {trouble.message}"
            return _failed(outcome, told)

    def _send_all(self, change: Change, *, settling: bool) -> Outcome:
        calls = [call for call in change.calls if not call.is_conditional]
        for index, call in enumerate(calls):
            try:
                self._send(change, call, settling=settling)
                self.begun = True
            except CalledOff:
                return self._ended(change, Result.SKIPPED, INTERRUPTED)
            except PdsyncError as trouble:
                self.begun = True
                result = _result_of(trouble, call)
                reason = _reason(trouble, index, len(calls)) + self._undone(change, call)
                ended = self._ended(change, result, reason)
                return replace(ended, again=not _is_refusal(trouble))
        return self._ended(change, Result.DONE)

    def _in_time(self, outcome: Outcome) -> Outcome:
        """The outcome, failed if its last call came after what it follows had ended."""
        now = self.running.now()
        if outcome.result is not Result.DONE or self.soon is None or now <= self.soon:
            return outcome
        told = (
            f"coverage gap: the old event ended at {utc_stamp(self.soon)}, its successor was "
            f"created only at {utc_stamp(now)}; nobody had its shifts in between"
        )
        return _failed(outcome, told)

    def _undone(self, change: Change, failed: Call) -> str:
        """Send compensating calls after a failure; return the sentence for the report."""
        said = []
        for call in undoing(change, failed):
            try:
                with self.running.outlives(sent=True):
                    self._once(self.resolved(call))
                said.append("; the previous event was restored")
            except PdsyncError as trouble:
                said.append(f"; and it could not be undone, look at it now: {trouble.message}")
        return "".join(said)

    def _seen_whole(self, change: Change, done: Outcome) -> Outcome:
        """The outcome, failed if the account does not show all that was sent."""
        try:
            with self.running.outlives(sent=True):
                sent = [self.resolved(call) for call in change.calls]
                ident = change.id or self.ids[change.address]
                if shows(self.remote, ident, sent, self.running.rest):
                    return done
        except PdsyncError as trouble:
            return _failed(done, f"it could not be seen whole: {trouble.message}")
        seen = "does not show all of it"
        if self.running.interrupted():
            seen = "was not waited for until it showed all of it"
        reason = f"PagerDuty took every call, but {seen}: nothing is moved to it"
        return replace(done, result=Result.FAILED, reason=reason)

    def _ended(self, change: Change, result: Result, reason: str | None = None) -> Outcome:
        ident = self.ids.get(change.address)
        return Outcome(change, result, reason, id=ident)

    def _send(self, change: Change, call: Call, *, settling: bool) -> None:
        with self.running.outlives(sent=False):
            if ends_soon(call.body):
                self.soon = in_time(self.soon or self.planned, self.running.now())
            ready = self.resolved(call)
        with self.running.outlives(sent=True):
            self._send_ready(change, ready, settling=settling)

    def _send_ready(self, change: Change, call: Call, *, settling: bool) -> None:
        try:
            reply = self._patiently(call) if settling and _deletes(call) else self._once(call)
        except (ApiError, NoAnswer) as trouble:
            if not ((call.makes or call.part) and _is_unclear(trouble)):
                raise
            self._settle(change, call, trouble)
            return
        try:
            self._remember(change, call, reply)
        except NotWhole as trouble:
            self._settle(change, call, trouble)

    def _remember(self, change: Change, call: Call, reply: Any) -> None:
        """Note the ids of what a call made; raises NotWhole where the answer does not tell."""
        asked = f"{call.method} {call.path}"
        if call.makes:
            self._made(change, part_of(reply, KINDS[change.kind].endpoint.singular, asked))
        if call.part:
            self.ids[call.part] = str(part_of(reply, call.part[0], asked)["id"])

    def _made(self, change: Change, made: Mapping[str, Any]) -> None:
        self.ids[change.address] = str(made["id"])
        if made.get("html_url"):
            self.pages[change.address] = str(made["html_url"])

    def _settle(self, change: Change, call: Call, trouble: PdsyncError) -> None:
        """Look whether a create whose answer was lost took effect; raises `trouble` if unclear."""
        self.looked_for.add(call.part or change.address)
        find = find_part if call.part else find_created
        try:
            found = find(self.remote, change, call, self._rest)
        except PdsyncError as problem:
            raise _unclear(trouble, f"it could not be looked for: {problem.message}") from problem
        if found is None:
            raise _unclear(trouble, _NOT_AWAITED) if self._is_off() else trouble
        self.ids[call.part or change.address] = found

    def _patiently(self, call: Call) -> Any:
        for pause in RELEASED:
            try:
                return self._once(call)
            except ApiError as refusal:
                if refusal.status != _REFUSED or not self._rest(pause):
                    raise
        return self._once(call)

    def _once(self, call: Call) -> Any:
        reply = self.remote.send(
            call.method, call.path, call.body, repeatable=call.repeatable, is_off=self._is_off
        )
        return reply.body

    def _rest(self, seconds: float) -> bool:
        return self.running.rest(seconds, self._is_off)

    def _is_off(self) -> bool:
        """Return True if nothing of the change was sent and nothing is to be any more."""
        return not self.begun and self.running.interrupted()

    def _overrides_kept(self, change: Change, before: Mapping[str, Any], done: Outcome) -> Outcome:
        missing = self._lost(before, change)
        if not missing:
            return done
        for call in change.calls:
            if call.if_lost in missing:
                self._once(self.resolved(call))
        people = {ident: live.handle for ident, live in read_users(self.remote).items()}
        zone = getattr(change.wanted, "time_zone", None)
        left = self._lost(missing, change)
        if left:
            again = describe(left.values(), people, zone)
            return _failed(done, f"PagerDuty lost overrides; enter them again: {again}")
        told = f"overrides were lost and put back: {describe(missing.values(), people, zone)}"
        return replace(done, notes=(*done.notes, told))

    def _lost(self, before: Mapping[str, Any], change: Change) -> Mapping[str, Any]:
        return lost(before, self._overrides(change), self.running.now())

    def _overrides(self, change: Change) -> Mapping[str, Any]:
        return future_overrides(self.remote, change, self.running.now())

    def resolved(self, call: Call) -> Call:
        """The call with every placeholder filled in."""
        path = filled_path(call.path, self._meant)
        return replace(call, path=path, body=filled(call.body, self._meant))

    def _meant(self, what: IdOf | Moment) -> str:
        if isinstance(what, IdOf):
            return self.ids[what.kind, what.key]
        if what is Moment.NOW:
            return utc_stamp(self.running.now())
        self.soon = self.soon or in_time(self.planned, self.running.now())
        return utc_stamp(self.soon)


def _failed(outcome: Outcome, why: str) -> Outcome:
    """The outcome, failed for one more reason."""
    reason = "; ".join(filter(None, (outcome.reason, why)))
    return replace(outcome, result=Result.FAILED, reason=reason)


def _deletes(call: Call) -> bool:
    return call.method == "DELETE"


def _is_unclear(trouble: PdsyncError) -> bool:
    """Return True if the call may have taken effect although it failed."""
    if isinstance(trouble, NoAnswer | Unforeseen):
        return trouble.sent
    return isinstance(trouble, ApiError) and trouble.is_unclear


def _unclear(trouble: PdsyncError, why: str) -> NoAnswer:
    """The trouble of a call that may have taken effect, with why that is not known."""
    return NoAnswer(f"{trouble.message}; {why}", hint=trouble.hint)


def _is_refusal(trouble: PdsyncError) -> bool:
    """Return True if PagerDuty would answer the same to the same call at any time."""
    return isinstance(trouble, ApiError) and trouble.status in _FINAL


def _result_of(trouble: PdsyncError, call: Call) -> Result:
    if _is_unclear(trouble):
        return Result.UNKNOWN
    refused = isinstance(trouble, ApiError) and trouble.status == _REFUSED
    return Result.BLOCKED if refused and _deletes(call) else Result.FAILED


def _reason(trouble: PdsyncError, done: int, calls: int) -> str:
    so_far = f"after {done} of its {calls} calls: " if done else ""
    return so_far + trouble.message + (f" ({trouble.hint})" if trouble.hint else "")
