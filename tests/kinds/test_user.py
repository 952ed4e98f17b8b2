"""Users: looked up by e-mail, never written."""

from kinds.reading import live, said, values
from kinds.recorded import USER


def test_an_e_mail_is_compared_in_lower_case():
    assert live("user", USER).email == "ana@acme.example"


def test_a_user_is_read_whole():
    assert values(live("user", USER), "id", "name", "role", "time_zone") == {
        "id": "PANA111",
        "name": "Ana Silva",
        "role": "limited_user",
        "time_zone": "Europe/Lisbon",
    }


def test_a_person_is_written_by_e_mail():
    assert said("teams: {a: {members: [ana]}}") == [
        (
            "ana",
            "'ana' is not an e-mail address; people are written by e-mail",
            "write the e-mail of a PagerDuty user, such as ana@acme.example, or {id: P…}",
        )
    ]


def test_a_person_can_be_written_by_an_id():
    assert said("teams: {a: {members: [{user: {id: PANA111}}]}}") == []


def test_an_id_has_the_look_of_one():
    assert said("teams: {a: {members: [{user: {id: ana}}]}}") == [
        (
            "ana",
            "'ana' is not a PagerDuty id",
            "an id is capitals and digits, such as P123ABC; it ends the page's address",
        )
    ]
