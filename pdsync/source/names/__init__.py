"""Names that a configuration has, for completion: of a broken one too. Understands no field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pdsync.frozen import frozen
from pdsync.on_demand import regex
from pdsync.source._files import read_files, repository_of
from pdsync.source._sections import OWN_RULES, Setting, Written, parts
from pdsync.source.text.characters import decoded
from pdsync.source.text.parse import read

_HANDLE = regex(r"[^@\s]+@[^@\s]+\.[^@\s]+")


__all__ = ["WrittenNames", "names_in"]


@frozen
class WrittenNames:
    """Kinds with their keys, e-mails, each as often as it is written; what `rules:` names."""

    keys: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


def names_in(directory: Path) -> WrittenNames:
    """Return what can be read of the names in a directory; none where there is none."""
    if not directory.is_dir():
        return WrittenNames()
    files = read_files(directory, repository_of(directory))
    texts = ((name, *decoded(raw, name)) for name, raw in files.contents.items())
    readable = (read(text, name) for name, text, problem in texts if problem is None)
    documents = [document for one in readable for document in one.documents]
    written = [part for one in documents for part in parts(one, in_settings=False)]
    keys = [
        (one.kind.name, one.address)
        for one in written
        if isinstance(one, Written) and one.sound and one.kind.managed
    ]
    people = [text for one in documents for text in _texts(one.data) if _HANDLE.fullmatch(text)]
    rules = [
        name
        for one in written
        if isinstance(one, Setting) and one.name == OWN_RULES and isinstance(one.value, dict)
        for name in one.value
    ]
    return WrittenNames(tuple(keys), tuple(people), tuple(rules))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
    elif isinstance(data, str):
        yield data
