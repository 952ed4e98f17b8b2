"""The machine form of plans and outcomes, from which every other form is rendered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from pdsync.diagnostics import Diagnostic
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
)
from pdsync.render._base import base_json
from pdsync.render._formats import (
    APPLY,
    PLAN,
    diagnostic_json,
    dumps_lines,
    made_by,
    place_json,
)
from pdsync.render._merged import merged_json
from pdsync.render._undone import undone_json
from pdsync.render.plan.path_json import path_json
from pdsync.render.plan.unmanaged import unmanaged_json
from pdsync.render.plan_oncall.as_json import oncall_json
from pdsync.render.plan_oncall.packed import packed
from pdsync.stamps import zone_stamp

SECRET = {"secret": True}
"""Stands for a value that is not shown."""


def plan_json(plan: Plan, *, calls: bool = True) -> Json:
    """A plan, as every other form is made from it; `as_printed` is `pdsync.plan/2`.

    Without the `calls` of its changes it is for people: they read none.
    """
    return {
        **made_by(PLAN),
        "stack": plan.stack,
        "account": plan.account,
        "site": plan.site,
        "source": plan.source,
        "target": plan.target,
        "digest": plan.digest,
        "made_at": zone_stamp(plan.made_at) if plan.made_at else None,
        "refused": list(plan.refused),
        "changes": [change_json(one, calls=calls) for one in plan.changes],
        "summary": _summary(plan),
        "reads": _reads(plan) if plan.calls else [],
        "diagnostics": [diagnostic_json(diagnostic) for diagnostic in plan.diagnostics],
        "people": dict(plan.people),
        "oncall": oncall_json(plan.oncall),
        "valid_until": zone_stamp(plan.valid_until) if plan.valid_until else None,
        "twins": [_twins(twins) for twins in plan.twins],
        "soon": zone_stamp(plan.soon) if plan.soon else None,
        "except": [asdict(one) for one in plan.excepted],
        **({"unmanaged": unmanaged_json(plan.unmanaged)} if plan.unmanaged else {}),
        **({"merged_from": merged_json(plan, plan.merged_from)} if plan.merged_from else {}),
        **({"base": base_json(plan.base)} if plan.base else {}),
        **({"undo": undone_json(plan.undone)} if plan.undone else {}),
    }


def head_json(change: Change) -> Json:
    """Return what names a change: enough for a line of progress."""
    return {
        "action": change.action.value,
        "kind": change.kind,
        "key": change.key,
        "name": change.name,
        "id": change.id,
    }


def as_printed(row: Json) -> Json:
    """Return a plan or its outcome as machines get it: nothing of who is on call is said twice."""
    return {**row, "oncall": packed(row["oncall"])}


def plan_dumps(row: Json) -> str:
    """Return the text of a plan or its outcome for machines."""
    return dumps_lines(as_printed(row))


def _reads(plan: Plan) -> list[Json]:
    """Return what an apply of the calls reads besides."""
    from pdsync.reconcile import readings

    return [
        {"when": one.when, "kind": one.kind, "paths": list(one.paths)} for one in readings(plan)
    ]


def change_json(change: Change, *, calls: bool = True) -> Json:
    """One change, perhaps without its calls; `lost` counts what the safety limits count."""
    return {
        **head_json(change),
        "teams": list(change.teams),
        "place": place_json(change.place),
        "fields": [_field(field) for field in change.fields],
        "paths": [path_json(one) for one in change.paths],
        "blocked": list(change.blocked),
        "notes": list(change.notes),
        "risks": list(change.risks),
        "calls": [_call(call) for call in change.calls] if calls else [],
        "lost": change.lost,
        "fingerprint": change.fingerprint,
        "url": change.url,
    }


def apply_json(applied: Applied, planned: Json | None = None) -> Json:
    """Return the outcome of a plan; `as_printed` is `pdsync.apply/2`.

    What is not about single changes is taken from what was `planned`, where that is made already.
    """
    plan = planned or plan_json(applied.plan, calls=False)
    counts = {result.value: applied.count(result) for result in Result}
    return {
        **plan,
        "format": APPLY,
        "changes": [outcome_json(one) for one in applied.outcomes],
        "interrupted": applied.interrupted,
        "problem": applied.problem,
        "collision": applied.collision,
        "twins": [_twins(twins) for twins in applied.twins],
        "summary": {**plan["summary"], "blocked": counts.pop("blocked"), **counts},
    }


def not_applied(plan: Plan, reason: str) -> Json:
    """A plan of which nothing was sent, as an outcome."""
    outcomes = tuple(
        Outcome(change, Result.BLOCKED, "; ".join(change.blocked))
        if change.blocked
        else Outcome(change, Result.SKIPPED, reason)
        for change in plan.changes
    )
    return apply_json(Applied(plan, outcomes))


def error_json(format_: str, diagnostics: Iterable[Diagnostic]) -> Json:
    """An object of this format for a command that ended before it had one."""
    if format_ not in {PLAN, APPLY}:
        rows = [diagnostic_json(one) for one in diagnostics]
        return {**made_by(format_), "diagnostics": rows}
    plan = Plan(None, None, "", "", diagnostics=tuple(diagnostics))
    return apply_json(Applied(plan, ())) if format_ == APPLY else plan_json(plan)


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
        "place": place_json(twins.place),
    }


def _field(field: FieldChange) -> Json:
    row = {"path": field.path, "old": _value(field, field.old), "new": _value(field, field.new)}
    extra = {"unit": field.unit, "moved_from": field.moved_from, "old_path": field.old_path}
    extra["who"] = field.who
    told: Json = {name: value for name, value in extra.items() if value is not None}
    if field.whose:
        told["whose"] = list(field.whose)
    if field.handoff:
        told["handoff"] = dict(zip(("old", "new"), field.handoff, strict=True))
    return row | told


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
