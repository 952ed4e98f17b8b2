"""Duties of one person, as JSON and text."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render.duties.as_json import who_json
    from pdsync.render.duties.text import who_text

__all__ = ["who_json", "who_text"]
