"""Exceptions and thin places among services that were proved, the most serious first, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.oncall import Span
from pdsync.render.agenda.as_json import Names, span_json
from pdsync.roster import Level, ServiceProof, Topic
from pdsync.units import A_MINUTE

NOBODY, PAUSE, UNKNOWN, DELETED = "nobody", "pause", "unknown", "deleted"
ALONE, EMPTY, PROVED, DISABLED = "alone", "empty", "proved", "disabled"
_ORDER = (NOBODY, PAUSE, UNKNOWN, DELETED, ALONE, EMPTY, PROVED, DISABLED)
_WEEK = timedelta(weeks=1)
_HOUR = timedelta(hours=1)


@frozen
class Asked:
    """Terms of a proof: its range, and how soon somebody must be assigned."""

    range: Span
    within: timedelta

    def often(self, spans: Sequence[Span], zone: str) -> Json:
        """How much of the range some times are, and the first of them."""
        total = sum((one.end - one.start for one in spans), timedelta())
        length = self.range.end - self.range.start
        first = spans[0]
        return {
            "hours_per_week": round(total / length * (_WEEK / _HOUR), 1),
            "times": len(spans),
            "first": span_json(first, zone),
            "time_zone": zone,
            "always": total == length,
        }


def findings_json(
    found: Iterable[ServiceProof],
    topics: Mapping[str, Topic],
    zones: Mapping[str, str],
    names: Names,
    asked: Asked,
) -> list[Json]:
    """Each thing that is to be known, once, with the services that it is about."""
    groups: dict[str, Json] = {}
    for proof in found:
        for one in _of_service(proof, zones[proof.service], names, asked):
            group = groups.setdefault(repr(one), {**one, "services": []})
            group["services"].append(topics[proof.service].title)
    return sorted(
        groups.values(),
        key=lambda one: (_ORDER.index(one["kind"]), -one.get("hours_per_week", 0)),
    )


def _of_service(one: ServiceProof, zone: str, names: Names, asked: Asked) -> Iterator[Json]:
    if one.disabled:
        yield {"kind": DISABLED}
        return
    if one.undecided:
        yield {"kind": UNKNOWN, "undecided": names.topic(one.undecided)}
        return
    wait = one.wait // A_MINUTE
    serious = [*_nobody(one, zone, names, asked)]
    if one.wait > asked.within:
        within = asked.within // A_MINUTE
        serious.append({"kind": PAUSE, "wait_minutes": wait, "within_minutes": within})
    thin = [*_thin(one, zone, names, asked)]
    yield from (*serious, *thin)
    if not serious and not thin:
        yield {"kind": PROVED, "wait_minutes": wait}


def _nobody(one: ServiceProof, zone: str, names: Names, asked: Asked) -> Iterator[Json]:
    """What is nobody's: times, or else the turns of deleted users that others cover."""
    policy = one.policy and names.of("escalation_policy", one.policy)
    gone = [names.person(person) for person in one.deleted]
    if one.gaps:
        often = asked.often(one.gaps, zone)
        yield {"kind": NOBODY, "escalation_policy": policy, "users": gone, **often}
    elif gone:
        yield {"kind": DELETED, "escalation_policy": policy, "users": gone}


def _thin(one: ServiceProof, zone: str, names: Names, asked: Asked) -> Iterator[Json]:
    policy = one.policy and names.of("escalation_policy", one.policy)
    if one.thin.alone:
        users = [names.person(person) for person in one.thin.people]
        often = asked.often(one.thin.alone, zone)
        yield {"kind": ALONE, "escalation_policy": policy, "users": users, **often}
    for empty in one.thin.empty:
        yield {
            "kind": EMPTY,
            "escalation_policy": policy,
            **_level(empty.level, names),
            "others": [_level(level, names) for level in empty.others],
            **asked.often(empty.spans, zone),
        }


def _level(level: Level, names: Names) -> Json:
    schedules = [names.of("schedule", one) for one in level.schedules]
    return {"level": level.number, "targets": [*schedules, *map(names.person, level.people)]}
