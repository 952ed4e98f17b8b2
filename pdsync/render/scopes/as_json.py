"""Scopes of a configuration as `pdsync.scopes/1`, from which the text is rendered."""

from __future__ import annotations

from pdsync.json_types import Json
from pdsync.reconcile import Scopes
from pdsync.render._formats import SCOPES, made_by


def scopes_json(scopes: Scopes) -> Json:
    """Return the scopes by what they are for; `lost` says what goes without an optional one."""
    return {
        **made_by(SCOPES),
        "diagnostics": [],
        "read": list(scopes.read),
        "write": list(scopes.write),
        "delete": list(scopes.delete),
        "override": list(scopes.override),
        "optional": [{"scope": one.scope, "lost": one.lost} for one in scopes.optional],
    }
