"""Scaffolds: the files that a new repository begins with, and pages to fill in. Pure texts."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.scaffold._code_owners import code_owners, runbook_owners
    from pdsync.scaffold._pages import PAGES, Subject, filled_page
    from pdsync.scaffold._repository import Beginning, NewFile, beginning
    from pdsync.scaffold._workflows import workflows

__all__ = [
    "PAGES",
    "Beginning",
    "NewFile",
    "Subject",
    "beginning",
    "code_owners",
    "filled_page",
    "runbook_owners",
    "workflows",
]
