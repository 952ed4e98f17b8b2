"""People who cannot be on call, where they are to be: refused where a plan writes them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import cache

from pdsync.diagnostics import Diagnostic, Place, Severity
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import ONLY_OBSERVERS, STAKEHOLDERS, Ref, Resource, refs_in, titled
from pdsync.reconcile.match.references import Directory, Unresolved
from pdsync.reconcile.plan.judging import Judging
from pdsync.reconcile.read.people_and_names import people_in
from pdsync.reconcile.read.snapshot import Snapshot
from pdsync.source import Entry, place_of

_ON_CALL = {"schedule": "layers", "escalation_policy": "escalation_rules"}
"""The kinds that put people on call, with the field that does in most of each."""
_PARTS = {"layers": "layer", "rotations": "rotation", "escalation_rules": "rule"}


@frozen
class _Unfit:
    """Somebody who cannot be on call, why, and what to do about it."""

    who: str
    why: str
    help: str


def unfit_people(judging: Judging, snapshot: Snapshot) -> Iterator[Diagnostic]:
    """An error for each of them whom the plan writes into a list, a warning where one stands.

    Nothing where people were not read.
    """
    if "user" not in snapshot.live:
        return

    @cache
    def judged(ident: str) -> _Unfit | None:
        return _judged(ident, judging.directory, snapshot)

    for kind, field in _ON_CALL.items():
        for entry in judging.config.of(kind):
            told = judging.told(entry, field)
            if told is not None and any(map(judged, _on_call(told))):
                after = judging.after(entry)
                yield from _in_entry(entry, after or told, judging, judged)
    for entry in judging.config.of("team"):
        yield from _in_team(entry, judging, snapshot)


def _in_entry(
    entry: Entry, after: Resource, judging: Judging, judged: Callable[[str], _Unfit | None]
) -> Iterator[Diagnostic]:
    for ident, path in _on_call(after).items():
        unfit = judged(ident)
        if unfit is None:
            continue
        change = judging.change(entry)
        sent = {one for call in change.calls for one in people_in(call.body)} if change else set()
        where = f"{_where(after, path)} of {titled(entry.kind, entry.key)}"
        places = _written(entry, ident, judging.directory) or [entry.place]
        if ident in sent:
            yield from (_refused(unfit, where, place) for place in places)
        else:
            yield _stands(unfit, where, places[0])


def _in_team(entry: Entry, judging: Judging, snapshot: Snapshot) -> Iterator[Diagnostic]:
    change = judging.change(entry)
    for call in change.calls if change else ():
        user = snapshot.of("user").get(call.path.rpartition("/users/")[2])
        role = (call.body or {}).get("role")
        base = user.raw.get("role") if user else None
        if user and role not in {None, "observer"} and base in ONLY_OBSERVERS:
            places = _written(entry, user.id, judging.directory, frozenset({"members"}))
            who = judging.directory.label(Ref("user", id=user.id))
            yield Diagnostic(
                "cannot-be-on-call",
                Severity.ERROR,
                f"{who} is a stakeholder (role `{base}`), and PagerDuty takes those into a "
                "team as observers only",
                help=f"write {{user: {who}, role: observer}}",
                place=next(iter(places), entry.place),
            )


def _on_call(resource: Resource) -> dict[str, FieldPath]:
    """Everybody whom a resource may put on call, by id, and where they stand first."""
    found: dict[str, FieldPath] = {}
    for path, ref in refs_in(resource):
        if ref.kind == "user" and ref.id and path[0] in _PARTS and "anchor" not in path:
            found.setdefault(ref.id, path)
    return found


def _judged(ident: str, directory: Directory, snapshot: Snapshot) -> _Unfit | None:
    who, live = directory.label(Ref("user", id=ident)), snapshot.of("user").get(ident)
    if live is None:
        gone = _Unfit(who, "they are not in the account", "write somebody else in their place")
        return None if snapshot.missing("user") else gone
    role = live.raw.get("role")
    if not isinstance(role, str) or role not in STAKEHOLDERS:
        return None
    return _Unfit(
        who,
        f"they are a stakeholder (role `{role}`), and PagerDuty takes none into schedules and "
        "escalation policies",
        "write somebody else in their place, or give them a role that responds in PagerDuty",
    )


def _where(resource: Resource, path: FieldPath) -> str:
    field, index = str(path[0]), int(path[1])
    part = getattr(resource, field)[index]
    name = getattr(part, "name", "") or getattr(part, "title", "")
    return f"{_PARTS[field]} '{name}'" if name else f"{_PARTS[field]} {index + 1}"


def _written(
    entry: Entry, ident: str, directory: Directory, fields: Container[str] = frozenset(_PARTS)
) -> list[Place]:
    """The places where somebody is written, below some fields."""
    return [
        place_of(entry, path)
        for path, ref in entry.refs
        if ref.kind == "user" and path[0] in fields and "anchor" not in path
        if _id_of(ref, directory) == ident
    ]


def _id_of(ref: Ref, directory: Directory) -> str | None:
    try:
        return directory.canonical(ref).id
    except Unresolved:
        return None


def _refused(unfit: _Unfit, where: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "cannot-be-on-call",
        Severity.ERROR,
        f"{unfit.who} is to be on call in {where} and cannot be: {unfit.why}",
        help=unfit.help,
        place=place,
    )


def _stands(unfit: _Unfit, where: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "cannot-be-on-call",
        Severity.WARNING,
        f"{unfit.who} stands in {where} and cannot be on call: {unfit.why}",
        help=unfit.help,
        place=place,
    )
