"""Values as YAML text: what may stand without quotes, and what others would take for a number."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import yaml

from pdsync.kinds import Plain
from pdsync.on_demand import regex

_RESOLVER: Any = yaml.resolver.Resolver()
_STR = "tag:yaml.org,2002:str"
_AROUND = 6
"""Events of a stream, a document and one collection: two each."""
_DIGIT = regex(r"[-+.]?\d")


def scalar_text(value: Any, style: str = "", *, flow: bool = False) -> str:
    """Write a scalar in a style: "" without quotes where those who read it see the same text.

    `Plain` stands for what means a number, a time or a day, and gets no quotes; a clock time gets
    them all the same, because YAML 1.1 reads 12:30 as 750.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and _may_be_bare(value, text, flow=flow):
        return text
    return "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))


def _escaped(character: str) -> str:
    """Return a character as it stands in double quotes: YAML takes none that cannot be seen."""
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < _PLANE else f"\\U{code:08x}"


_PLANE = 0x10000


def _may_be_bare(value: Any, text: str, *, flow: bool) -> bool:
    if not _reads_as_written(text, flow=flow):
        return False
    resolved = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    if isinstance(value, Plain | int):
        return resolved == _STR or ":" not in text or "-" in text
    return bool(resolved == _STR) and not _DIGIT.match(text)


_WORDS = regex(r"[A-Za-z0-9][\w./@()+-]*(?: [\w./@()+-]+)*", re.ASCII)
"""Texts that are surely one scalar, as most are: to ask the parser takes far longer."""


@lru_cache(maxsize=10_000)
def _reads_as_written(text: str, *, flow: bool) -> bool:
    """Return True if a text without quotes is one scalar that reads as the same text."""
    if _WORDS.fullmatch(text):
        return True
    around = f"[{text}]" if flow else f"a: {text}"
    try:
        events = list(yaml.parse(around, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return False
    scalars = [one.value for one in events if isinstance(one, yaml.ScalarEvent)]
    expected = [text] if flow else ["a", text]
    return scalars == expected and len(events) == len(expected) + _AROUND


def flow_text(value: Any) -> str:
    """Write a value on one line, lists and mappings in brackets."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{scalar_text(k, flow=True)}: {flow_text(v)}" for k, v in value.items())
        return f"{{{inside}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(flow_text, value))}]"
    return scalar_text(value, flow=True)
