"""Changes without whom they are about, where that stays: so they can be the same. JSON in and out.

Of a level that waits longer, whom it notifies is told beside it. Forty policies with other targets
that all wait longer are one change.
"""

from __future__ import annotations

from pdsync.json_types import Json

_WHOSE = "whose"


def without_whose(change: Json) -> Json:
    """Return a change without the targets that its levels keep, and the services below it."""
    fields = [{name: field[name] for name in field if name != _WHOSE} for field in change["fields"]]
    if not change.get("paths"):
        return {**change, "fields": fields}
    return {**change, "fields": fields, "paths": [*map(_path, change["paths"])]}


def _path(path: Json) -> Json:
    return {**path, "services": [], "levels": [*map(_level, path["levels"])]}


def _level(pair: Json) -> Json:
    old, new = pair["old"], pair["new"]
    if not (old and new) or old["targets"] != new["targets"]:
        return pair
    return {side: {**pair[side], "targets": []} for side in ("old", "new")}
