"""Words that name something of another kind than asked for, or several: what to write. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from pdsync.cli.arguments.words import UsageProblem
from pdsync.kinds import KINDS
from pdsync.roster import Topic
from pdsync.series import all_of, any_of
from pdsync.source import Config

_MOST = 12
"""Names that a message lists: among more nobody would look for the one that is meant."""
_THING = {"user": "person"}


def another_kind(
    config: Config | None, word: str, kinds: Collection[str], known: Iterable[str]
) -> str | None:
    """Return the advice for a word that the configuration has for another kind, else None.

    Listed are those of the `known` that have to do with it, else all of them.
    """
    before, _, key = word.rpartition(":")
    found = [
        entry
        for entry in (config.entries if config else ())
        if entry.kind not in kinds
        and before in {"", entry.kind}
        and key.casefold() in {entry.key.casefold(), str(entry.resource.name).casefold()}
    ]
    if not found:
        return None
    words, ours = [*dict.fromkeys(known)], [(entry.kind, entry.key) for entry in found]
    which = _related(config, ours, kinds, words) or words
    titles = all_of(dict.fromkeys(a_kind(entry.kind) for entry in found))
    return f"'{key}' is {titles}: name a {title_of(kinds)}{_such_as(which)}"


def _related(
    config: Config | None,
    given: Collection[tuple[str, str]],
    kinds: Collection[str],
    known: list[str],
) -> list[str]:
    """Return those of the known keys that are one reference away, or else two."""
    near = set(given)
    for _ in range(2):
        near |= {*_neighbours(config, near)}
        if which := [one for one in known if any((kind, one) in near for kind in kinds)]:
            return which
    return []


def _neighbours(
    config: Config | None, given: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield what some things refer to, and what refers to them."""
    for entry in config.keyed.entries if config else ():
        refs = {(ref.kind, ref.key) for _, ref in entry.refs if ref.key}
        if (entry.kind, entry.key) in given:
            yield from refs
        elif not refs.isdisjoint(given):
            yield entry.kind, entry.key


def _such_as(keys: list[str]) -> str:
    if not keys or len(keys) > _MOST:
        return ""
    return f", such as {any_of(keys)}"


def a_kind(kind: str) -> str:
    """`a service`, `an escalation policy`."""
    article = "an" if kind[0] in "aeio" else "a"
    return f"{article} {title_of((kind,))}"


def title_of(kinds: Iterable[str]) -> str:
    """One kind, or any of several, as people call it: `schedule or service`."""
    return any_of([_THING.get(one, KINDS[one].title) for one in kinds])


def several_called(word: str, found: Sequence[Topic]) -> UsageProblem:
    """Name everything that a word means, with its id: `Web (P1) and WEB (P2)`."""
    named = all_of(f"{one.name} ({one.id or one.title})" for one in found)
    choices = any_of(one.id or one.title for one in found)
    return UsageProblem(f"'{word}' is the name of several: {named}", hint=f"write {choices}")
