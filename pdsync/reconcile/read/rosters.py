"""Rosters of a configuration and of an account. Reads what they need, and sends nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace
from datetime import datetime
from functools import partial
from typing import Any

from pdsync import oncall
from pdsync.errors import ApiError, Forbidden, NotWhole
from pdsync.frozen import frozen
from pdsync.kinds import Mark, Ref, Resource, Undecided, map_refs
from pdsync.reconcile._model import ROSTER_KINDS
from pdsync.reconcile._remote import Remote, request
from pdsync.reconcile.match.resources import Matching, match
from pdsync.reconcile.read.answers import read_one
from pdsync.reconcile.read.find_shift_based import (
    ShiftBased,
    all_shift_based,
    is_promised_no_total,
    with_withheld,
)
from pdsync.reconcile.read.own_zones import in_no_zone, is_zone
from pdsync.reconcile.read.past import YEAR, entries, is_rendered, past, spans
from pdsync.reconcile.read.people_and_names import LivesById, listed, with_missing_users
from pdsync.reconcile.read.shift_based import read_shift_based, shift_schedule
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.roster import Past, Roster
from pdsync.source import Config
from pdsync.stamps import utc_stamp


def roster_of_config(config: Config) -> Roster:
    """Return the roster of the configuration, by key, people by e-mail; without the account."""
    keys = {address: entry.key for entry in config.entries for address in _addresses(entry)}

    def by_key(ref: Ref) -> Ref:
        key = keys.get((ref.kind, "id", ref.id)) or keys.get((ref.kind, "name", ref.name))
        return Ref(ref.kind, key=key) if key else ref

    def written(kind: str) -> dict[str, Resource]:
        return {entry.key: map_refs(entry.resource, by_key) for entry in config.of(kind)}

    return Roster({kind: written(kind) for kind in ROSTER_KINDS})


def _addresses(entry: Any) -> Iterator[tuple[str, str, str | None]]:
    """The ways to refer to an entry other than by its key."""
    if entry.resource.id:
        yield entry.kind, "id", entry.resource.id
    yield entry.kind, "name", str(entry.resource.name)


@frozen
class Account:
    """Account as read, and which of it the configuration means.

    `past` is who was on call by the schedules that were read whole, as far as that was asked.
    """

    snapshot: Snapshot
    matching: Matching
    now: datetime
    config: Config
    past: Mapping[str, Past] = field(default_factory=dict)

    @property
    def keys(self) -> dict[tuple[str, str], str]:
        """The keys that the configuration has for what is live, by kind and id.

        By its mark also where layers are live and rotations written, or the reverse: until the
        next apply the live schedule is whatever the key means.
        """
        pairs = self.matching.pairs.items()
        matched = {(live.kind.name, live.id): key for (_, key), live in pairs if live}
        marked = {
            (live.kind.name, live.id): live.mark.key
            for live in self.snapshot.of("schedule").values()
            if live.mark and self._is_ours(live.mark)
        }
        taken = {(kind, key) for (kind, _), key in matched.items()}
        return {one: key for one, key in marked.items() if (one[0], key) not in taken} | matched

    def _is_ours(self, mark: Mark) -> bool:
        settings = self.config.settings
        stacks = {settings.stack, settings.stack_was}
        return (
            settings.marks and mark.stack in stacks and bool(self.config.find("schedule", mark.key))
        )

    @property
    def roster(self) -> Roster:
        """Everything by id. Schedules that were not read whole are not in it."""
        return replace(roster_of_account(self.snapshot, self.now), past=self.past)

    @property
    def people(self) -> dict[str, str]:
        """E-mails by id."""
        return {live.id: live.handle for live in self.snapshot.of("user").values()}

    def with_schedules(
        self, remote: Remote, idents: Iterable[str], since: datetime, until: datetime
    ) -> Account:
        """The same with some schedules read whole, with their overrides and past of a range."""
        found = self._reading(remote, idents, since, until)
        return replace(found, snapshot=with_missing_users(remote, found.snapshot))

    def _reading(
        self, remote: Remote, idents: Iterable[str], since: datetime, until: datetime
    ) -> Account:
        known = [self.snapshot.of("schedule")[one] for one in idents]
        asked = spans(since, until, self.now)
        read = [_read(remote, known, span) for span in asked]
        snapshot = self.snapshot.replacing(read[-1])
        if since >= self.now:
            return replace(self, snapshot=snapshot)
        by_schedule = [*zip(*read, strict=True)]
        lost = [one for lives in by_schedule for one in lives if one.lost]
        told = {
            lives[0].id: past(zip(lives, asked, strict=True), self.now)
            for lives in by_schedule
            if not any(one.lost for one in lives)
        }
        return replace(self, snapshot=snapshot.replacing(lost), past={**self.past, **told})


def read_names(remote: Remote, config: Config, now: datetime) -> Account:
    """Read all policies and services whole, and what schedules and people there are."""
    jobs: list[Callable[[], LivesById | ShiftBased]] = [
        *(partial(listed, remote, name) for name in ("user", *ROSTER_KINDS)),
        partial(all_shift_based, remote, with_gone=True),
    ]
    *named, of_v3 = at_once(lambda job: job(), jobs)
    lists = dict(zip(("user", *ROSTER_KINDS), named, strict=True))
    found = {name: {**one.lives} for name, one in lists.items()}
    found["schedule"] |= of_v3.lives
    unseen = with_withheld(of_v3.doubts, found["escalation_policy"].values())
    doubts = [*unseen, *(doubt for one in lists.values() for doubt in one.doubts)]
    counted = tuple(one for one in doubts if not is_promised_no_total(one))
    snapshot = Snapshot(found, doubts=counted)
    return Account(snapshot, match(config, snapshot), now, config)


def within_a_year(since: datetime, until: datetime) -> tuple[datetime, datetime]:
    """Return a range cut after a year: nobody plans further, and PagerDuty renders all of it."""
    return since, min(until, since + YEAR)


def _read(remote: Remote, lives: Iterable[Live], span: oncall.Span) -> list[Live]:
    return at_once(lambda one: read_schedule(remote, one, span.start, span.end), lives)


def read_schedule(remote: Remote, live: Live, since: datetime, until: datetime) -> Live:
    """One schedule, with the account's own rendering of a range, uncut."""
    zone = live.json.get("time_zone")
    if zone and isinstance(zone, str) and not is_zone(zone):
        return in_no_zone(live)
    try:
        found = _read_whole(remote, live, since, until)
    except (NotWhole, Forbidden) as problem:
        return live.losing(problem)
    except ApiError as problem:
        if problem.is_gone:
            return live.losing(problem)
        raise
    return found if is_rendered(found) else replace(found, lost=_unrendered(found))


def _unrendered(live: Live) -> str:
    return f"{live.request} gave {live.said} without who is on call, or with something else"


def _read_whole(remote: Remote, live: Live, since: datetime, until: datetime) -> Live:
    if live.is_shift_based:
        return read_shift_based(remote, live, since, until)
    told = live.json.get("time_zone")
    zone = told if told and isinstance(told, str) else "Etc/UTC"
    params = (
        ("time_zone", zone),
        ("since", utc_stamp(since)),
        ("until", utc_stamp(until)),
        ("overflow", "true"),
    )
    raw = read_one(remote, live.kind, live.id, params)
    asked = request(f"{live.kind.endpoint.path}/{live.id}")
    found = Live.of(live.kind, raw, zone=zone, request=asked, for_long=False)
    return replace(found, rendered=(since, until))


def roster_of_account(snapshot: Snapshot, now: datetime) -> Roster:
    """Everything that was read whole, by id; people by id."""
    whole = {
        kind: {live.id: live for live in snapshot.of(kind).values() if _is_whole(live)}
        for kind in ROSTER_KINDS
    }
    layered = [one for one in whole["schedule"].values() if not one.is_shift_based]
    return Roster(
        {kind: {one.id: one.resource(now) for one in of.values()} for kind, of in whole.items()},
        {live.id: overrides_of(live) for live in layered if not live.lost},
        dict(_shift_based(whole["schedule"].values())),
        frozenset(snapshot.live["user"]) if "user" in snapshot.live else None,
        unread=unread_parts(snapshot, now),
    )


_DECIDES = {
    "schedule": {"time_zone", "layers", "rotations"},
    "escalation_policy": {"num_loops", "escalation_rules"},
    "service": {
        *("status", "escalation_policy", "incident_urgency_rule", "support_hours"),
        *("acknowledgement_timeout", "auto_resolve_timeout"),
    },
}
"""Fields without which it cannot be told who is on call, or who is notified, by kind."""


def unread_parts(snapshot: Snapshot, now: datetime) -> dict[str, str]:
    """Why it is not known what something is made of, by id."""
    lives = (live for kind in ROSTER_KINDS for live in snapshot.of(kind).values())
    doubtful = (live for live in lives if live.lost or live.resource(now).unread)
    found = {live.id: live.unread(_decides(live), now) for live in doubtful}
    return {ident: why for ident, why in found.items() if why}


def _decides(live: Live) -> set[str]:
    """Return the unread fields that decide; layers and rotations are read later than the rest."""
    fields = _DECIDES[live.kind.name]
    return fields if _is_whole(live) else fields - {*live.kind.includes}


def _shift_based(lives: Iterable[Live]) -> Iterator[tuple[str, oncall.ShiftSchedule]]:
    for live in lives:
        if live.is_shift_based:
            # One that cannot be read stays among the resources, and says so when it is asked.
            with suppress(Undecided):
                yield live.id, shift_schedule(live)


def overrides_of(live: Live) -> tuple[oncall.Override, ...]:
    """The overrides of the range for which a layered schedule was read, the oldest first."""
    found = entries(live, "overrides_subschedule")
    final = entries(live, "final_schedule") if len(found) > 1 else []
    ordered: list[oncall.Shift] = []
    for one in found:
        newer = (i for i, other in enumerate(ordered) if _hides(other, one, final))
        ordered.insert(next(newer, len(ordered)), one)
    return tuple(oncall.Override(one.start, one.end, one.user) for one in ordered)


def _hides(one: oncall.Shift, other: oncall.Shift, final: list[oncall.Shift]) -> bool:
    """Return True if the first of two overrides is the newer one.

    PagerDuty does not tell when an override was made. Where two overlap the newer one is on call,
    which is all that there is to see of it.
    """
    begins = max(one.start, other.start)
    if begins >= min(one.end, other.end):
        return False
    on_call = {shift.user for shift in final if shift.start <= begins < shift.end}
    return one.user in on_call and other.user not in on_call


def _is_whole(live: Live) -> bool:
    return live.kind.name != "schedule" or not {"schedule_layers", "rotations"}.isdisjoint(live.raw)
