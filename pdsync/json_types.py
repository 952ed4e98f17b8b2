"""JSON as Python has it, and ways into it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]
"""A JSON object that is being made."""
JsonView = Mapping[str, Any]
"""A JSON object that is only read."""
FieldPath = tuple[str | int, ...]
"""A way into nested data, by names of fields and places in lists."""


def as_object(value: Any) -> Json:
    """Return a JSON object as it is, and an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}
