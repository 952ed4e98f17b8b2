"""Live resources that the configuration does not manage. Data only."""

from __future__ import annotations

from pdsync.frozen import frozen


@frozen
class UnmanagedThing:
    """Live resource that the configuration does not manage.

    `by` is `nobody`, `stack`, `terraform`, or `unknown` where what would tell it did not come;
    `stack` and `key` are those of another stack's mark. `teams` are names.
    """

    kind: str
    id: str
    name: str
    by: str
    stack: str | None
    key: str | None
    teams: tuple[str, ...]
    url: str | None


@frozen
class Unmanaged:
    """All that the configuration does not manage, by team, kind and name; of `total` things.

    `missing` says of which kinds there may be more than was listed.
    """

    things: tuple[UnmanagedThing, ...]
    total: int
    missing: tuple[str, ...] = ()
