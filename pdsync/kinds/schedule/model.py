"""Schedules, and the kind of the layered ones. Knows who is listed, not who is on call."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    Field,
    PrivateAttr,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler

from pdsync import oncall
from pdsync.kinds._as_written import AsOf, AsWritten, written_fields
from pdsync.kinds._endpoint import Collection
from pdsync.kinds._field_checks import Refusal
from pdsync.kinds._kind import Draft, Kind, SideBySide, When
from pdsync.kinds._model import Own, Raw, Resource, Unordered
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._sharing import remember
from pdsync.kinds._values.lists import Listed, distinct
from pdsync.kinds._values.names import LONGEST_DESCRIPTION, described, named
from pdsync.kinds._values.problem import problem, within
from pdsync.kinds._values.zones import Zone, canonical
from pdsync.kinds._wire import Reader, a_text, as_it_is, fields, live, prose, refs, some
from pdsync.kinds.schedule.arrangements import ARRANGEMENTS
from pdsync.kinds.schedule.layers.as_listed import as_listed
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.virtual_start import Zones
from pdsync.kinds.schedule.promises._model import ScheduleExpect
from pdsync.kinds.schedule.rotations.rotation import Rotation, RotationField
from pdsync.kinds.schedule.zone_not_written import (
    layer_on,
    rotation_on,
    rotation_somewhere,
    somewhere,
)
from pdsync.series import all_of


def _few(rotations: tuple[Rotation, ...]) -> tuple[Rotation, ...]:
    most = oncall.MOST_ROTATIONS
    if len(rotations) > most:
        wrong = f"{len(rotations)} rotations are more than the {most} of a schedule"
        raise problem(wrong, help="write fewer, or make two schedules of it")
    return rotations


class Schedule(Resource):
    """Schedule of layers that hide one another, or of rotations that do not."""

    name: Annotated[str, named()] = Field("", description="What it is called.")
    description: Annotated[str | None, described(LONGEST_DESCRIPTION)] = Field(
        None, description="What it is for."
    )
    # Above the layers, whose times are read by its clocks.
    time_zone: Zone | None = Field(
        None, description="Whose clocks its times are on: Europe/London, or PagerDuty's own names."
    )
    teams: Annotated[
        Listed[Annotated[Ref, RefersTo("team")]], Unordered(), AfterValidator(distinct)
    ] = Field((), description="The teams it belongs to.")
    layers: Listed[Layer] = Field(
        (), description="From the bottom to the top: of two with somebody on call, the last wins."
    )
    rotations: Annotated[Listed[RotationField], Unordered(), AfterValidator(_few)] = Field(
        (), description="In place of layers: shifts, all of which count at the same time."
    )

    expect: Annotated[ScheduleExpect | None, Own()] = Field(
        None, description="What must stay so; proved on every lint and plan."
    )

    renamed_fields: ClassVar[Mapping[str, str]] = {"tz": "time_zone", "zone": "time_zone"}
    refused_fields: ClassVar[Mapping[str, Refusal]] = {
        "schedule_layers": Refusal(
            "PagerDuty lists layers from the top down; here they stand from the bottom up",
            "write them as `layers:`, the last one on top",
        ),
        **ARRANGEMENTS,
    }

    _ended: tuple[Rotation, ...] = PrivateAttr(default=())
    _layers_over: tuple[str, ...] = PrivateAttr(default=())
    _without_zone: Mapping[str, tuple[Any, ...]] = PrivateAttr(default={})

    @property
    def without_zone(self) -> Mapping[str, tuple[Any, ...]]:
        """Layers and rotations as written, where no time zone is known."""
        return self._without_zone

    @property
    def ended(self) -> tuple[Rotation, ...]:
        """Rotations of a live schedule with no event that is in force or to come."""
        return self._ended

    @property
    def over(self) -> tuple[str, ...]:
        """Names of the layers or rotations of a live schedule that are over."""
        return (*self._layers_over, *(one.title for one in self._ended))

    def having_had(self, ended: tuple[Rotation, ...]) -> Self:
        """Return the same schedule with rotations that have ended."""
        return remember(self.model_copy(), _ended=ended)

    @field_validator("layers", mode="before")
    @classmethod
    def _on_its_own_clocks(cls, layers: Any, info: ValidationInfo) -> Any:
        # A zone that is wrong has been said to be wrong: any other will do to check the rest.
        zone = info.data.get("time_zone", "Etc/UTC")
        if not isinstance(layers, list):
            return layers
        if zone is None:
            return [somewhere(Layer, layer_on, one) for one in layers]
        return [layer_on(one, zone) for one in layers]

    @field_validator("rotations", mode="before")
    @classmethod
    def _in_its_zone(cls, rotations: Any, info: ValidationInfo) -> Any:
        zone = info.data.get("time_zone", "Etc/UTC")
        if not isinstance(rotations, list):
            return rotations
        if zone is None:
            return [rotation_somewhere(one) for one in rotations]
        return [rotation_on(one, zone) for one in rotations]

    @model_validator(mode="wrap")
    @classmethod
    def _remembers_what_waits(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        made = handler(value)
        if isinstance(value, Mapping) and made.time_zone is None:
            both = {name: value.get(name) for name in ("layers", "rotations")}
            lists = {name: tuple(one) for name, one in both.items() if isinstance(one, list)}
            return remember(made, _without_zone=lists)
        return made

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if {"layers", "rotations"} <= self.model_fields_set:
            help_ = "delete one of the two: PagerDuty's schedules are of layers or of shifts"
            wrong = problem("a schedule has layers or rotations, not both", help=help_)
            raise within((("rotations",), wrong))
        return self


READERS: Mapping[str, Reader] = {
    "id": as_it_is,
    "name": some(a_text),
    "description": prose,
    "time_zone": lambda zone: canonical(some(a_text)(zone)),
    "teams": refs,
}
"""Readers of the fields that schedules of both forms have."""


MADE = frozenset(
    {
        *("escalation_policies", "users", "final_schedule", "next_oncall_for_user"),
        *("http_cal_url", "web_cal_url"),
        *("rendered_schedule_entries", "rendered_coverage_percentage"),
        *ARRANGEMENTS,
    }
)
"""Wire fields of schedules of both forms that are no configuration."""


def _from_wire(raw: Raw, now: datetime) -> Schedule:
    """Read a live schedule; a shift-based one, or a reference, has no `layers` set."""
    from pdsync.kinds.schedule.layers.wire import read_layers

    over: list[str] = []

    def layers(value: Any) -> tuple[Layer, ...]:
        found, names = read_layers(value, now)
        over.extend(names)
        return found

    found = live(Schedule, raw, {**READERS, "layers": layers}, {"layers": "schedule_layers"})
    return remember(found, _layers_over=tuple(over))


def _resolve(wanted: Resource, live: Resource | None, when: When) -> Resource:
    if not isinstance(wanted, Schedule) or "layers" not in wanted.model_fields_set:
        return wanted
    from pdsync.kinds.schedule.layers.resolve import resolved_layers

    present = live if isinstance(live, Schedule) else Schedule()
    layers = resolved_layers(wanted.layers, present.layers, zones_of(wanted, present), when)
    return wanted.model_copy(update={"layers": layers})


def zones_of(wanted: Schedule, live: Schedule) -> Zones:
    """Return the time zones of a written schedule and of the live one."""
    zone = wanted.time_zone or live.time_zone or "Etc/UTC"
    return Zones(zone, live.time_zone or zone)


def _to_wire(schedule: Resource, live: Resource | None) -> dict[str, Any]:
    body = fields(schedule, "name", "description", "time_zone", "teams")
    if isinstance(schedule, Schedule) and "layers" in schedule.model_fields_set:
        from pdsync.kinds.schedule.layers.wire import write_layers

        body["schedule_layers"] = write_layers(schedule.layers, _layers(live))
    return body


def notes_of_new(draft: Draft) -> Iterator[str]:
    """Yield a note on who begins by a new schedule, where nothing that is written says so."""
    if isinstance(draft.written, Schedule):
        from pdsync.kinds.schedule.first_turns import who_begins

        yield from who_begins(draft.written.layers, draft.written.rotations)


def _notes(draft: Draft) -> Iterator[str]:
    """Yield notes on who begins, and on what takes effect at once although changes are to wait."""
    yield from notes_of_new(draft)
    if not draft.at_handoff or draft.live is None:
        return
    if "time_zone" in draft.changed:
        yield "another time zone cannot wait for a hand-off: all of it takes effect at once"
    elif _is_in_another_order(draft.merged, draft.live):
        yield "another order of the layers cannot wait for a hand-off: it takes effect at once"


def _is_in_another_order(merged: Resource, live: Resource) -> bool:
    after, before = ([one.wire.get("id") for one in _layers(side)] for side in (merged, live))
    return [one for one in after if one in before] != [one for one in before if one in after]


def _layers(schedule: Resource | None) -> tuple[Layer, ...]:
    return schedule.layers if isinstance(schedule, Schedule) else ()


def members(schedule: Resource) -> Iterator[tuple[Ref, Ref]]:
    """Yield the people of layers and rotations, whom PagerDuty adds to the schedule's teams."""
    if isinstance(schedule, Schedule):
        users: Sequence[Ref] = [
            *(user for layer in schedule.layers for user in layer.users),
            *(user for rotation in schedule.rotations for user in rotation.everybody),
        ]
        yield from ((team, user) for team in schedule.teams for user in dict.fromkeys(users))


def with_parts(live: Schedule, name: str, parts: AsWritten | None, why: str = "") -> AsWritten:
    """Return a live schedule as written; without `parts` they cannot be, `why` says more."""
    plain = written_fields(live)
    if name not in live.model_fields_set:
        return AsWritten(plain)
    if parts is None:
        told = f"`{name}`: they cannot be written exactly, and stay as they are in PagerDuty{why}"
        return AsWritten({one: plain[one] for one in plain if one != name}, unsaid=(told,))
    over = all_of([one or "one without a name" for one in live.over])
    left_out = [f"Left out, because over: {over}."] if live.over else []
    if said := (*parts.comments.get((name,), ()), *left_out):
        parts = AsWritten(parts.fields, {**parts.comments, (name,): said})
    return AsWritten({**plain, **parts.fields}, parts.comments)


def _as_written(resource: Resource, as_of: AsOf) -> AsWritten:
    assert isinstance(resource, Schedule)  # noqa: S101 - its own kind
    from pdsync.kinds.schedule.in_words.layers import layers_written

    zone = str(resource.time_zone)
    found = layers_written(resource.layers, zone, as_of)
    return with_parts(resource, "layers", found)


def _teams(schedule: Resource) -> Sequence[Ref]:
    """Return the schedule's teams, whose members change with it."""
    return schedule.teams if isinstance(schedule, Schedule) else ()


KIND = Kind(
    name="schedule",
    section="schedules",
    model=Schedule,
    endpoint=Collection("/schedules", "schedule", "schedules", keeps="overrides", zoned=True),
    from_wire=_from_wire,
    to_wire=_to_wire,
    as_listed=as_listed,
    resolve=_resolve,
    wire_names={"layers": "schedule_layers"},
    together={"layers": frozenset({"time_zone"})},
    required=("name", "time_zone", "layers"),
    instead={"layers": "rotations"},
    members=members,
    notes=_notes,
    side_by_side=SideBySide(updates=False, shares=_teams),
    includes={"layers": "schedule_layers"},
    appends=frozenset({"schedule_layers"}),
    names_repeat=True,
    description_limit=LONGEST_DESCRIPTION,
    as_written=_as_written,
    made=MADE,
)
