"""What holds for all kinds: live JSON is always read, and written back as it means."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kinds.reading import live, sent
from kinds.recorded import EVERY

from pdsync.kinds import KINDS, Item, Model, Own, Ref, refs_in

STRANGE = st.sampled_from(
    [None, True, 0, -1, 1.5, "", "of_tomorrow", [], [None], ["x"], {}, {"type": "new"}, "9999-12"]
)


def places(value, path=()):
    """The path of every value inside JSON."""
    yield path
    if isinstance(value, dict | list):
        for step, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(child, (*path, step))


def broken(raw, path, value, *, dropped):
    """A copy of JSON with one value changed or gone."""
    changed = copy.deepcopy(raw)
    around = changed
    for step in path[:-1]:
        around = around[step]
    if dropped:
        del around[path[-1]]
    else:
        around[path[-1]] = value
    return changed


@st.composite
def breakages(draw, kind):
    """An answer with up to three values that nobody expects."""
    raw = EVERY[kind]
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([path for path in places(raw) if path] or [("id",)]))
        raw = broken(raw, path, draw(STRANGE), dropped=draw(st.booleans()))
    return raw


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_an_answer_that_nobody_expects_is_read(kind, data):
    assert isinstance(live(kind, data.draw(breakages(kind))), KINDS[kind].model)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_an_answer_that_nobody_expects_can_be_written_back(kind, data):
    found = live(kind, data.draw(breakages(kind)))
    assert isinstance(sent(kind, found, found), dict)


def answered(kind, body):
    """What PagerDuty would answer to a body: under its names, references as it writes them."""
    again = {**EVERY[kind], **with_references(body)}
    if kind == "schedule":
        again["schedule_layers"] = again["schedule_layers"][::-1]
    return again


def with_references(value):
    if isinstance(value, Ref):
        return {"id": value.id, "type": f"{value.kind}_reference", "summary": value.label}
    if isinstance(value, dict):
        return {name: with_references(child) for name, child in value.items()}
    if isinstance(value, list | tuple):
        return [with_references(child) for child in value]
    return value


def meaning(value):
    """A model's fields, without the JSON that it remembers."""
    if isinstance(value, Model):
        return {name: meaning(getattr(value, name)) for name in type(value).model_fields}
    return tuple(map(meaning, value)) if isinstance(value, tuple) else value


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_back_means_what_was_read(kind):
    found = live(kind, EVERY[kind])
    again = live(kind, answered(kind, sent(kind, found, found)))
    assert meaning(again) == meaning(found)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_pagerduty_answers_is_set(kind):
    model = KINDS[kind].model
    own = {name for name, info in model.model_fields.items() if Own() in info.metadata}
    expected = set(model.model_fields) - own - {"extra"} | {"id"}
    assert expected - {"service", "rotations"} <= live(kind, EVERY[kind]).model_fields_set


def references(value):
    """Every reference in a value, which is looked for in every field."""
    if isinstance(value, Ref):
        return [value]
    if isinstance(value, Model):
        value = [getattr(value, name) for name in type(value).model_fields]
    return (
        [ref for one in value for ref in references(one)] if isinstance(value, tuple | list) else []
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_of_a_live_resource_is_found(kind):
    found = live(kind, EVERY[kind])
    assert [ref for _, ref in refs_in(found)] == references(found)


def test_references_of_live_resources_keep_what_pagerduty_calls_them():
    labels = {
        ref.label for _, ref in refs_in(live("escalation_policy", EVERY["escalation_policy"]))
    }
    assert labels == {"Ana Silva", "Payments", "Shifts"}


@pytest.mark.parametrize(
    "model", [*(kind.model for kind in KINDS.values()), *Item.__subclasses__()]
)
def test_every_field_says_what_it_is(model):
    fields = model.model_fields.items()
    assert [name for name, info in fields if not info.description] == []
