"""Form in which a part of a schedule may be written. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from pdsync.frozen import frozen


@frozen
class Form:
    """One way to write a layer, rotation or event, with comments on its fields by their paths."""

    fields: Mapping[str, Any]
    comments: Mapping[tuple[str | int, ...], tuple[str, ...]] = field(default_factory=dict)
