"""`pdsync lint --live` tells of promises that overrides make not kept, and fails for none."""

import pytest
from lint_live import ANA, BEN, Served, person, phone, rule
from reconcile.shift_rotas import ident

CLEO = "cleo@acme.example"
PEOPLE = [
    person(one, phone(f"P{one[:3].upper()}001"), rules=[rule(f"P{one[:3].upper()}001", 0)])
    for one in (ANA, BEN, CLEO)
]
IDS = {one["email"]: one["id"] for one in PEOPLE}
ALL = [ANA, BEN, CLEO]


def turns(key, members, promise="", part="layers"):
    """A schedule of weekly turns from Monday 2 March 2026, and what it promises."""
    rota = f"rotate: weekly, handoff: Mon 09:00, members: [{', '.join(members)}]"
    text = f"  {key}:\n    time_zone: Europe/London\n    {part}:\n"
    text += f"      - {{name: A, {rota}, anchor: {{who: {members[0]}, at: 2026-03-02}}}}\n"
    return text + (f"    expect: {{{promise}}}\n" if promise else "")


def levels(promise, *keys):
    """A policy `web` of levels, and what it promises."""
    rows = "".join(
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{key}]}}\n" for key in keys
    )
    text = f"escalation_policies:\n  web:\n    escalation_rules:\n{rows}"
    return f"{text}    expect: {{{promise}}}\n"


class Told:
    """An account with a configuration, and what is told of its promises."""

    def __init__(self, text, run, write, applied):
        self.served, self.run, self.text = Served(*PEOPLE), run, text
        self.world = self.served.world
        self.world.applied(applied or text)
        write(text)

    def override(self, key, who, start, end):
        """Make an override of a layered schedule; times are March 2026 in UTC, `4T09`."""
        ident = self.world.named("schedule", "schedules", key)["id"]
        user = {"id": IDS[who], "type": "user_reference"}
        body = {"start": _at(start), "end": _at(end), "user": user}
        self.world.send("POST", f"/schedules/{ident}/overrides", {"overrides": [body]})
        return self

    def shift_override(self, key, whose, who, start, end):
        """Make an override of the one rotation of a shift-based schedule; nobody for None."""
        path = f"/v3/schedules/{ident(self.world, key)}"
        (rotation,) = self.world.get(path)["schedule"]["rotations"]
        body = {
            "type": "override_shift",
            "rotation_id": rotation["id"],
            "start_time": _at(start),
            "end_time": _at(end),
            "overridden_member": _member(whose),
            "overriding_member": _member(who),
        }
        self.world.send("POST", f"{path}/overrides", {"overrides": [body]})
        return self

    @property
    def findings(self):
        """What `lint --live` says of overrides, with its place in the text."""
        with self.served.answering():
            self.ended = self.run("lint", "--live", "--format", "json")
        rows = self.text.splitlines()
        return [
            (
                one["severity"],
                rows[one["place"]["line"] - 1][one["place"]["column"] - 1 :].rstrip("}"),
                one["message"],
            )
            for one in self.ended.json["findings"]
            if one["rule"] == "overridden-promise"
        ]


def _at(when):
    day, _, hour = when.partition("T")
    return f"2026-03-{int(day):02}T{hour}:00:00Z"


def _member(who):
    return {"type": "user_member", "user_id": IDS[who]} if who else {"type": "empty_member"}


@pytest.fixture
def account(run, write, monkeypatch):
    monkeypatch.setenv("PAGERDUTY_TOKEN", "readonly-secret-1234")
    return lambda text, applied=None: Told(text, run, write, applied)


def pair(promise):
    return "schedules:\n" + turns("web", ALL, promise) + turns("second", [BEN, CLEO, ANA])


def test_somebody_on_call_twice_by_an_override_is_a_note(account):
    told = account(pair("not_with: [second]")).override("web", BEN, "3T09", "4T09")
    assert told.findings == [
        (
            "info",
            "[second]",
            f"{BEN} is on call here and by `second` from Tue 3 Mar 2026 09:00 to Wed 4 Mar 2026 "
            f"09:00 (Europe/London): an override puts {BEN} on call by `web` then",
        )
    ]
    assert told.ended.code == 0


def test_an_override_of_the_other_schedule_counts_too(account):
    told = account(pair("not_with: [second]")).override("second", ANA, "3T09", "4T09")
    (found,) = told.findings
    assert found[2].endswith(f"an override puts {ANA} on call by `second` then")


def test_other_times_are_counted(account):
    told = account(pair("not_with: [second]")).override("web", BEN, "3T09", "4T09")
    told.override("web", CLEO, "10T09", "11T09").override("web", ANA, "17T09", "17T10")
    (found,) = told.findings
    assert found[2].endswith("by `web` then; and so 2 more times")


LENGTHS = {
    "max_consecutive: 7 days": (
        ("3T09", "10T09"),
        f"{BEN} is on call for 13d, from Tue 3 Mar 2026 09:00 to Mon 16 Mar 2026 09:00 "
        "(Europe/London), longer than 1 week: "
        f"an override puts {BEN} on call by `web` from Tue 3 Mar 2026 09:00 to Tue 10 Mar 2026 "
        "09:00",
    ),
    "min_rest: 12h": (
        ("8T08", "8T22"),
        f"{BEN} has 11h between two shifts, from Sun 8 Mar 2026 22:00 to Mon 9 Mar 2026 09:00 "
        f"(Europe/London), less than 12h: an override puts {BEN} on call by `web` from "
        "Sun 8 Mar 2026 08:00 to Sun 8 Mar 2026 22:00",
    ),
    "max_hours_per_week: 160h": (
        ("9T00", "9T09"),
        f"{BEN} is on call 168h in the week of Mon 9 Mar 2026 (Europe/London), longer than 160h: "
        f"an override puts {BEN} on call by `web` from Mon 9 Mar 2026 00:00 to Mon 9 Mar 2026 "
        "09:00",
    ),
}


@pytest.mark.parametrize("promise", LENGTHS)
def test_lengths_are_told(account, promise):
    override, said = LENGTHS[promise]
    told = account("schedules:\n" + turns("web", ALL, promise)).override("web", BEN, *override)
    assert [one[2] for one in told.findings] == [said]


def test_rest_that_somebody_elses_override_cuts_is_told_with_theirs(account):
    told = account("schedules:\n" + turns("web", ALL, "min_rest: 11h"))
    told.override("web", BEN, "4T12", "4T14")
    assert told.findings[0][2] == (
        f"{ANA} has 2h between two shifts, from Wed 4 Mar 2026 12:00 to Wed 4 Mar 2026 14:00 "
        f"(Europe/London), less than 11h: an override puts {BEN} on call by `web` then"
    )


def test_fewer_people_are_told_of_policies_and_services(account):
    text = "schedules:\n" + turns("web", ALL) + turns("second", [BEN, CLEO, ANA])
    text += levels("distinct_people: 2", "web", "second")
    text += "services:\n  shop: {escalation_policy: web, expect: {distinct_people: 2}}\n"
    told = account(text).override("web", BEN, "3T09", "4T09")
    said = (
        "no more than one person is on its levels from Tue 3 Mar 2026 09:00 to Wed 4 Mar 2026 "
        f"09:00 (Europe/London), where 2 are promised: an override puts {BEN} on call by `web` then"
    )
    assert told.findings == [("info", "2", said), ("info", "2", said)]


def test_nobody_by_an_override_of_a_rotation_is_told(account):
    text = "schedules:\n" + turns("web", ALL, "coverage: always", "rotations")
    told = account(text).shift_override("web", ANA, None, "3T09", "4T09")
    assert [one[2] for one in told.findings] == [
        "somebody is to be on call then, and nobody is from Tue 3 Mar 2026 09:00 to Wed 4 Mar 2026 "
        "09:00 (Europe/London): an override puts nobody on call by `web` then"
    ]


def test_what_is_so_without_the_override_is_not_told_again(account):
    text = "schedules:\n" + turns("web", ALL) + turns("second", [ANA, CLEO, BEN])
    text += levels("distinct_people: 2", "web", "second")
    told = account(text, applied=text.partition("    expect")[0])
    assert told.override("second", ANA, "3T09", "4T09").findings == []
    assert told.ended.code == 1


def test_an_override_that_keeps_what_is_promised_is_not_told(account):
    told = account(pair("not_with: [second]")).override("web", CLEO, "3T09", "4T09")
    assert told.findings == []


def test_nothing_more_is_read_where_nothing_is_promised(account):
    told = account("schedules:\n" + turns("web", ALL)).override("web", BEN, "3T09", "4T09")
    assert told.findings == []
    assert [path for _, path in told.served.asked if path.startswith("/schedules/")] == []
