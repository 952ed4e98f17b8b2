"""Live resources that are one by their mark or name: what there is, and what to do. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.kinds import Kind
from pdsync.reconcile._model import Address
from pdsync.reconcile.match.several import Twin, Twins
from pdsync.reconcile.read.snapshot import Live
from pdsync.series import all_of


@frozen
class Alike:
    """Several live resources, each of which could be what a key means.

    They carry its mark (`marked`) or have its name. `place` is that of the key's entry, None where
    the configuration has none.
    """

    kind: Kind
    key: str
    lives: tuple[Live, ...]
    marked: bool
    place: Place | None = None

    @property
    def address(self) -> Address:
        """The kind and the key."""
        return self.kind.name, self.key

    @property
    def said(self) -> str:
        """Return the duplicates, in a clause."""
        many = f"{len(self.lives)} live {self.kind.section.replace('_', ' ')}"
        return f"{many} {self._like}: {all_of(one.shown for one in self.lives)}"

    @property
    def _like(self) -> str:
        if self.marked:
            return f"carry the mark of `{self.key}`"
        home = self.kind.endpoint.home(self.key)
        where = f" in {home[0]} `{home[1]}`" if home else ""
        return f"are called '{self.lives[0].name}'{where}"


@frozen
class Kept:
    """The one of several to keep, and why, in a clause.

    `users` name what refers to each, and `counts` are the overrides that each has ahead, by id.
    """

    live: Live
    why: str
    users: Mapping[str, Sequence[str]]
    counts: Mapping[str, int]

    def of(self, alike: Alike) -> Twins:
        """Return what a plan and an apply say of duplicates."""
        return Twins(
            *alike.address,
            "mark" if alike.marked else "name",
            tuple(Twin(one.id, one.name, one.url) for one in alike.lives),
            self.live.id,
            self.why,
            alike.said,
            self._way_out(alike),
            alike.place,
        )

    def _way_out(self, alike: Alike) -> str:
        others = [one for one in alike.lives if one.id != self.live.id]
        steps = [step for one in others for step in (*self._saved(one), self._rid_of(one, alike))]
        return "; ".join((f"keep {self.live.id}, {self.why}", *steps, _UNTIL))

    def _saved(self, other: Live) -> Iterator[str]:
        """Say what would be lost with another choice."""
        count = self.counts.get(other.id)
        if count:
            yield f"enter the {overrides(count)} of {other.id} on it"

    def _rid_of(self, other: Live, alike: Alike) -> str:
        users = self.users.get(other.id, ())
        if other.mark and not alike.marked:
            either = f"give `{alike.key}` or that one another name, each where it is written"
            return f"{other.id} is managed as `{other.mark}`: {either}"
        if other.mark is None:
            written = f", or write `id: {self.live.id}` on `{alike.key}`" if alike.place else ""
            return f"delete {other.id} on its page{written}"
        off = f"take `{other.mark}` off the end of its description"
        if users:
            turned = f"the next apply turns {all_of(users)} to {self.live.id}"
            return f"on the page of {other.id} {off}: {turned}, then {other.id} can be deleted"
        return f"delete {other.id} on its page, or {off} there"


_UNTIL = "until then none of them is changed, nor what needs them"


def overrides(count: int) -> str:
    """`1 override`, `2 overrides`."""
    return f"{count} override{'s' * (count > 1)}"
