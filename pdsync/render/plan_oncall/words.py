"""Times, people and cover in a plan's words. Pure; arranges no lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.kinds import duration_words
from pdsync.render._escape import visible
from pdsync.render._service_words import service_part
from pdsync.render._times import DASH, time_words, year_of
from pdsync.render.agenda.marked import by_override
from pdsync.stamps import read_stamp
from pdsync.units import DAY, WEEK

_YEAR = 365.25


@frozen
class PlanRange:
    """The range that a plan was asked about, and when what replaces running events takes over."""

    since: str
    until: str
    soon: str | None = None

    @property
    def words(self) -> str:
        """Length of the range: `4 weeks`, `30 days`."""
        length = read_stamp(self.until) - read_stamp(self.since)
        seconds, days = int(length.total_seconds()), length.days
        if seconds % DAY or (not seconds % WEEK and seconds > WEEK):
            return duration_words(seconds)
        years = -int(-days // _YEAR)
        if days in {int(years * _YEAR), years * 365}:
            return f"{years} years" if years > 1 else "year"
        return f"{days:,} days" if days > 1 else "day"

    def span(self, change: Json) -> str:
        """Return when: `Mon 2 Mar 09:00 - Mon 9 Mar 09:00`, or `from Mon 2 Mar 09:00 on`."""
        begins_now, ends = is_same(change["start"], self.since), end_of(change)
        start = self.at(change["start"])
        if ends is None:
            return "from now on" if begins_now else f"from {start} on"
        end = self.at(ends)
        if begins_now:
            return f"now {DASH} {end}"
        if change["start"][:10] == ends[:10]:
            end = end.rpartition(" ")[2]
        return f"{start} {DASH} {end}"

    def at(self, text: str) -> str:
        """A time, with its year unless that is the present one."""
        return time_words(text, year_of(self.since))


def end_of(change: Json) -> str | None:
    """Return the end of a change, past the range too; None if it goes on for a year or more."""
    ends: str | None = change.get("ends", change["end"])
    return ends


def is_same(one: str, other: str) -> bool:
    """Return True if two texts are the same instant."""
    return read_stamp(one) == read_stamp(other)


def people(names: Sequence[str]) -> str:
    """Return the people on call, in one text."""
    return visible(", ".join(names)) or "nobody"


def override_words(override: Json) -> str:
    """Say whose an override is, and what becomes of it: `daniel (by override, for ana) stays`."""
    return " ".join(override_sides(override))


def override_sides(override: Json) -> tuple[str, str]:
    """Say the same in two cells, before and after: `daniel (by override, for ana)`, `stays`."""
    who = by_override(override["user"] or "nobody", override["hours_of"]["before"])
    becomes = "alone" if override["alone"] else override["becomes"]
    whom = f", then for {people(override['hours_of']['after'])}" if _passes_on(override) else ""
    return visible(who), f"{_BECOMES[becomes]}{whom}"


def override_tone(override: Json) -> str:
    """Return the tone of one: what does not stand in for the same people should be looked at."""
    is_same = override["becomes"] == "stays" and not _passes_on(override)
    return "" if is_same else "yellow"


def _passes_on(override: Json) -> bool:
    """Return True if it stays, and comes to have the hours of others."""
    owners = override["hours_of"]
    return bool(override["becomes"] == "stays" and owners["before"] != owners["after"])


_BECOMES = {
    "stays": "stays",
    "goes": "goes",
    "moot": "has no effect any more",
    "alone": "stands in for nobody any more",
}


def coverage_words(row: Json) -> str:
    """Say how well it is covered in the long run, and how well it was if that differs."""
    old, new = (_covered(row["coverage"][side]) for side in ("before", "after"))
    if not old or not new:
        return new or (f"{old} before" if old else "")
    if old == new:
        return new if new == _ALWAYS else f"{new}, as before"
    before = "never uncovered before" if old == _ALWAYS else f"{old} before"
    return f"{before}, {new} after"


_ALWAYS = "always covered"


def _covered(coverage: Json | None) -> str:
    if coverage is None:
        return ""
    if coverage["always"]:
        return _ALWAYS if coverage["proven"] else "covered for the next ten years"
    weekly = coverage["weekly_seconds"]
    if weekly == WEEK:
        return "nobody on call in the long run"
    return f"{_hours(weekly)} a week uncovered" if weekly else "not always covered"


def _hours(seconds: int) -> str:
    """A part of a week in hours: `8 h`, `60 h`, `1 h 30 min`."""
    hours, minutes = divmod(seconds // 60, 60)
    parts = [*([f"{hours} h"] if hours else []), *([f"{minutes} min"] if minutes else [])]
    return " ".join(parts) or "less than a minute"


_FIELDS = {
    "escalation_policy": "policy",
    "status": "status",
    "incident_urgency_rule": "urgency",
    "support_hours": "support hours",
}


def unknown_words(why: Json) -> str:
    """Why it cannot be told who is on call: of which schedule or policy, and the reason."""
    kind = next(name for name in ("schedule", "escalation_policy") if name in why)
    return f"{kind.replace('_', ' ')} {why[kind]}: {why['reason']}"


def detail_words(detail: Json) -> str:
    """A field of a service that changes: `urgency high → low`."""
    old, new = (_value(detail[side]) for side in ("old", "new"))
    return f"{_FIELDS[detail['name']]} {old} → {new}"


def _value(value: Any) -> str:
    if not isinstance(value, dict):
        return visible(str(value or "none"))
    return service_part(value) or visible(str(value.get("urgency", "high")))
