"""Two writes at one time on a hostile sandbox: what they are about decides whether they collide."""

from contextlib import suppress

import httpx

from pdsync.sandbox import Account, Habits, Sandbox, transport

ANA, BEN = "Ana Silva", "Ben Okafor"
CONFLICT = (409, "Version Conflict")
LOCKED = (400, "License error: account could not be locked")


def told(answer):
    error = answer.json().get("error")
    if error is None:
        return "taken"
    return answer.status_code, (error.get("errors") or [error["message"]])[0]


class Meeting:
    """An account of which one write is under way while another is sent."""

    def __init__(self):
        self.account = Account.open(":memory:")
        self.calm = self._client(Habits(rate_limit=0))
        self.users = self.calm.get("/users?limit=100").json()["users"]
        self._beside = None

    def _client(self, habits):
        sandbox = Sandbox(self.account, habits, sleep=self._while_it_takes)
        return httpx.Client(
            transport=transport(sandbox),
            base_url="https://api.pagerduty.com",
            headers={"Authorization": "Token token=y"},
        )

    def _while_it_takes(self, _):
        beside, self._beside = self._beside, None
        if beside:
            beside()

    def team(self, name):
        answer = self.calm.post("/teams", json={"team": {"name": name}})
        return answer.json()["team"]["id"]

    def members(self, team):
        found = self.calm.get(f"/teams/{team}/members").json()["members"]
        return tuple(sorted(it["user"]["summary"] for it in found))

    def together(self, seed, first, second):
        """What one is told that is sent while the first is under way; None on other bad days."""
        client = self._client(Habits(rate_limit=0, latency_ms=300, hostile=seed))
        answers = []
        self._beside = lambda: answers.append(client.request(**second))
        with suppress(httpx.TransportError):
            answers.append(client.request(**first))
            if all(one.status_code in {200, 201, 400, 409} for one in answers):
                return told(answers[0])
        return None

    def policy(self, name, team, person):
        ident = next(one["id"] for one in self.users if one["name"] == person)
        rule = {
            "escalation_delay_in_minutes": 5,
            "targets": [{"type": "user_reference", "id": ident}],
        }
        teams = [{"type": "team_reference", "id": team}]
        body = {"name": name, "escalation_rules": [rule], "teams": teams}
        path = "/escalation_policies"
        return {"method": "POST", "url": path, "json": {"escalation_policy": body}}


def ends(same_team):
    """What the second of two policies is told, and who is on its team then, on some days."""
    found = set()
    for seed in (2, 4, 13, 23, 27):
        meeting = Meeting()
        one, two = meeting.team("One"), meeting.team("Two")
        mine = one if same_team else two
        first, second = meeting.policy("P", one, ANA), meeting.policy("Q", mine, BEN)
        said = meeting.together(seed, first, second)
        if said:
            found.add((said, meeting.members(mine)))
    return found


def test_policies_of_one_team_are_refused_or_lose_whom_they_put_on_it():
    assert ends(same_team=True) == {
        (CONFLICT, (ANA,)),
        (LOCKED, (ANA,)),
        ("taken", (ANA,)),
    }


def test_policies_of_different_teams_do_not_meet():
    assert ends(same_team=False) == {("taken", (BEN,))}


def test_services_do_not_meet_and_two_writes_to_one_do():
    meeting, found = Meeting(), {}
    policy = meeting.calm.request(**meeting.policy("P", meeting.team("One"), ANA)).json()
    used = {"id": policy["escalation_policy"]["id"], "type": "escalation_policy_reference"}
    ids = [
        meeting.calm.post(
            "/services", json={"service": {"name": name, "escalation_policy": used}}
        ).json()["service"]["id"]
        for name in ("S", "T")
    ]
    for other in ids:
        puts = [
            {"method": "PUT", "url": f"/services/{one}", "json": {"service": {"description": "X"}}}
            for one in (ids[0], other)
        ]
        found[other] = {meeting.together(seed, *puts) for seed in range(12)} - {None}
    assert found == {ids[0]: {CONFLICT, LOCKED, "taken"}, ids[1]: {"taken"}}
