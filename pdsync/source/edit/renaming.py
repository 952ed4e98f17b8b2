"""Another key for a resource, wherever it is written. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.changes import Add, Edit, Put, Remove, Rename
from pdsync.json_types import FieldPath
from pdsync.kinds import KINDS, Ref, below, map_refs, titled
from pdsync.source._config import Config, Entry
from pdsync.source._fields import edit_of, written_path
from pdsync.source.edit.proof import Edited, edited
from pdsync.source.edit.stretches import NotEditable


def renamed(config: Config, entry: Entry, key: str) -> Edited:
    """Give an entry another key, with `was:` for the next plan, in every reference as well.

    The key of something that is inside another is the part after the slash. Raises NotEditable
    where one of the places cannot be edited, or the files would mean anything else.
    """
    if entry.places.prefix == (entry.kind,):
        section = KINDS[entry.kind].section
        raise NotEditable(
            f"below `{entry.kind}:` at {entry.place} a key is made of the name",
            f"write it below `{section}:` as `{entry.key}:`, and run it again",
        )
    new = "/".join([*entry.key.split("/")[:-1], key])
    made = edited(config, [*_references(config, entry, new), *_key(entry, key)])
    _compare(config, made.after, entry, new)
    return made


def _references(config: Config, entry: Entry, new: str) -> Iterator[Edit]:
    for other in config.entries:
        for path, ref in other.refs:
            way = text_way(other, path, entry.kind)
            # What is inside of a service refers to it by its place, without a word.
            if ref == Ref(entry.kind, key=entry.key) and other.places.has(way):
                yield edit_of(other, Put((*other.places.prefix, *way), new))


def text_way(entry: Entry, path: FieldPath, kind: str) -> FieldPath:
    """The way to a key itself, in whichever form the reference to it is written."""
    written = written_path(type(entry.resource), entry.places, path)
    forms: tuple[FieldPath, ...] = ((kind, "key"), ("key",), (kind,))
    inside = [*forms, *((0, *form) for form in forms), (0,)]  # a list of one is read as the one
    ways = ((*written, *form) for form in inside)
    return next((way for way in ways if entry.places.has(way)), written)


def _key(entry: Entry, key: str) -> Iterator[Edit]:
    """Yield the edits of the key and of `was`, which stays where it was renamed before.

    A name that is the key, since none is written, is written: people know the resource by it.
    """
    way, was = entry.places.prefix, entry.resource.was
    old = entry.key.rpartition("/")[2]
    if getattr(entry.resource, "name", None) == old and not entry.places.has(("name",)):
        yield edit_of(entry, Add(way, old, name="name", before=0))
    if was is None:
        yield edit_of(entry, Add(way, old, name="was", before=0))
    elif was == key:
        yield edit_of(entry, Remove((*way, "was")))
    yield edit_of(entry, Rename(way, key))


def _compare(before: Config, after: Config, entry: Entry, new: str) -> None:
    """Raises for the first entry that means something else than a reference to the new key."""
    old = Ref(entry.kind, key=entry.key)

    def other(ref: Ref) -> Ref:
        return Ref(entry.kind, key=new) if ref == old else ref

    for one in before.entries:
        key = _after(one, entry, new)
        found = after.find(one.kind, key)
        expected = map_refs(one.resource, other)
        if one is entry and found:
            expected = expected.model_copy(update={"was": found.resource.was})
        if found is None or found.resource != expected:
            said = f"{titled(one.kind, one.key)} at {one.place}"
            raise NotEditable(f"{said} would mean something else")


def _after(one: Entry, entry: Entry, new: str) -> str:
    """The key that an entry has once another, which it may be inside of, has a new one."""
    if one is entry:
        return new
    is_of_it = one.kind in {kind.name for kind in below(entry.kind)}
    inside = is_of_it and one.key.startswith(f"{entry.key}/")
    return f"{new}{one.key.removeprefix(entry.key)}" if inside else one.key
