"""Duties of one person, as JSON and text."""

from pdsync.render.duties.as_json import who_json
from pdsync.render.duties.text import who_text

__all__ = ["who_json", "who_text"]
