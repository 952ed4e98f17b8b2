"""Two models of one resource into field changes. Pure; the only module that knows deepdiff."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from functools import cache, reduce
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdsync.frozen import frozen, replace
from pdsync.kinds import Duration, Item, Model, Ref
from pdsync.reconcile._model import FieldChange
from pdsync.reconcile.plan.merge import compared, metadata, own_fields
from pdsync.stamps import zone_stamp


@frozen
class ValueWords:
    """Words for values: references by `label`, instants in the zone they live in."""

    label: Callable[[Ref], str]
    zone: tzinfo = UTC

    def of(self, resource: Model) -> ValueWords:
        """The same words for a resource that has a time zone of its own."""
        return replace(self, zone=_zone(getattr(resource, "time_zone", None)) or self.zone)

    def instant(self, when: datetime) -> str:
        """RFC 3339 with the zone's offset."""
        return zone_stamp(when, self.zone)


def _zone(name: Any) -> tzinfo | None:
    try:
        return ZoneInfo(name) if isinstance(name, str) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # A live schedule may be in a zone that this machine does not know.
        return None


@frozen
class _At:
    """A place in the body: the pointer in the new one, and that in the old one."""

    new: str = ""
    old: str = ""

    def __truediv__(self, step: str | int) -> _At:
        return self.step(step, step)

    def step(self, new: str | int, old: str | int) -> _At:
        """Return the place of a part that has another name or number in the old body."""
        return _At(f"{self.new}/{new}", f"{self.old}/{old}")

    def change(self, old: Any, new: Any, unit: str | None = None) -> FieldChange:
        """Return the change of the value here."""
        elsewhere = self.old if self.old != self.new else None
        return FieldChange(self.new, old, new, unit=unit, old_path=elsewhere)


def changed_fields(live: Model, merged: Model) -> frozenset[str]:
    """The top-level fields of `merged` that differ from `live`."""
    if merged is live:
        return frozenset()
    return frozenset(
        field for field in compared(merged) if not _same(_get(live, field), _get(merged, field))
    )


def field_changes(live: Model, merged: Model, words: ValueWords) -> tuple[FieldChange, ...]:
    """Every leaf that differs, as people read it, in the model's order."""
    return tuple(_in_model(live, merged, _At(), words.of(merged)))


def created_fields(resource: Model, words: ValueWords) -> tuple[FieldChange, ...]:
    """Every field of a new resource, as a change from nothing."""
    local = words.of(resource)
    return tuple(
        FieldChange(
            f"/{resource.names_of(field)[0]}",
            None,
            plain(getattr(resource, field), local),
            unit=_unit(resource, field),
        )
        for field in compared(resource)
        if field != "name"
    )


def _in_model(live: Model, merged: Model, at: _At, words: ValueWords) -> Iterator[FieldChange]:
    live, merged = live.shown, merged.shown
    for field in compared(merged):
        old, new = _get(live, field), _get(merged, field)
        if not _same(old, new):
            name = merged.names_of(field)[0]
            found = _in_value(old, new, at / name, words, _unit(merged, field))
            was, now = (model.handoff_of(field, words.zone) for model in (live, merged))
            told = (was, now) if was and now else None
            yield from (replace(one, handoff=told) for one in found) if told else found


def _in_value(
    old: Any, new: Any, at: _At, words: ValueWords, unit: str | None
) -> Iterator[FieldChange]:
    if isinstance(old, Model) and type(old) is type(new):
        yield from _in_model(old, new, at, words)
    elif _has_items(old) or _has_items(new):
        yield from _in_items(tuple(old or ()), tuple(new or ()), at, words)
    else:
        yield from _in_plain(plain(old, words), plain(new, words), at, unit)


def _in_items(
    old: Sequence[Any], new: Sequence[Any], at: _At, words: ValueWords
) -> Iterator[FieldChange]:
    origin = [_index_of(old, item) for item in new]
    moved = _moved(origin)
    for index, (item, was) in enumerate(zip(new, origin, strict=True)):
        if was is None:
            yield FieldChange(f"{at.new}/{index}", None, plain(item, words))
            continue
        here = at.step(index, was)
        if index in moved:
            before, after = plain(old[was], words), plain(item, words)
            yield FieldChange(here.new, before, after, moved_from=here.old)
        who = words.label(item.person) if item.person else None
        whose = tuple(map(words.label, item.whose))
        for found in _in_model(old[was], item, here, words):
            yield replace(found, who=who, whose=whose) if who or whose else found
    for index in sorted(set(range(len(old))) - set(origin)):
        yield FieldChange(f"{at.new}/{index}", plain(old[index], words), None)


def _index_of(old: Sequence[Any], item: Any) -> int | None:
    """Return the index of the live item that a merged one was laid over: they share its JSON."""
    if isinstance(item, Item) and item.wire:
        for index, other in enumerate(old):
            if isinstance(other, Item) and other.wire is item.wire:
                return index
    return None


def _moved(origin: Sequence[int | None]) -> set[int]:
    """The items that changed places: those outside the longest run that kept its order."""
    kept = _longest_increasing([was for was in origin if was is not None])
    return {index for index, was in enumerate(origin) if was is not None and was not in kept}


def _longest_increasing(numbers: Sequence[int]) -> set[int]:
    tails: list[int] = []
    runs: list[list[int]] = []
    for number in numbers:
        at = bisect_left(tails, number)
        run = [*(runs[at - 1] if at else ()), number]
        tails[at : at + 1], runs[at : at + 1] = [number], [run]
    return set(runs[-1]) if runs else set()


def _in_plain(old: Any, new: Any, at: _At, unit: str | None) -> Iterator[FieldChange]:
    if old == new:
        return
    if not (isinstance(old, dict) and isinstance(new, dict)):
        yield at.change(old, new, unit)
        return
    yield from _in_json(old, new, at)


def _in_json(old: dict[str, Any], new: dict[str, Any], at: _At) -> Iterator[FieldChange]:
    # Imported late: it costs a third of the start-up time, and most plans need it never.
    from deepdiff import DeepDiff, extract

    def value(tree: Any, where: str) -> Any:
        try:
            return extract(tree, where)  # type: ignore[no-untyped-call]  # deepdiff is half typed
        except (KeyError, IndexError, TypeError, AttributeError):
            return None

    found = DeepDiff(old, new, view="tree", verbose_level=0)
    wheres = {
        (change.path(), tuple(change.path(output_format="list")))
        for changes in found.values()
        for change in changes
    }
    for where, steps in sorted(wheres, key=str):
        here = reduce(_At.__truediv__, map(_escaped, steps), at)
        yield here.change(value(old, where), value(new, where))


def extra_changes(wanted: Mapping[str, Any], live: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields passed through `extra:` that differ from the live JSON."""
    return tuple(
        change
        for name, value in wanted.items()
        for change in _in_plain(live.get(name), value, _At() / "extra" / _escaped(name), None)
    )


def _escaped(step: Any) -> str:
    """One step of a JSON Pointer (RFC 6901)."""
    return str(step).replace("~", "~0").replace("/", "~1")


_JSON = (str, int, float)


def plain(value: Any, words: ValueWords) -> Any:
    """A value as JSON for people: references by name, instants in RFC 3339."""
    if value is None or isinstance(value, _JSON):
        return value
    if isinstance(value, Ref):
        return words.label(value)
    if isinstance(value, Model):
        shown = value.shown
        known, written = vars(shown), shown.model_fields_set
        # Within a structure, null and absent mean the same to PagerDuty.
        return {
            name: plain(known[field], words)
            for field, name in _named_fields(type(shown))
            if field in written and known[field] is not None
        }
    if isinstance(value, tuple | list):
        return [plain(child, words) for child in value]
    if isinstance(value, Mapping):
        return {name: plain(child, words) for name, child in value.items()}
    return words.instant(value) if isinstance(value, datetime) else str(value)


@cache
def _named_fields(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """Return the fields that are sent or compared, in order, each with its name for people."""
    own = own_fields(model)
    return tuple((one, model.names_of(one)[0]) for one in model.model_fields if one not in own)


def _same(old: Any, new: Any) -> bool:
    return bool(old == new)


def _get(model: Model, field: str) -> Any:
    """A live field; None when the API did not return it."""
    return getattr(model, field, None)


def _has_items(value: Any) -> bool:
    """Return True for a list of items that are compared one by one."""
    return isinstance(value, tuple) and any(
        isinstance(item, Item) and not item.compared_whole for item in value
    )


def _unit(model: Model, field: str) -> str | None:
    return _units(type(model)).get(field)


@cache
def _units(model: type[Model]) -> dict[str, str]:
    return {
        name: one.unit
        for name, info in model.model_fields.items()
        for one in metadata(info.annotation, *info.metadata)
        if isinstance(one, Duration)
    }


def fingerprint(resource: Model) -> str:
    """A hash of what a model says, equal for equal resources."""
    text = json.dumps(plain(resource, ValueWords(str)), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
