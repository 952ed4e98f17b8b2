"""Identity of entries: keys, names, ids and former keys, each used once. Offline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pdsync.diagnostics import Diagnostic, Related, error
from pdsync.json_types import FieldPath
from pdsync.kinds import KINDS
from pdsync.source._config import Entry
from pdsync.source._sections import Written


def distinct(written: Iterable[Written]) -> tuple[list[Written], list[Diagnostic]]:
    """Return the first entry of each key, and the problems of the others."""
    first: dict[tuple[str, str], Written] = {}
    problems = []
    for each in written:
        known = first.setdefault((each.kind.name, each.address), each)
        if known is not each:
            problems.append(_same_key(each, known))
    return list(first.values()), problems


def identity_problems(entries: Iterable[Entry]) -> Iterator[Diagnostic]:
    """Names, ids and former keys that two entries claim."""
    entries = list(entries)
    yield from _claimed_twice(entries, _name, ("name",), "duplicate-name")
    yield from _claimed_twice(entries, _id, ("id",), "duplicate-id")
    yield from _claimed_twice(entries, _former, ("was",), "invalid-was")
    yield from _living(entries)


def _claimed_twice(
    entries: list[Entry], claim: Callable[[Entry], str | None], path: FieldPath, rule: str
) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        claimed = claim(entry)
        if claimed is None:
            continue
        known = first.setdefault((entry.kind, claimed), entry)
        if known is not entry:
            yield _two_claims(entry, known, path, rule)


def _name(entry: Entry) -> str | None:
    name = entry.resource.name
    if not isinstance(name, str) or not name:
        return None
    if entry.resource.id and KINDS[entry.kind].names_repeat:
        return None  # its id says which of several it is
    return f"{_siblings(entry)}{folded_name(entry.kind, name)}"


def folded_name(kind: str, name: str) -> str:
    """A name as PagerDuty compares it, to see whether another resource of the kind has it."""
    # PagerDuty makes one space of several.
    plain = " ".join(name.split())
    # Where two may share a name, names that differ only in case are surely two.
    return plain if KINDS[kind].names_repeat else plain.casefold()


def _id(entry: Entry) -> str | None:
    return entry.resource.id


def _former(entry: Entry) -> str | None:
    was = entry.resource.was
    if was is None:
        return None
    return f"{_siblings(entry)}{was}"


def _siblings(entry: Entry) -> str:
    """Return the beginning of the addresses of all that live below the same parent."""
    return "".join(entry.key.rpartition("/")[:2])


def _living(entries: list[Entry]) -> Iterator[Diagnostic]:
    living = {(entry.kind, entry.key): entry for entry in entries}
    for entry in entries:
        former = _former(entry)
        other = living.get((entry.kind, former)) if former is not None else None
        if other is None:
            continue
        title = KINDS[entry.kind].title
        place = entry.places.value(("was",))
        if other is entry:
            message = f"`{entry.resource.was}` is what this {title} is called now"
            yield error("invalid-was", message, help="remove `was:`", place=place)
        else:
            yield error(
                "invalid-was",
                f"the {title} `{entry.resource.was}` is still in the configuration",
                help="`was:` is the key that this one had before: remove it, or the other entry",
                place=place,
                related=(Related(f"the {title} `{entry.resource.was}`", other.place),),
            )


def _same_key(again: Written, first: Written) -> Diagnostic:
    return error(
        "duplicate-key",
        f"the {again.kind.title} `{again.key}` is written twice",
        help="keep one of the two, or give one another key",
        place=again.places.key(),
        related=(Related("first written here", first.places.key()),),
    )


def _two_claims(entry: Entry, first: Entry, path: FieldPath, rule: str) -> Diagnostic:
    title = KINDS[entry.kind].title
    field = path[0]
    claimed = getattr(entry.resource, str(field))
    words = {
        "name": (f"two entries describe the {title} '{claimed}'", "give one of them another name"),
        "id": (f"two entries have the id {claimed}", "keep it where it belongs"),
        "was": (
            f"two entries say that they were `{claimed}`",
            "keep `was:` on the one that continues it",
        ),
    }
    message, how = words[str(field)]
    return error(
        rule,
        message,
        help=how,
        place=entry.places.value(path),
        related=(Related("the other one", first.places.value(path)),),
    )
