"""Dumps: what was written, what is unsaid and what Terraform forgets, as JSON and text."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render.dumped.as_json import dump_json
    from pdsync.render.dumped.move_as_json import move_json
    from pdsync.render.dumped.text import dump_text

__all__ = ["dump_json", "dump_text", "move_json"]
