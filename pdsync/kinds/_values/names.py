"""Names and descriptions, by the rules that PagerDuty has for them. Reads; never sends."""

from __future__ import annotations

from typing import Any

from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.words import TEXT, Reads, name, text

SPECIAL = "\\/&<>"
"""What PagerDuty takes in the names of services and schedules only."""


LONGEST_NAME = 255
"""Characters of a name, of whatever kind that has no shorter limit of its own."""


def named(*, longest: int = LONGEST_NAME, without: str = "") -> Reads:
    """Make the annotation of a name: at most `longest` characters, none of them in `without`.

    Its reader raises pydantic errors, also for blanks at the ends and invisible characters.
    """

    def read(value: Any) -> str:
        written = name(value)
        _check_ends(written)
        _check_characters(written, without)
        if len(written) > longest:
            raise problem(
                f"this name has {len(written)} characters; PagerDuty takes {longest}",
                help="write a shorter one",
            )
        return written

    return Reads(read, {"type": "string", "minLength": 1, "maxLength": longest})


def _check_ends(written: str) -> None:
    if not written.strip():
        raise problem("a name cannot be empty", help="write at least one letter")
    if written != written.strip():
        raise problem("this name begins or ends with a blank", help="delete the blank")


def _check_characters(written: str, without: str) -> None:
    for character in written:
        if character in without:
            raise problem(
                f"PagerDuty takes no `{character}` in this name",
                help=f"write it without any of {' '.join(without)}",
            )
        if not character.isprintable():
            raise problem(
                f"this name has an invisible character, U+{ord(character):04X}", help="delete it"
            )


def acceptable(name: str) -> str:
    """Return a name without what PagerDuty takes in none: blanks at its ends, invisible letters."""
    return "".join(one for one in name if one.isprintable()).strip()


def tidy(written: str | None) -> str | None:
    """Return a description without the white space that PagerDuty may change; None if empty."""
    if written is None:
        return None
    lines = str(written).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip() or None


LONGEST_DESCRIPTION = 1024
"""Characters of a description, of whatever kind: PagerDuty refuses more."""


def described(longest: int | None = None) -> Reads:
    """Make the annotation of a description; null and the empty text are the same.

    Its reader raises a pydantic error for more than `longest` characters.
    """

    def read(value: Any) -> str | None:
        written = None if value is None else tidy(text(value))
        if longest is not None and len(written or "") > longest:
            raise problem(
                f"this description has {len(written or '')} characters; PagerDuty takes {longest}",
                help="shorten it, or link to a page",
            )
        return written

    schema = {"type": [*TEXT["type"], "null"]} | ({"maxLength": longest} if longest else {})
    return Reads(read, schema)
