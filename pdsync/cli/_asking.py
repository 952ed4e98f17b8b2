"""Rosters of the configuration or the account to ask, and the words for what they hold.

Prints nothing and answers nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from functools import cached_property

from pdsync.api import Client
from pdsync.cli._account import Reached
from pdsync.cli._other_kinds import a_kind, another_kind, several_called, title_of
from pdsync.cli._planning import loaded
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.terminal.findings import deleted_users, undecided, unkept_promises
from pdsync.cli.terminal.problems import BrokenConfiguration
from pdsync.diagnostics import Diagnostic
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.kinds import Resource, near_key
from pdsync.oncall import Span
from pdsync.reconcile import (
    Account,
    Verified,
    as_applied,
    gaps_of_account,
    not_all_listed,
    read_names,
    roster_of_config,
    topics_of_account,
    topics_of_config,
    verify,
)
from pdsync.reconcile.promised import Promised, unkept_by
from pdsync.render.agenda import Names
from pdsync.roster import (
    UNLISTED,
    AskedRange,
    Roster,
    Topic,
    UndecidedTopic,
    found,
    schedules_of,
    zone_of,
)
from pdsync.series import all_of, any_of
from pdsync.source import Config, Entry

_ONLY_LIVE = "it is not in this configuration; ask the account with --live"
_GONE = UNLISTED
_DELETED = "deleted user {}"
_KINDS = ("schedule", "escalation_policy", "service")


@frozen
class LiveAccount:
    """An account as far as it was read, and the way to read more of it."""

    reached: Reached
    account: Account

    @property
    def client(self) -> Client:
        """What reads it."""
        return self.reached.client

    @property
    def topics(self) -> tuple[Topic, ...]:
        """All that it has, with their pages if there are any."""
        found = topics_of_account(self.account)
        return found if self.reached.has_pages else tuple(replace(one, page=None) for one in found)


@frozen
class RosterSource:
    """A roster of the configuration or the account at `label`, and names for all that it has.

    It is asked at `now`.
    """

    roster: Roster
    topics: tuple[Topic, ...]
    label: str
    now: datetime
    people: Mapping[str, str] = field(default_factory=dict)
    live: LiveAccount | None = None
    config: Config | None = None

    @classmethod
    def of_config(cls, directory: str, now: datetime) -> RosterSource:
        """Open the configuration; raises BrokenConfiguration."""
        config = loaded(directory)
        label = f"{config.directory.rstrip('/')}/"
        roster, topics = roster_of_config(config), topics_of_config(config)
        return cls(roster, topics, label, now, config=config)

    @classmethod
    def of_account(cls, config: Config, reached: Reached, now: datetime) -> RosterSource:
        """Open the account, its schedules not read yet. The configuration gives the keys."""
        account = read_names(reached.client, config, now)
        live = LiveAccount(reached, account)
        return cls(account.roster, live.topics, reached.label, now, account.people, live)

    def knowing(self, topics: Iterable[Topic], since: datetime, until: datetime) -> RosterSource:
        """The same with the live schedules read that some topics need."""
        if self.live is None:
            return self
        client, account = self.live.client, self.live.account
        needed = [topic.token for topic in self.schedules(topics)]
        account = account.with_schedules(client, needed, since, until)
        live, people = replace(self.live, account=account), account.people
        return replace(self, live=live, roster=account.roster, topics=live.topics, people=people)

    @property
    def asked(self) -> LiveAccount:
        """The account, for what only an account can be asked; a bug where it is none."""
        assert self.live, "this roster is of the configuration"  # noqa: S101 - as it says
        return self.live

    @property
    def doubts(self) -> list[Diagnostic]:
        """A warning for each list of the account that may not be all there is."""
        return [*not_all_listed(self.live.account.snapshot.doubts)] if self.live else []

    def has_all(self, kind: str) -> bool:
        """Whether nothing of a kind is known to be missing in the account's list."""
        return not (self.live and self.live.account.snapshot.is_short(kind))

    def as_applied(self, entry: Entry, topic: Topic) -> Resource:
        """A schedule of the YAML as it is to be; over the live one, if the account is asked."""
        if self.live is None:
            return self.roster.resources["schedule"][topic.token]
        return as_applied(self.live.account, entry, topic.token)

    def verified(self, schedules: Iterable[str], weeks: int) -> tuple[Verified, ...]:
        """Some live schedules, compared with the account's own rendering."""
        return verify(self.live.client, self.live.account, schedules, weeks) if self.live else ()

    def schedules(self, topics: Iterable[Topic]) -> tuple[Topic, ...]:
        """The schedules that some topics are or use, each once."""
        needed = dict.fromkeys(one for topic in topics for one in schedules_of(self.roster, topic))
        return tuple(self._schedules[one] for one in needed if one in self._schedules)

    @cached_property
    def _schedules(self) -> Mapping[str, Topic]:
        return {topic.token: topic for topic in self.topics if topic.kind == "schedule"}

    @cached_property
    def names(self) -> Names:
        """Names of everything in the roster."""
        titles: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
        for topic in self.topics:
            titles[topic.kind][topic.token] = topic.title
        if self.live:
            return Names(self.people, titles, _GONE, _DELETED)
        return Names(self.people, titles, _ONLY_LIVE)

    def names_of(self, people: Iterable[str]) -> dict[str, str]:
        """Names by e-mail, as far as the account tells them; else empty."""
        users = self.live.account.snapshot.of("user") if self.live else {}
        return {
            self.names.person(one): users[one].name if one in users else ""
            for one in dict.fromkeys(people)
        }

    def problem(self, why: UndecidedTopic) -> PdsyncError:
        """Why something cannot be told, and what to do about it."""
        return BrokenConfiguration([self.finding(why)], self.texts)

    def finding(self, why: UndecidedTopic) -> Diagnostic:
        """The same, as a finding."""
        return undecided(why, self.names, self.config, self.now)

    def deleted(self, on_call: Iterable[tuple[Topic, str]]) -> list[Diagnostic]:
        """A warning for each deleted user among the people who are on call by some topics."""
        gone = ((topic, one) for topic, one in on_call if not self.roster.exists(one))
        return deleted_users(gone, self.names)

    def open_gaps(self, topics: Iterable[Topic]) -> list[Diagnostic]:
        """A warning for each gap that a run left open in the live schedules of some topics."""
        idents = (one.token for one in self.schedules(topics))
        return [*gaps_of_account(self.live.account, idents)] if self.live else []

    def unkept(
        self, asked: Mapping[Topic, AskedRange], person: str | None = None
    ) -> list[Diagnostic]:
        """A warning for each promise of some topics that is not kept in the range of each.

        With a `person`, by token, only of promises that they are concerned by then.
        """
        promised = self._promised
        if promised is None:
            return []
        spans = {
            (one.kind, one.token): Span(when.since, when.until or when.since)
            for one, when in asked.items()
        }
        return unkept_promises(
            unkept_by(promised, self.roster, spans, is_live=self.live is not None, person=person)
        )

    def promised_with(self, topics: Iterable[Topic]) -> list[Topic]:
        """The schedules that decide whether what some topics promise is kept."""
        asked = {(one.kind, one.token) for one in topics}
        tokens = self._promised.schedules(self.roster, asked) if self._promised else ()
        return [self._schedules[one] for one in tokens if one in self._schedules]

    @cached_property
    def _promised(self) -> Promised | None:
        """What the configuration promises of all this, if it can be read."""
        if self.written is None or self.written.is_broken:
            return None
        return Promised(self.written, self.topics, self.names.person)

    @property
    def texts(self) -> Mapping[str, str]:
        """The files that findings may point to, by name."""
        return self.written.texts if self.written else {}

    @property
    def as_written(self) -> dict[str, Resource]:
        """Everything that the YAML has of this, by token."""
        if self.written is None:
            return {}
        known = ((one, self.written.find(one.kind, one.key)) for one in self.topics if one.key)
        return {one.token: entry.resource for one, entry in known if entry}

    def find(self, words: Sequence[str]) -> tuple[Topic, ...]:
        """Find the topic that some words mean, all schedules for none; raises UsageProblem."""
        if not words:
            return tuple(topic for topic in self.topics if topic.kind == "schedule")
        return tuple(dict.fromkeys(self.one(word) for word in words))

    def one(self, word: str, kind: str | None = None) -> Topic:
        """The one thing of a kind, or of any, that a word means; raises UsageProblem."""
        before, colon, key = word.partition(":")
        if colon and before in _KINDS and kind in {None, before}:
            kind, word = before, key
        matches = found(self.topics, word, kind)
        if len(matches) == 1:
            return matches[0]
        raise _several(word, matches) if matches else self._unknown(word, kind)

    def _unknown(self, word: str, kind: str | None) -> UsageProblem:
        kinds = (kind,) if kind else _KINDS
        words = [topic.title for topic in self.topics if topic.kind in kinds]
        how = "write its key, its name or its id"
        advice = how if self.live else "write its key, or its name with --live"
        hint = another_kind(self.written, word, kinds, words) or self._elsewhere(word, kinds)
        guess = near_key(word, words)
        hint = hint or (f"did you mean {guess}?" if guess else advice)
        return UsageProblem(f"{self.label} has no {title_of(kinds)} '{word}'", hint=hint)

    def _elsewhere(self, word: str, kinds: Sequence[str]) -> str | None:
        """Advice for what only the account has, of another kind."""
        titles = sorted({a_kind(one.kind) for one in found(self.topics, word, None)})
        if not titles:
            return None
        return f"'{word}' is {all_of(titles)}: name a {title_of(kinds)}"

    @property
    def written(self) -> Config | None:
        """The configuration; beside an account, where there is one."""
        return self.live.account.config if self.live else self.config

    def zone(self, topic: Topic) -> str | None:
        """The clocks of a topic: a schedule's own, or its policy's."""
        zones = {token: one.time_zone for token, one in self._schedules.items()}
        return zone_of(self.roster, topic.kind, topic.token, zones)

    def zones(self, topics: Iterable[Topic]) -> tuple[str, ...]:
        """The clocks that some topics are on, those of most of them first."""
        return _most_first(map(self.zone, topics))


def _most_first(zones: Iterable[str | None]) -> tuple[str, ...]:
    """Each of those that are known once, the most frequent first, else by name."""
    count = Counter(zone for zone in zones if zone)
    return tuple(sorted(count, key=lambda zone: (-count[zone], zone)))


def _several(word: str, matches: Sequence[Topic]) -> UsageProblem:
    kinds = [topic.kind for topic in matches]
    if len(set(kinds)) < len(kinds):
        return several_called(word, matches)
    titles = all_of(map(a_kind, kinds))
    choices = any_of(f"{kind}:{word}" for kind in kinds)
    return UsageProblem(f"'{word}' is the key of {titles}", hint=f"write {choices}")
