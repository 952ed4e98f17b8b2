"""Where a kind lives: its paths in the API, and its place in the YAML. Knows no network."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from pdsync.kinds._call import Call
from pdsync.kinds._placeholders import IdOf, segment
from pdsync.kinds._refs import Ref, ident

Parent = str | IdOf | None
"""The id of what a resource lives below, or what stands for it; None for one that stands alone."""


@dataclass(frozen=True)
class Endpoint(ABC):
    """Paths and bodies of a kind, and what the place of a resource in the YAML says of it.

    A path of what lives below something else has `{parent}` in it, for the id of that.
    """

    path: str
    singular: str
    plural: str
    params: tuple[tuple[str, str], ...] = ()
    """What is always sent when listing."""
    sort_by: str | None = None
    """The field by which the API can sort the list, where it can."""
    keeps: str | None = None
    """A list below each resource that every write must leave alone (a schedule's overrides)."""
    typed: bool = True
    """A write says the type of what it writes."""
    optional: bool = False
    """Some accounts' plans do not have it (402); of all else that is an error."""
    zoned: bool = False
    """Its definitions come back in the request's `time_zone`: each must be read in its own."""

    @property
    @abstractmethod
    def by_place(self) -> frozenset[str]:
        """Fields that are not written, since the place in the YAML says them."""

    @abstractmethod
    def address(self, key: str, above: str | None) -> str:
        """Make a key that is unique in the configuration of one that is unique in its place."""

    @abstractmethod
    def home(self, address: str) -> tuple[str, str] | None:
        """Name the kind and key of what a resource is written below; None if it stands alone."""

    @abstractmethod
    def completed(self, key: str, above: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        """Add to a body as written what its place says."""

    @abstractmethod
    def is_below(self, kind: str) -> bool:
        """Tell whether resources are written among the fields of a kind's, and go with them."""

    @abstractmethod
    def parent_in(self, resource: object) -> Parent:
        """Find what a wanted resource lives below; its references are canonical."""

    @abstractmethod
    def parent_of(self, raw: Mapping[str, Any]) -> str | None:
        """Find the id of what a live resource lives below."""

    @abstractmethod
    def among(self, parent: Parent) -> str:
        """Make the path of the list that resources are in."""

    def at(self, ident: str | IdOf, parent: Parent = None) -> str:
        """Make the path of one resource, by its id or what stands for it."""
        return f"{self.among(parent)}/{segment(ident)}"

    def create(self, parent: Parent, body: Mapping[str, Any]) -> Call:
        """Make the call that makes a resource."""
        return Call("POST", self.among(parent), self.wrapped(body), makes=True, repeatable=False)

    def update(self, path: str, body: Mapping[str, Any]) -> Call:
        """Make the call that changes some fields of the resource at a path."""
        return Call("PUT", path, self.wrapped(body))

    def wrapped(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Put the fields of a write into the kind's envelope."""
        return {self.singular: {"type": self.singular, **body} if self.typed else body}


@dataclass(frozen=True)
class Collection(Endpoint):
    """A list of the account, and a section of the YAML: services, teams, schedules."""

    by_place: ClassVar[frozenset[str]] = frozenset()

    def address(self, key: str, above: str | None) -> str:
        """Return the key: it is unique in its section."""
        del above
        return key

    def home(self, address: str) -> None:
        """Return None: it stands alone."""

    def completed(self, key: str, above: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        """Add the key for a name, where none is written."""
        del above
        return {"name": key, **body}

    def is_below(self, kind: str) -> bool:
        """Return False: it stands alone."""
        del kind
        return False

    def parent_in(self, resource: object) -> None:
        """Return None: it stands alone."""

    def parent_of(self, raw: Mapping[str, Any]) -> None:
        """Return None: it stands alone."""

    def among(self, parent: Parent = None) -> str:
        """Return the path of the one list that there is."""
        del parent
        return self.path


@dataclass(frozen=True)
class Child(Endpoint):
    """A list inside each resource of another kind, and in the YAML as well: integrations.

    It is read with its parents, whose JSON has it under `plural` on request. A resource has its
    parent in the field of its model that is called like the parent's kind.
    """

    parent: str = ""
    typed: bool = False
    """The type of a child, where there is one, is a field of its own."""

    @property
    def by_place(self) -> frozenset[str]:
        """The parent."""
        return frozenset({self.parent})

    def address(self, key: str, above: str | None) -> str:
        """Put the parent's key before its own: `cart/datadog`."""
        return f"{above}/{key}"

    def home(self, address: str) -> tuple[str, str]:
        """Name the parent's kind and key."""
        return self.parent, address.rpartition("/")[0]

    def completed(self, key: str, above: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        """Add the key for a name, where none is written, and the parent."""
        return {"name": key, **body, self.parent: Ref(self.parent, key=above)}

    def is_below(self, kind: str) -> bool:
        """Return True for the parent's kind."""
        return kind == self.parent

    def parent_in(self, resource: object) -> str | IdOf:
        """Find the parent, which its place has put into it."""
        return ident(getattr(resource, self.parent))

    def parent_of(self, raw: Mapping[str, Any]) -> str:
        """Find the id of the parent, which was put into it on reading."""
        return str(raw[self.parent]["id"])

    def among(self, parent: Parent) -> str:
        """Make the path of a parent's list."""
        assert parent is not None, "a child is below something"  # noqa: S101 - a bug if it fails
        return self.path.replace("{parent}", segment(parent))

    def placed(self, item: Mapping[str, Any], parent: str) -> dict[str, Any]:
        """Put the reference to its parent into an item of the parent's list."""
        return {**item, self.parent: {"id": parent, "type": f"{self.parent}_reference"}}
