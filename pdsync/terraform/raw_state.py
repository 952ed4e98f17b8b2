"""State as Terraform stores it: version 4, by `terraform state pull` or in a file."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.json_types import Json, as_object
from pdsync.terraform.addresses import StateAddress
from pdsync.terraform.fields import damaged, index_of, is_managed, names, steps, text, word
from pdsync.terraform.state import Tracked


def tracked_in_raw(found: Json, file: str) -> Iterator[Tracked]:
    """Yield what is tracked; raises PdsyncError where the state is not as Terraform writes it."""
    for number, one in enumerate(found["resources"]):
        where = f"{file}: resources[{number}]"
        if not isinstance(one, dict):
            raise damaged(where)
        if is_managed(one, where):
            yield from _instances(one, where)


def _instances(resource: Json, where: str) -> Iterator[Tracked]:
    instances = resource.get("instances")
    if not isinstance(instances, list):
        raise damaged(where)
    modules = steps(resource.get("module", ""), where)
    type_, name = word(resource.get("type"), where), word(resource.get("name"), where)
    for number, one in enumerate(instances):
        at = f"{where}.instances[{number}]"
        if not isinstance(one, dict):
            raise damaged(at)
        said = one.get("attributes", one.get("attributes_flat"))
        values = as_object(said)
        yield Tracked(
            StateAddress(modules, type_, name, index_of(one.get("index_key"), at)),
            text(values.get("id")),
            text(values.get("service")),
            names(one.get("dependencies")),
            tainted=one.get("status") == "tainted",
            deposed=bool(one.get("deposed")),
        )
