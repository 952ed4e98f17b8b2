"""Commands and options that complain in our words, and show their options in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from pdsync.cli.arguments.other_words import directory_of, is_directory, is_path
from pdsync.errors import PdsyncError

_F = TypeVar("_F", bound=Callable[..., Any])


class UsageProblem(PdsyncError):
    """The command line does not say what to do."""


class Command(click.Command):
    """A command: its options in groups, an example at the end, complaints in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context_settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
        self.allow_extra_args = True
        # Here and not in each command: every one of them prints.
        self.params.append(
            Option(
                ["--no-color"],
                is_flag=True,
                expose_value=False,
                group="Output",
                help="No colour. [env var: NO_COLOR]",
            )
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; one too many and an option too often are errors of ours."""
        words = [*args]
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as problem:
            raise in_our_words(problem, ctx.command_path) from None
        if not ctx.resilient_parsing:
            if ctx.args:
                raise _one_too_many(ctx.args[0], ctx)
            self._refuse_repeated(ctx, words)
        return rest

    def _refuse_repeated(self, ctx: click.Context, words: list[str]) -> None:
        """Raise UsageProblem for an option of one value that is written more than once.

        Only the last would count, and nobody would hear of the first.
        """
        _, _, order = self.make_parser(ctx).parse_args(words)
        for param in dict.fromkeys(order):
            takes_one = isinstance(param, click.Option) and not (
                param.multiple or param.count or param.is_flag
            )
            if takes_one and order.count(param) > 1:
                raise UsageProblem(
                    f"{param.opts[0]} is written {_times(order.count(param))}, and one is taken",
                    hint="leave the others out",
                )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options below the name of their group."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            if record := param.get_help_record(ctx):
                groups.setdefault(getattr(param, "group", "Other options"), []).append(record)
        for name, records in groups.items():
            with formatter.section(name):
                formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example as it stands."""
        write_example(self.epilog, formatter)


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"  # noqa: PLR2004 - it is a word


def _one_too_many(word: str, ctx: click.Context) -> UsageProblem:
    said = ctx.command_path
    takes_plan = any("--plan" in param.opts for param in ctx.command.params)
    if takes_plan and Path(word).is_file() and Path(word).suffix not in {".yaml", ".yml"}:
        message = f"'{word}' is a file, and a saved plan is named by an option"
        return UsageProblem(message, hint=f"write `{said} --plan {word}`")
    reads_yaml = any(param.name == "directory" for param in ctx.command.params)
    if reads_yaml and (is_path(word) or Path(word).exists()):
        return _a_path(word, said)
    message = f"{said} does not know what to do with '{word}'"
    return UsageProblem(message, hint=f"`{said} -h` shows what it takes")


def _a_path(word: str, command: str) -> UsageProblem:
    return UsageProblem(
        f"'{word}' is a path, and the configuration is named by an option",
        hint=f"write `{command} --config {directory_of(word)}`",
    )


class Option(click.Option):
    """An option that belongs to a group of the help text."""

    def __init__(self, *args: Any, group: str = "Options", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, Any]:
        """Take what is written for it; nothing is a complaint."""
        value, source = super().consume_value(ctx, opts)
        return _some(value, source, self.opts[-1]), source


class Argument(click.Argument):
    """Argument without a dash; the help text says what it is."""

    def __init__(
        self,
        *args: Any,
        about: str,
        takes_file: bool = False,
        takes_directory: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.group = "Arguments"
        self.about = about
        self.takes_file = takes_file
        self.takes_directory = takes_directory

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, Any]:
        """Take what is written for it; nothing is a complaint."""
        value, source = super().consume_value(ctx, opts)
        value = _some(value, source, self.make_metavar(ctx).strip("[]."))
        is_wrong = is_directory if self.takes_file else is_path
        for word in value if isinstance(value, (tuple, list)) else (value,):
            if isinstance(word, str) and is_wrong(word) and not self.takes_directory:
                raise _a_path(word, ctx.command_path)
        return value, source

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Its name and what it is."""
        return self.make_metavar(ctx), self.about


def _some(value: Any, source: Any, name: str) -> Any:
    """Refuse an empty word, which would pass for an option that is not there.

    Otherwise `--sandbox-file "$DB"` would mean the real account where DB has no value.
    """
    is_written = source is ParameterSource.COMMANDLINE
    if is_written and "" in (value if isinstance(value, (tuple, list)) else (value,)):
        raise UsageProblem(
            f"{name} is empty", hint="write a value; does a variable in its place have none?"
        )
    return value


def argument(name: str, *, about: str, **settings: Any) -> Callable[[_F], _F]:
    """Decorate a command with an argument."""
    return click.argument(name, cls=Argument, about=about, **settings)


def option(*names: str, group: str = "Options", **settings: Any) -> Callable[[_F], _F]:
    """Decorate a command with an option of a group."""
    return click.option(*names, cls=Option, group=group, **settings)


def is_written(name: str) -> bool:
    """Return True if somebody wrote this option of the command that runs."""
    source = click.get_current_context().get_parameter_source(name)
    return source is not ParameterSource.DEFAULT


def write_example(text: str | None, formatter: click.HelpFormatter) -> None:
    """Write the end of a help text."""
    if text:
        formatter.write(f"\nExample:\n{_indented(text)}\n")


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.strip().splitlines())


class OneOf(click.ParamType[str]):
    """One of a few words, or of those that are `found` when they are asked for."""

    name = "word"

    def __init__(self, *words: str, found: Callable[[], Iterable[str]] = tuple) -> None:
        self._words = words
        self._found = found

    @property
    def words(self) -> tuple[str, ...]:
        """All of them."""
        return (*self._words, *self._found())

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The words themselves."""
        return "|".join(self.words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, or a complaint."""
        if value in self.words:
            return str(value)
        raise UsageProblem(
            f"{_named(param)} cannot be '{value}'", hint=f"it is {_either(self.words)}"
        )


class Number(click.ParamType[int]):
    """A whole number."""

    name = "number"

    def __init__(self, least: int = 0, most: int | None = None) -> None:
        self._least = least
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or a complaint."""
        text = str(value)
        if text.isascii() and text.isdigit():
            number = int(text)
            if number >= self._least and (self._most is None or number <= self._most):
                return number
        most = f" to {self._most}" if self._most is not None else " or more"
        raise UsageProblem(
            f"{_named(param)} cannot be '{text}'", hint=f"it is a whole number, {self._least}{most}"
        )


def _named(param: click.Parameter | None) -> str:
    return param.opts[-1] if param else "this"


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def near(word: str, words: Sequence[str]) -> str | None:
    """The nearest of some words, None when nothing is near."""
    from difflib import get_close_matches

    found = get_close_matches(word, words, n=1, cutoff=0.6)
    return found[0] if found else None


def in_our_words(problem: click.UsageError, command: str) -> UsageProblem:
    """Turn what click found wrong with the words after a command into our words."""
    help_ = f"`{command} -h` lists the options"
    if isinstance(problem, click.NoSuchOption):
        hint = _instead_of(problem, help_)
        return UsageProblem(f"{command} has no option {problem.option_name}", hint=hint)
    if isinstance(problem, click.MissingParameter) and problem.param and problem.ctx:
        needed = problem.param.make_metavar(problem.ctx)
        return UsageProblem(f"{command} needs {needed}", hint=f"`{command} -h` shows what it takes")
    if isinstance(problem, click.BadOptionUsage):
        takes = "takes no value" if "does not take" in problem.message else "needs a value"
        return UsageProblem(f"{problem.option_name} {takes}", hint=help_)
    return UsageProblem(problem.format_message(), hint=help_)


def _instead_of(problem: click.NoSuchOption, help_: str) -> str:
    """Say what to write for an option that is not there: a near one, or the word without it."""
    word, ctx = problem.option_name.lstrip("-"), problem.ctx
    params = ctx.command.params if ctx else []
    alone = [one.make_metavar(ctx).strip("[].") for one in params if ctx and _is_argument(one)]
    if word.upper() in alone:
        return f"write {word.upper()} without an option before it"
    names = [name.lstrip("-") for param in params for name in param.opts if name.startswith("-")]
    guess = near(word, names)
    return f"did you mean --{guess}? {help_}" if guess else help_


def _is_argument(param: click.Parameter) -> bool:
    return isinstance(param, Argument)
