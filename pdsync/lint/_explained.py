"""Explanations of what is said where no rule of lint says it: by the reader, the plan, the tool."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_ENTRY = re.compile(r"^## ([a-z-]+)\n+(.*?)\n*(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@cache
def explained() -> Mapping[str, str]:
    """Return the explanation of each name in `[ ]` that is no rule of lint, in Markdown."""
    text = files("pdsync.lint").joinpath("explained.md").read_text(encoding="utf-8")
    return dict(_ENTRY.findall(text))
