"""The audit trail as it is read: pages, what cannot be read, and records of any shape."""

from datetime import UTC, datetime, timedelta

import pytest

from pdsync.errors import ApiError, Forbidden, NoAnswer
from pdsync.reconcile.drift import Doer, read_trail
from pdsync.reconcile.drift.trail import MOST_PAGES

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY_BEFORE = NOON - timedelta(days=1)


def record(minute, **more):
    """A record of a service, as short as PagerDuty's description lets it be."""
    return {
        "id": f"R{minute}",
        "execution_time": f"2026-03-02T11:{minute:02}:00.000Z",
        "method": {"type": "browser"},
        "root_resource": {"id": "PSVC", "type": "service_reference", "summary": "Cart"},
        "action": "update",
        **more,
    }


class Trails:
    """Pages by cursor, or an error; remembers what was asked."""

    def __init__(self, *pages, problem=None):
        self.pages, self.problem, self.asked = pages, problem, []

    def get(self, path, params=()):
        self.asked.append((path, dict(params)))
        if self.problem:
            raise self.problem
        number = int(dict(params).get("cursor", 0))
        last = number + 1 == len(self.pages)
        return {"records": self.pages[number], "next_cursor": None if last else str(number + 1)}


def read(trails):
    return read_trail(trails, DAY_BEFORE, NOON)


def test_every_page_is_read_once_by_the_cursor_that_the_one_before_it_gave():
    trails = Trails([record(3)], [record(2)], [record(1)])
    assert [act.at.minute for act in read(trails).acts] == [3, 2, 1]
    window = {"since": "2026-03-01T12:00:00Z", "limit": "100"}
    assert trails.asked == [
        ("/audit/records", window),
        ("/audit/records", {**window, "cursor": "1"}),
        ("/audit/records", {**window, "cursor": "2"}),
    ]


def test_31_days_are_asked_for_so_that_the_account_may_be_some_minutes_ahead():
    trails = Trails([])
    read_trail(trails, NOON - timedelta(days=31), NOON)
    assert trails.asked == [("/audit/records", {"since": "2026-01-30T12:05:00Z", "limit": "100"})]


def test_no_more_than_so_many_pages_are_read_and_the_trail_says_since_when_it_is_known():
    trails = Trails(*[[record(59 - number)] for number in range(MOST_PAGES + 1)])
    found = read(trails)
    assert (len(trails.asked), found.is_cut) == (MOST_PAGES, True)
    assert found.since == NOON.replace(hour=11, minute=59 - MOST_PAGES + 1)


def test_a_cursor_that_comes_again_ends_the_trail():
    class Circle(Trails):
        def get(self, path, params=()):
            super().get(path, params)
            return {"records": [record(1)], "next_cursor": "0"}

    circle = Circle([])
    read(circle)
    assert len(circle.asked) == 2


@pytest.mark.parametrize(
    ("problem", "why"),
    [
        (ApiError("no", status=402), "the account's PagerDuty plan has no audit trail"),
        (
            Forbidden("no", status=403),
            "the token may not read the audit trail, which is for account owners, admins and "
            "global keys (OAuth: audit_records.read)",
        ),
        (ApiError("GET /audit/records: 400 Bad", status=400), "GET /audit/records: 400 Bad"),
        (NoAnswer("GET /audit/records: cut off"), "GET /audit/records: cut off"),
    ],
)
def test_a_trail_that_cannot_be_read_is_not_known_and_says_why(problem, why):
    found = read(Trails(problem=problem))
    assert (found.acts, found.unknown) == ((), why)


@pytest.mark.parametrize("body", [None, [], "x", {}, {"records": {}}, {"records": None}])
def test_an_answer_without_records_is_not_known(body):
    class Odd(Trails):
        def get(self, path, params=()):
            return body

    assert read(Odd()).unknown == "GET /audit/records gave no `records`"


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {},
        record(1) | {"execution_time": None},
        record(1) | {"execution_time": "yesterday"},
        record(1) | {"root_resource": None},
        record(1) | {"root_resource": []},
    ],
)
def test_a_record_that_says_not_when_or_of_what_is_left_out(wrong):
    assert len(read(Trails([wrong, record(2)])).acts) == 1


@pytest.mark.parametrize(
    "nothing",
    [
        {"actors": None, "details": None, "method": None},
        {"actors": [], "details": {}, "method": {}},
        {"actors": "x", "details": [1], "method": 7},
        {"actors": [None], "details": {"fields": {}, "references": 3, "resource": None}},
        {"details": {"fields": [{"value": 1}, 3], "references": [{"removed": [None]}, {}]}},
    ],
)
def test_a_record_is_known_without_actor_method_and_details(nothing):
    (act,) = read(Trails([record(1, **nothing)])).acts
    assert (act.root, act.fields, act.doer.name) == ("PSVC", frozenset(), "")


def test_a_record_without_an_actor_is_by_somebody_who_is_not_told():
    (act,) = read(Trails([record(1)])).acts
    assert act.doer == Doer(None, "", "", "browser", None)


def test_the_first_actor_counts_and_the_end_of_the_token():
    method = {"type": "oauth", "truncated_token": "3xyz"}
    actors = [
        {"id": "PANA", "type": "user_reference", "summary": "Ana Silva"},
        {"id": "PAPP", "type": "app_reference", "summary": "Robot"},
    ]
    (act,) = read(Trails([record(1, method=method, actors=actors)])).acts
    assert act.doer == Doer("user", "PANA", "Ana Silva", "oauth", "3xyz")
