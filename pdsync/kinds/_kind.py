"""Descriptor of a kind, and the values that its functions are given. Pure data, never HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import datetime
from functools import cached_property
from typing import Any

from pdsync.frozen import frozen
from pdsync.kinds._as_written import AsOf, AsWritten, as_written
from pdsync.kinds._call import Call
from pdsync.kinds._endpoint import Endpoint
from pdsync.kinds._model import Raw, Resource
from pdsync.kinds._refs import Ref
from pdsync.series import all_of


@frozen
class Draft:
    """Resource to be turned into calls, as of `now`.

    `merged` is the whole resource as it will be, `live` as it is, None if it is new; `changed`
    names the top-level fields that differ; `path` is its address, with a placeholder if it is new.
    `at_handoff`: changes of who is on call wait for the next hand-off. `email` returns the e-mail
    by which the YAML names a person. `written` is the resource as the YAML has it, where nothing of
    the account decides what it begins with.
    """

    key: str
    merged: Resource
    live: Resource | None
    changed: frozenset[str]
    path: str
    at_handoff: bool = False
    now: datetime | None = None
    email: Callable[[Ref], str | None] = lambda _: None
    written: Resource | None = None


def no_more_calls(_: Draft) -> tuple[Call, ...]:
    """Return no calls, for a kind whose one write says everything."""
    return ()


def no_notes(_: Draft) -> Iterable[str]:
    """Return no notes, for a kind whose changes explain themselves."""
    return ()


@frozen
class When:
    """Present instant, and the option that changes of who is on call wait for the next hand-off.

    `replaces` is the live layered schedule that this shift-based one replaces.
    """

    now: datetime
    at_handoff: bool = False
    replaces: Resource | None = None


def unchanged(wanted: Resource, _live: Resource | None, _when: When) -> Resource:
    """Return the wanted resource, for a kind whose meaning does not depend on the time of day."""
    return wanted


def no_members(_: Resource) -> Iterable[tuple[Ref, Ref]]:
    """Return nobody, for a kind that adds nobody to a team."""
    return ()


def nothing(_: Resource) -> Iterable[Ref]:
    """Return nothing, for a kind whose writes have nothing in common with others."""
    return ()


@frozen
class SideBySide:
    """Changes of a kind that may be sent while others are: creates, and `updates` if they may.

    `shares` are the other resources that PagerDuty writes with one: no two changes that share any
    are sent at the same time.
    """

    updates: bool = True
    shares: Callable[[Resource], Iterable[Ref]] = nothing


@frozen
class Parting:
    """Ending of a resource that carries no mark, and is deleted only where the YAML says so.

    `absent`: it must be deleted. `objection`: why it cannot be deleted or replaced yet, as the end
    of a sentence. `removed` and `replaced`: notes on such a change.
    """

    absent: bool = False
    objection: str | None = None
    removed: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


MADE_OF_ALL = frozenset(
    {
        *("id", "type", "summary", "self", "html_url"),
        *("created_at", "created_by", "updated_at", "updated_by", "deleted_at", "etag"),
    }
)
"""Wire fields that PagerDuty gives everything by itself."""


@frozen
class Apart:
    """Values that each of a kind has at a place of its own, and that no YAML says.

    An account that defines none has none: `defined` is the path that lists what there can be, and
    `listed` the name of that list. The values of one stand at `path` below it, as a list `field`
    of items with a `name` and a `value`. `title` is what people call them.
    """

    field: str
    title: str
    defined: str
    listed: str
    path: str


@frozen(eq=False)
class Kind:
    """A type of thing PagerDuty has.

    Attributes:
        name: the YAML's singular section and the name in all output (`escalation_policy`).
        section: the YAML's plural section.
        model: what is written in the YAML.
        endpoint: where it lives.
        from_wire: live JSON and the present instant to a complete model; lenient.
        to_wire: the fields of a model that are set, as the API's JSON under the API's names, with
            Refs left in place; own fields, the mark and `extra` are left to the caller, which
            also picks the fields that differ. The second argument is the live resource, or None.
        as_listed: what live JSON holds where all that is written, at every depth, is so already, as
            of an instant: values, Refs, sets of Refs in any order, tests of what came. None where
            that takes more to tell.
        wire_names: fields whose name on the wire differs from the YAML's (`layers`).
        resolve: resolves a wanted resource against the live one, if there is one, as of the instant
            at which `from_wire` read that: parts that are over are left out, parts that have begun
            have no start, and parts that mean the same as live ones take their values.
        together: for a field, others that must be sent whenever it is.
        required: fields without which the API creates nothing.
        calls: further calls beyond the POST or PUT of the resource itself (members, status).
        notes: what to know of a change besides its fields, in sentences.
        beside_the_body: top-level fields that only `calls` sends.
        members: pairs of (team, user) whom PagerDuty adds to a team because of this resource.
        appends: wire fields whose items without an id are added: such a PUT is not sent again.
        replaced_by: fields that cannot be changed in place; a change of one replaces the resource.
        parting: what the YAML says of the end of a resource.
        instead: for a field, another that may be written in its place.
        includes: for a field, the `include[]` value that returns it, asked for where it is written.
        hidden: for a field whose parts include what the API returns only on request, the
            `include[]` value for it; it is read before the field is rewritten.
        managed: False for what pdsync only looks up (users, vendors, priorities).
        marked: it has a description which can carry the mark.
        names_repeat: PagerDuty takes two of one name.
        side_by_side: which of its changes may be sent while others are; None: each goes alone.
        on_its_page: what of a new one is found on its page alone, in words.
        natural_key: the wire field by which it is looked up by name.
        description_limit: longest description in characters, mark included; None if not known.
        as_written: a live resource as people write it, as of an instant.
        made: wire fields that PagerDuty makes by itself, beside those that all kinds have.
        apart: values of each at a place of its own, which a dump lists and nothing writes.
    """

    name: str
    section: str
    model: type[Resource]
    endpoint: Endpoint
    from_wire: Callable[[Raw, datetime], Resource]
    to_wire: Callable[[Resource, Resource | None], dict[str, Any]] = lambda _, __: {}
    as_listed: Callable[[Resource, datetime], dict[str, Any] | None] = lambda _, __: None
    resolve: Callable[[Resource, Resource | None, When], Resource] = unchanged
    wire_names: Mapping[str, str] = field(default_factory=dict)
    together: Mapping[str, frozenset[str]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    calls: Callable[[Draft], tuple[Call, ...]] = no_more_calls
    notes: Callable[[Draft], Iterable[str]] = no_notes
    beside_the_body: frozenset[str] = frozenset()
    members: Callable[[Resource], Iterable[tuple[Ref, Ref]]] = no_members
    appends: frozenset[str] = frozenset()
    replaced_by: frozenset[str] = frozenset()
    parting: Callable[[Resource], Parting] = lambda _: Parting()
    instead: Mapping[str, str] = field(default_factory=dict)
    includes: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    managed: bool = True
    marked: bool = True
    names_repeat: bool = False
    side_by_side: SideBySide | None = None
    on_its_page: str | None = None
    natural_key: str = "name"
    description_limit: int | None = None
    as_written: Callable[[Resource, AsOf], AsWritten] = as_written
    made: frozenset[str] = frozenset()
    apart: Apart | None = None

    @cached_property
    def title(self) -> str:
        """Name in words: `escalation policy`."""
        return self.name.replace("_", " ")

    def in_words(self, names: Iterable[str]) -> str:
        """List the fields that must be written: `time_zone` and `layers` (or `rotations`)."""
        also = {name: f"`{name}` (or `{other}`)" for name, other in self.instead.items()}
        return all_of(also.get(name, f"`{name}`") for name in names)
