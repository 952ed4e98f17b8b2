"""Every error that a person can meet. Data only: the command line words the ending and exits.

PdsyncError                 something is wrong                                 exit 1
├── Refused                 pdsync declined, nothing was sent                  exit 3
├── ApiError                PagerDuty, or a forge, answered with an error
│   └── Forbidden           401 or 403: the token, its scopes or its region
├── NoAnswer                no answer came: unreachable, cut off, or not PagerDuty at all
│   └── NotWhole            an answer came, without what was asked for
├── CalledOff               a request that waited was called off; it was not sent
└── Unforeseen              a bug in pdsync, in a part of a run that does not end for it
"""

from __future__ import annotations


class PdsyncError(Exception):
    """Expected trouble, worded for the user; `hint` says what to do about it."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refused(PdsyncError):
    """A plan that pdsync will not carry out; nothing was sent."""

    exit_code = 3


class ApiError(PdsyncError):
    """An answer with an error status.

    Attributes:
        status: the HTTP status.
        code: PagerDuty's own error code, or None.
        reasons: every sentence of the answer's `errors`, in order; may be empty.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code: int | None = None,
        reasons: tuple[str, ...] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.code = code
        self.reasons = reasons

    @property
    def is_gone(self) -> bool:
        """The thing addressed does not exist (404, or PagerDuty's code 2100)."""
        return self.status == 404 or self.code == 2100  # noqa: PLR2004 - PagerDuty's numbers

    @property
    def lacks_ability(self) -> bool:
        """The account's plan does not have the feature that was asked for (402)."""
        return self.status == 402  # noqa: PLR2004 - PagerDuty's number

    @property
    def is_unclear(self) -> bool:
        """PagerDuty broke off (5xx, or 408): a write may have taken effect all the same."""
        return self.status >= 500 or self.status == 408  # noqa: PLR2004 - HTTP's numbers


class Forbidden(ApiError):
    """The token is wrong, lacks a scope or a role, or belongs to the other region."""


class NoAnswer(PdsyncError):
    """A request without a usable answer; `sent` is False when it surely never left this machine."""

    def __init__(self, message: str, *, sent: bool = True, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.sent = sent


class NotWhole(NoAnswer):
    """An answer that does not hold what was asked for."""


class CalledOff(PdsyncError):
    """A request that was called off while it waited; nothing came of it."""

    def __init__(self) -> None:
        super().__init__("it was called off before it was sent")


class Unforeseen(PdsyncError):
    """Raised around a bug, its `__cause__`; `sent` is False if surely no request was sent."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__(
            "a bug in pdsync broke it off",
            hint="PDSYNC_DEBUG=1 shows the details, for a bug report",
        )
        self.sent = sent
