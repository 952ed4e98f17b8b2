"""Values of options and arguments, by what their help calls them: keys, people, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.arguments.words import OneOf
from pdsync.frozen import frozen
from pdsync.on_demand import regex

if TYPE_CHECKING:
    from pdsync.source.names import WrittenNames

_WORDS = regex(r"[a-z]+(\|[a-z]+)+")
FILES = "files"
DIRECTORIES = "directories"


@frozen
class Candidate:
    """A word, and what it is."""

    word: str
    about: str = ""


@frozen
class Offer:
    """All that the current word may become; `files` leaves it to the shell to name them."""

    words: tuple[Candidate, ...] = ()
    files: str = ""


@frozen
class _Asked:
    """The parameter, what is written of its value, and the configuration."""

    param: click.Parameter
    current: str
    directory: str

    @property
    def names(self) -> WrittenNames:
        from pdsync.source.names import names_in

        return names_in(Path(self.directory).expanduser())


def offer(
    ctx: click.Context, param: click.Parameter, current: str, given: Mapping[str, str]
) -> Offer:
    """Return what a value may be."""
    metavar = param.make_metavar(ctx).strip("[].")
    if isinstance(param.type, OneOf):
        return _words(param.type.words)
    if _WORDS.fullmatch(metavar):
        return _words(metavar.split("|"))
    directory = given.get("directory") or _directory(ctx)
    found = KNOWN.get(metavar, _nothing)(_Asked(param, current, directory))
    return found if isinstance(found, Offer) else _words(found)


def _directory(ctx: click.Context) -> str:
    """Return the configuration's directory by the environment, or by default."""
    param = next((one for one in ctx.command.params if one.name == "directory"), None)
    if param is None:
        return "policies"
    return str(param.value_from_envvar(ctx) or param.get_default(ctx))


def _words(words: Iterable[str]) -> Offer:
    return Offer(tuple(Candidate(one) for one in words))


def _nothing(_: _Asked) -> Offer:
    return Offer()


def _files(_: _Asked) -> Offer:
    return Offer(files=FILES)


def _directories(_: _Asked) -> Offer:
    return Offer(files=DIRECTORIES)


def _kinds_and_keys(asked: _Asked) -> Iterator[str]:
    """Kinds first; the keys of one when its colon is there."""
    kind, colon, _ = asked.current.partition(":")
    if colon:
        return (f"{kind}:{key}" for key in _of(asked.names, kind))
    kinds = dict.fromkeys(kind for kind, _ in asked.names.keys)
    alone = kinds if "[" in str(asked.param.metavar) else ()
    return iter((*alone, *(f"{one}:" for one in kinds)))


def _keys(*kinds: str) -> Callable[[_Asked], Iterator[str]]:
    def found(asked: _Asked) -> Iterator[str]:
        kind, colon, _ = asked.current.partition(":")
        if colon and kind in kinds:
            return (f"{kind}:{key}" for key in _of(asked.names, kind))
        names = asked.names
        return (key for one in kinds for key in _of(names, one))

    return found


def _of(names: WrittenNames, kind: str) -> list[str]:
    return [key for one, key in names.keys if one == kind]


def _key(asked: _Asked) -> Iterator[str]:
    alone = asked.param.name if asked.param.name in {"team", "service"} else None
    return _keys(*((alone,) if alone else ("schedule", "escalation_policy", "service")))(asked)


def _people(asked: _Asked) -> tuple[str, ...]:
    return asked.names.people


def _zones(_: _Asked) -> list[str]:
    from zoneinfo import available_timezones

    return sorted(available_timezones())


def _names(asked: _Asked) -> Iterable[str]:
    """Names of rules, or keys that a page may be about: names of new things are people's own."""
    if asked.param.name in {"runbook", "post_mortem", "game_day"}:
        return _of(asked.names, "service")
    return _rules(asked) if asked.param.name == "explain" else ()


def _rules(asked: _Asked) -> tuple[str, ...]:
    from pdsync.lint import all_rules, can_name_own_rule, explained

    return (*all_rules(), *explained(), *filter(can_name_own_rule, asked.names.rules))


KNOWN: Mapping[str, Callable[[_Asked], Offer | Iterable[str]]] = {
    "DIR": _directories,
    "E-MAIL": _people,
    "FILE": _files,
    "KEY": _key,
    "KIND:KEY": _kinds_and_keys,
    "KIND:OLD": _kinds_and_keys,
    "KIND[:KEY": _kinds_and_keys,
    "NAME": _names,
    "PLAN": _files,
    "SCHEDULE": _keys("schedule"),
    "SERVICE": _keys("service"),
    "ZONE": _zones,
    **dict.fromkeys(
        (
            *("DATE", "DAY", "LENGTH", "M", "MS", "N", "NEW", "REF", "SEED", "SUBDOMAIN"),
            *("T", "TIME", "URL"),
        ),
        _nothing,
    ),
    "KIND[:NAME": _nothing,  # the account's, which is not asked
}
"""By the word of the help, without the brackets around it."""
