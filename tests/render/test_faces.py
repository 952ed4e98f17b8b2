"""How people look on a page: names, initials, colours."""

from hypothesis import given
from hypothesis import strategies as st

from pdsync.render.agenda import Names
from pdsync.render.page import Person, faces

ANA = Person("ana.silva@acme.example", "Ana Silva")
BEN = Person("ben.okafor@acme.example")


def labels(people, how):
    found = faces(dict(enumerate_tokens(people)), how, Names())
    return [found.of(token).label for token, _ in enumerate_tokens(people)]


def enumerate_tokens(people):
    return [(f"P{number}", person) for number, person in enumerate(people)]


def test_a_name_is_shown_where_it_is_known():
    assert labels([ANA, BEN], "names") == ["Ana Silva", "ben.okafor"]


def test_an_address_is_shown_as_far_as_it_must_be():
    other = Person("ana.silva@example.com", "Ana Silva")

    assert labels([ANA, BEN], "emails") == ["ana.silva", "ben.okafor"]
    assert labels([ANA, other], "emails") == ["ana.silva@acme.example", "ana.silva@example.com"]
    assert labels([ANA, other], "names") == ["ana.silva@acme.example", "ana.silva@example.com"]


def test_the_same_initials_get_numbers():
    assert labels([ANA, BEN, Person("anton.suk@acme.example")], "initials") == ["AS1", "BO", "AS2"]


def test_somebody_has_one_face_by_id_and_by_address():
    found = faces({"PANA": ANA}, "names", Names())

    assert found.of("PANA") == found.of(ANA.email)


@given(st.lists(st.emails(), unique=True, max_size=20))
def test_up_to_twenty_people_have_colours_of_their_own(emails):
    found = faces({one: Person(one) for one in emails}, "names", Names())

    assert len({found.of(one).colour for one in emails}) == len(emails)


def test_a_colour_does_not_depend_on_who_comes_first():
    people = {one.email: one for one in (ANA, BEN)}
    others = dict(reversed(people.items()))

    assert faces(people, "names", Names()) == faces(others, "names", Names())
