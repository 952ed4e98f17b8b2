"""Makes changes of files, and proves that they are made and nothing else is. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pdsync.changes import Add, Change, Comment, Edit, Put, Remove
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.source._config import Config
from pdsync.source._load import load_texts
from pdsync.source.edit.changed_data import after
from pdsync.source.edit.outline import Outline, outline
from pdsync.source.edit.splices import splices
from pdsync.source.edit.stretches import NotEditable, Splice, spliced
from pdsync.source.text.document import Alias, Reading
from pdsync.source.text.parse import read


@frozen
class Edited:
    """The configuration as it was read, and with some edits made; `comments` went with them."""

    before: Config
    after: Config
    comments: tuple[str, ...]

    @property
    def files(self) -> dict[str, str]:
        """The new texts of the files that change, by name."""
        return self.after.texts_unlike(self.before)


def edited(config: Config, edits: Iterable[Edit]) -> Edited:
    """Make some edits and read all files again; raises NotEditable if more changes than is meant.

    Each document says what it said with the change made, every alias stands for what it stood for,
    and there is no error that was not there. All other text stays byte for byte, and every comment
    but those of what is taken away.
    """
    new: dict[str, str] = {}
    comments: list[str] = []
    by_file: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_file[edit.file].append(edit)
    for name, several in by_file.items():
        new[name] = config.texts[name]
        for run in _runs(several):
            new[name], gone = changed(new[name], run)
            comments += gone
    whole = load_texts({**config.texts, **new}, directory=config.directory)
    _compare_problems(load_texts(config.texts, directory=config.directory), whole)
    return Edited(config, replace(whole, pages=config.pages), tuple(comments))


def _runs(edits: Sequence[Edit]) -> Iterator[Sequence[Edit]]:
    """Yield edits that can be made at once: other values, or removals far from each other."""
    run: list[Edit] = []
    for edit in edits:
        if run and not _go_together(run, edit):
            yield run
            run = []
        run.append(edit)
    if run:
        yield run


def _go_together(run: Sequence[Edit], edit: Edit) -> bool:
    """Return True if an edit moves nothing of what those of a run are about, nor they of it."""
    if isinstance(edit.change, Put | Comment):
        return all(type(one.change) is type(edit.change) for one in run)
    if not isinstance(edit.change, Remove) or not isinstance(run[0].change, Remove):
        return False
    return all(_are_apart(_way(edit), _way(one)) for one in run)


def _way(edit: Edit) -> FieldPath:
    return (edit.document, *edit.change.path)


def _are_apart(one: FieldPath, other: FieldPath) -> bool:
    """Return True if neither is inside of the list or mapping that the other is in."""
    around, beside = one[:-1], other[:-1]
    return other[: len(around)] != around and one[: len(beside)] != beside


class Stretches:
    """Stretches of a text that changes of it replace, each found without what others do."""

    def __init__(self, text: str, file: str) -> None:
        self._outline = outline(text, file)
        self._aliases = read(text, file).aliases
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def of(self, document: int, change: Change) -> list[Splice]:
        """Find what a change takes away and puts there; raises NotEditable with the reason."""
        return splices(self._outline, document, change, self._aliases)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def changed(text: str, edits: Sequence[Edit]) -> tuple[str, list[str]]:
    """Return a text with some edits made at once, and the comments that went with them.

    Raises NotEditable with the reason if one cannot be made, or disturbs anything else.
    """
    file = edits[0].file
    before, whole = read(text, file), outline(text, file)
    made = [
        splice
        for one in edits
        for splice in splices(whole, one.document, one.change, before.aliases)
    ]
    new = spliced(text, made)
    now = read(new, file)
    _compare_aliases(before.aliases, whole, made)
    gone = [words for offset, words in whole.comments if _is_in(offset, made)]
    if before.whole and not now.whole:
        raise NotEditable("the file could not be read any more")
    if now.whole:
        _compare(before, now, edits)
        kept = Counter(words for _, words in whole.comments) - Counter(gone)
        kept += Counter(one.change.new for one in edits if isinstance(one.change, Comment))
        del kept[""]
        if kept != Counter(words for _, words in outline(new, file).comments):
            raise NotEditable("a comment would be lost")
    return new, gone


def _compare(before: Reading, now: Reading, edits: Sequence[Edit]) -> None:
    expected = [one.data for one in before.documents]
    for edit in edits:
        expected[edit.document] = after(expected[edit.document], edit.change)
    new = [one.change.value for one in edits if isinstance(one.change, Put | Add)]
    found = [one.data for one in now.documents]
    way = next(_differences(expected, found, new), None)
    if way is None:
        return
    document, *path = way
    place = before.documents[document].places.value(tuple(path))
    name = f"`{'.'.join(map(str, path))}`" if path else "the document"
    raise NotEditable(f"{name} at {place} would read otherwise")


def _differences(expected: Any, found: Any, new: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the ways to what is not the same, quotes included but for those of the new values."""
    if any(expected is one for one in new) and _is_told(expected, found):
        return
    if isinstance(expected, dict) and isinstance(found, dict) and [*expected] == [*found]:
        for name, one in expected.items():
            yield from ((name, *way) for way in _differences(one, found[name], new))
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for index, pair in enumerate(zip(expected, found, strict=True)):
            yield from ((index, *way) for way in _differences(*pair, new))
    elif type(expected) is not type(found) or expected != found:
        yield ()


def _is_told(new: Any, found: Any) -> bool:
    """Return True if a new value is what is read, but for the line break that ends a block."""
    if isinstance(new, str) and isinstance(found, str):
        return new.rstrip("\n") == found.rstrip("\n")
    return bool(_told(new) == _told(found))


def _told(value: Any) -> Any:
    """Return a value as all text, in which form it is read."""
    if isinstance(value, dict):
        return {str(name): _told(child) for name, child in value.items()}
    if isinstance(value, list):
        return [_told(child) for child in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _is_in(offset: int, made: Sequence[Splice]) -> bool:
    return any(one.start <= offset < one.end for one in made)


def _compare_aliases(aliases: Iterable[Alias], whole: Outline, made: Sequence[Splice]) -> None:
    """Raises for the first alias that stays, of something in the lines that go."""
    for one in aliases:
        if _is_in(whole.offset(one.anchor), made) and not _is_in(whole.offset(one.place), made):
            raise NotEditable(
                f"`*{one.name}` at {one.place} stands for `&{one.name}`, which is written in the "
                "lines that go",
                f"write what `*{one.name}` stands for in a place that stays, such as "
                f"`x-{one.name}: &{one.name} …` at the top, under a name used once",
            )


def _compare_problems(before: Config, now: Config) -> None:
    """Raises for the first error that was not there; of a broken file nothing else can be said."""
    known = Counter((one.rule, one.message) for one in before.problems)
    for problem in now.problems:
        known[problem.rule, problem.message] -= 1
        if problem.is_error and known[problem.rule, problem.message] < 0:
            where = f" ({problem.place})" if problem.place else ""
            raise NotEditable(f"the edited file could not be read back: {problem.message}{where}")
