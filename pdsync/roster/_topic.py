"""Topics of questions: schedules, policies and services, found by the words people use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from pdsync.frozen import frozen


@frozen
class TopicTeam:
    """A team of a topic. `key` is None for what is only in the account, `id` for what is not."""

    key: str | None
    name: str
    id: str | None = None

    @property
    def title(self) -> str:
        """Title of the team, for people."""
        return self.key or self.name


@frozen
class Topic:
    """A resource of a roster. `key` is None for what is only in the account, `id` for what is not.

    `time_zone` is a schedule's. `owner` is the stack and the key, as marks have them: other stacks
    may have the same key. `page` is its address in the account, None for one that is not https.
    `teams` of a service are its policy's.
    """

    kind: str
    token: str
    key: str | None
    name: str
    id: str | None = None
    time_zone: str | None = None
    owner: str | None = None
    page: str | None = None
    teams: tuple[TopicTeam, ...] = ()

    @property
    def title(self) -> str:
        """Title of the topic, for people."""
        return self.key or self.name


_T = TypeVar("_T", Topic, TopicTeam)


def teams_by_title(teams: Iterable[TopicTeam]) -> tuple[TopicTeam, ...]:
    """Sort by key or else name; by id where several are called the same."""
    return tuple(sorted(teams, key=lambda one: (one.title.casefold(), one.id or "")))


def found(topics: Iterable[Topic], word: str, kind: str | None) -> tuple[Topic, ...]:
    """Everything of a kind, or of all kinds, that is called this."""
    return called([one for one in topics if kind in {None, one.kind}], word)


def called(things: Iterable[_T], word: str) -> tuple[_T, ...]:
    """Everything that a word means: by key, else by id, by name, by name in another case."""
    known = tuple(things)
    ways: tuple[Callable[[_T], bool], ...] = (
        lambda one: one.key == word,
        lambda one: one.id == word,
        lambda one: one.name == word,
        lambda one: one.name.casefold() == word.casefold(),
    )
    each = (tuple(filter(way, known)) for way in ways)
    return next(filter(None, each), ())


def by_title(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Sort by key or else name: the same order for a configuration as for an account."""
    return tuple(sorted(topics, key=lambda one: (one.title.casefold(), one.token)))


def by_team(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Sort by teams, those without one last, and then by key or name."""

    def teams(topic: Topic) -> tuple[bool, list[str]]:
        return not topic.teams, [one.title.casefold() for one in topic.teams]

    return tuple(sorted(by_title(topics), key=teams))
