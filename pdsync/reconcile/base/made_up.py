"""An earlier configuration made in an empty, made-up account, and what that is asked afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from pdsync.errors import NotWhole, PdsyncError
from pdsync.frozen import frozen
from pdsync.kinds import Ref, titled
from pdsync.reconcile._model import Address, Plan, Result
from pdsync.reconcile._options import Options
from pdsync.reconcile._remote import Query, Relay, Remote, RemoteList, RemoteReply
from pdsync.reconcile.apply.context import Running
from pdsync.reconcile.apply.executor import Executor
from pdsync.reconcile.base.bare import why_unsaid
from pdsync.reconcile.plan.make import make_plan
from pdsync.source import Config

ELSEWHERE = "it is none of the configuration; only the account knows it"
"""Why it is not known who is on call by something outside."""
_DECIDES = {"escalation_policy": "escalation_rules", "user": "email"}
"""Field of what is outside that was made up, by kind, and that nobody is told."""
_RENDERED = "since"
"""What a question has that asks who is on call by a schedule, or for its overrides."""


def make_up(
    config: Config, remote: Remote, outside: Mapping[str, Ref], now: datetime, revision: str
) -> MadeUp:
    """Make a bare configuration in an account that has nothing but what is outside, by id.

    Raises:
        PdsyncError: something of it cannot be made.
    """
    plan = make_plan(config, remote, Options(horizon=None, once_more=True), now=now)
    running = Running(now=lambda: now, sleep=lambda _: None, has_pages=False)
    answers = _Answers(remote)
    executor = Executor(answers, running, planned=plan.soon)
    parts: dict[str, Address] = {}
    for change in plan.changes:
        outcome = executor.carry_out(change, settling=False)
        if outcome.result is not Result.DONE:
            raise _not_made(plan, change.address, outcome.reason, revision)
        known = {*executor.ids.values(), *outside, *parts}
        new = [ident for ident in dict.fromkeys(answers.taken()) if ident not in known]
        parts |= {one: ("part", f"{change.key}/{n}") for n, one in enumerate(new, 1)}
    ids = dict(executor.ids)
    unsaid = {ids[one]: why for one, why in _unsaid(config, revision).items() if one in ids}
    unsaid |= {one: ELSEWHERE for one, ref in outside.items() if ref.kind == "schedule"}
    made = {ident: address for address, ident in ids.items()}
    return MadeUp(remote, parts | made, outside, unsaid)


def _not_made(plan: Plan, address: Address, reason: str | None, revision: str) -> PdsyncError:
    found = next((one for one in plan.diagnostics if one.stops), None)
    why = reason or (found.message if found else "nobody knows why")
    kind, key = address
    return PdsyncError(
        f"{titled(kind, key)} of {revision} cannot be compared without the account: {why}",
        hint="leave it out with --except, or plan without --base",
    )


def _unsaid(config: Config, revision: str) -> Mapping[Address, str]:
    """Return the schedules of which the configuration does not say whose turn it is, and why."""
    reasons = {(one.kind, one.key): why_unsaid(one) for one in config.of("schedule")}
    told = f"at {revision}; only the account knows"
    return {address: f"{why} {told}" for address, why in reasons.items() if why}


@frozen
class MadeUp(Relay):
    """An account that has an earlier configuration, and nothing besides.

    `made` and `outside` have what its ids are, and `unsaid` why it is not known who is on call by
    some schedules, by id: their turns were made up, and nobody is told of them.
    """

    made: Mapping[str, Address]
    outside: Mapping[str, Ref]
    unsaid: Mapping[str, str]

    def get(self, path: str, params: Query = ()) -> Any:
        """Read one thing; raises NotWhole for who is on call where turns were made up."""
        if any(name == _RENDERED for name, _ in params):
            whys = [self.unsaid[one] for one in path.split("/") if one in self.unsaid]
            if whys:
                raise NotWhole(whys[0])
        return self.remote.get(path, params)

    def list(self, path: str, plural: str, **how: Any) -> RemoteList:
        """Read a whole list, without what was made up of things outside."""
        listing = self.remote.list(path, plural, **how)
        items = tuple(self._known(one) for one in listing.items)
        return _Listed(items, listing.total, listing.short, listing.clashing)

    def _known(self, item: dict[str, Any]) -> dict[str, Any]:
        ref = self.outside.get(str(item.get("id")))
        if ref is None or (ref.kind == "user" and ref.key):
            return item
        return {name: value for name, value in item.items() if name != _DECIDES.get(ref.kind)}


@frozen
class _Listed:
    """A list of a made-up account."""

    items: tuple[dict[str, Any], ...]
    total: int | None
    short: bool
    clashing: tuple[str, ...]


@frozen
class _Answers(Relay):
    """An account that remembers the ids in its answers to writes."""

    ids: list[str] = field(default_factory=list)

    def send(self, method: str, path: str, body: Any = None, **how: Any) -> RemoteReply:
        """Write."""
        reply = super().send(method, path, body, **how)
        self.ids.extend(_ids_in(reply.body))
        return reply

    def taken(self) -> Sequence[str]:
        """Return the ids since the last time that they were asked for."""
        found = [*self.ids]
        self.ids.clear()
        return found


def _ids_in(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping) and isinstance(value.get("id"), str):
        yield value["id"]
    children = value.values() if isinstance(value, Mapping) else value
    if isinstance(value, Mapping | list):
        for child in children:
            yield from _ids_in(child)
