"""Orchestrations of services, made up: what every service has one of, without id or name."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from pdsync.kinds._kind import Kind
from pdsync.kinds._model import Own, Raw, Resource
from pdsync.kinds._nested import Singleton
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.words import one_of
from pdsync.kinds._wire import a_text, as_it_is, fields, live, ref


class Orchestration(Resource):
    """What becomes of the events of a service."""

    service: Annotated[Annotated[Ref, RefersTo("service")] | None, Own()] = Field(
        None, description="The service below which it is written."
    )
    severity: Annotated[str, one_of("info", "warning", "critical")] | None = Field(
        None, description="What its events get."
    )
    priority: Annotated[Ref, RefersTo("priority")] | None = Field(
        None, description="What its incidents get."
    )


def _from_wire(raw: Raw, _: datetime) -> Orchestration:
    readers = {"id": as_it_is, "service": ref, "severity": a_text, "priority": ref}
    return live(Orchestration, raw, readers)


def _to_wire(orchestration: Resource, _: Resource | None) -> dict[str, Any]:
    return fields(orchestration, "severity", "priority")


KIND = Kind(
    name="orchestration",
    section="orchestration",
    model=Orchestration,
    endpoint=Singleton(
        "/event_orchestrations/services/{parent}", "orchestration_path", "", parent="service"
    ),
    from_wire=_from_wire,
    to_wire=_to_wire,
    marked=False,
)
