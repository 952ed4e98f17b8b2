"""A large plan in two screens, and as a summary: what is grave is there however much there is."""

import re

from examples import at_most
from hypothesis import given
from hypothesis import strategies as st
from plans import at, plan

from pdsync.kinds import Call
from pdsync.reconcile import Action, Change, FieldChange
from pdsync.render import PLAIN
from pdsync.render.plan import plan_json, plan_summary, plan_text

KINDS = ["team", "schedule", "escalation_policy", "service"]
TIMEOUT = FieldChange("/acknowledgement_timeout", 1800, 1200, unit="seconds")
COVERED = {"always": True, "proven": True, "weekly_seconds": 0}
SOON = "2026-12-21T10:30:00Z"


def change(number, kind, action, fault=None, fields=(TIMEOUT,)):
    key = f"{kind[:2]}{number}"
    deletes = int(action is Action.DELETE or fault == "lost")
    return Change(
        action,
        kind,
        key,
        f"Name {number}",
        id=None if action is Action.CREATE else f"P{number}",
        place=at(number),
        fields=() if action is Action.DELETE else fields,
        blocked=(f"blocked because of {number}",) if fault == "blocked" else (),
        risks=(f"the integration key of {number} dies",) if fault == "risk" else (),
        calls=(Call("PUT", f"/things/{number}", deletes=deletes),),
        teams=(f"Team {number % 9}",),
    )


def row_of(number, people=("a", "a"), soon=False):
    old, new = ([f"{one}{number}@acme.example"] for one in people)
    start = SOON if soon else "2026-12-28T09:00:00Z"
    after = [f"later{number}@acme.example"]
    later = {"start": start, "end": "2027-01-04T09:00:00Z", "old": old, "new": after}
    return {
        "key": f"sc{number}",
        "name": f"Rota {number}",
        "was": None,
        "id": f"P{number}",
        "time_zone": "Etc/UTC",
        "unknown": None,
        "now": {"old": old, "new": new, "until": "2026-12-28T09:00:00Z"},
        "changes": [later] * 3,
        "gaps": {"before": [], "after": []},
        "coverage": {"before": COVERED, "after": COVERED},
        "settled": True,
        "later": None,
        "moot": [],
    }


def planned(changes, rows=(), refused=()):
    oncall = {
        "since": "2026-12-21T10:00:00Z",
        "until": "2027-01-18T10:00:00Z",
        "schedules": list(rows),
        "levels": [],
        "services": [],
        "handoff": None,
    }
    return {**plan_json(plan(*changes, refused=refused)), "oncall": oncall, "soon": SOON}


def flat(text):
    return re.sub(r"\s+", " ", text)


def grave(row):
    """Texts that no form may leave out."""
    yield from row["refused"]
    for one in row["changes"]:
        named = f"{one['kind'].replace('_', ' ')} {one['key']} "
        if one["blocked"] or one["risks"] or one["lost"] or one["action"] == "delete":
            yield named
        yield from [*one["blocked"], *one["risks"]]
    for one in row["oncall"]["schedules"]:
        now = one["now"]
        if now["old"] != now["new"]:
            yield f"{now['old'][0]} → {now['new'][0]} at once"
        if one["changes"][0]["start"] == SOON:
            yield f"{now['old'][0]} → {one['changes'][0]['new'][0]}"


FAULTS = [None, None, None, "blocked", "risk", "lost"]
CHANGES = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from([*Action]), st.sampled_from(FAULTS)),
    max_size=40,
)
ROWS = st.lists(st.tuples(st.sampled_from([("a", "a"), ("a", "b")]), st.booleans()), max_size=20)


@at_most(40)
@given(CHANGES, ROWS, st.integers(0, 46))
def test_what_is_grave_is_never_left_out(drawn, drawn_rows, room):
    changes = [change(number, *one) for number, one in enumerate(drawn, 1)]
    rows = [row_of(number, *one) for number, one in enumerate(drawn_rows)]
    row = planned(changes, rows, ("the rest of it is too much",))
    forms = [plan_text(row, PLAIN), plan_text(row, PLAIN, room=room), plan_summary(row, PLAIN)]

    assert [text for text in grave(row) for form in forms if text not in flat(form)] == []


@at_most(40)
@given(CHANGES, st.integers(24, 60))
def test_it_fits_two_screens_where_nothing_is_grave_and_counts_what_is_left_out(drawn, room):
    changes = [
        change(number, kind, Action.UPDATE, fields=(FieldChange("/description", "Old", number),))
        for number, (kind, *_) in enumerate(drawn, 1)
    ]
    text = plan_text(planned(changes), PLAIN, room=room)
    whole = sum(f"Old → {number}\n" in text for number in range(1, len(changes) + 1))

    assert len(text.splitlines()) <= room
    left = re.findall(r"(\d+) of \d+ changes? (?:is|are) not shown whole", text)
    assert sum(map(int, left)) == len(changes) - whole


def large(count=60):
    services = [change(number, "service", Action.UPDATE) for number in range(1, count)]
    return planned([*services, change(99, "service", Action.DELETE)])


def test_a_large_plan_begins_with_its_contents_and_ends_with_what_is_left_out():
    assert plan_text(large(), PLAIN, room=46).splitlines() == [
        "pdsync plan · policies/ → sandbox.db · stack acme",
        "",
        "  60 services   59 to update, 1 to delete",
        "                Team 0 7, Team 1 7, Team 2 7, Team 3 7, Team 4 7,",
        "                4 more teams 25",
        "",
        '  - service se99  "Name 99"                            policies/checkout.yaml:99',
        "",
        "  ~ acknowledgement_timeout 30m → 20m on 59 services",
        "      se1, se2, se3, se4, se5, se6, se7, se8 and 51 more",
        "",
        "… 51 of 60 changes are not shown whole: `--full` shows everything.",
        "",
        "Plan: 59 to update, 1 to delete · 60 calls, 4 s at PagerDuty's rate limit",
    ]


def test_a_summary_has_the_counts_and_what_is_grave():
    assert plan_summary(large(3), PLAIN).splitlines() == [
        "pdsync plan · policies/ → sandbox.db · stack acme",
        "",
        "  3 services   2 to update, 1 to delete",
        "               Team 0 1, Team 1 1, Team 2 1",
        "",
        '  - service se99  "Name 99"                            policies/checkout.yaml:99',
        "",
        "… 2 of 3 changes are not shown whole: `--full` shows everything.",
        "",
        "Plan: 2 to update, 1 to delete · 3 calls, 1 s at PagerDuty's rate limit",
    ]


def test_schedules_by_which_the_same_changes_are_told_once_but_at_once_each():
    def same(number, **more):
        return {**row_of(1), "key": f"sc{number}", "name": f"Rota {number}", **more}

    at_once = {"now": {"old": ["a@x.example"], "new": ["b@x.example"], "until": None}}
    rows = [*(same(n) for n in range(9)), *(same(n, **at_once) for n in range(10, 13))]
    text = plan_text(planned([change(1, "team", Action.UPDATE)], rows), PLAIN, room=30)

    assert [line for line in text.splitlines() if line.startswith("  Rota")] == [
        "  Rota 10",
        "  Rota 11",
        "  Rota 12",
        "  Rota 0, Rota 1, Rota 2 and 6 more",
    ]


def test_on_call_alone_is_cut_with_words_of_its_own():
    rows = [{**row_of(n), "name": f"Rota {n}"} for n in range(30)]
    text = plan_text(planned([change(1, "team", Action.UPDATE)], rows), PLAIN, room=30)

    assert text.splitlines()[-3] == (
        "… Who is on call is not shown whole: `--full` shows everything."
    )
    assert len(text.splitlines()) <= 30
