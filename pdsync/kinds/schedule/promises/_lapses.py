"""Times in which a promise is not kept for once, as by an override; finds what is new of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.intervals import subtract

_AROUND = timedelta(weeks=1)
"""Looked at beside a span, so that what is cut at the edges is cut on both sides alike."""


@frozen
class Lapse:
    """Time in which a promise is not kept for once, and the people concerned.

    `words` says what is so then.
    """

    span: oncall.Span
    who: tuple[str, ...]
    words: Callable[[], str]


def new_breaches(
    made: oncall.Looking,
    was: oncall.Looking | None,
    span: oncall.Span,
    new: Callable[[oncall.Breach, Sequence[oncall.Breach]], Iterable[oncall.Breach]],
) -> Iterator[oncall.Breach]:
    """Yield in order what is `new` of the breaches that a span has, or that touch it."""
    around = span.start - _AROUND, span.end + _AROUND
    ours = sorted(made.within(*around))
    theirs = was.within(*around) if was and ours else []
    for one in ours:
        for part in new(one, theirs):
            if part.span.end > span.start and part.span.start <= span.end:
                yield part


def parts_beside(one: oncall.Breach, others: Iterable[oncall.Breach]) -> Iterator[oncall.Breach]:
    """Yield the parts of a breach that are in none of others."""
    taken = [(other.start, other.end) for other in others]
    for start, end in subtract([(one.start, one.end)], taken):
        yield replace(one, start=start, end=end)


def if_more(one: oncall.Breach, others: Iterable[oncall.Breach]) -> Iterator[oncall.Breach]:
    """Yield a breach unless others have one of the same person there, and by no less."""
    if not any(
        other.who == one.who
        and other.amount >= one.amount
        and other.start < one.end
        and one.start < other.end
        for other in others
    ):
        yield one
