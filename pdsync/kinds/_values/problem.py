"""Problems that validators raise, in our own words. Formats nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

PROBLEM = "pdsync"
UNKNOWN = "pdsync_unknown"
"""Type of the problem that is a field with another name than all there are."""


def problem(
    message: str,
    *,
    help: str | None = None,  # noqa: A002 - the word that is printed
    instead: str | None = None,
) -> PydanticCustomError:
    """Make the exception that a validator raises.

    `message` says what is wrong, `help` what to write instead; `pdsync.source` makes a diagnostic
    of it, with the place in the file. `instead` is the very text, where that is sure;
    an empty one stands for nothing at all.
    """
    return PydanticCustomError(
        PROBLEM, "{message}", {"message": message, "help": help, "instead": instead}
    )


def unknown(*names: str) -> PydanticCustomError:
    """Make the exception for a field that has none of the `names` there are, where no model is."""
    return PydanticCustomError(UNKNOWN, "{names}", {"names": names})


Located = tuple[tuple[str | int, ...], PydanticCustomError | str]
"""A problem, with the path that leads to it; pydantic's names for a field too many or missing."""


def strangers(value: Mapping[Any, Any], *names: str) -> tuple[Located, ...]:
    """Return a problem for each field of a mapping that has none of some names."""
    return tuple(((str(one),), unknown(*names)) for one in value if one not in names)


def within(*found: Located) -> ValidationError:
    """Make the exception for problems at paths inside the value that is validated."""
    return ValidationError.from_exception_data(
        PROBLEM, [InitErrorDetails(type=error, loc=path, input=None) for path, error in found]
    )


@contextmanager
def at(step: str | int) -> Iterator[None]:
    """Prefix the path of problems raised in this context by a step: a field's name or an index."""
    try:
        yield
    except PydanticCustomError as error:
        raise within(((step,), error)) from None
    except ValidationError as error:
        below: list[InitErrorDetails] = [
            {**each, "loc": (step, *each["loc"])} for each in repeated(error)
        ]
        raise ValidationError.from_exception_data(PROBLEM, below) from None


def repeated(error: ValidationError) -> list[InitErrorDetails]:
    """Return the problems of an exception, to be raised again together with others."""
    return [_again(details) for details in error.errors(include_url=False)]


def _again(details: Any) -> InitErrorDetails:
    context = details.get("ctx", {})
    type_: PydanticCustomError | str = details["type"]
    if type_ == PROBLEM:
        type_, context = problem(context["message"], help=context["help"]), {}
    elif type_ == UNKNOWN:
        type_, context = unknown(*context["names"]), {}
    return InitErrorDetails(type=type_, loc=details["loc"], input=details["input"], ctx=context)
