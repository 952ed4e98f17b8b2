"""Rules of lint in a list, as JSON and text."""

from pdsync.render.linted.rules import rules_json, rules_text

__all__ = ["rules_json", "rules_text"]
