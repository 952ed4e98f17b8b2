"""New parts of a resource that lack what PagerDuty wants of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import lacking
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile.plan.draft import Drafted
from pdsync.series import all_of
from pdsync.source import Config, place_of


def incomplete_parts(
    changes: Sequence[Change], drafted: Mapping[Address, Drafted], config: Config
) -> Iterator[Diagnostic]:
    """An error for every new layer and the like that would be refused."""
    for change in changes:
        entry = config.find(*change.address)
        if change.action is Action.DELETE or entry is None:
            continue
        for path, missing in lacking(drafted[change.address].merged):
            names = all_of(f"`{name}`" for name in missing)
            lines = all_of(f"`{line}`" for line in missing.values())
            yield error(
                "incomplete",
                f"this is new, and PagerDuty takes none without {names}",
                help=f"write {lines}, or the name of the one in the account that is meant",
                place=place_of(entry, path),
            )
