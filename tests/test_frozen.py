"""Frozen data classes are what Python's own are."""

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from functools import cached_property
from threading import Barrier

import pytest

from pdsync import frozen as frozen_classes
from pdsync.frozen import frozen


@frozen
class Pair:
    """Two numbers, of which the second is not asked for."""

    one: int
    other: int = 2


def classes(make):
    """Return the same three classes, made by a decorator."""

    @make
    class Base:
        """What both others have."""

        name: str
        parts: list[str] = field(default_factory=list)

        @cached_property
        def length(self):
            return len(self.name)

    @make
    class Heir(Base):
        """With more of its own."""

        note: str | None = field(default=None, compare=False)
        kept: int = field(default=3, hash=False)
        secret: str = field(default="", repr=False)
        last: bool = field(default=False, kw_only=True)

        def __post_init__(self):
            object.__setattr__(self, "secret", self.secret or "hidden")

    @make
    class Empty:
        """Nothing at all."""

    return Base, Heir, Empty


def odd_names(make):
    """Return an object whose fields have the names of what an `__init__` is written with."""

    @make
    class Odd:
        """Ways to put something."""

        put: int
        made_anew: int
        factory_parts: int
        parts: list[str] = field(default_factory=list)
        default_put: int = 4

    return asdict(Odd(1, 2, 3))


def unhashable(make):
    """Return the hash of an object whose class says that it has none."""

    @make
    class Unhashable:
        """Compared, but in no set."""

        name: str
        __hash__ = None

    return hash(Unhashable("a"))


def outcome(act):
    """Return what an act gives, or its error."""
    try:
        return act()
    except (TypeError, FrozenInstanceError) as problem:
        return type(problem), str(problem)


ACTS = {
    "shows itself": lambda base, heir, empty: (repr(base("a")), repr(heir("a")), repr(empty())),
    "has fields": lambda _, heir, __: [(one.name, one.kw_only) for one in fields(heir)],
    "is taken apart": lambda _, heir, __: asdict(heir("a", last=True)),
    "is made by names": lambda _, heir, __: asdict(heir(kept=1, name="b", parts=["c"])),
    "is replaced": lambda _, heir, __: asdict(replace(heir("a", note="n"), name="b")),
    "has lists of its own": lambda base, _, __: base("a").parts is base("a").parts,
    "is equal": lambda base, _, __: (base("a") == base("a"), base("a") == base("b")),
    "is equal but for what is not compared": lambda _, heir, __: heir("a") == heir("a", note="n"),
    "is compared by all the rest": lambda _, heir, __: heir("a") == heir("a", kept=4),
    "is not equal to an heir": lambda base, heir, __: base("a") == heir("a"),
    "is empty": lambda _, __, empty: (empty() == empty(), hash(empty()) == hash(empty())),
    "is hashed without what is left out": lambda _, heir, __: (
        hash(heir("a", (), kept=4)) == hash(heir("a", (), kept=5))
    ),
    "is hashed by the rest": lambda _, heir, __: hash(heir("a", ())) == hash(heir("b", ())),
    "is not hashed by lists": lambda base, _, __: hash(base("a")),
    "is matched by place": lambda _, heir, __: heir.__match_args__,
    "remembers what it worked out": lambda base, _, __: base("four").length,
    "is not set": lambda base, _, __: setattr(base("a"), "name", "b"),
    "is not deleted": lambda base, _, __: delattr(base("a"), "name"),
    "wants what has no default": lambda base, _, __: base(),
    "takes no more than it has": lambda base, _, __: base("a", [], 3),
    "takes no name that it has not": lambda _, heir, __: heir("a", none=1),
    "takes nothing twice": lambda base, _, __: base("a", name="b"),
    "takes by name what is by name alone": lambda _, heir, __: heir("a", [], None, 3, "", True),
    "is copied": lambda _, heir, __: copy.deepcopy(heir("a", ["b"])) == heir("a", ["b"]),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_frozen_class_does_what_python_would_have_it_do(act):
    ours, pythons = classes(frozen), classes(dataclass(frozen=True))

    assert outcome(lambda: ACTS[act](*ours)) == outcome(lambda: ACTS[act](*pythons))


@pytest.mark.parametrize("act", ACTS)
def test_it_does_the_same_once_many_objects_are_made(act):
    ours, pythons = classes(frozen), classes(dataclass(frozen=True))
    base, heir, empty = ours
    for _ in range(10):
        base("a"), heir("a"), empty()

    assert outcome(lambda: ACTS[act](*ours)) == outcome(lambda: ACTS[act](*pythons))


@pytest.mark.parametrize("act", [odd_names, unhashable])
def test_a_class_is_taken_as_python_takes_it(act):
    assert outcome(lambda: act(frozen)) == outcome(lambda: act(dataclass(frozen=True)))


def test_threads_make_the_first_object_at_once():
    base, _, _ = classes(frozen)
    together = Barrier(8)

    def made(name):
        together.wait()
        return base(name).name

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(made, "abcdefgh")) == list("abcdefgh")


def test_by_identity_no_two_are_equal():
    @frozen(eq=False)
    class Kind:
        """A thing that is only itself."""

        name: str

    assert (Kind("a") == Kind("a"), len({Kind("a"), Kind("a")})) == (False, 2)


def test_its_own_methods_stay():
    @frozen
    class Names:
        """Takes any number."""

        names: tuple[str, ...]

        def __init__(self, *names: str):
            object.__setattr__(self, "names", names)

        def __repr__(self):
            return " and ".join(self.names)

    assert (repr(Names("a", "b")), Names("a") == Names("a")) == ("a and b", True)


def test_what_was_pickled_comes_back():
    assert pickle.loads(pickle.dumps(Pair(1))) == Pair(1)


@pytest.mark.parametrize("make", [frozen(order=True), dataclass(frozen=True, order=True)])
def test_objects_of_one_class_have_an_order(make):
    @make
    class Span:
        """From here to there; the note has no say."""

        start: int
        end: int
        note: str = field(default="", compare=False)

    one, same, later = Span(1, 3, "a"), Span(1, 3, "b"), Span(1, 4)

    assert sorted([later, one]) == [one, later]
    assert (one < same, one <= same, one >= same, one > same) == (False, True, True, False)
    assert (one < later, later > one, later <= one, one >= later) == (True, True, False, False)
    with pytest.raises(TypeError, match="'<' not supported between instances of 'Span' and 'int'"):
        one < 3  # noqa: B015 - comparing is the point


def test_objects_have_no_order_unless_they_are_to():
    with pytest.raises(TypeError, match="'<' not supported between instances of 'Pair' and 'Pair'"):
        Pair(1) < Pair(2)  # noqa: B015 - comparing is the point


@pytest.mark.parametrize("values", [{}, {"name": "b"}, {"note": "n", "last": True}, {"secret": ""}])
def test_to_replace_some_values_does_what_python_does(values):
    made = classes(frozen)[1]("a", note="first")
    assert made.length == 1
    ours, pythons = frozen_classes.replace(made, **values), replace(made, **values)
    assert vars(ours) == vars(pythons)
    assert repr(ours) == repr(pythons)
    assert ours.length == len(ours.name)


def test_what_is_no_field_is_not_replaced():
    with pytest.raises(TypeError, match="third"):
        frozen_classes.replace(Pair(1), third=3)
