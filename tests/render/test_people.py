"""How people are shown: by e-mail, by name, or by initials, in values and in sentences."""

from dataclasses import replace

import pytest
from plans import at, plan

from pdsync.reconcile import Action, Change, FieldChange
from pdsync.render import people_shown, with_people
from pdsync.render.plan import plan_json

PEOPLE = {
    "ana@acme.example": "Ana Silva",
    "ben@acme.example": "Ben Okafor",
    "bo@acme.example": "Ben Okafor",
    "x@acme.example": "",
}
CHANGE = Change(
    Action.UPDATE,
    "schedule",
    "a",
    "A",
    place=at(1),
    fields=(FieldChange("/users", ["Ana@acme.example", "ben@acme.example"], ["x@acme.example"]),),
    notes=("PagerDuty puts ana@acme.example, bo@acme.example on the team A.",),
    risks=("ben@acme.example has nobody after them.",),
)


def shown(how):
    (change,) = with_people(plan_json(plan(CHANGE, people=PEOPLE)), how)["changes"]
    return change["fields"][0]["old"], change["fields"][0]["new"], change["notes"]


def test_by_email():
    assert shown("emails") == (
        ["Ana@acme.example", "ben@acme.example"],
        ["x@acme.example"],
        list(CHANGE.notes),
    )


def test_by_name_with_the_email_where_two_share_it():
    assert shown("names") == (
        ["Ana Silva", "Ben Okafor <ben@acme.example>"],
        ["x@acme.example"],
        ["PagerDuty puts Ana Silva, Ben Okafor <bo@acme.example> on the team A."],
    )


def test_by_initials_shows_no_more_of_an_email_than_tells_two_apart():
    told = ["PagerDuty puts AS, BO bo… on the team A."]
    assert shown("initials") == (["AS", "BO ben…"], ["X"], told)


@pytest.mark.parametrize(
    "sharing",
    [
        {"ben.okafor@a.example": "BO ben.ok…", "Ben.oliver@a.example": "BO ben.ol…"},
        {"ben@a.example": "B ben@…", "ben2@a.example": "B ben2…"},
        {"b.o@a.example": "BO b.o@…", "b.okafor@a.example": "BO b.ok…"},
        {"ben.o@a.example": "BO ben.o@a…", "ben.o@b.example": "BO ben.o@b…"},
        {"b@a.example": "B b@a.example", "b@a.examples": "B b@a.examples"},
        {"bo@a": "B bo@a", "bob@a": "B bob…", "ben@a": "B ben…"},
    ],
    ids=" ".join,
)
def test_who_shares_initials_has_the_beginning_of_an_email(sharing):
    people = dict.fromkeys(sharing, "")
    found = people_shown({"who": [*sharing]}, ["who"], people, "initials")
    assert found["who"] == [*sharing.values()]


def test_in_risks_as_well():
    (change,) = with_people(plan_json(plan(CHANGE, people=PEOPLE)), "initials")["changes"]
    assert change["risks"] == ["BO ben… has nobody after them."]


def test_an_address_in_a_line_to_write_stays_but_for_initials():
    line = "write `anchor: {who: ana@acme.example, at: 2026-03-02}` for ana@acme.example"
    change = replace(CHANGE, risks=(line,))
    names, initials = (
        with_people(plan_json(plan(change, people=PEOPLE)), how)["changes"][0]["risks"][0]
        for how in ("names", "initials")
    )
    assert names == line[:-16] + "Ana Silva"
    assert initials == "write `anchor: {who: AS, at: 2026-03-02}` for AS"
