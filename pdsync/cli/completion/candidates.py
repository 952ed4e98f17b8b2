"""Candidates for the word that is being written: commands, options, and what they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import click

from pdsync.cli.completion.values import Candidate, Offer, offer


@dataclass
class _Given:
    """What the words before the cursor say."""

    options: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    arguments: int = 0
    is_ended: bool = False


def candidates(group: click.Group, ctx: click.Context, words: Sequence[str], current: str) -> Offer:
    """Return what the current word may become, after the words that follow `pdsync`."""
    at = next((n for n, word in enumerate(words) if not word.startswith("-")), None)
    if at is None:
        return _begun(group, ctx, current)
    command = group.get_command(ctx, words[at])
    if command is None:
        return Offer()
    inner = click.Context(
        command, parent=ctx, info_name=words[at], resilient_parsing=True, **command.context_settings
    )
    if isinstance(command, click.Group):
        return candidates(command, inner, words[at + 1 :], current)
    return _of_command(inner, words[at + 1 :], current)


def _begun(group: click.Group, ctx: click.Context, current: str) -> Offer:
    if current.startswith("-"):
        return _matching(_options(ctx, ()), current)
    found = []
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        found.append(Candidate(name, command.get_short_help_str(100) if command else ""))
    return _matching(found, current)


def _of_command(ctx: click.Context, words: Sequence[str], current: str) -> Offer:
    params = [one for one in ctx.command.get_params(ctx) if not getattr(one, "hidden", False)]
    named = {name: one for one in params for name in one.opts if name.startswith("-")}
    given, waiting = _given(words, named)
    if waiting:
        return _matching(offer(ctx, waiting, current, given.values), current)
    before, equals, rest = current.partition("=")
    if equals and before in named and not given.is_ended and _takes_value(named[before]):
        return _matching(offer(ctx, named[before], rest, given.values), rest, f"{before}=")
    if current.startswith("-") and not given.is_ended:
        return _matching(_options(ctx, given.options), current)
    argument = _argument(params, given.arguments)
    if argument is None:
        return _matching(_options(ctx, given.options), current) if not current else Offer()
    return _matching(offer(ctx, argument, current, given.values), current)


def _given(
    words: Sequence[str], named: dict[str, click.Parameter]
) -> tuple[_Given, click.Parameter | None]:
    """Read the words; the option that still waits for its value comes with them."""
    given, waiting = _Given(), None
    for word in words:
        if waiting:
            given.values[str(waiting.name)] = word
            waiting = None
        elif given.is_ended or word == "-" or not word.startswith("-"):
            given.arguments += 1
        elif word == "--":
            given.is_ended = True
        else:
            waiting = _option(word, named, given)
    return given, waiting


def _option(word: str, named: dict[str, click.Parameter], given: _Given) -> click.Parameter | None:
    name, equals, value = word.partition("=")
    param = named.get(name)
    if param is None:
        return None
    if not param.multiple:
        given.options += param.opts
    if equals:
        given.values[str(param.name)] = value
        return None
    return param if _takes_value(param) and not _is_optional(param) else None


def _takes_value(param: click.Parameter) -> bool:
    return isinstance(param, click.Option) and not param.is_flag and not param.count


def _is_optional(param: click.Parameter) -> bool:
    """Return True for an option that is whole without a value, such as --hostile."""
    return isinstance(param, click.Option) and isinstance(param.flag_value, str)


def _argument(params: Sequence[click.Parameter], number: int) -> click.Parameter | None:
    arguments = [one for one in params if isinstance(one, click.Argument)]
    if arguments and arguments[-1].nargs == -1:
        return arguments[min(number, len(arguments) - 1)]
    return arguments[number] if number < len(arguments) else None


def _options(ctx: click.Context, given: Sequence[str]) -> Iterator[Candidate]:
    for param in ctx.command.get_params(ctx):
        if isinstance(param, click.Option) and not param.hidden:
            yield from (
                Candidate(name, param.help or "")
                for name in param.opts
                if name.startswith("--") and name not in given
            )


def _matching(
    found: Offer | Iterator[Candidate] | list[Candidate], begun: str, before: str = ""
) -> Offer:
    one = found if isinstance(found, Offer) else Offer(tuple(found))
    kept = dict.fromkeys(
        Candidate(f"{before}{candidate.word}", candidate.about)
        for candidate in one.words
        if candidate.word.startswith(begun)
    )
    return Offer(tuple(kept), one.files)
