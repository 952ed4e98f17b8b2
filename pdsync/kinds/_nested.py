"""Endpoints of nested kinds, which live inside resources of another kind, their parent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from pdsync.frozen import frozen
from pdsync.json_types import JsonView
from pdsync.kinds._call import Call
from pdsync.kinds._endpoint import Endpoint
from pdsync.kinds._placeholders import IdOf, segment
from pdsync.kinds._refs import Ref, ident


@frozen
class Nested(Endpoint):
    """Endpoint of a kind that lives inside each resource of another kind, its parent.

    A model has the parent in a field that is called like the parent's kind.
    """

    parent: str = field(kw_only=True)
    paged: bool = False
    """A parent's list of them comes in pages; else whole, in one answer."""
    typed: bool = False
    """The type of what lives below another, where there is one, is a field like others."""

    @property
    def by_place(self) -> frozenset[str]:
        """The parent and, without names of their own, the fields that tell one from another."""
        unnamed = frozenset() if self.named else {"id", "name", "was", "protected"}
        return frozenset({self.parent, *unnamed})

    def address(self, key: str, parent: str | None) -> str:
        """Return the parent's key before its own: `cart/datadog`."""
        return f"{parent}/{key}"

    def home(self, address: str) -> tuple[str, str]:
        """Return the parent's kind and key."""
        return self.parent, address.partition("/")[0]

    def completed(self, key: str, parent: str | None, body: JsonView) -> dict[str, Any]:
        """Return a body with the parent."""
        del key
        return {**body, self.parent: Ref(self.parent, key=parent)}

    def is_below(self, kind: str) -> bool:
        """Return True for the parent's kind."""
        return kind == self.parent

    def called(self, name: str) -> str:
        """Return a name as it is compared with others: without a mark, its case counts."""
        return name

    def is_beside(self, path: str, raw: JsonView) -> bool:
        """Return True if a call to a path makes something with the same parent."""
        return path == self.inside(self.parent_of(raw))

    def parent_in(self, wanted: object) -> str | IdOf:
        """Return the id of a wanted resource's parent, or the placeholder of one."""
        return ident(getattr(wanted, self.parent))

    def parent_of(self, raw: JsonView) -> str:
        """Return the id of a live resource's parent, which was put into it on reading."""
        return str(raw[self.parent]["id"])

    def placed(self, item: JsonView, parent: str, name: str) -> dict[str, Any]:
        """Return what was read below a parent with a reference to that parent: id and name."""
        del name
        return {**item, self.parent: {"id": parent, "type": f"{self.parent}_reference"}}

    def inside(self, parent: str | IdOf) -> str:
        """Return the path below one parent."""
        return self.path.replace("{parent}", segment(parent))

    def tells(self, parent: str) -> str:
        """Make the path at which one parent tells what it has."""
        return self.inside(parent)


@frozen
class Child(Nested):
    """Endpoint of a list inside each parent, of resources with ids and names: integrations."""

    def completed(self, key: str, parent: str | None, body: JsonView) -> dict[str, Any]:
        """Return a body with the parent, and the key as name, where no name is written."""
        return {"name": key, **super().completed(key, parent, body)}

    def path_of(self, raw: JsonView) -> str:
        """Return the path of the parent's list and the id."""
        return f"{self.inside(self.parent_of(raw))}/{segment(str(raw['id']))}"

    def path_for(self, wanted: object, ident: str | IdOf) -> str:
        """Return the path of the parent's list and the id, or the placeholder of one."""
        return f"{self.inside(self.parent_in(wanted))}/{segment(ident)}"

    def create(self, wanted: object, body: JsonView) -> Call:
        """Return a POST to the parent's list."""
        path = self.inside(self.parent_in(wanted))
        return Call("POST", path, self.wrapped(body), makes=True, repeatable=False)


@frozen
class Unnamed(Nested):
    """Endpoint of a kind without ids and names in PagerDuty: here its id is its path.

    A write makes it or changes it.
    """

    named = False

    def path_of(self, raw: JsonView) -> str:
        """Return its id, which is its path."""
        return str(raw["id"])

    def create(self, wanted: object, body: JsonView) -> Call:
        """Return the PUT of an update: PagerDuty makes it with its parent, or by this write."""
        return self.update(self.path_for(wanted, ""), body)


@frozen
class Singleton(Unnamed):
    """Endpoint of the one thing of a kind that each parent has from the beginning, for ever.

    It is read and written at `path`, never made and never deleted. In the YAML it is one mapping
    without a key, so `section` of its kind is the same as `name`.
    """

    keyed = False

    def address(self, key: str, parent: str | None) -> str:
        """Return the parent's key: a parent has only one."""
        del key
        return str(parent)

    def path_for(self, wanted: object, ident: str | IdOf) -> str:
        """Return the one path below its parent."""
        del ident
        return self.inside(self.parent_in(wanted))

    def placed(self, item: JsonView, parent: str, name: str) -> dict[str, Any]:
        """Return it with its parent, and the parent's name for its own."""
        named = {"summary": name, **item, "id": self.inside(parent)}
        return super().placed(named, parent, name)


@frozen
class Membership(Unnamed):
    """Endpoint of a relation between a parent and something else: a person's role in a team.

    The field `of` names that, a reference or a word; where it is not written, the key does. `path`
    has `{member}` for it, and `listed` is the path of a parent's whole list.
    """

    listed: str = field(kw_only=True)
    of: str = field(kw_only=True)

    def completed(self, key: str, parent: str | None, body: JsonView) -> dict[str, Any]:
        """Return a body with the parent, and the key as `of` where that is not written."""
        return {self.of: key, **super().completed(key, parent, body)}

    def path_for(self, wanted: object, ident: str | IdOf) -> str:
        """Return the path with the member in it."""
        del ident
        other = getattr(wanted, self.of)
        return self._path(self.parent_in(wanted), _ident_of(other))

    def placed(self, item: JsonView, parent: str, name: str) -> dict[str, Any]:
        """Return it with its parent, and the member's name for its own."""
        other = item[self.of]
        is_ref = isinstance(other, Mapping)
        path = self._path(parent, str(other["id"] if is_ref else other))
        named = {"summary": other.get("summary") if is_ref else other, **item, "id": path}
        return super().placed(named, parent, name)

    def tells(self, parent: str) -> str:
        """Return the path of a parent's list."""
        return self.listed.replace("{parent}", segment(parent))

    def _path(self, parent: str | IdOf, other: str | IdOf) -> str:
        return self.inside(parent).replace("{member}", segment(other))


def _ident_of(other: object) -> str | IdOf:
    return ident(other) if isinstance(other, Ref) else str(other)
