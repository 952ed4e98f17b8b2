"""The machine form: what a change is in JSON, and what never gets there."""

import json

import pytest
from plans import SERVICE, plan

from pdsync.kinds import Call, IdOf, Moment
from pdsync.reconcile import Action, Change, FieldChange
from pdsync.render import dumps
from pdsync.render.plan import plan_json


def change_of(*fields, calls=()):
    change = Change(Action.UPDATE, "service", "a", "A", fields=fields, calls=calls)
    return plan_json(plan(change))["changes"][0]


def test_a_secret_is_an_object_that_says_so():
    secret = FieldChange("/extra/token", None, "hunter2", secret=True)

    assert change_of(secret)["fields"] == [
        {"path": "/extra/token", "old": None, "new": {"secret": True}}
    ]


def test_a_move_tells_where_from():
    moved = FieldChange("/rules/1", "x", "x", moved_from="/rules/0")

    assert change_of(moved)["fields"] == [
        {"path": "/rules/1", "old": "x", "new": "x", "moved_from": "/rules/0"}
    ]


def test_a_call_has_its_body_with_placeholders():
    call = Call("POST", "/services", {"service": {"escalation_policy": {"id": IdOf("x", "y")}}})

    assert change_of(calls=(call,))["calls"] == [
        {
            "method": "POST",
            "path": "/services",
            "body": {"service": {"escalation_policy": {"id": "${x:y}"}}},
        }
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("${x:y}", "$${x:y}"), ("$${x:y}", "$$$${x:y}"), ("a $ {b", "a $ {b"), ("$5", "$5"),
        (Moment.NOW, "${now}"), ("${now}", "$${now}"), (IdOf("x", "a}b"), "${x:a%7Db}"),
    ],
)  # fmt: skip
def test_text_in_a_call_is_told_from_a_placeholder(value, shown):
    call = Call("POST", "/services", {"service": {"description": value}})

    assert change_of(calls=(call,))["calls"][0]["body"] == {"service": {"description": shown}}


def test_it_survives_being_written_and_read():
    row = plan_json(plan(SERVICE))

    assert json.loads(dumps(row)) == row


def test_nothing_in_it_can_steer_a_terminal():
    text = dumps({"name": "\x1b[31m\x7f\x9b\u202e注"})

    assert [one for one in text if not one.isprintable() and one != "\n"] == []
    assert json.loads(text) == {"name": "\x1b[31m\x7f\x9b\u202e注"}
