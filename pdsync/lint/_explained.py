"""Explanations of what is said where no rule of lint says it: by the reader, the plan, the tool."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pdsync.on_demand import regex
from pdsync.package_text import package_text

_ENTRY = regex(r"^## ([a-z-]+)\n+(.*?)\n*(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@cache
def explained() -> Mapping[str, str]:
    """Return the explanation of each name in `[ ]` that is no rule of lint, in Markdown."""
    return dict(_ENTRY.findall(package_text("pdsync.lint", "explained.md")))
