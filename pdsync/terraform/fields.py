"""Fields of a state, each read with suspicion: a state is often edited by hand."""

from __future__ import annotations

from typing import Any

from pdsync.errors import PdsyncError
from pdsync.json_types import Json
from pdsync.on_demand import regex
from pdsync.terraform.addresses import Index, ModuleCall, module_steps
from pdsync.terraform.json_text import PULL

_NAME = regex(r"[\w-]+")
_LONE = regex("[\ud800-\udfff]")
"""Halves of characters, which JSON can have and no encoding."""


def is_managed(resource: Json, where: str) -> bool:
    """Return True for what Terraform looks after, and False for what it only reads."""
    return word(resource.get("mode"), where) == "managed"


def steps(module: Any, where: str) -> tuple[ModuleCall, ...]:
    """Read the address of a module."""
    found = module_steps(module) if isinstance(module, str) else None
    if found is None:
        raise damaged(where)
    return found


def index_of(value: Any, where: str) -> Index:
    """Read the key of an instance."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, str) and not _LONE.search(value):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise damaged(where)


def word(value: Any, where: str) -> str:
    """Read a type or a name: nothing else may come into what Terraform is to read."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise damaged(where)
    return value


def text(value: Any) -> str | None:
    """Return a text that is not empty and can be printed anywhere, else None."""
    return value if isinstance(value, str) and not _LONE.search(value) and value else None


def names(value: Any) -> frozenset[str]:
    """Return the texts of a list."""
    found = value if isinstance(value, list) else []
    return frozenset(one for one in found if isinstance(one, str))


def damaged(where: str) -> PdsyncError:
    """Return the error of a place that is not as Terraform writes it."""
    return PdsyncError(f"{where} is not as Terraform writes it", hint=PULL)
