"""Kinds of resources, discovered from the modules of this folder. Pure data and functions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from pdsync.kinds._references_in import refers_to
from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.kinds._as_written import Among, AnyOrder, AsOf, AsWritten, Roles
    from pdsync.kinds._call import Call
    from pdsync.kinds._endpoint import Collection, Endpoint
    from pdsync.kinds._kind import MADE_OF_ALL, Apart, Draft, Kind, When
    from pdsync.kinds._mark import Mark, split_mark, with_mark
    from pdsync.kinds._matching import align
    from pdsync.kinds._missing_fields import lacking
    from pdsync.kinds._model import Item, Model, Own, Raw, Resource, Unordered
    from pdsync.kinds._nested import Child, Membership, Nested, Singleton
    from pdsync.kinds._placeholders import (
        NOW,
        SOON,
        IdOf,
        Moment,
        body_json,
        filled,
        filled_path,
        segment,
    )
    from pdsync.kinds._references_in import map_refs, refs_in
    from pdsync.kinds._refs import Ref, RefersTo, ident
    from pdsync.kinds._unread import sort_of
    from pdsync.kinds._values.days import week_time
    from pdsync.kinds._values.durations import Duration, Whole, duration_words, in_seconds
    from pdsync.kinds._values.instants import at_wall, instant
    from pdsync.kinds._values.lists import Listed
    from pdsync.kinds._values.patterns import SHARED_AS, one_of_words
    from pdsync.kinds._values.problem import PROBLEM, UNKNOWN, problem
    from pdsync.kinds._values.typos import near_address, near_key, slips, with_words_of
    from pdsync.kinds._values.words import (
        Flag,
        Key,
        Plain,
        Reads,
        ReadsAtLength,
        did_you_mean,
        json_object,
        key,
        one_of,
        shown,
    )
    from pdsync.kinds._values.zones import zone as time_zone
    from pdsync.kinds.escalation_policy import EscalationPolicy
    from pdsync.kinds.integration import WRITTEN_TYPES, account_of_address
    from pdsync.kinds.schedule.account_zone import on_live_clocks, waits_for_zone
    from pdsync.kinds.schedule.anchor_dates import OddAnchor, odd_anchors
    from pdsync.kinds.schedule.anchor_people import StrangeAnchor, strange_anchors
    from pdsync.kinds.schedule.arrangements import OVERRIDE_COMMANDS
    from pdsync.kinds.schedule.effective_dates import TOO_FAR, too_far
    from pdsync.kinds.schedule.engine import on_call, on_call_somehow
    from pdsync.kinds.schedule.handoff import Handoff
    from pdsync.kinds.schedule.in_words.rotations import rotation_of_people, rotation_written
    from pdsync.kinds.schedule.layers.engine import person
    from pdsync.kinds.schedule.layers.layer import Layer
    from pdsync.kinds.schedule.lead_time import AHEAD, MINUTES, soon_after
    from pdsync.kinds.schedule.losses.losses import keeping, losses
    from pdsync.kinds.schedule.losses.lost_fields import Lost
    from pdsync.kinds.schedule.model import Schedule
    from pdsync.kinds.schedule.promises._lapses import Lapse
    from pdsync.kinds.schedule.promises._model import Expect
    from pdsync.kinds.schedule.promises._question import Judgement, Question
    from pdsync.kinds.schedule.promises._registry import all_promises
    from pdsync.kinds.schedule.promises._subject import PromiseSubject, Rota, Rung
    from pdsync.kinds.schedule.promises.coverage import promised
    from pdsync.kinds.schedule.rotations.days_left_out import (
        Stray,
        shift_starts,
        shifts_of_day,
        strays,
    )
    from pdsync.kinds.schedule.rotations.event import Event
    from pdsync.kinds.schedule.rotations.requests.open_gaps import OpenGap, open_gaps
    from pdsync.kinds.schedule.rotations.rotation import Rotation, WrittenRotation
    from pdsync.kinds.schedule.rotations.shifts import Pattern
    from pdsync.kinds.schedule.shift_based import (
        SHIFT_BASED,
        as_sent,
        kind_of,
        needs_anchor,
        put_off,
    )
    from pdsync.kinds.schedule.turns_before import (
        TurnsHad,
        TurnsPinned,
        has_open_turns,
        open_turns,
        pinned_by_hand,
        turns_as_before,
        whose,
        with_pins,
    )
    from pdsync.kinds.schedule.turns_kept import TurnsKept, fitting_turns, lines_of_new, turns_kept
    from pdsync.kinds.schedule.undecided import Undecided
    from pdsync.kinds.schedule.zones import deciding_zones, zoned_fields
    from pdsync.kinds.service import Service
    from pdsync.kinds.service.urgency import SupportHours
    from pdsync.kinds.team import Team, TeamMember, people_of
    from pdsync.kinds.user.reach import ONLY_OBSERVERS, STAKEHOLDERS, Reach, Way, reach_of

__all__ = [
    "AHEAD",
    "KINDS",
    "MADE_OF_ALL",
    "MINUTES",
    "NOW",
    "ONLY_OBSERVERS",
    "OVERRIDE_COMMANDS",
    "PROBLEM",
    "SHARED_AS",
    "SHIFT_BASED",
    "SOON",
    "STAKEHOLDERS",
    "TOO_FAR",
    "UNKNOWN",
    "WRITTEN_TYPES",
    "Among",
    "AnyOrder",
    "Apart",
    "AsOf",
    "AsWritten",
    "Call",
    "Child",
    "Collection",
    "Draft",
    "Duration",
    "Endpoint",
    "EscalationPolicy",
    "Event",
    "Expect",
    "Flag",
    "Handoff",
    "IdOf",
    "Item",
    "Judgement",
    "Key",
    "Kind",
    "Lapse",
    "Layer",
    "Listed",
    "Lost",
    "Mark",
    "Membership",
    "Model",
    "Moment",
    "Nested",
    "OddAnchor",
    "OpenGap",
    "Own",
    "Pattern",
    "Plain",
    "PromiseSubject",
    "Question",
    "Raw",
    "Reach",
    "Reads",
    "ReadsAtLength",
    "Ref",
    "RefersTo",
    "Resource",
    "Roles",
    "Rota",
    "Rotation",
    "Rung",
    "Schedule",
    "Service",
    "Singleton",
    "StrangeAnchor",
    "Stray",
    "SupportHours",
    "Team",
    "TeamMember",
    "TurnsHad",
    "TurnsKept",
    "TurnsPinned",
    "Undecided",
    "Unordered",
    "Way",
    "When",
    "Whole",
    "WrittenRotation",
    "above",
    "account_of_address",
    "align",
    "all_promises",
    "as_sent",
    "at_wall",
    "below",
    "body_json",
    "deciding_zones",
    "did_you_mean",
    "duration_words",
    "filled",
    "filled_path",
    "fitting_turns",
    "has_open_turns",
    "ident",
    "in_seconds",
    "instant",
    "json_object",
    "keeping",
    "key",
    "kind_of",
    "lacking",
    "lines_of_new",
    "losses",
    "map_refs",
    "near_address",
    "near_key",
    "needs_anchor",
    "odd_anchors",
    "on_call",
    "on_call_somehow",
    "on_live_clocks",
    "one_of",
    "one_of_words",
    "open_gaps",
    "open_turns",
    "people_of",
    "person",
    "pinned_by_hand",
    "problem",
    "promised",
    "put_off",
    "reach_of",
    "refers_to",
    "refs_in",
    "rotation_of_people",
    "rotation_written",
    "segment",
    "shift_starts",
    "shifts_of_day",
    "shown",
    "slips",
    "soon_after",
    "sort_of",
    "split_mark",
    "strange_anchors",
    "strays",
    "time_zone",
    "titled",
    "too_far",
    "turns_as_before",
    "turns_kept",
    "waits_for_zone",
    "week_time",
    "whose",
    "with_mark",
    "with_pins",
    "with_words_of",
    "zoned_fields",
]


def _discovered() -> dict[str, Kind]:
    modules = (info.name for info in iter_modules(__path__) if not info.name.startswith("_"))
    found: dict[str, Kind] = {}
    for module in modules:
        kind = import_module(f"{__name__}.{module}").KIND
        found[kind.name] = kind
    graph = {
        kind.name: set(refers_to(kind.model)) & set(found) - {kind.name} for kind in found.values()
    }
    return {name: found[name] for name in TopologicalSorter(graph).static_order()}


_FOUND = _discovered()
KINDS: Mapping[str, Kind] = MappingProxyType(_FOUND)
"""Every kind by name, in creation order: what is referred to comes before what refers to it."""


def titled(kind: str, key: str) -> str:
    """Write what is meant by a kind and a key, as messages do: service `checkout`."""
    return f"{KINDS[kind].title} `{key}`"


@cache
def above(kind: Kind) -> Kind:
    """Return the parent kind of a nested kind, among whose fields it is written."""
    return next(one for one in KINDS.values() if kind.endpoint.is_below(one.name))


@cache
def below(kind: str) -> tuple[Kind, ...]:
    """Return the kinds that are nested in a kind: written among its fields, deleted with it."""
    return tuple(one for one in KINDS.values() if one.endpoint.is_below(kind))
