"""Fixes of findings: each tried on its text, or all of them made and looked at again. Pure."""

from pdsync.lint.fixing.mended import Linter, Mending, mended
from pdsync.lint.fixing.tried import tried

__all__ = ["Linter", "Mending", "mended", "tried"]
