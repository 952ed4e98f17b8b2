"""Where a kind lives: its paths in the API, and its place in the YAML. Knows no network.

The four shapes, each with an example of both:

    Collection  /services, /services/P1                     services: {cart: {…}}
    Child       /services/P1/integrations/P2                cart: {integrations: {datadog: {…}}}
    Singleton   /event_orchestrations/services/P1           cart: {orchestration: {…}}
    Member      /teams/P3/members, /teams/P3/users/P4       web: {memberships: {ana: {…}}}

The last three are nested: see `_nested.py`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from pdsync.kinds._call import Call
from pdsync.kinds._placeholders import IdOf, segment

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Endpoint(ABC):
    """Paths and bodies of a kind, and what the place of a resource in the YAML says of it.

    `singular` is the envelope of one, empty where there is none; `plural` that of a list. A path
    of what lives below something else has `{parent}` in it, for the id of that.
    """

    keyed: ClassVar[bool] = True
    """In its place in the YAML several are written, each below a key of its own."""
    named: ClassVar[bool] = True
    """Each has a name of its own in the account, by which it is found."""

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
    included: bool = False
    """Lists of parents have it under `plural` on request, and so it is read with them."""
    zoned: bool = False
    """Its definitions come back in the request's `time_zone`: each must be read in its own."""

    @property
    @abstractmethod
    def by_place(self) -> frozenset[str]:
        """Fields that are not written, since the place in the YAML says all that there is."""

    @abstractmethod
    def address(self, key: str, parent: str | None) -> str:
        """Make a key that is unique in the configuration of one that is unique in its place."""

    @abstractmethod
    def home(self, address: str) -> tuple[str, str] | None:
        """Name the kind and key of what a resource is written below; None if it stands alone."""

    @abstractmethod
    def completed(self, key: str, parent: str | None, body: Json) -> dict[str, Any]:
        """Add to a body as written what its place says."""

    @abstractmethod
    def is_below(self, kind: str) -> bool:
        """Tell whether resources are written among the fields of a kind's, and go with them."""

    @abstractmethod
    def path_of(self, raw: Json) -> str:
        """Make the path of a live resource."""

    @abstractmethod
    def path_for(self, wanted: object, ident: str | IdOf) -> str:
        """Make the path of a wanted resource, whose references are canonical."""

    @abstractmethod
    def create(self, wanted: object, body: Json) -> Call:
        """Make the call that makes a wanted resource."""

    def is_called(self, name: str, other: str) -> bool:
        """Tell whether a name is that of something: where it stands alone, whatever its case."""
        return name.casefold() == other.casefold()

    def is_beside(self, path: str, raw: Json) -> bool:
        """Tell whether what a call to a path makes would stand beside something live."""
        del path, raw
        return True

    def update(self, path: str, body: Json) -> Call:
        """Make the call that changes some fields of the resource at a path."""
        return Call("PUT", path, self.wrapped(body))

    def wrapped(self, body: Json) -> Json:
        """Put the fields of a write into the kind's envelope."""
        typed = {"type": self.singular, **body} if self.typed else body
        return {self.singular: typed} if self.singular else typed

    def unwrapped(self, answer: Any) -> Any:
        """Take one resource out of its envelope; None where an answer holds none."""
        if not self.singular:
            return answer
        return answer.get(self.singular) if isinstance(answer, Mapping) else None


@dataclass(frozen=True)
class Collection(Endpoint):
    """Endpoint of a list of the account, a section of the YAML: services, teams, schedules."""

    by_place: ClassVar[frozenset[str]] = frozenset()

    def address(self, key: str, parent: str | None) -> str:
        """Return the key: it is unique in its section."""
        del parent
        return key

    def home(self, address: str) -> None:
        """Return None: it stands alone."""

    def completed(self, key: str, parent: str | None, body: Json) -> dict[str, Any]:
        """Add the key for a name, where none is written."""
        del parent
        return {"name": key, **body}

    def is_below(self, kind: str) -> bool:
        """Return False: it stands alone."""
        del kind
        return False

    def path_of(self, raw: Json) -> str:
        """Put its id behind the path of the list."""
        return self.path_for(None, str(raw["id"]))

    def path_for(self, wanted: object, ident: str | IdOf) -> str:
        """Put its id, or what stands for it, behind the path of the list."""
        del wanted
        return f"{self.path}/{segment(ident)}"

    def create(self, wanted: object, body: Json) -> Call:
        """Post it to the list."""
        del wanted
        return Call("POST", self.path, self.wrapped(body), makes=True, repeatable=False)
