"""Databases of time zones on this machine, the one that is used, and how others differ from it."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.zones._databases import (
        Database,
        agree,
        by_other_databases,
        databases,
        has_files,
        in_use,
        names,
        use_newest,
        zone,
    )
    from pdsync.zones._rules import changed_rules

__all__ = [
    "Database",
    "agree",
    "by_other_databases",
    "changed_rules",
    "databases",
    "has_files",
    "in_use",
    "names",
    "use_newest",
    "zone",
]
