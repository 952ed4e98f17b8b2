"""Whether a person can be notified, and how soon. Holds sorts and minutes, never an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdsync.frozen import frozen
from pdsync.kinds._model import Raw

STAKEHOLDERS = frozenset({"read_only_user", "read_only_limited_user"})
"""Roles that PagerDuty takes into no schedule and no policy; of all others it takes everybody."""
ONLY_OBSERVERS = frozenset({"read_only_user"})
"""Roles that PagerDuty takes into a team as observers alone."""
_METHOD = "_contact_method"
_REFERENCE = "_reference"
_WORDS = {"sms": "SMS", "push_notification": "push", "whatsapp": "WhatsApp", "email": "e-mail"}


@frozen
class Way:
    """A contact method by its sort, such as `phone`; unusable if it is disabled or blocked.

    `delays` are the minutes after which it is used for something of high urgency.
    """

    sort: str
    usable: bool
    delays: tuple[int, ...] = ()


@frozen
class Reach:
    """All ways to reach a person."""

    ways: tuple[Way, ...]

    @property
    def usable(self) -> tuple[Way, ...]:
        """Those that work."""
        return tuple(one for one in self.ways if one.usable)

    @property
    def first(self) -> int | None:
        """Minutes until the first notification of high urgency that arrives; None for never."""
        return min((delay for one in self.usable for delay in one.delays), default=None)


def reach_of(raw: Raw) -> Reach | None:
    """Read how somebody can be reached; None where not all of it is told.

    A list that is missing, and one of references alone, say nothing.
    """
    methods = _whole(raw.get("contact_methods"), "id", str)
    rules = _whole(raw.get("notification_rules"), "start_delay_in_minutes", int)
    if methods is None or rules is None:
        return None
    return Reach(tuple(_way(one, rules) for one in methods))


def _whole(items: Any, field: str, sort: type) -> list[Raw] | None:
    """Return a list of objects, if each is whole and has a field of a sort."""
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        return None
    is_whole = all(
        isinstance(one.get(field), sort)
        and isinstance(one.get("type"), str)
        and not one["type"].endswith(_REFERENCE)
        for one in items
    )
    return items if is_whole else None


def _way(method: Raw, rules: list[Raw]) -> Way:
    sort = str(method["type"]).removesuffix(_METHOD)
    usable = method.get("enabled") is not False and method.get("blacklisted") is not True
    return Way(_WORDS.get(sort, sort), usable, tuple(_delays(method, rules)))


def _delays(method: Raw, rules: list[Raw]) -> Iterator[int]:
    for one in rules:
        used = one.get("contact_method")
        is_its = isinstance(used, dict) and used.get("id") == method["id"]
        if is_its and one.get("urgency", "high") == "high":
            yield one["start_delay_in_minutes"]
