"""Proves that an edit of files changes what it is meant to change, and nothing else. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from pdsync.diagnostics import Place
from pdsync.json_types import FieldPath
from pdsync.source._config import Config, Places
from pdsync.source._load import load_texts
from pdsync.source.edit.lines import Edit, with_edits
from pdsync.source.text.document import Alias, Document, Reading
from pdsync.source.text.parse import read

Moved = Callable[[Place | None], Place | None]
"""Where something stands after the edits; None where its line gave way."""

Meant = Collection[tuple[str, FieldPath]]
"""The values that may change: by file, and by the path that leads to them."""


BY_HAND = "make the edit by hand"
_EMPTY = Document(None, Places(lambda: ({(): Place("", 0, 0)}, {})))


class Disturbs(Exception):
    """Something else would read otherwise; `reason` is a sentence, `hint` what to write first."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


@dataclass(frozen=True)
class Edited:
    """The configuration as it was read, and with some edits made."""

    before: Config
    after: Config

    @property
    def files(self) -> dict[str, str]:
        """The new texts of the files that change, by name."""
        old = self.before.texts
        return {name: text for name, text in self.after.texts.items() if old.get(name) != text}


def edited(config: Config, edits: Sequence[Edit], meant: Meant) -> Edited:
    """Make some edits and read all files again; raises Disturbs if more changes than is meant.

    All other values are the same and stand where they stood, as far as lines before them moved;
    every alias stands for what it stood for; and there is no error that was not there.
    """
    by_file: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_file[edit.file].append(edit)
    new = {
        name: with_edits(config.texts.get(name, ""), several) for name, several in by_file.items()
    }
    moved = _moved(by_file)
    for name in by_file.keys() & config.texts.keys():
        free = {path for file, path in meant if file == name}
        _compare(read(config.texts[name], name), read(new[name], name), moved, free)
    before = load_texts(config.texts, directory=config.directory)
    after = load_texts({**config.texts, **new}, directory=config.directory)
    _compare_problems(before, after)
    return Edited(config, after)


def _moved(edits: Mapping[str, Sequence[Edit]]) -> Moved:
    def moved(span: Place | None) -> Place | None:
        if span is None:
            return None
        line, by = span.line - 1, 0
        for edit in edits.get(span.file, ()):
            if edit.start <= line < edit.end:
                return None
            if edit.end <= line:
                by += len(edit.lines) - (edit.end - edit.start)
        return Place(span.file, span.line + by, span.column, span.width)

    return moved


def _compare(old: Reading, new: Reading, moved: Moved, free: Collection[FieldPath]) -> None:
    if not new.whole:
        return  # the problems say why
    _compare_aliases(old.aliases, new.aliases, moved)
    for one, other in zip_longest(old.documents, new.documents, fillvalue=_EMPTY):
        ours, theirs = (dict(_values(each.data or {}, (), free)) for each in (one, other))
        for path in dict.fromkeys((*ours, *theirs)):
            place = (one if path in ours else other).places.value(path)
            if ours.get(path, ...) != theirs.get(path, ...):
                raise _reads_otherwise(path, place)
            stays = moved(place) or other.places.value(path)
            if isinstance(ours[path], tuple) and stays != other.places.value(path):
                raise _reads_otherwise(path, place)


def _values(
    data: Any, path: FieldPath, free: Collection[FieldPath]
) -> Iterator[tuple[FieldPath, object]]:
    """Every value by its path, but those that may change; text in quotes is another than without.

    Of lists the length, and of mappings that they are ones.
    """
    if path in free:
        return
    if isinstance(data, dict):
        yield path, dict
    else:
        yield path, len(data) if isinstance(data, list) else (type(data), data)
    for step, child in _inside(data):
        yield from _values(child, (*path, step), free)


def _inside(data: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(data, dict):
        return data.items()
    return enumerate(data) if isinstance(data, list) else ()


def _compare_aliases(old: Iterable[Alias], new: Iterable[Alias], moved: Moved) -> None:
    """Raises for the first alias on a line that stays and would stand for something else."""
    after = {one.place: one for one in new}
    for alias in old:
        place = moved(alias.place)
        if place is None:
            continue
        now = after.get(place)
        if now is None:
            raise _of_nothing(alias)
        if moved(alias.anchor) != now.anchor:
            raise _of_another(alias, now.anchor)
        if alias.value != now.value:
            raise _of_a_part(alias)


def _compare_problems(before: Config, after: Config) -> None:
    """Raises for the first error that was not there; of a broken file nothing else can be said."""
    known = Counter((one.rule, one.message) for one in before.problems)
    for problem in after.problems:
        known[problem.rule, problem.message] -= 1
        if problem.is_error and known[problem.rule, problem.message] < 0:
            where = f" ({problem.place})" if problem.place else ""
            reason = f"the edited file could not be read back: {problem.message}{where}"
            raise Disturbs(reason, BY_HAND)


def _reads_otherwise(path: FieldPath, place: Place) -> Disturbs:
    name = ".".join(map(str, path))
    return Disturbs(f"`{name}` at {place} would read otherwise", BY_HAND)


def _of_nothing(alias: Alias) -> Disturbs:
    return Disturbs(
        f"`*{alias.name}` at {alias.place} would stand for nothing: `&{alias.name}` is written in "
        "the lines that go",
        _elsewhere(alias),
    )


def _of_another(alias: Alias, other: Place) -> Disturbs:
    return Disturbs(
        f"`*{alias.name}` at {alias.place} would stand for what is called `&{alias.name}` at "
        f"{other}: the one it stands for is written in the lines that go",
        _elsewhere(alias),
    )


def _elsewhere(alias: Alias) -> str:
    return (
        f"write what `*{alias.name}` stands for in a place that stays, such as "
        f"`x-{alias.name}: &{alias.name} …` at the top, under a name used once"
    )


def _of_a_part(alias: Alias) -> Disturbs:
    return Disturbs(
        f"`*{alias.name}` at {alias.place} stands for something that these lines are a part of, "
        "and would change with them",
        f"write out there what `*{alias.name}` stands for",
    )
