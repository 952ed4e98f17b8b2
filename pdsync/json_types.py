"""JSON as Python has it, and ways into it. Types only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]
"""A JSON object that is being made."""
JsonView = Mapping[str, Any]
"""A JSON object that is only read."""
FieldPath = tuple[str | int, ...]
"""A way into nested data, by names of fields and places in lists."""
