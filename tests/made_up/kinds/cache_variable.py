"""Cache variables of services, made up: a list inside each, which no list of services has."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from pdsync.kinds._kind import Kind, Parting
from pdsync.kinds._model import Own, Raw, Resource
from pdsync.kinds._nested import Child
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.names import named
from pdsync.kinds._values.words import Flag, one_of
from pdsync.kinds._wire import a_text, as_it_is, fields, live, ref


class CacheVariable(Resource):
    """What is remembered of the events of a service."""

    name: Annotated[str, named()] = Field("", description="What it is called.")
    service: Annotated[Annotated[Ref, RefersTo("service")] | None, Own()] = Field(
        None, description="The service below which it is written."
    )
    keeps: Annotated[str, one_of("recent_value", "count")] | None = Field(
        None, description="What of them is remembered."
    )
    absent: Annotated[Flag, Own()] = Field(default=False, description="Removes it.")


def _from_wire(raw: Raw, _: datetime) -> CacheVariable:
    readers = {"id": as_it_is, "name": a_text, "service": ref, "keeps": a_text}
    return live(CacheVariable, raw, readers)


def _to_wire(variable: Resource, _: Resource | None) -> dict[str, Any]:
    return fields(variable, "name", "keeps")


def _parting(variable: Resource) -> Parting:
    return Parting(absent=isinstance(variable, CacheVariable) and variable.absent)


KIND = Kind(
    name="cache_variable",
    section="cache_variables",
    model=CacheVariable,
    endpoint=Child(
        "/event_orchestrations/services/{parent}/cache_variables",
        "cache_variable",
        "cache_variables",
        parent="service",
    ),
    from_wire=_from_wire,
    to_wire=_to_wire,
    parting=_parting,
    marked=False,
    names_repeat=True,
)
