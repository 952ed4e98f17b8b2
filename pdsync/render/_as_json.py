"""The machine form of plans, outcomes and findings, from which every other form is rendered.

Plain dicts, ready for `json.dumps`. The formats are versioned: what a name means never changes
within a version, names may be added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pdsync import __version__
from pdsync.diagnostics import Diagnostic, Place, Severity
from pdsync.json_types import Json
from pdsync.kinds import Call, body_json
from pdsync.reconcile import (
    Action,
    Applied,
    Change,
    FieldChange,
    Outcome,
    Plan,
    Result,
    Twins,
    readings,
)
from pdsync.render.plan_oncall.as_json import oncall_json
from pdsync.stamps import zone_stamp
from pdsync.zones import in_use

LINT = "pdsync.lint/1"
PLAN = "pdsync.plan/1"
APPLY = "pdsync.apply/1"
ONCALL = "pdsync.oncall/1"
SIMULATION = "pdsync.simulation/1"

SECRET = {"secret": True}
"""Stands for a value that is not shown."""


def dumps(value: Any) -> str:
    """JSON in ASCII, so that no terminal is steered by what an account holds."""
    return json.dumps(value, indent=2).replace("\x7f", "\\u007f")


def made_by(format_: str) -> Json:
    """Return the first fields of every object: format, version of pdsync, time zone rules."""
    return {"format": format_, "version": __version__, "tzdata": in_use()}


def plan_json(plan: Plan) -> Json:
    """A plan, as `pdsync.plan/1`."""
    return {
        **made_by(PLAN),
        "stack": plan.stack,
        "account": plan.account,
        "source": plan.source,
        "target": plan.target,
        "digest": plan.digest,
        "made_at": zone_stamp(plan.made_at) if plan.made_at else None,
        "refused": list(plan.refused),
        "changes": [change_json(change) for change in plan.changes],
        "summary": _summary(plan),
        "reads": [
            {"when": one.when, "kind": one.kind, "paths": list(one.paths)} for one in readings(plan)
        ],
        "diagnostics": [diagnostic_json(diagnostic) for diagnostic in plan.diagnostics],
        "people": dict(plan.people),
        "oncall": oncall_json(plan.oncall),
        "valid_until": zone_stamp(plan.valid_until) if plan.valid_until else None,
        "twins": [_twins(twins) for twins in plan.twins],
        "soon": zone_stamp(plan.soon) if plan.soon else None,
    }


def change_json(change: Change) -> Json:
    """One change; `lost` counts what the safety limits count."""
    return {
        "action": change.action.value,
        "kind": change.kind,
        "key": change.key,
        "name": change.name,
        "id": change.id,
        "place": _place(change.place),
        "fields": [_field(field) for field in change.fields],
        "blocked": list(change.blocked),
        "notes": list(change.notes),
        "risks": list(change.risks),
        "calls": [_call(call) for call in change.calls],
        "lost": change.lost,
        "fingerprint": change.fingerprint,
        "url": change.url,
    }


def apply_json(applied: Applied) -> Json:
    """Return the outcome of a plan as `pdsync.apply/1`."""
    plan = plan_json(applied.plan)
    counts = {result.value: applied.count(result) for result in Result}
    return {
        **plan,
        "format": APPLY,
        "interrupted": applied.interrupted,
        "problem": applied.problem,
        "changes": [outcome_json(outcome) for outcome in applied.outcomes],
        "twins": [_twins(twins) for twins in applied.twins],
        "summary": {**plan["summary"], "blocked": counts.pop("blocked"), **counts},
    }


def not_applied(plan: Plan, reason: str) -> Json:
    """A plan of which nothing was sent, as `pdsync.apply/1`."""
    outcomes = tuple(
        Outcome(change, Result.BLOCKED, "; ".join(change.blocked))
        if change.blocked
        else Outcome(change, Result.SKIPPED, reason)
        for change in plan.changes
    )
    return apply_json(Applied(plan, outcomes))


def lint_json(findings: Iterable[Diagnostic]) -> Json:
    """Return the problems of a configuration as `pdsync.lint/1`."""
    rows = [diagnostic_json(finding) for finding in findings]
    counts = {
        f"{severity.value}s": sum(row["severity"] == severity.value for row in rows)
        for severity in Severity
    }
    return {**made_by(LINT), "findings": rows, "summary": counts}


def error_json(format_: str, diagnostics: Iterable[Diagnostic]) -> Json:
    """An object of this format for a command that ended before it had one."""
    if format_ == LINT:
        return lint_json(diagnostics)
    if format_ in {ONCALL, SIMULATION}:
        rows = [diagnostic_json(one) for one in diagnostics]
        return {**made_by(format_), "diagnostics": rows}
    plan = Plan(None, None, "", "", diagnostics=tuple(diagnostics))
    return apply_json(Applied(plan, ())) if format_ == APPLY else plan_json(plan)


def diagnostic_json(diagnostic: Diagnostic) -> Json:
    """A message about the configuration or the account."""
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "place": _place(diagnostic.place),
        "related": [
            {"message": related.message, "place": _place(related.place)}
            for related in diagnostic.related
        ],
    }


def _summary(plan: Plan) -> Json:
    return {
        **{action.value: plan.count(action) for action in Action},
        "blocked": plan.blocked,
        "calls": len(plan.calls),
        "seconds": plan.seconds,
    }


def _twins(twins: Twins) -> Json:
    return {
        "kind": twins.kind,
        "key": twins.key,
        "by": twins.by,
        "of": [{"id": one.id, "name": one.name, "url": one.url} for one in twins.of],
        "keep": twins.keep,
        "why": twins.why,
        "way_out": twins.way_out,
        "place": _place(twins.place),
    }


def _place(span: Place | None) -> Json | None:
    if span is None:
        return None
    return {"file": span.file, "line": span.line, "column": span.column}


def _field(field: FieldChange) -> Json:
    row = {"path": field.path, "old": _value(field, field.old), "new": _value(field, field.new)}
    extra = {"unit": field.unit, "moved_from": field.moved_from}
    return row | {name: value for name, value in extra.items() if value is not None}


def _value(field: FieldChange, value: Any) -> Any:
    return SECRET if field.secret and value is not None else value


def _call(call: Call) -> Json:
    row = {"method": call.method, "path": call.path, "body": body_json(call.body)}
    if call.undoes:
        return row | {"only_if_failed": call.undoes}
    return row if call.if_lost is None else row | {"only_if_lost": call.if_lost}


def outcome_json(outcome: Outcome) -> Json:
    """A change and what became of it; `results` are what to know of it now that it is done.

    `again` is false where PagerDuty would refuse the same once more.
    """
    return {
        **change_json(outcome.change),
        "id": outcome.id or outcome.change.id,
        "outcome": outcome.result.value,
        "reason": outcome.reason,
        "results": list(outcome.notes),
        "again": outcome.again,
    }
