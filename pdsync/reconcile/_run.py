"""A plan from a configuration and an account: reads what is needed, then plans. Reads only."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pdsync.reconcile._children import match_children
from pdsync.reconcile._deletions import services_to_ask
from pdsync.reconcile._fetch import read_details, read_incidents, read_lists
from pdsync.reconcile._match import match
from pdsync.reconcile._model import Plan
from pdsync.reconcile._options import Options
from pdsync.reconcile._plan import Known, after_plan, plan
from pdsync.reconcile._remote import Remote
from pdsync.source import Config


def make_plan(config: Config, remote: Remote, options: Options, *, now: datetime) -> Plan:
    """Plan the way from what the account has to what the configuration wants.

    Sends GET requests only. A configuration with errors is not compared: the plan holds them.

    Raises:
        PdsyncError: the account cannot be read, or the options name what does not exist.
    """
    if config.is_broken:
        return _broken(config, options)
    snapshot = read_lists(remote, config)
    matching = match_children(config, snapshot, match(config, snapshot))
    snapshot = read_details(remote, config, snapshot, matching)
    known = Known(config, snapshot, matching.knowing(snapshot), options, now)
    services = services_to_ask(matching.orphans, after_plan(known, {}))
    if services:
        known = replace(known, snapshot=read_incidents(remote, snapshot, services))
    return plan(known)


def _broken(config: Config, options: Options) -> Plan:
    return Plan(
        stack=config.settings.stack,
        account=None,
        source=config.directory,
        target=options.target,
        diagnostics=config.problems,
        digest=config.digest,
    )
