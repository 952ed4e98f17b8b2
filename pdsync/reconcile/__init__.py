"""The heart: wanted and live into a plan, a plan into outcomes. Speaks to a Remote only."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.reconcile._model import (
        Action,
        Address,
        Applied,
        Change,
        FieldChange,
        MergedFrom,
        OnCall,
        Outcome,
        Plan,
        Result,
        Touched,
    )
    from pdsync.reconcile._once_read import OnceRead
    from pdsync.reconcile._options import Options
    from pdsync.reconcile._remote import Query, Remote, RemoteList, RemoteReply
    from pdsync.reconcile._since_base import SinceBase
    from pdsync.reconcile._undone import Undone
    from pdsync.reconcile.apply.context import Progress, Running
    from pdsync.reconcile.apply.run import apply_plan
    from pdsync.reconcile.apply.saved_plan import made_at, moved_things, stale
    from pdsync.reconcile.apply.twins import readings
    from pdsync.reconcile.belonging import team_refs
    from pdsync.reconcile.checks.open_gaps import gaps_of_account
    from pdsync.reconcile.filled import fill
    from pdsync.reconcile.impact.as_applied import as_applied
    from pdsync.reconcile.impact.edited_files import oncall_of_edit
    from pdsync.reconcile.impact.oncall_warnings import same_person_at
    from pdsync.reconcile.impact.path_change import PathChange
    from pdsync.reconcile.match.children import live_of_entries
    from pdsync.reconcile.match.several import Twin, Twins
    from pdsync.reconcile.match.unmanaged import Unmanaged
    from pdsync.reconcile.plan.make import make_plan
    from pdsync.reconcile.read.everything import read_everything
    from pdsync.reconcile.read.list_doubts import not_all_listed
    from pdsync.reconcile.read.nested import read_apart
    from pdsync.reconcile.read.people_and_names import teams_of_user
    from pdsync.reconcile.read.rosters import Account, read_names, roster_of_config
    from pdsync.reconcile.read.snapshot import Live, Snapshot
    from pdsync.reconcile.read.topics import topics_of_account, topics_of_config
    from pdsync.reconcile.scopes import Scopes, scopes_of
    from pdsync.reconcile.verify.rendering import Verified, verify

__all__ = [
    "Account",
    "Action",
    "Address",
    "Applied",
    "Change",
    "FieldChange",
    "Live",
    "MergedFrom",
    "OnCall",
    "OnceRead",
    "Options",
    "Outcome",
    "PathChange",
    "Plan",
    "Progress",
    "Query",
    "Remote",
    "RemoteList",
    "RemoteReply",
    "Result",
    "Running",
    "Scopes",
    "SinceBase",
    "Snapshot",
    "Touched",
    "Twin",
    "Twins",
    "Undone",
    "Unmanaged",
    "Verified",
    "apply_plan",
    "as_applied",
    "fill",
    "gaps_of_account",
    "live_of_entries",
    "made_at",
    "make_plan",
    "moved_things",
    "not_all_listed",
    "oncall_of_edit",
    "read_apart",
    "read_everything",
    "read_names",
    "readings",
    "roster_of_config",
    "same_person_at",
    "scopes_of",
    "stale",
    "team_refs",
    "teams_of_user",
    "topics_of_account",
    "topics_of_config",
    "verify",
]
