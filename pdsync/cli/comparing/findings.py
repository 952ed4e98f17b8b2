"""What lint finds more, and less, in a configuration than in an earlier one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pdsync.cli.terminal.lint_formats import linted
from pdsync.diagnostics import Diagnostic
from pdsync.lint import Base, LintContext, checked
from pdsync.reconcile import Plan
from pdsync.render.findings import fingerprints
from pdsync.source import Config
from pdsync.zones import databases


def with_findings(plan: Plan, config: Config, before: Config, now: datetime) -> Plan:
    """Return a plan since a base with what lint finds more and less; told apart by fingerprint."""
    assert plan.base is not None  # noqa: S101 - it was planned over one
    known = Base(plan.base.revision, before)
    was = _by_fingerprint(before, LintContext(now, databases()))
    made = _by_fingerprint(config, LintContext(now, databases(), base=known))
    new = tuple(one for name, one in made.items() if name not in was)
    gone = tuple(one for name, one in was.items() if name not in made)
    others = [one for one in plan.diagnostics if one not in config.problems]
    told = (*others, *(replace(one, confined=True) for one in new))
    return replace(plan, diagnostics=told, base=replace(plan.base, new=new, gone=gone))


def _by_fingerprint(config: Config, context: LintContext) -> dict[str, Diagnostic]:
    found = checked(config, context)
    told = linted(found.told, config.directory, {**config.texts, **config.pages.read})
    return dict(zip(fingerprints(told, by_file=False), told.findings, strict=True))
