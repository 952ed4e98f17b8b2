"""Says what shift-based schedules hold, in few words."""

DAILY = ("RRULE:FREQ=DAILY",)
# A schedule's first shift in most of these tests: Monday, 2 March 2026, 09:00 until 17:00.
NINE, FIVE = "2026-03-02T09:00:00Z", "2026-03-02T17:00:00Z"


class Shifts:
    """Shift-based schedules of an account, through a caller."""

    def __init__(self, api):
        self.api = api

    def schedule(self, name="Shifts", time_zone="Europe/London", **fields):
        body = {"name": name, "time_zone": time_zone, **fields}
        return self.api.post("/v3/schedules", schedule=body)["id"]

    def rotation(self, schedule):
        answer = self.api.client.post(f"/v3/schedules/{schedule}/rotations", json={})
        assert answer.status_code == 201, answer.text
        return answer.json()["rotation"]["id"]

    def member(self, name):
        if name is None:
            return {"type": "empty_member"}
        return {"type": "user_member", "user_id": self.api.user(name)}

    def event(self, *people, zone="Etc/UTC", start=NINE, end=FIVE, every=False, **fields):
        rotating = {"type": "rotating_member_assignment_strategy", "shifts_per_member": 1}
        strategy = {"type": "every_member_assignment_strategy"} if every else rotating
        if "turns" in fields:
            strategy["shifts_per_member"] = fields.pop("turns")
        return {
            "name": "Office hours",
            "start_time": {"date_time": start, "time_zone": zone},
            "end_time": {"date_time": end, "time_zone": zone},
            "effective_since": "2026-03-02T12:00:00Z",
            "recurrence": list(fields.pop("recurrence", DAILY)),
            "assignment_strategy": strategy | {"members": [self.member(one) for one in people]},
            **fields,
        }

    def made(self, *events, **fields):
        """(path of the schedule, path of its rotation) with these events in one rotation."""
        schedule = self.schedule(**fields)
        path = f"/v3/schedules/{schedule}"
        rotation = f"{path}/rotations/{self.rotation(schedule)}"
        for event in events:
            self.api.post(f"{rotation}/events", event=event)
        return path, rotation

    def on_call(self, path, since, until, **ways):
        """(start, end, first name or None) of each shift in a range of days of March."""
        final = self.final(path, since, until, **ways)
        return [
            (one["start_time"], one["end_time"], self.name(one["member"]))
            for one in final["computed_shift_assignments"]
        ]

    def final(self, path, since, until, **ways):
        ways = {"since": since, "until": until, "include[]": "final_schedule", **ways}
        return self.api.get(path, **ways)["schedule"]["final_schedule"]

    def name(self, member):
        if member["type"] == "empty_member":
            return None
        return self.api.get(f"/users/{member['user_id']}")["user"]["name"].split()[0]
