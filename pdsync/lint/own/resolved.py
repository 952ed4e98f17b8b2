"""The configuration with references resolved, as JSON for policy engines beside pdsync."""

from __future__ import annotations

from pdsync.json_types import Json
from pdsync.kinds import KINDS, Ref
from pdsync.lint._rule import LintContext
from pdsync.lint.own.demand import data_of, everything
from pdsync.lint.own.rules import world_of
from pdsync.lint.own.sorts import ValueSort
from pdsync.source import Config

_STEPS = 2
"""How many references are followed, one behind the other."""


def resolved_json(config: Config, context: LintContext) -> Json:
    """Return every section by key; behind two references only kind and key are told."""
    world = world_of(config.keyed, context)
    sections: Json = {}
    for kind in (one for one in KINDS.values() if one.managed):
        demand = everything(ValueSort("thing", kinds=(kind.name,)), _STEPS + 1)
        things = [Ref(kind.name, key=entry.key) for entry in config.of(kind.name)]
        sections[kind.section] = {str(one.key): data_of(world, one, demand) for one in things}
    return {"format": "pdsync.resolved/1", **sections}
