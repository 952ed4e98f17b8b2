"""Words on the command line mean a key, else an id, else a name, else a name in another case."""

import pytest
from command_line import the_account

ALIKE = ("Support", "support")
SAME = ("Support", "Support")
LIVE = ("--live", "--sandbox", "--format", "json")


def schedule(name):
    return {
        "type": "schedule_v3",
        "name": name,
        "time_zone": "Etc/UTC",
        "rotations": [],
    }


def made(*names):
    """Have schedules of these names in the account; answers with their ids."""
    with the_account() as world:
        return [
            world.send("POST", "/v3/schedules", {"schedule": schedule(name)})["schedule"]["id"]
            for name in names
        ]


@pytest.fixture(autouse=True)
def _no_configuration(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", ALIKE)
def test_a_schedule_of_exactly_that_name_is_meant(run, name):
    ids = dict(zip(ALIKE, made(*ALIKE), strict=True))

    ended = run("oncall", name, *LIVE)

    assert [(one["name"], one["id"]) for one in ended.json["schedules"]] == [(name, ids[name])]


def test_two_that_only_differ_in_case_are_named_with_their_ids(run):
    one, other = made(*ALIKE)

    ended = run("oncall", "SUPPORT", *LIVE[:2])

    assert (ended.code, ended.out) == (1, "")
    named = f"'SUPPORT' is the name of several: Support ({one}) and support ({other})"
    assert f"error: {named}\n" in ended.err
    assert f"help: write {one} or {other}\n" in ended.err


def test_two_of_exactly_one_name_are_named_with_their_ids(run):
    one, other = made(*SAME)

    ended = run("oncall", "Support", *LIVE[:2])

    assert ended.code == 1
    assert f"'Support' is the name of several: Support ({one}) and Support ({other})" in ended.err


def test_a_person_of_exactly_that_name_is_meant(run):
    with the_account() as world:
        for name, email in (("Jo Lee", "jo@acme.example"), ("Jo LEE", "lee@acme.example")):
            user = {"type": "user", "name": name, "email": email}
            world.send("POST", "/users", {"user": user})

    ended = run("who", "Jo LEE", *LIVE)

    assert ended.json["person"]["email"] == "lee@acme.example"


def test_an_id_is_meant_where_something_else_has_it_as_its_name(run):
    (ident,) = made("Support")
    made(ident)

    ended = run("oncall", ident, *LIVE)

    assert [one["name"] for one in ended.json["schedules"]] == ["Support"]
