"""Time in which somebody on call is notified of an incident, at every minute that is promised.

PagerDuty passes at once over a level with nobody, whatever its delay is, and notifies whoever is on
the first that has somebody; with nobody on any it makes no incident. What an incident waits for is
the pause of a service.
"""

from __future__ import annotations

from typing import Annotated

from pdsync.kinds._values.durations import Duration, duration_words
from pdsync.kinds.schedule.promises._question import AllOf, Never, Question
from pdsync.kinds.schedule.promises._subject import PromiseSubject
from pdsync.kinds.schedule.promises.coverage import UNHEARD, covered_by
from pdsync.units import DAY, MINUTE

KINDS = ("escalation_policy", "service")
TAKES = Annotated[int, Duration("seconds", least=MINUTE, most=DAY, needs_unit=True)]
DESCRIPTION = (
    "How soon somebody on call is notified of an incident, such as 15m, at every minute that "
    "`coverage` names; not written, at every minute."
)


def ask(limit: int, subject: PromiseSubject) -> Question:
    """Return the question whether incidents of any minute reach somebody in time."""
    pause = subject.pause()
    if pause > limit:
        wrong = (
            f"notifications pause for {duration_words(pause)} first, longer than "
            f"{duration_words(limit)}"
        )
        return Never(wrong, "shorten `auto_pause_notifications_parameters`, or promise less", pause)
    levels, when = subject.levels(), subject.coverage
    moments = sorted({0, pause})
    return AllOf([covered_by(levels, when, later=one, words=UNHEARD) for one in moments])
