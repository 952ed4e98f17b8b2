"""OAuth scopes that a token needs for a configuration: to plan, to apply, and for what is optional.

a configuration of services with a policy      plan     services.read, teams.read, …
apply    services.write, …
a service that is no longer written            delete   incidents.read
"""

from __future__ import annotations

from collections.abc import Iterable

from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Kind
from pdsync.reconcile.read.lists import kinds_read
from pdsync.source import Config


@frozen
class OptionalScope:
    """A scope without which everything works but what is named in `lost`."""

    scope: str
    lost: str


@frozen
class Scopes:
    """Scopes by what is done with them; of `read`, `write` and `delete` each stands in one alone.

    Attributes:
        read: for plan, and for all that reads the account.
        write: for apply, beside `read`, to make and change what is written.
        delete: for apply, beside both, once something is no longer written.
        override: for commands that make or remove overrides, beside `read` alone.
        optional: for what a token may lack.
    """

    read: tuple[str, ...]
    write: tuple[str, ...]
    delete: tuple[str, ...]
    override: tuple[str, ...]
    optional: tuple[OptionalScope, ...]


_OPTIONAL = (
    OptionalScope("audit_records.read", "who changed something by hand (drift)"),
    OptionalScope("custom_fields.read", "values of custom fields of services (dump)"),
    OptionalScope("users:contact_methods.read", "who cannot be reached (lint --live)"),
    OptionalScope("vendors.read", "the products of integrations (dump)"),
)


def scopes_of(config: Config) -> Scopes:
    """Return the scopes that a configuration needs.

    Every plan reads all that may carry a mark, so those of reading differ by little.
    """
    kinds = [kind for kind in KINDS.values() if kind.managed]
    written = {kind.name for kind in kinds if any(config.of(kind.name))}
    read = _named("read", kinds_read(config))
    write = _named("write", (kind for kind in kinds if kind.name in written))
    gone = ["incidents.read", *_named("write", kinds)]
    return Scopes(
        read,
        write,
        tuple(scope for scope in gone if scope not in write),
        _named("write", [KINDS["schedule"]]),
        tuple(one for one in _OPTIONAL if one.scope not in read),
    )


def _named(access: str, kinds: Iterable[Kind]) -> tuple[str, ...]:
    return tuple(sorted({f"{kind.endpoint.scopes}.{access}" for kind in kinds}))
