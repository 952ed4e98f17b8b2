"""A course with some of its time replaced, as by a plan. Says; compares nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pdsync.roster._timeline import Stretch, joined, together


def overlaid(course: Sequence[Stretch], pieces: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The course with the people of the pieces wherever there is one; they are in order."""
    if not course:
        return ()
    since, until = course[0].start, course[-1].end
    upper, reached = [], since
    for one in pieces:
        start, end = max(one.start, reached), min(one.end, until)
        if start >= end:
            continue
        upper += [Stretch(reached, start, _OPEN)] if reached < start else []
        upper.append(Stretch(start, end, one.people))
        reached = end
    upper += [Stretch(reached, until, _OPEN)] if reached < until else []
    pairs = together(course, upper)
    return joined(
        Stretch(start, end, below if above == _OPEN else above)
        for start, end, below, above in pairs
    )


_OPEN = ("",)
"""Where nothing is replaced; nobody is called this."""
