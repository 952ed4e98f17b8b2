"""A configuration as it was at a revision of git. Checks nothing out, and runs nothing but git."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.source.revision.history import Commit, CommitHistory, history_since
    from pdsync.source.revision.revisions import Revision, config_at
    from pdsync.source.revision.stacks import stacks_around

__all__ = ["Commit", "CommitHistory", "Revision", "config_at", "history_since", "stacks_around"]
