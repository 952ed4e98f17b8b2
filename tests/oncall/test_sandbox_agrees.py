"""The engine and the sandbox, written apart, say the same of shift-based schedules."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import httpx
from examples import at_most
from hypothesis import given
from oncall.making_shifts import shift_worlds

from pdsync.oncall import final_shifts
from pdsync.sandbox import Account, Habits, Sandbox, transport


class Served:
    """A shift-based schedule in an account of its own, made through the API."""

    def __init__(self, client, made, around):
        self.client, self.around = client, around
        self.users = {name: self.user(name) for name in "abcdx"}
        schedule = {"name": "Shifts", "time_zone": made.time_zone}
        self.path = f"/v3/schedules/{self.post('/v3/schedules', schedule=schedule)['id']}"
        rotations = {one.ident: self.rotation(one) for one in made.rotations}
        custom = {one.ident: self.custom_shift(one) for one in made.custom_shifts}
        for one in made.overrides:
            self.override(one, rotations, custom)

    def post(self, path, **body):
        answer = self.client.post(path, json=body)
        assert answer.status_code == 201, answer.text
        return next(iter(answer.json().values()))

    def user(self, name):
        fields = {"type": "user", "name": name, "email": f"{name}@example.org"}
        return self.post("/users", user=fields)["id"]

    def member(self, name):
        return (
            {"type": "user_member", "user_id": self.users[name]}
            if name
            else {"type": "empty_member"}
        )

    def rotation(self, rotation):
        answer = self.client.post(f"{self.path}/rotations", json={})
        place = answer.json()["rotation"]["id"]
        for event in rotation.events:
            self.post(f"{self.path}/rotations/{place}/events", event=self.event(event))
        return place

    def event(self, event):
        zone = ZoneInfo(event.time_zone)
        wall = event.start.astimezone(zone).replace(tzinfo=None) + timedelta(seconds=event.seconds)
        times = event.start, wall.replace(tzinfo=zone)
        start, end = ({"date_time": one.isoformat(), "time_zone": event.time_zone} for one in times)
        sort = "every_member" if event.everyone else "rotating_member"
        strategy = {
            "type": f"{sort}_assignment_strategy",
            "members": [self.member(name) for name in event.members],
        }
        if not event.everyone:
            strategy["shifts_per_member"] = event.shifts_per_member
        return {
            "name": "Shifts",
            "start_time": start,
            "end_time": end,
            "effective_since": (event.since or self.around).isoformat(),
            "effective_until": event.until and event.until.isoformat(),
            "recurrence": list(event.recurrence),
            "assignment_strategy": strategy,
        }

    def custom_shift(self, one):
        assigned = {"type": "shift_assignment", "member": self.member(one.user)}
        times = {"start_time": one.start.isoformat(), "end_time": one.end.isoformat()}
        fields = {"type": "custom_shift", **times, "assignments": [assigned]}
        return self.post(f"{self.path}/custom_shifts", custom_shifts=[fields])[0]["id"]

    def override(self, one, rotations, custom):
        of = (
            {"custom_shift_id": custom[one.custom_shift]}
            if one.rotation is None
            else {"rotation_id": rotations[one.rotation]}
        )
        fields = {
            "type": "override_shift",
            **of,
            "start_time": one.start.isoformat(),
            "end_time": one.end.isoformat(),
            "overridden_member": self.member(one.overridden),
            "overriding_member": self.member(one.overriding),
        }
        self.post(f"{self.path}/overrides", overrides=[fields])

    def people(self, instants):
        ways = {
            "include[]": "final_schedule",
            "since": instants[0].isoformat(),
            "until": (instants[-1] + timedelta(seconds=1)).isoformat(),
            "time_zone": "Etc/UTC",
        }
        final = self.client.get(self.path, params=ways).json()["schedule"]["final_schedule"]
        names = {user: name for name, user in self.users.items()}
        told = [
            (one["start_time"], one["end_time"], names.get(one["member"].get("user_id")))
            for one in final["computed_shift_assignments"]
        ]
        texts = (at.strftime("%Y-%m-%dT%H:%M:%SZ") for at in instants)
        return [{name for start, end, name in told if start <= at < end} - {None} for at in texts]


def writable(made, around):
    """What of a schedule can still be written at a moment: events that are not over."""
    kept = (
        replace(each, events=tuple(one for one in each.events[:1] if not_over(one, around)))
        for each in made.rotations
    )
    custom = tuple(one for one in made.custom_shifts if one.start > around)
    overrides = tuple(
        one for one in made.overrides if one.start > around and one.rotation is not None
    )
    return replace(made, rotations=tuple(kept), custom_shifts=custom, overrides=overrides)


def not_over(event, around):
    return event.until is None or event.until > max(around, event.since or around)


@at_most(40)
@given(shift_worlds())
def test_the_sandbox_says_what_the_engine_says(world):
    made, around = writable(*world), world[1]
    account = Account.open(":memory:", clock=lambda: around)
    with httpx.Client(
        transport=transport(Sandbox(account, Habits(rate_limit=0))),
        base_url="https://api.pagerduty.com",
        headers={"Authorization": "Token token=full-access"},
    ) as client:
        instants = [around + timedelta(minutes=30 * step) for step in range(48 * 4)]
        shifts = final_shifts(made, instants[0], instants[-1] + timedelta(seconds=1))
        found = [{one.user for one in shifts if one.start <= at < one.end} for at in instants]
        assert Served(client, made, around).people(instants) == found
    account.close()
