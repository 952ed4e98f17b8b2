"""Keys made from Terraform's names: unique among those of a kind, and the same each time."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pdsync.dump import unique
from pdsync.on_demand import regex
from pdsync.terraform.addresses import ModuleCall, StateAddress

_FOREIGN = regex(r"[^A-Za-z0-9._-]+")
_SAY_NOTHING = frozenset({"this", "main", "default"})
"""Names that modules give to the only resource of a type: alone they would say nothing."""


def keys_of(addresses: Iterable[StateAddress]) -> Mapping[StateAddress, str]:
    """Return a key for each: the name and the index, after the modules where that is not enough.

    An address without a letter or a digit that a key can have gets an empty one.
    """
    ordered = sorted(addresses, key=lambda one: one.order)
    count = Counter(_short(one) for one in ordered)
    wanted = [(one, _short(one) if count[_short(one)] == 1 else _long(one)) for one in ordered]
    return {**dict.fromkeys(ordered, ""), **unique((one, key) for one, key in wanted if key)}


def _short(address: StateAddress) -> str:
    """Return the name and the index; the module's in place of a name that says nothing."""
    if address.name in _SAY_NOTHING and address.modules:
        return "-".join(_words([address.modules[-1], ModuleCall("", address.index)]))
    return "-".join(_words([ModuleCall(address.name, address.index)]))


def _long(address: StateAddress) -> str:
    return "-".join(_words([*address.modules, ModuleCall(address.name, address.index)]))


def _words(steps: Iterable[ModuleCall]) -> Iterator[str]:
    for step in steps:
        for part in (step.name, *(() if step.index is None else (str(step.index),))):
            plain = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode()
            if said := _FOREIGN.sub("-", plain).strip("-."):
                yield said
