"""Faces of people on a page: a name, initials and a steady colour for each. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field

from pdsync.diagnostics import Diagnostic, error
from pdsync.frozen import frozen
from pdsync.render._initials import initials_of
from pdsync.render.agenda.as_json import Names
from pdsync.render.page.colours import Colour, colours, colours_css
from pdsync.roster import UndecidedTopic

Explains = Callable[[UndecidedTopic], Diagnostic]
"""Says why something cannot be told, where that is written, and what to write there."""


@frozen
class Person:
    """Person behind a token; one who was `deleted` has no address: `email` says so instead."""

    email: str
    name: str | None = None
    deleted: bool = False


@frozen
class Face:
    """Face of a person: `label`, with `full` beside it where there is room, or `short`.

    `looks` is the class of elements that show them. Nobody is notified in place of one who was
    `deleted`, who looks like a gap.
    """

    label: str
    full: str
    short: str
    looks: str
    deleted: bool = False


def _reason(why: UndecidedTopic) -> Diagnostic:
    return error("undecided", Names().reason(why))


@frozen
class Faces:
    """The faces of everybody on a page, by token and by e-mail, and the names of all else.

    `colours` are those of their classes; `explains` says why it is not known who is on call.
    """

    known: Mapping[str, Face] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    colours: Mapping[str, Colour] = field(default_factory=dict)
    explains: Explains = _reason

    def of(self, token: str) -> Face:
        """Somebody's face; a stranger's shows what is known."""
        return self.known.get(token) or Face(token, token, token, "who")

    @property
    def css(self) -> str:
        """The rules for all classes that are somebody's looks."""
        return colours_css(self.colours)


Crews = Sequence[AbstractSet[str]]
"""Tokens of the people in each schedule, in the order of the page."""


def faces(
    people: Mapping[str, Person],
    how: str,
    names: Names,
    crews: Crews = (),
    explains: Explains = _reason,
) -> Faces:
    """The faces of people by token, shown as `names`, `emails` or `initials`."""
    by_email = {person.email: person for person in people.values()}
    emails = {token: person.email for token, person in people.items()}
    teams = [{emails[one] for one in crew if one in emails} for crew in crews]
    shown = dict(zip(by_email, _shown(list(by_email.values()), how), strict=True))
    looks = {email: f"p{number}" for number, email in enumerate(sorted(by_email))}
    found = {
        email: Face(*shown[email], "gap" if person.deleted else looks[email], person.deleted)
        for email, person in by_email.items()
    }
    by_token = {token: found[email] for token, email in emails.items()}
    coloured = colours(by_email, teams)
    colours_ = {looks[one]: coloured[one] for one in sorted(by_email)}
    return Faces(found | by_token, names, colours_, explains)


def _shown(people: list[Person], how: str) -> Iterable[tuple[str, str, str]]:
    """Return a label, all that is told and a short label of each; sharers have e-mails."""
    if how == "initials":
        return _in_letters(people)
    told = [_label(person, how) for person in people]
    count = Counter(told)
    labels = [
        name if count[name] == 1 else person.email
        for name, person in zip(told, people, strict=True)
    ]
    return zip(labels, [one.email for one in people], _short(labels, people), strict=True)


def _in_letters(people: list[Person]) -> Iterable[tuple[str, str, str]]:
    """Return the same in initials; an address is told only of those who share them."""
    letters = initials_of({one.email: one.name for one in people if not one.deleted})
    labels = {one.email: letters.get(one.email, one.email) for one in people}
    full = (email if " " in label else label for email, label in labels.items())
    return zip(labels.values(), full, labels.values(), strict=True)


def _short(labels: list[str], people: list[Person]) -> list[str]:
    """First names, with the letter of the next name where several share one."""
    words = [
        [label] if one.deleted or "@" in label else re.split(r"[\s.]+", label)
        for label, one in zip(labels, people, strict=True)
    ]
    firsts = Counter(one[0] for one in words)
    longer = [_longer(label, *one) for label, one in zip(labels, words, strict=True)]
    count = Counter(longer)
    return [
        one[0] if firsts[one[0]] == 1 else other if count[other] == 1 else label
        for one, other, label in zip(words, longer, labels, strict=True)
    ]


def _longer(label: str, first: str, *others: str) -> str:
    """`Ana S.`; of an address `ana.s`."""
    if not others:
        return first
    letter = others[0][:1]
    return f"{first} {letter}." if " " in label else f"{first}.{letter}"


def _label(person: Person, how: str) -> str:
    if person.deleted:
        return person.email
    return (how == "names" and person.name) or _local(person.email)


def _local(email: str) -> str:
    return email.partition("@")[0] or email
