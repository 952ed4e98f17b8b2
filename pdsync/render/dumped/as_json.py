"""A dump as `pdsync.dump/1`, from which the text is rendered."""

from __future__ import annotations

from collections import Counter

from pdsync.dump import Dump
from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.render._formats import DUMP, made_by


def dump_json(found: Dump, directory: str, account: str) -> Json:
    """Return what was written of an account, and what it leaves unsaid."""
    written = Counter(kind for kind, _ in found.keys)
    return {
        **made_by(DUMP),
        "diagnostics": [],
        "directory": directory,
        "account": account,
        "stack": found.stack,
        "files": sorted(found.files),
        "resources": {kind: written[kind] for kind in KINDS if written[kind]},
        "other_stacks": dict(sorted(found.others.items())),
        "left_in_stack": found.staying,
        "unseen": list(found.unseen),
        "unsaid": [
            {
                "kind": one.kind,
                "key": one.key,
                "name": one.name,
                "id": one.id,
                "field": one.field,
                "why": one.sentence,
            }
            for one in found.unsaid
        ],
    }
