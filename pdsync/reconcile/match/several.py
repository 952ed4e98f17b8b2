"""Several live resources where a key means one. Data only."""

from __future__ import annotations

from pdsync.diagnostics import Place
from pdsync.frozen import frozen


@frozen
class Twin:
    """One of several live resources that are the same by their mark or by their name."""

    id: str
    name: str
    url: str | None = None


@frozen
class Twins:
    """Several live resources where a key means one: none of them is touched.

    They are the same `by` their mark or by their name. `keep` is the id of the one to keep and
    `why` the reason, in a clause. `said` says what there is, and `way_out` what to do about it.
    `place` is that of the entry, if there is one.
    """

    kind: str
    key: str
    by: str
    of: tuple[Twin, ...]
    keep: str
    why: str
    said: str
    way_out: str
    place: Place | None = None

    @property
    def address(self) -> tuple[str, str]:
        """Its kind and key."""
        return self.kind, self.key
