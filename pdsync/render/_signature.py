"""Tells what pdsync made, by the signature that each of its outputs begins with or holds."""

from __future__ import annotations

import json
from typing import Any

from pdsync.marker import marker_of

_CALENDAR = "PRODID:-//pdsync//"
_PAGE = '<meta name="generator" content="pdsync '
_SCHEMA = "pdsync configuration"
_FORMATS = "pdsync."
_HEAD = 4096
"""Characters within which a page or a calendar says who made it."""


def is_made_by_pdsync(text: str) -> bool:
    """Return True for a plan, report, calendar, schema or other JSON of pdsync, and for nothing."""
    head = text[:_HEAD]
    if not text or _PAGE in head or _CALENDAR in head or marker_of(head):
        return True
    return _is_object_of_ours(_parsed(text))


def _is_object_of_ours(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    is_one_of_ours = str(value.get("format", "")).startswith(_FORMATS)
    return is_one_of_ours or value.get("title") == _SCHEMA


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
