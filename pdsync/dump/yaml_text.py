"""YAML text of plain data, with comments: in lines, and in brackets where that is short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any, TypeAlias

from pdsync.source.edit import flow_text, scalar_text

Path: TypeAlias = tuple[str | int, ...]
Comments: TypeAlias = Mapping[Path, tuple[str, ...]]

_WIDTH = 100
_STEP = "  "


def yaml_text(data: Mapping[str, Any], comments: Comments, *, apart: int = 0) -> str:
    """Write a mapping, with each comment above what its path leads to.

    Empty lines stand between the parts of the outermost mappings, so many deep.
    """
    return "\n".join(_Writer(comments, apart).mapping(data, "", ())) + "\n"


class _Writer:
    """Writer of one document, that knows its comments."""

    def __init__(self, comments: Comments, apart: int) -> None:
        self._apart = apart
        self._comments = comments
        self._near: dict[Path, list[Path]] = {}
        for path in comments:
            for length in range(len(path) + 1):
                self._near.setdefault(path[:length], []).append(path)

    def mapping(self, data: Mapping[str, Any], indent: str, path: Path) -> Iterator[str]:
        """Write each field on lines of its own."""
        for place, (name, value) in enumerate(data.items()):
            if place and len(path) < self._apart:
                yield ""
            key = scalar_text(name)
            yield from self._field(f"{indent}{key}:", value, indent, (*path, name))

    def _field(self, start: str, value: Any, indent: str, path: Path) -> Iterator[str]:
        short = _on_one_line(value, len(start) + 1)
        yield from self._above(path, indent, deep=short is not None)
        if short is not None:
            yield f"{start} {short}"
        elif isinstance(value, str):
            yield f"{start} |-"
            yield from (f"{indent}{_STEP}{line}" if line else "" for line in value.split("\n"))
        else:
            yield start
            yield from self._inside(value, indent + _STEP, path)

    def _inside(self, value: Any, indent: str, path: Path) -> Iterator[str]:
        if isinstance(value, Mapping):
            yield from self.mapping(value, indent, path)
        else:
            for place, item in enumerate(value):
                yield from self._item(item, indent, (*path, place))

    def _item(self, value: Any, indent: str, path: Path) -> Iterator[str]:
        short = _item_on_one_line(value, len(indent) + len(_STEP))
        yield from self._above(path, indent, deep=short is not None)
        if short is not None:
            yield f"{indent}- {short}"
            return
        inner = indent + _STEP
        lines = list(self._inside(value, inner, path))
        first = next(place for place, line in enumerate(lines) if not line.lstrip().startswith("#"))
        yield from (f"{indent}{line[len(inner) :]}" for line in lines[:first])
        yield f"{indent}- {lines[first][len(inner) :]}"
        yield from lines[first + 1 :]

    def _above(self, path: Path, indent: str, *, deep: bool) -> Iterator[str]:
        """Write the comments on a path; those on what is inside of it as well, if it is `deep`."""
        meant = [other for other in self._near.get(path, ()) if other == path or deep]
        for sentence in dict.fromkeys(one for other in meant for one in self._comments[other]):
            yield from comment_lines(sentence, indent)


def comment_lines(sentence: str, indent: str = "") -> list[str]:
    """Write a sentence as comments."""
    start = f"{indent}# "
    # What is no printable character could end the line, and the comment with it.
    safe = "".join(one if one.isprintable() else " " for one in sentence)
    return wrap(
        safe,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=start,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _on_one_line(value: Any, column: int) -> str | None:
    """Return a value as it stands behind its name; None for what takes lines of its own."""
    if isinstance(value, Mapping) or _is_list(value):
        if not value:
            return flow_text(value)
        parts = value.values() if isinstance(value, Mapping) else value
        if _is_list(value) and any(isinstance(one, Mapping) and len(one) > 1 for one in parts):
            return None
        return _fitting(value, column) if all(map(_is_small, parts)) else None
    if isinstance(value, str) and "\n" in value and _fits_a_block(value):
        return None
    return scalar_text(value)


def _item_on_one_line(value: Any, column: int) -> str | None:
    if isinstance(value, Mapping) or _is_list(value):
        parts = value.values() if isinstance(value, Mapping) else value
        return _fitting(value, column) if all(map(_is_small, parts)) else None
    return scalar_text(value)


def _is_small(value: Any) -> bool:
    """Return True for a scalar, or a mapping of one scalar: a reference."""
    if isinstance(value, Mapping):
        return len(value) == 1 and all(map(_is_small, value.values()))
    return not _is_list(value) and "\n" not in str(value)


def _fitting(value: Any, column: int) -> str | None:
    text = flow_text(value)
    return text if not value or column + len(text) <= _WIDTH else None


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _fits_a_block(text: str) -> bool:
    """Return True if a text of several lines reads the same after `|-`."""
    lines = text.split("\n")
    is_plain = all(line.isprintable() and line == line.rstrip() for line in lines)
    return is_plain and bool(lines[-1]) and bool(lines[0]) and not lines[0].startswith(" ")
