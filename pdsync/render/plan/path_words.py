"""Escalation paths before and after a plan in words: what differs, in minutes. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pdsync.json_types import Json
from pdsync.kinds import duration_words
from pdsync.render._counts import counted, listed_few
from pdsync.render._escape import visible
from pdsync.render._layout import Row, width
from pdsync.render._service_words import service_part
from pdsync.series import any_of

_FEW = 4
_LABEL = "path"
_GAP = 3
_BETWEEN = " · "
_TIMEOUTS = {
    *("services", "critical", "levels"),
    *("acknowledgement_timeout", "auto_resolve_timeout"),
}
_BEFORE = "resolves itself before it is given up"
_LOW = "low urgency does not escalate"
_MANY = ("never", "once", "twice")
_SEVERE = "severity_based"


def path_rows(change: Json, columns: int) -> tuple[Row, ...]:
    """What a change does to escalation paths, a row for each line."""
    rows: list[Row] = []
    for path in change.get("paths", ()):
        of_service = change["kind"] == "service"
        parts = list(_differences(path, of_service=of_service))
        lines = _packed(parts, columns - len(_LABEL) - _GAP)
        if lines and path["services"] and not of_service:
            lines = [_services(path["services"]), *lines]
        rows += [Row("" if number else _LABEL, line) for number, line in enumerate(lines)]
    return tuple(rows)


def says_more(change: Json) -> bool:
    """Return True if its paths say more than the timeouts, which its fields say as well."""
    paths = change.get("paths", ())
    return any(one["levels"] or one.keys() - _TIMEOUTS for one in paths)


def _packed(parts: Sequence[str], columns: int) -> list[str]:
    """Parts in as few lines as they fit into whole."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{_BETWEEN}{part}" if lines else ""
        if lines and width(longer) <= columns:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _differences(path: Json, *, of_service: bool) -> Iterator[str]:
    """Yield what differs; who is notified is told of a service alone, where no field tells it."""
    if "disabled" in path:
        yield "makes no incidents" if path["disabled"]["new"] else "makes incidents again"
    if not any(_is_quiet(path, side) for side in ("old", "new")):
        told = [one for one in path["levels"] if of_service or _is_timed(one)]
        yield from map(_level, told)
        yield from _ends(path)
    yield from _timeouts(path)
    if "urgency" in path:
        yield from _urgency(path["urgency"])


def _is_quiet(path: Json, side: str) -> bool:
    """Return True if urgency is what nobody is woken for any more, or was until now."""
    return "urgency" in path and _wakes_nobody(path["urgency"][side])


def _wakes_nobody(urgency: Json) -> bool:
    return bool(urgency["during"] == urgency["outside"] == "low" and not urgency["raised"])


def _is_timed(pair: Json) -> bool:
    """Return True if its number or its minutes differ, and not only whom it notifies."""
    old, new = pair["old"], pair["new"]
    return not (old and new) or any(old[name] != new[name] for name in ("level", "after"))


def _services(keys: Sequence[str]) -> str:
    return f"{counted(len(keys), 'service')} ({visible(listed_few(keys, _FEW))})"


def _level(pair: Json) -> str:
    """One level before and after: `level 2 (platform, security): after 5m → after 30m`."""
    old, new = pair["old"], pair["new"]
    one = new or old
    if not (old and new):
        come = "new," if new else "gone, was"
        return f"level {one['level']} ({_targets(one)}): {come} {_reached(one)}"
    targets = _arrow(_targets(old), _targets(new))
    whose = f" ({targets})" if targets else ""
    number = _arrow(str(old["level"]), str(new["level"]))
    return f"level {number}{whose}: {_arrow(_reached(old), _reached(new))}"


def _targets(level: Json) -> str:
    return visible(", ".join(level["targets"]))


def _reached(level: Json) -> str:
    return f"after {_minutes(level['after'])}" if level["after"] else "at once"


def _arrow(old: str, new: str) -> str:
    return new if old == new else f"{old} → {new}"


def _minutes(minutes: int) -> str:
    return duration_words(60 * minutes)


def _ends(path: Json) -> Iterator[str]:
    if "given_up" in path:
        old, new = path["given_up"]["old"], path["given_up"]["new"]
        if old is None or new is None:
            words = (f"given up after {_minutes(one)}" if one else _BEFORE for one in (old, new))
            yield " → ".join(words)
        else:
            yield f"given up after {_minutes(old)} → {_minutes(new)}"
    if "repeats" in path:
        yield f"repeats {_times(path['repeats']['old'])} → {_times(path['repeats']['new'])}"


def _times(number: int) -> str:
    return _MANY[number] if number < len(_MANY) else f"{number} times"


def _timeouts(path: Json) -> Iterator[str]:
    if "acknowledgement_timeout" in path:
        yield f"acknowledged, notifies again {_after(path['acknowledgement_timeout'])}"
    if "auto_resolve_timeout" in path:
        yield f"resolves itself {_after(path['auto_resolve_timeout'])}"
    if "pause" in path:
        sides = (path["pause"][side] for side in ("old", "new"))
        words = ("not" if one is None else _pause(one) for one in sides)
        yield f"alerts that may pass by themselves wait: {' → '.join(words)}"


def _pause(seconds: int) -> str:
    return duration_words(seconds) if seconds else "some minutes"


def _after(sides: Json) -> str:
    old, new = (duration_words(one) if one else None for one in (sides["old"], sides["new"]))
    if old and new:
        return f"after {old} → {new}"
    return f"after {old} → never" if old else f"never → after {new}"


def _urgency(sides: Json) -> Iterator[str]:
    """Yield when nobody is woken any more, or that somebody is again, and a change of the hours."""
    old, new = sides["old"], sides["new"]
    during, outside = new["during"], new["outside"]
    if old["hours"] and new["hours"] and old["hours"] != new["hours"]:
        yield f"support hours {_other_hours(old['hours'], new['hours'])}"
    if _wakes_nobody(new):
        yield f"wakes nobody: {_LOW}"
    elif "low" in {during, outside}:
        yield f"{_quiet_hours(new)} wakes nobody{_until(new)}: {_LOW}"
    if _SEVERE in {during, outside}:
        yield f"alerts below error wake nobody: {_LOW}"
    if during == outside == "high":
        yield "escalates at all hours"


def _quiet_hours(urgency: Json) -> str:
    hours = _hours(urgency["hours"])
    where = "outside" if urgency["during"] != "low" else "in"
    return "always" if urgency["outside"] == urgency["during"] else f"{where} {hours}"


def _other_hours(old: Json, new: Json) -> str:
    """Return hours before and after; their time zone once where it is the same."""
    before, zone = _hours(old), f" {old.get('time_zone', '')}"
    if old.get("time_zone") == new.get("time_zone"):
        before = before.removesuffix(zone)
    return f"{before} → {_hours(new)}"


def _until(urgency: Json) -> str:
    return f" until support hours {_moments(urgency)}" if urgency["raised"] else ""


def _moments(urgency: Json) -> str:
    return any_of(one.removeprefix("support_hours_") for one in urgency["raised"])


def _hours(hours: Json | None) -> str:
    return (service_part(hours) if hours else None) or "support hours that are not known"
