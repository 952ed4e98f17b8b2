"""OAuth scopes of a configuration, as JSON and text."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render.scopes.as_json import scopes_json
    from pdsync.render.scopes.text import scopes_text

__all__ = ["scopes_json", "scopes_text"]
