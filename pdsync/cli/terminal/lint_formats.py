"""Findings of lint in the format that a run is asked for, and on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pdsync.cli.terminal.actions import in_actions, most_annotations
from pdsync.cli.terminal.output import Output
from pdsync.diagnostics import Diagnostic
from pdsync.json_types import Json
from pdsync.lint import Rule, all_rules, explained
from pdsync.render.findings import Linted, findings_in
from pdsync.source import paths_from_root, ways_in


def linted(
    findings: Sequence[Diagnostic],
    directory: str,
    texts: Mapping[str, str] | None = None,
    seen: Json | None = None,
    own: Mapping[str, Rule] | None = None,
) -> Linted:
    """Return findings with all that a format may tell of them; of a run that ended early no more.

    `texts` are the files by name, `seen` what was looked at, `own` the rules of a configuration.
    """
    rules = {**all_rules(), **(own or {})}

    def explanation(name: str) -> str:
        return rules[name].explanation if name in rules else explained().get(name, name)

    return Linted(
        tuple(findings),
        directory,
        texts or {},
        seen,
        {rule.name: rule.severity for rule in rules.values()},
        explanation,
        ways_in(texts or {}),
        paths_from_root(Path(directory)),
        most=most_annotations(),
    )


def write_findings(found: Linted, format_: str | None, output: Output) -> None:
    """Write the findings of a run, `format_` being None where none was asked for."""
    found = replace(found, style=output.out_style, is_quiet=output.is_quiet)
    text, beside = findings_in(format_ or "text", found), _beside(found, format_)
    _write(text, format_ or "text", output)
    _write(f"\n{beside}" if text and beside else beside, "github", output)


def write_early_end(found: Linted, format_: str | None, output: Output) -> None:
    """Write the same of a run that ended early, which standard error says in words."""
    is_text = format_ in {None, "text"}
    if is_text:
        _write(_beside(found, format_), "github", output)
    else:
        _write(findings_in(format_ or "", found), format_ or "", output)


def _write(text: str, format_: str, output: Output) -> None:
    if text:
        (output.raw if format_ == "github" else output.out)(text)


def _beside(found: Linted, format_: str | None) -> str:
    """Annotations where nobody asked for a format and there is somebody to show them."""
    beside = replace(found, is_beside=True)
    return findings_in("github", beside) if format_ is None and in_actions() else ""
