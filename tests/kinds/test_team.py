"""Teams: their names, and members who have calls of their own."""

import pytest
from kinds.reading import live, read, said, sent, values
from kinds.recorded import ANA, BO, TEAM

from pdsync.kinds import KINDS, Call, Draft


def team(body):
    return f"teams: {{a: {body}}}"


def calls(wanted, raw):
    wanted = [{"role": "manager", **one} for one in wanted]
    merged = live("team", {**TEAM, "members": wanted})
    before = live("team", {**TEAM, "members": raw}) if raw is not None else None
    return KINDS["team"].calls(Draft("a", merged, before, frozenset({"members"}), "/teams/PTEAM11"))


@pytest.mark.parametrize(
    "members",
    [
        "[{user: A@acme.example, role: manager}, {user: b@acme.example, role: observer}]",
        "[{user: {key: a@acme.example}, role: manager}, {user: b@acme.example, role: observer}]",
        "{a@acme.example: manager, b@acme.example: observer}",
    ],
)
def test_members_are_written_as_a_list_or_a_mapping(members):
    found = read("team", team(f"{{members: {members}}}")).members
    assert [(member.user.key, member.role) for member in found] == [
        ("a@acme.example", "manager"),
        ("b@acme.example", "observer"),
    ]


@pytest.mark.parametrize(
    ("item", "role"),
    [("{a@acme.example: observer}", "observer"), ("{a@acme.example: }", "manager")],
)
def test_an_e_mail_with_a_role_in_a_list_is_told_how_a_list_has_it(item, role):
    assert said(team(f"{{members: [b@acme.example, {item}]}}")) == [
        (
            item,
            "an e-mail and its role are no member of a list",
            f"write `{{user: a@acme.example, role: {role}}}`, or all members without dashes",
        )
    ]


def test_a_role_that_is_not_written_is_not_managed():
    (member,) = read("team", team("{members: [a@acme.example]}")).members
    assert member.model_fields_set == {"user"}


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "{name: 'R&D'}",
            (
                "'R&D'",
                "PagerDuty takes no `&` in this name",
                "write it without any of \\ / & < >",
            ),
        ),
        ("{name: ' a'}", ("' a'", "this name begins or ends with a blank", "delete the blank")),
        ("{name: '  '}", ("'  '", "a name cannot be empty", "write at least one letter")),
        (
            f"{{name: {'a' * 101}}}",
            (
                "a" * 101,
                "this name has 101 characters; PagerDuty takes 100",
                "write a shorter one",
            ),
        ),
        (
            '{name: "a\\u200bb"}',
            ('"a\\u200bb"', "this name has an invisible character, U+200B", "delete it"),
        ),
        (
            f"{{description: {'a' * 1025}}}",
            (
                "a" * 1025,
                "this description has 1025 characters; PagerDuty takes 1024",
                "shorten it, or link to a page",
            ),
        ),
        (
            "{default_role: managers}",
            ("managers", "'managers' is not possible here", "did you mean `manager`?"),
        ),
        (
            "{members: [{user: a@b.c, role: boss}]}",
            (
                "boss",
                "'boss' is not possible here",
                "write one of: observer, responder, manager",
            ),
        ),
        (
            "{members: [a@b.c, A@B.C]}",
            ("A@B.C", "a@b.c is listed twice", "delete one"),
        ),
        (
            "{members: a@b.c}",
            (
                "a@b.c",
                "'a@b.c' stands where a list belongs",
                "write each after a `- `",
            ),
        ),
        (
            "{users: [a@b.c]}",
            ("users", "`users` is not a field of a team", "did you mean `members`?"),
        ),
        (
            "{extra: {members: []}}",
            ("[]", "`members` is a field of its own", "write it beside `extra`"),
        ),
        (
            "{extra: {users: []}}",
            ("[]", "`users` is called `members` here", "write it beside `extra`"),
        ),
        (
            "{extra: {type: foo}}",
            ("foo", "the type of a thing follows from its section", "delete it"),
        ),
        (
            "{extra: {parent: platform}}",
            (
                "platform",
                "'platform' is no team by its id",
                "write {id: P123ABC, type: team_reference}, with the id of the team above it",
            ),
        ),
    ],
)
def test_what_pagerduty_refuses_is_said(body, problem):
    assert said(team(body)) == [problem]


def test_white_space_of_a_description_means_nothing():
    written = read("team", 'teams: {a: {description: "Cards.  \\n And refunds.\\n\\n"}}')
    assert written.description == "Cards.\n And refunds."
    assert live("team", TEAM).description == "Cards.\nAnd refunds."


def test_no_description_and_an_empty_one_are_the_same():
    written = read("team", "teams: {a: {description: ''}}")
    assert written.description == live("team", {"description": None}).description


def test_null_sets_the_default_role_back():
    assert values(read("team", team("{default_role: null}")), "default_role") == {
        "default_role": "manager"
    }


def test_members_are_not_part_of_the_body():
    assert sent("team", live("team", TEAM)) == {
        "name": "Payments",
        "description": "Cards.\nAnd refunds.",
        "default_role": "none",
    }


def test_a_new_member_is_put():
    path = "/teams/PTEAM11/users/PANA111"
    assert calls([{"user": ANA}], []) == (Call("PUT", path, {"role": "manager"}),)


def test_a_member_without_a_role_is_a_manager():
    assert read("team", "teams: {a: {members: [ana@acme.example]}}").members[0].role == "manager"


def test_members_are_added_changed_and_then_removed():
    wanted = [{"user": ANA, "role": "observer"}]
    before = [{"user": BO, "role": "manager"}, {"user": ANA, "role": "manager"}]
    assert calls(wanted, before) == (
        Call("PUT", "/teams/PTEAM11/users/PANA111", {"role": "observer"}),
        Call("DELETE", "/teams/PTEAM11/users/PBOB222", deletes=1),
    )


def test_members_that_are_the_same_need_no_call():
    assert calls(TEAM["members"], TEAM["members"][::-1]) == ()


def test_a_member_is_known_by_the_person():
    ana, bo = live("team", TEAM).members
    assert (ana.likeness(ana), ana.likeness(bo)) == (1, 0)


def test_with_a_reference_without_an_id_nothing_is_known_of_the_members():
    odd = {"user": {"type": "user_reference"}, "role": "manager"}
    found = live("team", {"members": [{"user": ANA, "role": "manager"}, odd]})
    assert ("without `members[1].user.id`") in [str(one) for one in found.unread]
    assert "members" not in found.model_fields_set
