"""Risks of escalation paths: critical services that become slower or quieter, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pdsync.kinds import duration_words
from pdsync.reconcile.impact.path_change import PathChange
from pdsync.roster import SLOWER, Setback, SetbackKind, TargetToken, setbacks
from pdsync.series import all_of
from pdsync.units import HOUR

_LOW = "since low urgency does not escalate"


def path_risks(paths: Iterable[PathChange]) -> Iterator[str]:
    """Yield a sentence for the critical services of each path that gets worse."""
    for one in paths:
        found = setbacks(one.difference) if one.critical else ()
        if found:
            services = all_of(f"`{key}`" for key in one.critical)
            several = len(one.critical) > 1
            what = "; ".join(_words(setback, one) for setback in found)
            yield f"critical service{'s' * several} {services} {_worse(found, several)}: {what}"


def _worse(found: Sequence[Setback], several: bool) -> str:  # noqa: FBT001 - how many it is of
    """Say in a few words what becomes of them."""
    kinds = {one.kind for one in found}
    get, lose = ("get", "lose their") if several else ("gets", "loses its")
    ways = ["slower"] if kinds & SLOWER else []
    ways += ["quieter"] if kinds - SLOWER - {SetbackKind.REPEATS} else []
    verbs = [f"{get} {all_of(ways)}"] if ways else []
    if SetbackKind.REPEATS in kinds:
        gone = any(one.kind is SetbackKind.REPEATS and not one.new for one in found)
        verbs.append(f"{lose} repeats" if gone else f"{lose.split()[0]} repeats")
    return all_of(verbs)


def _words(one: Setback, path: PathChange) -> str:
    if one.kind in _OF_LEVELS:
        return _level_words(one, path.names)
    if one.kind is SetbackKind.REPEATS:
        return _repeat_words(path)
    if one.kind is SetbackKind.ACKNOWLEDGEMENT:
        after = f"after {_seconds(one.new)}" if one.new else "never"
        return f"an acknowledged incident notifies again {after}, not after {_seconds(one.old)}"
    if one.kind is SetbackKind.PAUSE:
        length = _seconds(one.new) if one.new else "some minutes"
        return f"an alert that may pass by itself waits {length} first"
    if one.kind is SetbackKind.DISABLED:
        return "disabled, without incidents"
    return f"wakes nobody, {_LOW}" if one.kind is SetbackKind.WAKES_NOBODY else _quiet_words(one)


_OF_LEVELS = {SetbackKind.LATER, SetbackKind.WOKEN_LATER, SetbackKind.UNREACHED}


def _level_words(one: Setback, names: Mapping[TargetToken, str]) -> str:
    targets = ", ".join(sorted(names[target] for target in one.targets))
    if one.kind is SetbackKind.WOKEN_LATER:
        return f"{targets} is notified {reached(one.new)}, not {reached(one.old)}"
    level = f"level {one.number} ({targets})"
    if one.kind is SetbackKind.UNREACHED:
        return f"{level} is never reached, was {reached(one.old)}"
    return f"{level} is reached {reached(one.new)}, not {reached(one.old)}"


def _repeat_words(path: PathChange) -> str:
    old, new = path.difference.old, path.difference.new
    repeats = f"{new.repeats or 'no'} {'repeat' if new.repeats == 1 else 'repeats'}"
    if old.given_up is None or new.given_up is None:
        return f"{repeats}, not {old.repeats}"
    return f"given up {reached(new.given_up)}, not {reached(old.given_up)}, with {repeats}"


def _quiet_words(one: Setback) -> str:
    if one.old is None or one.new is None or one.old == one.new:
        return f"wakes nobody at times when it did, {_LOW}"
    old, new = (f"{hours / HOUR:g} h" for hours in (one.old, one.new))
    return f"of high urgency {new} a week, not {old}"


def reached(minutes: int | None) -> str:
    """When a level is reached: `at once`, `after 1h 30m`."""
    return f"after {duration_words(60 * minutes)}" if minutes else "at once"


def _seconds(seconds: int | None) -> str:
    return duration_words(seconds or 0)
