"""Statuses and headers of answers, as every API has them. Pure."""

from __future__ import annotations

import math
from http import HTTPStatus


def phrase(status: int) -> str:
    """Return the words that HTTP has for a status; "error" for one that it does not know."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "error"


def html_page(status: int, name: str) -> str:
    """Say that a page stands where an answer of the API with this name should."""
    return f"{phrase(status)}, an HTML page and not {name}'s own answer"


def amount(text: str | None) -> float | None:
    """Return a number that is not negative; None for a header that has none."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
