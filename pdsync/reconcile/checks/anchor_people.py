"""Anchors that no member of the account's is meant by. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import Ref, Resource, Schedule, strange_anchors
from pdsync.reconcile._model import Address
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.match.resources import Matching
from pdsync.source import Config, place_of


def stray_anchors(
    config: Config,
    matching: Matching,
    wanted: Mapping[Address, Resource],
    directory: Directory,
    now: datetime,
) -> Iterator[Diagnostic]:
    """An error for each, since the turns would go on as if it were not written."""
    for entry in config.of("schedule"):
        address = (entry.kind, entry.key)
        live, mine = matching.pairs.get(address), wanted.get(address)
        if live is None or not isinstance(mine, Schedule):
            continue
        for one in strange_anchors(mine, partial(live.resource, now)):
            people = [directory.label(each) for each in one.members if isinstance(each, Ref)]
            yield error(
                "strange-anchor",
                f"{directory.label(one.who)} is none of the members that the account has here",
                help=f"write one of them, {', '.join(dict.fromkeys(people))}, or `members:` as "
                "they are to be",
                place=place_of(entry, one.path),
            )
