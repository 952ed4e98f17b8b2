"""A configuration as it was at a revision of git. Checks nothing out, and runs nothing but git."""

from pdsync.source.revision.revisions import Revision, config_at

__all__ = ["Revision", "config_at"]
