"""Users: looked up by e-mail, never created, changed or deleted."""

from datetime import datetime
from typing import Any

from pydantic import Field

from pdsync.kinds._endpoint import Collection
from pdsync.kinds._kind import Kind
from pdsync.kinds._model import Raw, Resource
from pdsync.kinds._wire import a_text, as_it_is, live


class User(Resource):
    """A person who can be notified."""

    name: Any = Field(None, description="The person's name.")
    email: Any = Field(None, description="The address that the person signs in with.")
    role: Any = Field(None, description="What the person may do in PagerDuty.")
    time_zone: Any = Field(None, description="The person's own time zone.")


def _email(value: Any) -> Any:
    return value.strip().lower() if a_text(value) else value


_READERS = {
    "id": as_it_is,
    "name": as_it_is,
    "email": _email,
    "role": as_it_is,
    "time_zone": as_it_is,
}


def _from_wire(raw: Raw, _: datetime) -> User:
    return live(User, raw, _READERS)


KIND = Kind(
    name="user",
    section="users",
    model=User,
    endpoint=Collection("/users", "user", "users"),
    from_wire=_from_wire,
    managed=False,
    marked=False,
    natural_key="email",
)
