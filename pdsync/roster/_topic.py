"""Topics of questions: schedules, policies and services, found by the words people use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class TopicTeam:
    """A team of a topic. `key` is None for what is only in the account, `id` for what is not."""

    key: str | None
    name: str
    id: str | None = None

    @property
    def title(self) -> str:
        """Title of the team, for people."""
        return self.key or self.name

    def is_called(self, word: str) -> bool:
        """Return True if it is meant by a word: its key, its name or its id."""
        return word in {self.key, self.id} or self.name.casefold() == word.casefold()


@dataclass(frozen=True)
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


def teams_by_title(teams: Iterable[TopicTeam]) -> tuple[TopicTeam, ...]:
    """Sort by key or else name; by id where several are called the same."""
    return tuple(sorted(teams, key=lambda one: (one.title.casefold(), one.id or "")))


def found(topics: Iterable[Topic], word: str, kind: str | None) -> tuple[Topic, ...]:
    """Everything of a kind, or of all kinds, that is called this: by key, else by name or id."""
    asked = [one for one in topics if kind in {None, one.kind}]
    by_key = tuple(one for one in asked if one.key == word)
    return by_key or tuple(
        one for one in asked if one.id == word or one.name.casefold() == word.casefold()
    )


def by_title(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Sort by key or else name: the same order for a configuration as for an account."""
    return tuple(sorted(topics, key=lambda one: (one.title.casefold(), one.token)))


def by_team(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Sort by teams, those without one last, and then by key or name."""

    def teams(topic: Topic) -> tuple[bool, list[str]]:
        return not topic.teams, [one.title.casefold() for one in topic.teams]

    return tuple(sorted(by_title(topics), key=teams))
