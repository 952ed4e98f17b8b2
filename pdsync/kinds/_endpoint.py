"""Where a kind lives in the API. Knows no network."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Endpoint:
    """Where a kind lives in the API.

    `path` of a Child has `{parent}` in it. `params` are always sent when listing; `sort_by` is the
    field by which the API can sort the list, where it can.
    """

    path: str
    singular: str
    plural: str
    params: tuple[tuple[str, str], ...] = ()
    sort_by: str | None = None
    parent: str | None = None
    """The kind of the parent, for a kind that exists only below another (an integration)."""
    keeps: str | None = None
    """A list below each resource that every write must leave alone (a schedule's overrides)."""
    typed: bool = True
    """A write says the type of what it writes."""
    optional: bool = False
    """Some accounts' plans do not have it (402); of all else that is an error."""
    zoned: bool = False
    """Its definitions come back in the request's `time_zone`: each must be read in its own."""
