"""The plan of what the files change since a revision of git. Asks no account."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pdsync.cli._clock import CommandClock
from pdsync.cli.comparing.account import MadeUpTime, ids_of, made_up_account
from pdsync.cli.comparing.findings import with_findings
from pdsync.cli.merging.revision import sound
from pdsync.reconcile import Options, Plan
from pdsync.reconcile.base import comparable, make_up, plan_since
from pdsync.source import Config, RepositoryPages
from pdsync.source.revision import Revision, config_at

_EARLIER = timedelta(days=1)
"""How long the configuration of the revision is taken to have been applied."""


def earlier_config(directory: str, ref: str, config: Config) -> tuple[str, Config, bool]:
    """Return the name of a revision, what the configuration was there, and if there was one.

    Where there was none it is an empty one. Raises PdsyncError for one with errors: what cannot be
    read of it would be told as new.
    """
    revision = Revision.read(ref)
    found = config_at(Path(directory), revision, os.environ)
    if found is None:
        return (
            revision.name,
            replace(config, entries=(), problems=(), texts={}, pages=RepositoryPages()),
            False,
        )
    return revision.name, sound(found, directory, revision, "plan over the account"), True


def planned_since(
    config: Config, before: Config, revision: str, options: Options, clock: CommandClock
) -> Plan:
    """Plan what the files change since a revision, with what lint finds more and less."""
    both = comparable(before, config)
    outside = ids_of(both.outside)
    now = clock.now()
    time = MadeUpTime(now - _EARLIER)
    with made_up_account(outside, time) as client:
        account = make_up(both.before, client, outside, time.now(), revision)
        time.at = now
        plan = plan_since(both, account, options, now=now, revision=revision)
    return with_findings(plan, config, before, now)
