"""Faces of people on a page: a name, initials and a steady colour for each. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from pdsync.render.agenda.as_json import Names

COLOURS = 20
"""How many can be told apart; a page of more people uses some twice."""


@dataclass(frozen=True)
class Person:
    """Person behind a token; one who was `deleted` has no address: `email` says so instead."""

    email: str
    name: str | None = None
    deleted: bool = False


@dataclass(frozen=True)
class Face:
    """Face of a person: `label`, with `full` beside it where there is room.

    Nobody is notified in place of one who was `deleted`, who looks like a gap.
    """

    label: str
    full: str
    colour: int
    deleted: bool = False

    @property
    def looks(self) -> str:
        """The class of elements that show them."""
        return "gap" if self.deleted else f"c{self.colour}"


@dataclass(frozen=True)
class Faces:
    """The faces of everybody on a page, by token and by e-mail, and the names of all else."""

    known: Mapping[str, Face] = field(default_factory=dict)
    names: Names = field(default_factory=Names)

    def of(self, token: str) -> Face:
        """Somebody's face; a stranger's shows what is known."""
        return self.known.get(token) or Face(token, token, _hash(token))


def faces(people: Mapping[str, Person], how: str, names: Names) -> Faces:
    """The faces of people by token, shown as `names`, `emails` or `initials`."""
    by_email = {person.email: person for person in people.values()}
    colours = _colours(by_email)
    shown = dict(zip(by_email, _shown(list(by_email.values()), how), strict=True))
    found = {
        email: Face(*shown[email], colours[email], person.deleted)
        for email, person in by_email.items()
    }
    by_token = {token: found[person.email] for token, person in people.items()}
    return Faces(found | by_token, names)


def _shown(people: list[Person], how: str) -> Iterable[tuple[str, str]]:
    told = [_label(person, how) for person in people]
    if how == "initials":
        return ((one, one) for one in _distinct(told))
    count = Counter(told)
    labels = (
        name if count[name] == 1 else person.email
        for name, person in zip(told, people, strict=True)
    )
    return ((label, person.email) for label, person in zip(labels, people, strict=True))


def _label(person: Person, how: str) -> str:
    if person.deleted:
        return person.email
    if how == "initials":
        return _initials(person)
    return (how == "names" and person.name) or _local(person.email)


def _local(email: str) -> str:
    return email.partition("@")[0] or email


def _initials(person: Person) -> str:
    words = re.split(r"[\s.@_+-]+", person.name or _local(person.email))
    return "".join(word[0].upper() for word in words if word)[:3] or "?"


def _distinct(labels: list[str]) -> list[str]:
    """The same, with a number where several would be called the same."""
    seen: Counter[str] = Counter()
    count = Counter(labels)
    found = []
    for label in labels:
        seen[label] += 1
        found.append(label if count[label] == 1 else f"{label}{seen[label]}")
    return found


def _colours(emails: Iterable[str]) -> dict[str, int]:
    """Everybody's own colour as long as there are enough, the same on every page if it is free."""
    found: dict[str, int] = {}
    for email in sorted(emails):
        wished = _hash(email)
        order = [(wished + step) % COLOURS for step in range(COLOURS)]
        free = (colour for colour in order if len(found) < COLOURS and colour not in found.values())
        found[email] = next(free, wished)
    return found


def _hash(email: str) -> int:
    return int.from_bytes(sha256(email.encode()).digest()[:4]) % COLOURS
