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


def test_people_of_the_same_initials_are_told_apart_by_their_addresses():
    other = Person("anton.suk@acme.example")

    assert labels([ANA, BEN, other], "initials") == ["AS ana…", "BO", "AS anton…"]


def shorts(*people):
    found = faces(dict(enumerate_tokens(people)), "names", Names())
    return [found.of(token).short for token, _ in enumerate_tokens(people)]


def test_where_there_is_little_room_people_have_first_names():
    assert shorts(ANA, BEN) == ["Ana", "ben"]
    assert shorts(ANA, Person("ana@acme.example", "Ana Weiss")) == ["Ana S.", "Ana W."]
    assert shorts(BEN, Person("ben.weiss@acme.example")) == ["ben.o", "ben.w"]


def test_a_first_name_and_a_letter_that_two_share_is_not_short_for_either():
    other = Person("ana@acme.example", "Ana Sundberg")

    assert shorts(ANA, other) == ["Ana Silva", "Ana Sundberg"]


def test_somebody_has_one_face_by_id_and_by_address():
    found = faces({"PANA": ANA}, "names", Names())

    assert found.of("PANA") == found.of(ANA.email)


@given(st.lists(st.emails(), unique=True, max_size=20))
def test_up_to_twenty_people_have_colours_of_their_own(emails):
    found = faces({one: Person(one) for one in emails}, "names", Names())

    assert len({found.colours[found.of(one).looks] for one in emails}) == len(emails)


def test_a_colour_does_not_depend_on_who_comes_first():
    people = {one.email: one for one in (ANA, BEN)}
    others = dict(reversed(people.items()))

    assert faces(people, "names", Names()) == faces(others, "names", Names())
