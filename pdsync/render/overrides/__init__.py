"""Overrides that are asked for and that stand, as JSON and text."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render.overrides.as_json import standing_json
    from pdsync.render.overrides.text import (
        added_text,
        listed_text,
        removed_text,
        standing_lines,
    )

__all__ = [
    "added_text",
    "listed_text",
    "removed_text",
    "standing_json",
    "standing_lines",
]
