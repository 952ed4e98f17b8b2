"""A report of very many short turns: numbers stand for names, and whoever is on now is named."""

import re

import pytest
from command_line import the_account
from report_page import configuration, schedule

CREW = [f"{name}.silva" for name in ("ana", "ben", "cleo", "dan", "eva")]
THIRDS = schedule("thirds", *CREW, rotate="8h", handoff="'08:00'")


def chips(html):
    head = html.split('<div class="head">')[1].split("</div>")[0]
    return re.findall(r'<b class="chip (\w+)">(.*?)</b>', head)


def test_each_number_has_the_colour_of_its_person(write, html):
    write(configuration(THIRDS))

    found = html()
    names = {text: looks for looks, text in chips(found)}
    assert sorted(text[2:] for text in names) == ["ana", "ben", "cleo", "dan", "eva"]
    bars = re.findall(r'<li class="(p\d+)(?: l)?" style=--a:(\d+);--z:(\d+)>(\d)</li>', found)
    assert {f"{looks} {number}" for looks, _, _, number in bars} == {
        f"{looks} {text[0]}" for text, looks in names.items()
    }
    assert {int(end) - int(start) for _, start, end, _ in bars} == {480}


@pytest.mark.parametrize(
    ("options", "members", "numbered"),
    [
        ((), 5, True),
        (("--weeks", "2"), 5, False),  # days are wide enough
        ((), 3, False),  # everybody has hours that are the same day after day
        ((), 1, False),
    ],
)
def test_names_stay_on_the_bars_where_they_can_be_followed(write, html, options, members, numbered):
    write(configuration(schedule("thirds", *CREW[:members], rotate="8h", handoff="'08:00'")))

    assert bool(chips(html(*options))) == numbered


def test_turns_of_a_deleted_user_are_gaps_that_tell_their_hours(run, write, html):
    known = ("chloe.martin", "daniel.weiss", "emma.johnson", "frank.torres", "grace.kim")
    write(configuration(schedule("thirds", *known, rotate="8h", handoff="'08:00'")))
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        (grace,) = [one for one in world.get("/users")["users"] if one["name"] == "Grace Kim"]
        world.send("DELETE", f"/users/{grace['id']}")

    found = html("--live", "--sandbox")
    gone = [name for looks, name in chips(found) if looks == "gap"]
    assert [name[2:] for name in gone] == [f"deleted user {grace['id']}"]
    untitled = re.findall(r'<li class="([^" ]+)[^>]* style=--', found)
    assert "gap" not in untitled
    assert f'title="deleted user {grace["id"]}, ' in found
