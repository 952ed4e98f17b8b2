"""PagerDuty's keys and tokens in a text: found by their form, and hidden. Knows none of them.

A routing key is 32 digits of base 16, or `R0` and 30 capitals or digits; a token of a user is `u+`
and 18 characters, one of an app begins with its region, such as `pdus+`; any may stand after
`token=`, and one of an account, 20 mixed characters, after words such as `API key:`. The 32 digits
inside the address of a page elsewhere are the number of that page, and after words such as `md5:`
or `trace id` they are what these say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pdsync.frozen import frozen
from pdsync.on_demand import regex

KEY, TOKEN = "key", "token"

_MAYBE = regex(r"\+[\w-]{18}|token=|(?<![\w-])(?=[\w-]*\d)[\w-]{20}")
"""What is in each of the forms: a plus, that word, or a digit among twenty characters."""
_FORMS = regex(
    r"""
      (?P<token> (?<![\w+]) (?: u\+[\w-]{18} | pd[a-z]{2}\+[\w-]{20,} ) (?![\w-])
               | (?<=token=) [\w+-]{20} (?![\w+-]) )
    | (?i: (?: api | rest | access | pagerduty ) [ _-]? (?: api [ _-]? )? (?: key | token )
         | bearer ) ["'`]? \s* (?: [:=] | is )? \s* ["'`]?
      (?P<named> (?=[\w-]*\d) (?=[\w-]*[a-z]) (?=[\w-]*[A-Z]) [\w-]{20} ) (?![\w+-])
    | (?P<key> (?<![\w@.-]) (?: R0[0-9A-Z]{30}
               | (?=[0-9]*[a-f]) (?=[a-f]*[0-9]) [0-9a-f]{32} ) (?![\w@-]) )
    """,
    re.VERBOSE,
)
_OTHERWISE = regex(
    r"(?i)(?<![a-z]) (?: md5 (?:sum)? | (?: trace | span | request ) [ _-]? (?:id)?"
    r"| digest | checksum | hash | etag | fingerprint | commit | uuid )"
    r"""["'`]? \s* (?: [:=/-] | is )? \s* ["'`]? $""",
    re.VERBOSE,
)
"""Words after which 32 digits of base 16 are something else."""

_HIDDEN = "•"


@frozen
class Credential:
    """Place of a key or a token in a text, by its `sort`. Its characters are not kept."""

    sort: str
    start: int
    end: int


def may_have_credentials(text: str) -> bool:
    """Return False for a text that surely has no key and no token. Quick where that is so."""
    return _MAYBE.search(text) is not None


def credentials(text: str) -> Iterator[Credential]:
    """Find the keys and tokens of a text, in order."""
    for found in _FORMS.finditer(text):
        sort = str(found.lastgroup)
        before = text[: found.start()]
        if sort != KEY or not (_is_of_a_page(before) or _OTHERWISE.search(before)):
            yield Credential(KEY if sort == KEY else TOKEN, *found.span(sort))


def hidden(text: str) -> str:
    """Return a text with a dot for each character of its keys and tokens."""
    for one in credentials(text):
        text = text[: one.start] + _HIDDEN * (one.end - one.start) + text[one.end :]
    return text


def _is_of_a_page(before: str) -> bool:
    """Return True if a text ends within the address of a page that is no page for events."""
    address = before.rsplit(maxsplit=1)[-1] if before and not before[-1].isspace() else ""
    return "://" in address and "pagerduty.com/" not in address and not address.endswith("key=")
