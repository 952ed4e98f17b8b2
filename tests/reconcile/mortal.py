"""Runs that can be killed between any two calls, and who is left uncovered by one."""

from datetime import UTC, datetime, timedelta

import httpx
from reconcile.names import Killed
from reconcile.rotas import ANA, BEN, LONDON, stamp
from reconcile.shift_rotas import ident, shift_based, weekdays
from reconcile.world import World

ALWAYS = "shifts: 00:00-24:00"
HALF = timedelta(minutes=30)


class Killing(httpx.BaseTransport):
    """Lets so many writes pass, and kills the run after the last of them."""

    def __init__(self, inner):
        self.inner = inner
        self.left = None

    def handle_request(self, request):
        response = self.inner.handle_request(request)
        if request.method != "GET" and self.left is not None:
            self.left -= 1
            if self.left == 0:
                raise Killed
        return response


class Mortal(World):
    """A world whose runs can be killed."""

    def __init__(self):
        super().__init__(around=Killing)
        self.how = {"writers": 4}

    def killed_after(self, writes, text, **options):
        """Whether a run came to so many writes; it is killed after the last of them."""
        self.wire.left = writes
        try:
            self.apply(text, **options)
        except Killed:
            return True
        finally:
            self.wire.left = None
        return False


def uncovered(world, weeks=2):
    """When nobody is on call from now on, as the sandbox renders it."""
    asked = {
        "include[]": "final_schedule",
        "since": stamp(world.now),
        "until": stamp(world.now + timedelta(weeks=weeks)),
        "time_zone": LONDON,
    }
    final = world.get(f"/v3/schedules/{ident(world)}", **asked)["schedule"]["final_schedule"]
    shifts = sorted(
        (instant(one["start_time"]), instant(one["end_time"]))
        for one in final["computed_shift_assignments"]
        if one["member"].get("user_id")
    )
    reached = world.now
    for start, end in shifts:
        if start > reached:
            return reached
        reached = max(reached, end)
    return reached if reached < world.now + timedelta(weeks=weeks) - timedelta(days=2) else None


def instant(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def always(*people, more="", shifts=ALWAYS):
    return weekdays(*people, shifts=shifts, more=more)


BEFORE = shift_based(always(ANA, BEN))
HOW = {"now": {}, "handoff": {"effective": "handoff"}}
