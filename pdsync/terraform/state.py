"""State of Terraform or OpenTofu, however it was written, as the objects that it tracks."""

from __future__ import annotations

from pdsync.frozen import frozen
from pdsync.terraform.addresses import StateAddress

PREFIX = "pagerduty_"
"""How the types of PagerDuty's provider begin."""


@frozen
class Tracked:
    """Object that a state tracks.

    Attributes:
        address: the instance whose object it is.
        id: what it is in the account; None where the state does not say it.
        service: the id of the service that it is in, of an integration.
        needs: the addresses of resources that it depends on, by others or not.
        tainted: the next apply would make another in its place.
        deposed: the next apply would delete it, since it has been replaced.
    """

    address: StateAddress
    id: str | None
    service: str | None = None
    needs: frozenset[str] = frozenset()
    tainted: bool = False
    deposed: bool = False

    @property
    def is_pagerduty(self) -> bool:
        """True for what PagerDuty's provider looks after."""
        return self.address.type.startswith(PREFIX)


@frozen
class TerraformState:
    """Objects of a state, in the order of their addresses, and the file that it was read from."""

    file: str
    tracked: tuple[Tracked, ...]

    @property
    def pagerduty(self) -> tuple[Tracked, ...]:
        """Those of PagerDuty's provider."""
        return tuple(one for one in self.tracked if one.is_pagerduty)
