"""Fixes of findings: each tried on its text, or all of them made and looked at again. Pure."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.lint.fixing.mended import Linter, Mending, mended
    from pdsync.lint.fixing.tried import tried

__all__ = ["Linter", "Mending", "mended", "tried"]
