"""Endpoints of what lives inside resources of another kind, in the account and in the YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pdsync.kinds._call import Call
from pdsync.kinds._endpoint import Endpoint, Json
from pdsync.kinds._placeholders import IdOf, segment
from pdsync.kinds._refs import Ref, ident


@dataclass(frozen=True)
class Nested(Endpoint):
    """Endpoint of what lives inside each resource of another kind, its parent.

    A model has the parent in a field of its own, which is called like the parent's kind.
    """

    parent: str = field(kw_only=True)
    paged: bool = False
    """A parent's list of them comes in pages; else whole, in one answer."""
    typed: bool = False
    """The type of what lives below another, where there is one, is a field like others."""

    @property
    def by_place(self) -> frozenset[str]:
        """The parent, and without names of their own all that tells one from another."""
        unnamed = frozenset() if self.named else {"id", "name", "was", "protected"}
        return frozenset({self.parent, *unnamed})

    def address(self, key: str, parent: str | None) -> str:
        """Put the parent's key before its own: `cart/datadog`."""
        return f"{parent}/{key}"

    def home(self, address: str) -> tuple[str, str]:
        """Name the parent's kind and key."""
        return self.parent, address.partition("/")[0]

    def completed(self, key: str, parent: str | None, body: Json) -> dict[str, Any]:
        """Add the parent."""
        del key
        return {**body, self.parent: Ref(self.parent, key=parent)}

    def is_below(self, kind: str) -> bool:
        """Return True for the parent's kind."""
        return kind == self.parent

    def is_called(self, name: str, other: str) -> bool:
        """Tell whether a name is that of something: there is no mark, so the case counts."""
        return name == other

    def is_beside(self, path: str, raw: Json) -> bool:
        """Tell whether what a call to a path makes would have the same parent."""
        return path == self.inside(self.parent_of(raw))

    def parent_in(self, wanted: object) -> str | IdOf:
        """Find the id of the parent, or what stands for it, in a wanted resource."""
        return ident(getattr(wanted, self.parent))

    def parent_of(self, raw: Json) -> str:
        """Find the id of the parent, which was put into a live resource on reading."""
        return str(raw[self.parent]["id"])

    def placed(self, item: Json, parent: str, name: str) -> dict[str, Any]:
        """Put the reference to its parent, with its id and name, into what was read below it."""
        del name
        return {**item, self.parent: {"id": parent, "type": f"{self.parent}_reference"}}

    def inside(self, parent: str | IdOf) -> str:
        """Make the path below one parent."""
        return self.path.replace("{parent}", segment(parent))

    def tells(self, parent: str) -> str:
        """Make the path at which one parent tells what it has."""
        return self.inside(parent)


@dataclass(frozen=True)
class Child(Nested):
    """Endpoint of a list inside each parent, of things with ids and names: integrations."""

    def completed(self, key: str, parent: str | None, body: Json) -> dict[str, Any]:
        """Add the key for a name, where none is written, and the parent."""
        return {"name": key, **super().completed(key, parent, body)}

    def path_of(self, raw: Json) -> str:
        """Put its id behind the path of its parent's list."""
        return f"{self.inside(self.parent_of(raw))}/{segment(str(raw['id']))}"

    def path_for(self, wanted: object, ident: str | IdOf) -> str:
        """Put its id, or what stands for it, behind the path of its parent's list."""
        return f"{self.inside(self.parent_in(wanted))}/{segment(ident)}"

    def create(self, wanted: object, body: Json) -> Call:
        """Post it to its parent's list."""
        path = self.inside(self.parent_in(wanted))
        return Call("POST", path, self.wrapped(body), makes=True, repeatable=False)


@dataclass(frozen=True)
class Unnamed(Nested):
    """Endpoint of what has no id and no name in PagerDuty: its id here is its path.

    A write makes it or changes it.
    """

    named = False

    def path_of(self, raw: Json) -> str:
        """Return its id."""
        return str(raw["id"])

    def create(self, wanted: object, body: Json) -> Call:
        """Write it: it is there as soon as its parent is, or by being written."""
        return self.update(self.path_for(wanted, ""), body)


@dataclass(frozen=True)
class Singleton(Unnamed):
    """Endpoint of the one thing of its sort that each parent has from the beginning, for ever.

    It is read and written at `path`, never made and never deleted. In the YAML it is one mapping
    without a key, so `section` of its kind is the same as `name`.
    """

    keyed = False

    def address(self, key: str, parent: str | None) -> str:
        """Return the parent's key: a parent has one."""
        del key
        return str(parent)

    def path_for(self, wanted: object, ident: str | IdOf) -> str:
        """Return the one path below its parent."""
        del ident
        return self.inside(self.parent_in(wanted))

    def placed(self, item: Json, parent: str, name: str) -> dict[str, Any]:
        """Put its parent into it, and call it like its parent."""
        named = {"summary": name, **item, "id": self.inside(parent)}
        return super().placed(named, parent, name)


@dataclass(frozen=True)
class Member(Unnamed):
    """Endpoint of what a parent has to do with something else: a person's role in a team.

    The field `of` says what that is, a reference or a word; where it is not written, the key does.
    `path` has `{member}` in it for that, and `listed` is the path of a parent's whole list.
    """

    listed: str = field(kw_only=True)
    of: str = field(kw_only=True)

    def completed(self, key: str, parent: str | None, body: Json) -> dict[str, Any]:
        """Add the parent, and the key for what else it is about, where that is not written."""
        return {self.of: key, **super().completed(key, parent, body)}

    def path_for(self, wanted: object, ident: str | IdOf) -> str:
        """Make the path by what it is about."""
        del ident
        other = getattr(wanted, self.of)
        return self._path(self.parent_in(wanted), _ident_of(other))

    def placed(self, item: Json, parent: str, name: str) -> dict[str, Any]:
        """Put its parent into it, and call it like what it is about."""
        other = item[self.of]
        is_ref = isinstance(other, Mapping)
        path = self._path(parent, str(other["id"] if is_ref else other))
        named = {"summary": other.get("summary") if is_ref else other, **item, "id": path}
        return super().placed(named, parent, name)

    def tells(self, parent: str) -> str:
        """Make the path of a parent's list."""
        return self.listed.replace("{parent}", segment(parent))

    def _path(self, parent: str | IdOf, other: str | IdOf) -> str:
        return self.inside(parent).replace("{member}", segment(other))


def _ident_of(other: object) -> str | IdOf:
    return ident(other) if isinstance(other, Ref) else str(other)
