"""How a validator says what is wrong, in our own words. Raises; never formats."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

PROBLEM = "pdsync"


def problem(message: str, *, help: str | None = None) -> PydanticCustomError:  # noqa: A002 - the word that is printed
    """Make the exception that a validator raises.

    `message` says what is wrong, `help` what to write instead; `pdsync.source` turns it into a
    diagnostic with the place in the file.
    """
    return PydanticCustomError(PROBLEM, "{message}", {"message": message, "help": help})
