"""Duties of one person as `pdsync.who/1`, from which the text is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pdsync.frozen import frozen
from pdsync.json_types import FieldPath, Json
from pdsync.kinds import EscalationPolicy
from pdsync.render._formats import WHO, made_by, place_json
from pdsync.render.agenda.as_json import Names, overrides_json, span_json, topic_json
from pdsync.roster import Duties, Identity, Level, Naming, Spans, Topic


@frozen
class _Words:
    """Names of what duties hold, by kind and token."""

    topics: Mapping[tuple[str, str], Topic]
    names: Names
    duties: Duties

    def head(self, kind: str, token: str) -> Json:
        return topic_json(self.topics[kind, token])

    def spans(self, kind: str, one: Spans, name: str) -> Json:
        topic = self.topics[kind, one.token]
        zone = topic.time_zone or "Etc/UTC"
        undecided = self.names.topic(one.undecided) if one.undecided else None
        times = (
            []
            if one.undecided
            else [
                span_json(span, zone) | overrides_json(span, one.overrides, zone, self.names)
                for span in one.spans
            ]
        )
        return topic_json(topic) | {"time_zone": zone, name: times, "undecided": undecided}

    def services(self, policy: str) -> list[str]:
        found = self.duties.roster.services_of(policy)
        return sorted((self.names.of("service", one) for one in found), key=str.casefold)

    def in_order(self, kind: str, found: Iterable[Spans]) -> list[Spans]:
        """Sort by key or name: the same order for a configuration as for an account."""
        return sorted(found, key=lambda one: self.topics[kind, one.token].title.casefold())

    def schedules(self, found: Iterable[Spans], name: str) -> list[Json]:
        """Times of schedules, those under `name`."""
        ordered = self.in_order("schedule", found)
        return [self.spans("schedule", one, name) for one in ordered]

    def levels(self) -> list[Level]:
        """The levels that are theirs alone, by policy."""
        return sorted(
            self.duties.alone,
            key=lambda one: (self.names.of("escalation_policy", one.policy).casefold(), one.number),
        )


def who_json(
    who: Identity,
    duties: Duties,
    topics: Iterable[Topic],
    names: Names,
    named: Sequence[Naming],
) -> Json:
    """Return where a person is named, their turns, and what is theirs alone."""
    words = _Words({(one.kind, one.token): one for one in topics}, names, duties)
    return {
        **made_by(WHO),
        "person": {"email": who.email, "name": who.name, "id": who.id},
        "since": duties.range.start.isoformat(),
        "until": duties.range.end.isoformat(),
        "places": [_place(one) for one in named],
        "turns": words.schedules(duties.turns, "entries"),
        "levels": [_level(one, words) for one in words.levels()],
        "uncovered": {
            "schedules": words.schedules(duties.bare_schedules, "gaps"),
            "escalation_policies": [
                _policy(one, words)
                for one in words.in_order("escalation_policy", duties.bare_policies)
            ],
        },
    }


def _policy(one: Spans, words: _Words) -> Json:
    found = words.spans("escalation_policy", one, "gaps")
    return found | {"services": words.services(one.token)}


def _level(level: Level, words: _Words) -> Json:
    names = words.names
    policy = words.duties.roster.resources["escalation_policy"][level.policy]
    count = len(policy.escalation_rules) if isinstance(policy, EscalationPolicy) else 0
    schedules = [names.of("schedule", one) for one in level.schedules]
    return {
        "escalation_policy": words.head("escalation_policy", level.policy),
        "level": level.number,
        "of": count,
        "targets": [*schedules, *map(names.person, level.people)],
        "services": words.services(level.policy),
    }


def _place(one: Naming) -> Json:
    return {
        "kind": one.entry.kind,
        "key": one.entry.key,
        "within": _within(one),
        "place": place_json(one.place),
    }


def _within(one: Naming) -> str | None:
    """Name the part of an entry: `level 2`, `layer Weekly, anchor`."""
    parts = [*_item(one), *(["anchor"] if "anchor" in one.path else [])]
    return ", ".join(parts) or None


_ITEMS = {"escalation_rules": "level", "layers": "layer", "rotations": "rotation"}


def _item(one: Naming) -> list[str]:
    path: FieldPath = one.path
    if len(path) < 2 or path[0] not in _ITEMS or not isinstance(path[1], int):  # noqa: PLR2004 - a list and its item
        return []
    item = getattr(one.entry.resource, str(path[0]))[path[1]]
    name = getattr(item, "name", None)
    return [f"{_ITEMS[str(path[0])]} {name or path[1] + 1}"]
