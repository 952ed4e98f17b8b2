"""Anchors of a file that nothing refers to. Reads text; reports nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from pdsync.diagnostics import Place
from pdsync.on_demand import regex
from pdsync.source.text.broken import without_version
from pdsync.source.text.parse import LOADER

_ANCHOR = regex(r"(?:^|[\s\[{,:-])&[^\s,\[\]{}]", re.MULTILINE)


def unused_anchors(text: str, file: str) -> Iterator[tuple[str, Place]]:
    """Yield the anchors that no alias of their document stands for; of broken YAML nothing."""
    if _ANCHOR.search(text) is None:
        return
    try:
        yield from _unused(text, file)
    except yaml.YAMLError:
        return


def _unused(text: str, file: str) -> Iterator[tuple[str, Place]]:
    waiting: dict[str, Place] = {}
    for event in iter(LOADER(without_version(text)).get_event, None):
        name = str(getattr(event, "anchor", None) or "")
        if isinstance(event, yaml.DocumentEndEvent):
            yield from waiting.items()
            waiting = {}
        elif isinstance(event, yaml.AliasEvent):
            waiting.pop(name, None)
        elif name:
            if name in waiting:
                yield name, waiting[name]
            waiting[name] = _place(event, name, file)


def _place(event: Any, name: str, file: str) -> Place:
    mark = event.start_mark
    return Place(file, mark.line + 1, mark.column + 1, len(name) + 1)
