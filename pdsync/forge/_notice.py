"""Texts that are to stand on a forge, and how such a text is known again. Pure."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from pdsync.frozen import frozen
from pdsync.marker import Marker, Tells
from pdsync.on_demand import regex

_SUM = regex(r"<!-- pdsync sum=([0-9a-f]{64}) -->\s*\Z")
_ADDRESS = regex(r"\]\(https?://[^()\s]*\)\s*\Z")


@frozen
class Notice:
    """Text that is to be told.

    Attributes:
        marker: what it is about.
        text: Markdown whose first line is that of the marker.
        tells: of changes, of none, or that they are not known.
        about: the last line that people see, such as the commit, perhaps with a link at its end.
        stacks: all that the repository has, where that is known: what a post says of another is
            outdated.
    """

    marker: Marker
    text: str
    tells: Tells
    about: str
    stacks: Collection[str] | None = None

    @property
    def title(self) -> str:
        """A title for it, the same for each of this stack."""
        stack = f": {self.marker.stack}" if self.marker.stack else ""
        return f"pdsync {self.marker.what}{stack}"

    @property
    def body(self) -> str:
        """The text of a post; a sum at its end shows whether somebody edited it."""
        body = f"{self.text.rstrip()}\n\n{self.about}"
        return f"{body}\n<!-- pdsync sum={_sum(body)} -->"


def was_edited(body: str) -> bool:
    """Return True for the text of a post that is not as pdsync wrote it."""
    found = _SUM.search(body)
    return found is None or found[1] != _sum(body[: found.start()])


def same_text(one: str, other: str) -> bool:
    """Return True for texts that differ in nothing that is told."""
    return _content(one) == _content(other)


def _sum(body: str) -> str:
    return sha256(_content(body).encode()).hexdigest()


def _content(body: str) -> str:
    """The text without its sum and without the address of the run, which is another each time.

    A forge may store lines with other ends than were sent, or none at the end.
    """
    plain = _SUM.sub("", body.replace("\r\n", "\n")).rstrip()
    return _ADDRESS.sub("]", plain)
