"""State as `terraform show -json` and `tofu show -json` tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdsync.json_types import Json, as_object
from pdsync.terraform.addresses import StateAddress
from pdsync.terraform.fields import damaged, index_of, is_managed, names, steps, text, word
from pdsync.terraform.state import Tracked


def tracked_in_shown(found: Json, file: str) -> Iterator[Tracked]:
    """Yield what is tracked: nothing if there are no values, as of a state with nothing in it."""
    values = found.get("values")
    if values is None:
        return
    if not isinstance(values, dict) or not isinstance(values.get("root_module", {}), dict):
        raise damaged(f"{file}: values")
    yield from _module(values.get("root_module", {}), f"{file}: values.root_module")


def _module(module: Any, where: str) -> Iterator[Tracked]:
    if not isinstance(module, dict):
        raise damaged(where)
    for number, one in enumerate(_listed(module, "resources", where)):
        at = f"{where}.resources[{number}]"
        if not isinstance(one, dict):
            raise damaged(at)
        if is_managed(one, at):
            yield _tracked(one, module.get("address", ""), at)
    for number, one in enumerate(_listed(module, "child_modules", where)):
        yield from _module(one, f"{where}.child_modules[{number}]")


def _tracked(resource: Json, module: Any, where: str) -> Tracked:
    said = resource.get("values")
    values = as_object(said)
    address = StateAddress(
        steps(module, where),
        word(resource.get("type"), where),
        word(resource.get("name"), where),
        index_of(resource.get("index"), where),
    )
    return Tracked(
        address,
        text(values.get("id")),
        text(values.get("service")),
        names(resource.get("depends_on")),
        tainted=resource.get("tainted") is True,
        deposed=bool(resource.get("deposed_key")),
    )


def _listed(module: Json, field: str, where: str) -> list[Any]:
    found = module.get(field, [])
    if not isinstance(found, list):
        raise damaged(f"{where}.{field}")
    return found
