"""Snapshot of the account: live resources by kind and id. Pure data, no matching."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, SHIFT_BASED, Kind, Mark, Raw, Resource, split_mark
from pdsync.on_demand import regex
from pdsync.reconcile._kept_json import KeptJson
from pdsync.reconcile.read.list_doubts import INCOMPLETE, SHORT, UNSEEN, Doubt, Why

_SITE = regex(r"(https://([a-z0-9-]+)\.(?:eu\.)?pagerduty\.com)(?:/|$)")


@frozen
class Live:
    """One live resource: its JSON, its description without the mark.

    `zone` is the time zone that its definition was rendered in, None where that does not matter.
    `heir` is the address of what takes its place, where it cannot become that. `request` gave it.
    `lost` says why nothing is known of it but that it is there, in a sentence. `rendered` is the
    range for which it tells who is on call.
    """

    kind: Kind
    json: KeptJson
    mark: Mark | None = None
    zone: str | None = None
    heir: tuple[str, str] | None = None
    request: str = ""
    lost: str | None = None
    rendered: tuple[datetime, datetime] | None = None

    @classmethod
    def of(
        cls,
        kind: Kind,
        raw: Raw,
        *,
        zone: str | None = None,
        request: str = "",
        for_long: bool = True,
    ) -> Live:
        """Read one item of a list; `for_long` if its JSON is there until the end."""
        described = raw.get("description") if kind.marked else None
        text, mark = split_mark(described if isinstance(described, str) else None)
        if mark is not None:
            raw = {**raw, "description": text}
        return cls(kind, KeptJson(raw, for_long=for_long), mark, zone, request=request)

    @property
    def raw(self) -> Raw:
        """Its JSON; whoever needs several parts of it asks once."""
        return self.json.whole

    @property
    def nameless(self) -> str | None:
        """Why it is not known whose it is or what it is called; None where it is."""
        if self.lost:
            return self.lost
        if self.kind.marked and self.json.lacks("description"):
            return self._without("description")
        named = self.kind.endpoint.named
        return self._without("name") if named and self.json.lacks("name") else None

    def unread(self, fields: Collection[str], now: datetime) -> str | None:
        """Why some of its fields are not known, in a clause; None where they are."""
        if self.lost:
            return self.lost
        found = (one for one in self.resource(now).unread if one.field in fields)
        first = next(found, None)
        return f"{self.request} gave {self.said} {first}" if first else None

    def _without(self, name: str) -> str:
        came = "without" if name not in self.raw else "with something else than a text as"
        return f"{self.request} gave {self.said} {came} `{name}`"

    def losing(self, problem: PdsyncError) -> Live:
        """The same, of which something else is not known, because of a problem on the way."""
        return replace(self, lost=problem.message)

    @property
    def said(self) -> str:
        """Return its name in a sentence."""
        return f"{self.kind.title} '{self.name}'"

    @property
    def shown(self) -> str:
        """Return its name with id and page, to tell it from others of its name."""
        at = f", {self.url}" if self.url else ""
        return f"'{self.name}' ({self.id}{at})"

    @cached_property
    def id(self) -> str:
        """PagerDuty's id."""
        return str(self.json.get("id"))

    @property
    def name(self) -> str:
        """Title for people."""
        told = (self.json.get(name) for name in ("name", "summary"))
        return next((one for one in told if one and isinstance(one, str)), self.id)

    @property
    def handle(self) -> str:
        """Handle by which it is looked up: the e-mail of a user, the name of all else."""
        told = self.json.get(self.kind.natural_key)
        return told if told and isinstance(told, str) else self.name

    @property
    def url(self) -> str | None:
        """Its page."""
        told = self.json.get("html_url")
        return told if isinstance(told, str) else None

    @property
    def path(self) -> str:
        """Its path in the API."""
        return self.kind.endpoint.path_of(self.raw)

    @property
    def is_shift_based(self) -> bool:
        """A schedule of the v3 API."""
        return self.kind is SHIFT_BASED

    @property
    def key(self) -> str:
        """Key that a plan shows when it goes."""
        if self.mark is None:
            return self.id
        return f"{self.mark.key} (layers)" if self.heir else self.mark.key

    def resource(self, now: datetime) -> Resource:
        """It as a complete model; read once for each instant, since all of a plan asks for it."""
        return self.json.read(self.kind, now)

    def with_raw(self, **fields: Any) -> Live:
        """The same with more of its JSON known."""
        return replace(self, json=KeptJson({**self.raw, **fields}))


@frozen
class OpenIncident:
    """An open incident that stands in the way of a deletion."""

    id: str
    service: str
    title: str
    url: str


@frozen
class Snapshot:
    """Everything live that was read.

    Attributes:
        live: by kind, then by id; a kind that was not read is absent.
        unread: why the children of a kind are not known, by kind and id of their parent.
        doubts: what is wrong with the lists that were read.
        unavailable: kinds that the account's plan does not have (HTTP 402).
        incidents: open incidents of the services that were asked about.
        subdomain_of: what was read for nothing but the address of its page.
    """

    live: Mapping[str, Mapping[str, Live]]
    unread: Mapping[tuple[str, str], str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    unavailable: frozenset[str] = frozenset()
    incidents: tuple[OpenIncident, ...] = ()
    subdomain_of: tuple[Live, ...] = ()

    def of(self, kind: str) -> Mapping[str, Live]:
        """The live resources of a kind by id."""
        return self.live.get(kind, {})

    def missing(self, kind: str) -> str | None:
        """Why something of a kind may be there that was not listed; None where all was.

        PagerDuty promises no count of some schedules.
        """
        partly = INCOMPLETE | UNSEEN
        found = (one for one in self.doubts if one.kind == kind and one.why in partly)
        uncounted = Why.UNCOUNTED if kind == "schedule" else None
        return next((one.sentence for one in found if one.why is not uncounted), None)

    def is_short(self, kind: str) -> bool:
        """Whether something of a kind is known to be missing."""
        return any(one.kind == kind and one.why in SHORT for one in self.doubts)

    def everything(self) -> Iterator[Live]:
        """Every live resource of every managed kind."""
        for kind, found in self.live.items():
            if KINDS[kind].managed:
                yield from found.values()

    def replacing(self, lives: list[Live]) -> Snapshot:
        """The same with some live resources known better."""
        live = {kind: dict(found) for kind, found in self.live.items()}
        for one in lives:
            live[one.kind.name][one.id] = one
        return replace(self, live=live)

    @property
    def subdomain(self) -> str | None:
        """The account's subdomain, from the first page address that shows it."""
        return self._shown[2] if self._shown else None

    @property
    def site(self) -> str | None:
        """The account's web site, from the same address: `https://acme.pagerduty.com`."""
        return self._shown[1] if self._shown else None

    @cached_property
    def _shown(self) -> re.Match[str] | None:
        everything = (live for found in self.live.values() for live in found.values())
        found = (_SITE.match(one.url or "") for one in (*self.subdomain_of, *everything))
        return next((one for one in found if one), None)


def unidentified(lives: Iterable[Live]) -> Iterator[Doubt]:
    """Return live resources that may be any written one: their name or mark did not come."""
    for live in lives:
        if live.nameless:
            yield Doubt(live.kind.name, live.nameless, Why.UNIDENTIFIED)
