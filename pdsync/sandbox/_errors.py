"""Errors of the sandbox, as values to raise; wording only, no HTTP and no state."""

from __future__ import annotations

from typing import Any, Literal

NOT_FOUND = "Not Found"
INVALID = "Invalid Input Provided"


class SandboxError(Exception):
    """Trouble outside any request: a file that is not a sandbox, a seed that cannot be read."""


class Dropped(Exception):
    """The connection was lost, before or after the request took effect."""

    def __init__(self, when: Literal["before", "after"]) -> None:
        super().__init__(f"connection lost {when} the request took effect")
        self.when = when


class Bad(Exception):
    """One field's value is refused; the message continues the field's name."""


class Refused(Exception):
    """An answer with an error status, in PagerDuty's shape."""

    def __init__(self, status: int, code: int | None, message: str, errors: Any = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """The JSON object of the answer."""
        error: dict[str, Any] = {"message": self.message}
        if self.code is not None:
            error["code"] = self.code
        if self.errors is not None:
            error["errors"] = self.errors
        return {"error": error}


def invalid(*errors: str) -> Refused:
    """400/2001: what was sent breaks a rule."""
    return Refused(400, 2001, INVALID, list(errors))


def not_found() -> Refused:
    """404/2100: no such path, object or referenced object."""
    return Refused(404, 2100, NOT_FOUND)


def missing(argument: str) -> Refused:
    """400/2003: the body lacks its envelope or a parameter is absent."""
    return Refused(400, 2003, "Missing Arguments", [f"{argument} is missing"])


def lacks_ability(ability: str) -> Refused:
    """402/2014: the account's plan does not have the feature."""
    message = "Account does not have the abilities to perform the action."
    return Refused(402, 2014, message, [f"Required ability: {ability}"])
