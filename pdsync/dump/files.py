"""Files of a dump: one for each team, what is shared apart, and the settings. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pdsync.dump.entries import DumpEntry
from pdsync.dump.keys import key_of, unique
from pdsync.dump.yaml_text import Path, comment_lines, yaml_text
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Collection

SETTINGS = "pdsync.yaml"
_SHARED = "shared"
_LARGEST = 1_000_000
"""Characters of a file: a longer one is split."""


@frozen
class Placed:
    """Entry with all that is nested in it, and the id of its team; None if it has not one alone."""

    entry: DumpEntry
    inside: tuple[DumpEntry, ...]
    team: str | None


def file_names(teams: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return the file of each team; `teams` are ids and keys."""
    wanted = [(ident, key_of(key, ident.lower())) for ident, key in teams]
    return unique(wanted, taken=("pdsync", _SHARED))


def files_of(placed: Iterable[Placed], names: Mapping[str, str], account: str) -> dict[str, str]:
    """Return the text of each file by its name."""
    by_file: dict[str, list[Placed]] = {}
    for one in placed:
        by_file.setdefault(names.get(str(one.team), _SHARED), []).append(one)
    return {
        name: text
        for stem, parts in sorted(by_file.items())
        for name, text in _split(stem, parts, account)
    }


def _split(stem: str, parts: list[Placed], account: str) -> Iterator[tuple[str, str]]:
    """Yield one file, or several where one would be too long."""
    text = _text(parts, account)
    if len(text) <= _LARGEST or len(parts) == 1:
        yield f"{stem}.yaml", text
        return
    share = -(-len(parts) * _LARGEST // len(text))
    for number, first in enumerate(range(0, len(parts), share), start=1):
        yield f"{stem}.{number}.yaml", _text(parts[first : first + share], account)


def _text(parts: list[Placed], account: str) -> str:
    sections: dict[str, dict[str, Any]] = {}
    comments: dict[Path, tuple[str, ...]] = {}
    for kind in _in_order():
        for one in parts:
            if one.entry.live.kind.name == kind and one.entry.body is not None:
                path = (KINDS[kind].section, one.entry.key)
                sections.setdefault(path[0], {})[path[1]] = _body(one)
                comments |= _comments(one, path)
    lines = comment_lines(account)
    return "\n".join([*lines, "", yaml_text(sections, comments, apart=2)])


def _in_order() -> list[str]:
    return [one.name for one in KINDS.values() if isinstance(one.endpoint, Collection)]


def _body(placed: Placed) -> dict[str, Any]:
    body = dict(placed.entry.body or {})
    for one in placed.inside:
        kind = one.live.kind
        if one.body is None:
            continue
        if kind.endpoint.keyed:
            body.setdefault(kind.section, {})[_own(one)] = one.body
        else:
            body[kind.section] = one.body
    return body


def _own(entry: DumpEntry) -> str:
    return entry.key.rpartition("/")[2]


def _comments(placed: Placed, path: Path) -> dict[Path, tuple[str, ...]]:
    found = {(*path, *inner): said for inner, said in placed.entry.comments.items()}
    for one in placed.inside:
        kind = one.live.kind
        at = (*path, kind.section, *((_own(one),) if kind.endpoint.keyed else ()))
        found |= {(*at, *inner): said for inner, said in one.comments.items()}
    return found


def settings_text(stack: str, account: str | None) -> str:
    """Return the text of the settings."""
    named = {"stack": stack} | ({"account": account} if account else {})
    return yaml_text(named, {})
