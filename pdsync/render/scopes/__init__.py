"""OAuth scopes of a configuration, as JSON and text."""

from pdsync.render.scopes.as_json import scopes_json
from pdsync.render.scopes.text import scopes_text

__all__ = ["scopes_json", "scopes_text"]
