"""Change of an escalation path in minutes, with the services that it is of. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from pdsync.frozen import frozen
from pdsync.roster import PathDifference, TargetToken


@frozen
class PathChange:
    """An escalation path in minutes before and after, the same for some services, by key.

    Of a policy that changes, `services` are those that it escalates before and after, and that do
    not change themselves; none where it escalates none for which anything differs. Some are
    `critical`. `names` are what people call the targets.
    """

    difference: PathDifference
    services: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    names: Mapping[TargetToken, str] = field(default_factory=dict)
