"""Initials of people, and as much of their e-mails as tells those apart who share them. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

_MOST = 3
_BETWEEN = r"[\s.@_+-]+"
"""Between words of a name, or of an address."""


def initials_of(people: Mapping[str, str | None]) -> dict[str, str]:
    """Return everybody's initials by e-mail, given their names as far as they are known.

    Two who share theirs have the beginning of their e-mails as well: `BO ben…` and `BO bea…`.
    """
    sharing: dict[str, list[str]] = defaultdict(list)
    for email, name in people.items():
        sharing[_letters(name or email)].append(email)
    return {
        email: letters if len(emails) == 1 else f"{letters} {_apart(email, emails)}"
        for letters, emails in sharing.items()
        for email in emails
    }


def _letters(name: str) -> str:
    words = re.split(_BETWEEN, name.partition("@")[0])
    return "".join(word[0].upper() for word in words if word)[:_MOST] or "?"


def _apart(email: str, emails: Iterable[str]) -> str:
    """Return the beginning of an e-mail that no other has: its first word at least."""
    others = [one.lower() for one in emails if one != email]
    for end in range(len(re.split(_BETWEEN, email)[0]), len(email) - 1):
        start = email[:end]
        is_cut_badly = start[-1:] in {"", *"._+-"}
        if not is_cut_badly and not any(one.startswith(start.lower()) for one in others):
            return f"{start}…"
    return email
