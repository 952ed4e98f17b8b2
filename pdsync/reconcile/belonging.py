"""Teams that a resource belongs to: its own, else those of the policy or service it is of. Pure."""

from __future__ import annotations

from collections.abc import Callable

from pdsync.kinds import Ref, Resource, refs_in

_OWNERS = ("service", "escalation_policy")
"""Kinds whose teams are those of what refers to them and names none."""


def team_refs(resource: Resource, meant: Callable[[Ref], Resource | None]) -> tuple[Ref, ...]:
    """Return the teams of a resource; `meant` gives what a reference leads to, if that is known."""
    refs = [ref for _, ref in refs_in(resource)]
    own = tuple(ref for ref in refs if ref.kind == "team")
    if own:
        return own
    owners = (meant(ref) for kind in _OWNERS for ref in refs if ref.kind == kind)
    return tuple(ref for one in owners if one for ref in team_refs(one, meant))
