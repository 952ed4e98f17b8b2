"""The table of a kind's fields, for its page. Reads the models; writes Markdown, to nobody."""  # noqa: INP001 - for generate.py, not a package

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from pdsync.kinds import KINDS, Duration, Model, Reads, RefersTo, Resource, Whole

HEAD = "| field | takes | means |\n|---|---|---|\n"


def table(kind: str) -> str:
    """A row for each field that can be written, those of its parts after it."""
    model = KINDS[kind].model
    hidden = {*KINDS[kind].endpoint.by_place, *model.refused_fields}
    fields = [name for name in model.model_fields if name not in hidden]
    of_all = [name for name in Resource.model_fields if name != "name"]
    order = sorted(fields, key=of_all.__contains__)
    return HEAD + "".join(row for name in order for row in rows(model, name)) + "\n"


def rows(model: type[Model], field: str, around: str = "") -> Iterator[str]:
    """The row of one field under its name for people, and those of its parts."""
    info = model.model_fields[field]
    annotation = whole(info)
    name, *others = model.names_of(field)
    also = "".join(f" PagerDuty's name: `{other}`." for other in others)
    yield f"| `{around}{name}` | {takes(annotation)} | {info.description}{also} |\n"
    part = part_of(annotation)
    mark = "[]." if takes(annotation).startswith("list") else "."
    for below in part.model_fields if part else ():
        yield from rows(part, below, f"{around}{name}{mark}")


def whole(info: FieldInfo) -> Any:
    """The annotation as it was written."""
    found: Any = info.annotation
    for one in info.metadata:
        found = Annotated[found, one]
    return found


def takes(annotation: Any) -> str:
    """What can be written, in a few words."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        said = [words for one in inner[1:] if (words := said_by(one))]
        return said[0] if said else takes(inner[0])
    if origin in (Union, UnionType):
        return " or ".join(takes(one) for one in inner if one is not type(None))
    if origin is tuple:
        return f"list: {takes(inner[0])}" if not part_of(inner[0]) else "list"
    return "mapping" if part_of(annotation) else "as in the API"


def said_by(one: Any) -> str | None:
    """What a piece of metadata says about what can be written."""
    if isinstance(one, RefersTo):
        return " or ".join(kind.replace("_", " ") for kind in one.kinds)
    if isinstance(one, Duration):
        return f"length of time ({one.unit})"
    if isinstance(one, Whole):
        return "number"
    return one.takes if isinstance(one, Reads) else None


def part_of(annotation: Any) -> type[Model] | None:
    """The model inside an annotation, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((found for one in get_args(annotation) if (found := part_of(one))), None)
