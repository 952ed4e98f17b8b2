"""Types of Terraform's resources, and the kinds that pdsync has of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pdsync.kinds import KINDS, Kind, Nested
from pdsync.terraform.state import PREFIX

MEMBERSHIP = "pagerduty_team_membership"
"""Type of what pdsync has in a field of teams, `members`; its id is that of user and team."""

_OTHER_NAMES = {"pagerduty_schedulev2": "schedule"}
_NOT_OURS = {
    "pagerduty_user": "pdsync names people by e-mail, and does not make them",
    "pagerduty_user_": "how somebody is reached is theirs, and pdsync leaves it alone",
}
_NO_KIND = "pdsync does not have this kind"


def _types() -> Iterator[tuple[str, Kind]]:
    for kind in KINDS.values():
        place = kind.endpoint
        above = f"{place.parent}_" if isinstance(place, Nested) else ""
        if kind.managed:
            yield f"{PREFIX}{above}{kind.name}", kind
    yield from ((name, KINDS[kind]) for name, kind in _OTHER_NAMES.items())


def types() -> Mapping[str, Kind]:
    """Return the kind of each type that pdsync has."""
    return dict(_types())


def why_it_stays(type_: str) -> str | None:
    """Return why a type stays with Terraform; None for one that pdsync has."""
    if type_ == MEMBERSHIP or type_ in types():
        return None
    group = f"{PREFIX}user_" if type_.startswith(f"{PREFIX}user_") else type_
    return _NOT_OURS.get(group, _NO_KIND)
