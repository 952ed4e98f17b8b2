"""Everything that can end a command, in words or in the command's JSON, with its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pdsync import __version__
from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.terminal import exit_codes as _exit
from pdsync.cli.terminal.actions import WorkflowStep, in_actions
from pdsync.cli.terminal.debug_details import details_of
from pdsync.cli.terminal.output import Output
from pdsync.diagnostics import Diagnostic, Severity
from pdsync.errors import ApiError, Forbidden, NoAnswer, PdsyncError, Refused
from pdsync.render import (
    APPLY,
    COVER,
    DEPARTURE,
    DRIFT,
    DUMP,
    ONCALL,
    OVERRIDE,
    OVERRIDES,
    PLAN,
    SCOPES,
    SIMULATION,
    SWAP,
    WHO,
    Json,
    diagnostics_text,
    dumps,
    findings_line,
    help_line,
    sentence,
    visible,
)

if TYPE_CHECKING:
    from pdsync.reconcile import Plan


class Stale(Refused):
    """A saved plan that is no longer what would be done; `plan` is what would be."""

    def __init__(self, message: str, plan: Plan, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.plan = plan


class Bug(PdsyncError):
    """Something that nobody foresaw."""


class BrokenConfiguration(PdsyncError):
    """A configuration that no plan can be made from."""

    def __init__(self, diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> None:
        super().__init__("the configuration is broken")
        self.diagnostics = tuple(diagnostics)
        self.texts = texts


# By the module of the command, that of its group before it.
_FORMATS = {
    "plan": PLAN,
    "apply": APPLY,
    "oncall": ONCALL,
    "simulate": SIMULATION,
    "who": WHO,
    "remove_user": DEPARTURE,
    "drift": DRIFT,
    "undo": PLAN,
    "scopes": SCOPES,
    "dump": DUMP,
    "swap": SWAP,
    "cover": COVER,
    "override": OVERRIDE,
    "override list": OVERRIDES,
}
_RULES: Mapping[type[PdsyncError], str] = {
    UsageProblem: "usage",
    Stale: "stale-plan",
    Forbidden: "forbidden",
    ApiError: "api-error",
    NoAnswer: "no-answer",
    Bug: "bug",
    Refused: "refused",
    PdsyncError: "error",
}


def json_format(args: Sequence[str]) -> str | None:
    """The format of the JSON that these arguments ask for; None when they ask for none.

    Read before the arguments are parsed, since they may be wrong.
    """
    words = [arg.replace("-", "_") for arg in args]
    command = next((word for word in words if word in _FORMATS), None)
    if command is None or _written("--format", args) != "json":
        return None
    of_group = " ".join(words[words.index(command) :][:2])
    return _FORMATS.get(of_group, _FORMATS[command])


def _written(option: str, args: Sequence[str]) -> str | None:
    """The last value of an option in arguments that may be wrong."""
    pairs = zip(args, [*args[1:], ""], strict=True)
    chosen = [
        after if arg == option else arg.removeprefix(f"{option}=")
        for arg, after in pairs
        if arg == option or arg.startswith(f"{option}=")
    ]
    return chosen[-1] if chosen else None


def report(problem: PdsyncError, output: Output, args: Sequence[str]) -> int:
    """Say what went wrong; returns the exit code."""
    found = diagnostics_of(problem)
    texts = problem.texts if isinstance(problem, BrokenConfiguration) else {}
    output.err(_text(problem, found, texts, output))
    if json := json_format(args):
        output.out(_printed(problem, found, json))
    _of_lint(found, output, args)
    _of_apply(partial(_row, problem, found), args)
    return problem.exit_code


def _of_lint(found: Sequence[Diagnostic], output: Output, args: Sequence[str]) -> None:
    """Write it also in the format of lint, if that ran, or as annotations that are asked for."""
    command = _command(args)
    format_ = _written("--format", args)
    is_lint = command == "lint" and _is_of_lint(format_)
    if is_lint or (command in {"plan", "apply"} and format_ == "github"):
        from pdsync.cli.terminal.lint_formats import linted, write_early_end

        directory = _written("--config", args) or os.environ.get("PDSYNC_CONFIG") or "policies"
        write_early_end(linted(found, directory), format_, output)


def _is_of_lint(format_: str | None) -> bool:
    """Return True for a format of lint in which there is something to write besides words."""
    if format_ in {None, "text"}:
        return format_ is None and in_actions()
    from pdsync.render.findings import finding_formats

    return format_ in finding_formats()


def _of_apply(row_as: Callable[[str], Json], args: Sequence[str]) -> None:
    """Write it in the summary of the job too, if an apply was asked for one."""
    if _command(args) == "apply" and _written("--format", args) == "github":
        from pdsync.render.plan import apply_markdown

        with suppress(PdsyncError):  # that it cannot be written is said, if it is this
            WorkflowStep.of_environment().summarize(apply_markdown(row_as(APPLY)))


def _command(args: Sequence[str]) -> str | None:
    return next((arg for arg in args if not arg.startswith("-")), None)


def _printed(problem: PdsyncError, found: tuple[Diagnostic, ...], format_: str) -> str:
    from pdsync.render.plan import as_printed

    row = _row(problem, found, format_)
    return dumps(as_printed(row) if isinstance(problem, Stale) else row)


def _row(problem: PdsyncError, found: tuple[Diagnostic, ...], format_: str) -> Json:
    """The object of the command's format: of what is known by then, all of it."""
    from pdsync.render.plan import error_json, not_applied

    if not isinstance(problem, Stale):
        return error_json(format_, found)
    plan = replace(problem.plan, diagnostics=(*problem.plan.diagnostics, *found))
    return not_applied(plan, problem.message)


def diagnostics_of(problem: PdsyncError) -> tuple[Diagnostic, ...]:
    """Return what went wrong as data; of a broken configuration all that is wrong with it."""
    if isinstance(problem, BrokenConfiguration):
        return problem.diagnostics
    rule = next(rule for kind, rule in _RULES.items() if isinstance(problem, kind))
    return (Diagnostic(rule, Severity.ERROR, problem.message, problem.hint),)


def _text(
    problem: PdsyncError,
    found: Sequence[Diagnostic],
    texts: Mapping[str, str],
    output: Output,
) -> str:
    style = output.err_style
    if isinstance(problem, BrokenConfiguration):
        return f"{diagnostics_text(found, texts, style)}\n\n{findings_line(found)}"
    word = "refused" if isinstance(problem, Refused) else "error"
    said = sentence(f"{word}: {visible(problem.message)}", style, 4)
    lines = [said.replace(word, style.paint(word, "error"), 1)]
    if problem.hint:
        lines.append(help_line(problem.hint, style))
    return "\n".join(lines)


def interrupted(output: Output, args: Sequence[str]) -> int:
    """Ctrl-C before anything was sent."""
    output.err("Interrupted; nothing was sent.")
    problem = PdsyncError("interrupted; nothing was sent")
    found = (Diagnostic("interrupted", Severity.ERROR, problem.message),)
    if json := json_format(args):
        output.out(_printed(problem, found, json))
    _of_lint(found, output, args)
    _of_apply(partial(_row, problem, found), args)
    return _exit.INTERRUPTED


def bug(problem: BaseException, output: Output, args: Sequence[str]) -> None:
    """An error that nobody foresaw: one line, and how to report it."""
    what = f"{type(problem).__name__}: {problem}".strip().rstrip(":")
    if details := details_of(problem):
        output.err(details)
    python = ".".join(str(part) for part in sys.version_info[:3])
    report(
        Bug(
            f"this is a bug in pdsync {__version__}: {what}",
            hint="run it again with PDSYNC_DEBUG=1, and put what that shows into a bug report, "
            f"with Python {python} and {sys.platform}",
        ),
        output,
        args,
    )
