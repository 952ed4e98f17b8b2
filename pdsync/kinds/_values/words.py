"""Words that people write: text, names, keys, flags, choices. Reads; never sends.

A scalar means what it looks like, quoted or not: the loader hands over text (`Plain` when it was
not quoted), and the type of the field decides what it means. So `10:00` is a time where a time
belongs and a name where a name belongs, whatever YAML 1.1 makes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from pdsync.frozen import frozen
from pdsync.kinds._values.patterns import exact
from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.typos import near_key
from pdsync.on_demand import regex

_WORDS = {"yes", "no", "on", "off", "true", "false", "null", "~"}
_FLAGS = dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(
    ("false", "False", "FALSE"), False
)
_ONCE_FLAGS = dict.fromkeys(("yes", "on", "y"), "true") | dict.fromkeys(("no", "off", "n"), "false")
"""What YAML 1.1 took for true and false, and YAML 1.2, which editors read, takes for text."""
_INTEGER = regex(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = regex(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_KEY = regex(r"[A-Za-z0-9._-]{1,100}")
_ID = regex(r"[A-Z0-9]{5,32}")
_A_KEY = "a key is 1 to 100 letters, digits, dots, dashes or underscores"
_AN_ID = "an id is capitals and digits, such as P123ABC; it ends the page's address"
_QUOTED = 60
_NEAR = 0.65  # `hours` and `users` are not: three letters of five


class Plain(str):
    """Scalar that stands in the file without quotes."""

    __slots__ = ()


def did_you_mean(word: str, choices: list[str] | tuple[str, ...]) -> str | None:
    """Return the nearest of `choices`, compared without case; None when nothing is near."""
    by_lower = {choice.lower(): choice for choice in choices}
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), list(by_lower), n=1, cutoff=_NEAR)
    return by_lower[near[0]] if near else None


def text(value: Any) -> str:
    """Read free text; raises a pydantic error for anything but a scalar."""
    if isinstance(value, str):
        return str(value)
    raise problem("this takes text", help="write one line of text, or a block after `|`")


def name(value: Any) -> str:
    """Read a name; raises a pydantic error for yes, no, on, off and null without quotes."""
    written = text(value)
    if isinstance(value, Plain) and written.lower() in _WORDS:
        raise problem(f"`{written}` is not text in YAML", help=f'write "{written}" in quotes')
    return written


def key(value: Any) -> str:
    """Read a key: letters, digits, dot, dash and underscore, at most 100; else raises."""
    written = name(value)
    if not _KEY.fullmatch(written):
        raise problem(
            f"'{written}' cannot be a key",
            help=_A_KEY,
        )
    return written


def pagerduty_id(value: Any) -> str:
    """Read one of PagerDuty's ids; raises a pydantic error for anything else."""
    written = text(value)
    if not _ID.fullmatch(written):
        raise problem(
            f"'{written}' is not a PagerDuty id",
            help=_AN_ID,
        )
    return written


def flag(value: Any) -> bool:
    """Read true or false as YAML 1.2 writes them; raises a pydantic error for anything else."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _FLAGS:
        return _FLAGS[value]
    meant = _ONCE_FLAGS.get(value.lower()) if isinstance(value, str) else None
    if meant:
        raise problem(
            f"`{value}` is text in YAML, not {meant}", help=f"write {meant}", instead=meant
        )
    raise problem(f"{shown(value)} is neither true nor false", help="write true or false")


def shown(value: Any) -> str:
    """Return a value as messages quote it: as written, of a very long one the beginning."""
    if isinstance(value, str | int | float):
        written = str(value).strip()
        return f"'{written if len(written) <= _QUOTED else f'{written[:_QUOTED]}…'}'"
    return (
        "a list"
        if isinstance(value, list | tuple)
        else "a mapping"
        if isinstance(value, Mapping)
        else "nothing"
    )


@frozen(eq=False)  # by identity: typing hashes what it annotates
class Reads:
    """Annotation of a field that a function reads.

    `schema` is the JSON Schema of what it takes, `takes` the same in a word or two.
    """

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]
    takes: str = "text"

    def __get_pydantic_core_schema__(self, source: Any, _: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, _: Any) -> dict[str, Any]:
        return dict(self.schema)


@frozen(eq=False)
class ReadsAtLength(Reads):
    """The same, with a schema that is long, and made only for whoever asks for it."""

    make: Callable[[], Mapping[str, Any]] = dict

    def __get_pydantic_json_schema__(self, schema: CoreSchema, _: Any) -> dict[str, Any]:
        return dict(self.make())


@frozen(eq=False)
class AlsoAs:
    """Annotation with the JSON Schema of another form, which a validator reads before the field."""

    schema: Mapping[str, Any]

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [handler(schema), dict(self.schema)]}


@frozen
class NullIs:
    """Annotation of a field that null sets back to PagerDuty's default."""

    default: Any

    def __get_pydantic_core_schema__(self, source: Any, inner: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: Any) -> Any:
            return self.default if value is None else value

        return core_schema.no_info_before_validator_function(read, inner(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, inner: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [inner(schema), {"type": "null"}]}


def one_of(*choices: str) -> Reads:
    """Make the annotation of a field that takes one of some words; others raise pydantic errors."""

    def read(value: Any) -> str:
        written = str(value).strip() if isinstance(value, str | int) else ""
        if written in choices:
            return written
        near = did_you_mean(written, choices) if written else None
        hint = f"did you mean `{near}`?" if near else f"write one of: {', '.join(choices)}"
        sure = near if near and near_key(written, choices) == near else None
        raise problem(f"{shown(value)} is not possible here", help=hint, instead=sure)

    return Reads(read, {"enum": list(choices)}, takes=", ".join(f"`{one}`" for one in choices))


def json_object(value: Any) -> dict[str, Any]:
    """Read a JSON object, plain scalars as YAML 1.2 does; raises a pydantic error for others."""
    if not isinstance(value, Mapping):
        raise problem(f"expected a mapping, found {shown(value)}", help="write `field: value`")
    return {str(name): as_json(child) for name, child in value.items()}


def as_json(value: Any) -> Any:
    """Return a loaded value as JSON, for fields that pdsync does not model."""
    if isinstance(value, Mapping):
        return json_object(value)
    if isinstance(value, list | tuple):
        return [as_json(child) for child in value]
    if isinstance(value, Plain):
        return _core_scalar(str(value))
    return value


def _core_scalar(written: str) -> Any:
    if written in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return written.lower() == "true"
    if _INTEGER.fullmatch(written):
        return int(written)
    if _FLOAT.fullmatch(written):
        return float(written)
    return written


TEXT = {"type": ["string", "boolean"]}
"""The schema of text: an editor takes a plain `true` for a flag, and here it is the word."""

Text = Annotated[str, Reads(text, TEXT)]
Name = Annotated[str, Reads(name, {"type": "string", "minLength": 1})]
Key = Annotated[str, Reads(key, exact(_KEY.pattern, _A_KEY), takes="key")]
PagerDutyId = Annotated[str, Reads(pagerduty_id, exact(_ID.pattern, _AN_ID), takes="id")]
_FLAG = {"anyOf": [{"type": "boolean"}, exact("|".join(_FLAGS), "write true or false")]}
Flag = Annotated[bool, Reads(flag, _FLAG, takes="true or false")]
JsonObject = Annotated[Mapping[str, Any], Reads(json_object, {"type": "object"}, takes="mapping")]
