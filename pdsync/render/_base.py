"""What a plan was compared with in place of the account, as JSON and in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.reconcile import SinceBase
from pdsync.render._counts import counted
from pdsync.render._formats import diagnostic_json
from pdsync.series import all_of

_FEW = 5
"""So many are named."""


def base_json(base: SinceBase) -> Json:
    """Return the revision, what was taken as it is written, and what lint finds more and less."""
    return {
        "revision": base.revision,
        "outside": [
            {"kind": ref.kind, "name": ref.key or ref.name, "id": ref.id} for ref in base.outside
        ],
        "unknown": [{"kind": kind, "key": key} for kind, key in base.unknown],
        "anchored": [{"kind": kind, "key": key} for kind, key in base.anchored],
        "findings": {
            "new": [diagnostic_json(one) for one in base.new],
            "gone": [diagnostic_json(one) for one in base.gone],
        },
    }


def about_base(row: Json) -> Iterator[str]:
    """Yield what is to be known of a plan without the account; nothing of one with it."""
    base = row.get("base")
    if not base:
        return
    yield (
        f"Compared with the configuration at {base['revision']}, not with the account. That alone "
        "knows what else was changed there, which overrides and open incidents there are, and "
        f"whether {_taken(base)} there."
    )
    if unknown := [f"{_title(one)} {one['key']}" for one in base["unknown"]]:
        yield f"Not compared, since only the account knows the rest: {_named(unknown)}."
    if anchored := [f"{_title(one)} {one['key']}" for one in base["anchored"]]:
        yield (
            "Whether a new anchor moves turns, only the account knows: look at the plan after the "
            f"merge for {_named(anchored)}."
        )
    yield from _findings(base["findings"])


def _taken(base: Json) -> str:
    things = [
        f"{_title(one)} {one['name'] or one['id']}"
        for one in base["outside"]
        if one["kind"] not in {"user", "vendor"}
    ]
    return all_of(["everybody who is named", *things[:_FEW], *_rest(things)]) + (
        " are" if things else " is"
    )


def _findings(found: Json) -> Iterator[str]:
    """Yield how many findings of lint are new, and which are gone."""
    if new := len(found["new"]):
        yield f"Lint finds {counted(new, 'problem')} that it did not find there: see above."
    if not found["gone"]:
        return
    rules = Counter(one["rule"] for one in found["gone"])
    named = [f"{rule} ({count})" if count > 1 else rule for rule, count in sorted(rules.items())]
    yield (
        f"Lint no longer finds {counted(len(found['gone']), 'problem')} that it found there: "
        f"{_named(named)}."
    )


def _named(names: list[str]) -> str:
    return all_of([*names[:_FEW], *_rest(names)])


def _rest(names: list[str]) -> list[str]:
    return [f"{len(names) - _FEW} more"] if len(names) > _FEW else []


def _title(one: Json) -> str:
    return KINDS[one["kind"]].title
