"""Endpoints of kinds: paths in the API, and the place in the YAML. Know no network.

The four shapes, each with an example of both:

    Collection  /services, /services/P1                     services: {cart: {…}}
    Child       /services/P1/integrations/P2                cart: {integrations: {datadog: {…}}}
    Singleton   /event_orchestrations/services/P1           cart: {orchestration: {…}}
    Membership  /teams/P3/members, /teams/P3/users/P4       web: {memberships: {ana: {…}}}

The last three are nested: see `_nested.py`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from pdsync.frozen import frozen
from pdsync.json_types import JsonView
from pdsync.kinds._call import Call
from pdsync.kinds._placeholders import IdOf, segment


@frozen
class Endpoint(ABC):
    """Paths of a kind in the API, bodies of its writes, and what its place in the YAML says.

    `singular` is the envelope of one resource, empty where there is none; `plural` that of a list.
    The path of a nested kind has `{parent}` for the id of its parent.
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
    def scopes(self) -> str:
        """Return the name that OAuth scopes of the kind begin with: `services` of `services.read`.

        PagerDuty's OpenAPI description (`x-pd-requires-scope`) names them by the first part of the
        path, and says nothing of /v3, where the same is taken to hold.
        """
        return self.path.removeprefix("/v3").split("/")[1]

    @property
    @abstractmethod
    def by_place(self) -> frozenset[str]:
        """Fields that are not written, because the place in the YAML already says them."""

    @abstractmethod
    def address(self, key: str, parent: str | None) -> str:
        """Make the key that is unique in the configuration from one that is unique in its place."""

    @abstractmethod
    def home(self, address: str) -> tuple[str, str] | None:
        """Return kind and key of the parent; None for a kind that is not nested."""

    @abstractmethod
    def completed(self, key: str, parent: str | None, body: JsonView) -> dict[str, Any]:
        """Return a body with the fields that the place in the YAML says."""

    @abstractmethod
    def is_below(self, kind: str) -> bool:
        """Return True if resources are written among a kind's fields, and deleted with it."""

    @abstractmethod
    def path_of(self, raw: JsonView) -> str:
        """Return the path of a live resource."""

    @abstractmethod
    def path_for(self, wanted: object, ident: str | IdOf) -> str:
        """Return the path of a wanted resource, whose references are canonical."""

    @abstractmethod
    def create(self, wanted: object, body: JsonView) -> Call:
        """Return the call that makes a wanted resource."""

    def called(self, name: str) -> str:
        """Return a name as PagerDuty compares it with others of a list: its case does not count."""
        return name.casefold()

    def is_beside(self, path: str, raw: JsonView) -> bool:
        """Return True if a call to a path makes something in the list of a live resource."""
        del path, raw
        return True

    def update(self, path: str, body: JsonView) -> Call:
        """Return the call that changes some fields of the resource at a path."""
        return Call("PUT", path, self.wrapped(body))

    def wrapped(self, body: JsonView) -> JsonView:
        """Return the fields of a write in the kind's envelope."""
        typed = {"type": self.singular, **body} if self.typed else body
        return {self.singular: typed} if self.singular else typed

    def unwrapped(self, answer: Any) -> Any:
        """Return the resource in an envelope; None if the answer holds none."""
        if not self.singular:
            return answer
        return answer.get(self.singular) if isinstance(answer, Mapping) else None


@frozen
class Collection(Endpoint):
    """Endpoint of a list of the account, a section of the YAML: services, teams, schedules."""

    by_place: ClassVar[frozenset[str]] = frozenset()

    def address(self, key: str, parent: str | None) -> str:
        """Return the key, which is unique in its section."""
        del parent
        return key

    def home(self, address: str) -> None:
        """Return None: a collection is not nested."""

    def completed(self, key: str, parent: str | None, body: JsonView) -> dict[str, Any]:
        """Return a body with the key as name, where no name is written."""
        del parent
        return {"name": key, **body}

    def is_below(self, kind: str) -> bool:
        """Return False: a collection is not nested."""
        del kind
        return False

    def path_of(self, raw: JsonView) -> str:
        """Return the path of the list and the id."""
        return self.path_for(None, str(raw["id"]))

    def path_for(self, wanted: object, ident: str | IdOf) -> str:
        """Return the path of the list and the id, or the placeholder of one."""
        del wanted
        return f"{self.path}/{segment(ident)}"

    def create(self, wanted: object, body: JsonView) -> Call:
        """Return a POST to the list."""
        del wanted
        return Call("POST", self.path, self.wrapped(body), makes=True, repeatable=False)
