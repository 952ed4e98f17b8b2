"""Every field that a plan changes is told, whatever it is of: without it people read another text.

No words are known here. What the JSON has is taken away or made another, one by one, and each time
the text and the Markdown must be others too.
"""

import json
import re
from collections import Counter

import pytest
from examples import at_most
from hypothesis import HealthCheck, Phase, given
from reconcile.any_organisation import ORGANISATION
from reconcile.world import World, said

from pdsync.render import Style
from pdsync.render.plan import plan_json, plan_markdown, plan_text

pytestmark = pytest.mark.slow  # plans for each example

PHASES = {"rotation_virtual_start", "start_time"}
"""Phases, which nobody writes: told as hand-offs, not at all where they follow from the rest."""

DECIDES = {"members", "rotate", "shifts", "everyone", "per_member"}
ENUMERATED = {"assign_to_everyone": "round_robin", "round_robin": "assign_to_everyone"}
LISTS = ("fields", "notes", "risks", "blocked")


def text(row, change, columns=400):
    """The text of a plan with this change alone."""
    return plan_text({**row, "changes": [change]}, Style(columns=columns))


def markdown(row, change):
    return plan_markdown({**row, "changes": [change]})


def taken_away(change):
    """Each thing that is told of a change, and the change without it."""
    for name in LISTS:
        for index, one in enumerate(change[name]):
            if name != "fields" or not is_implied(one, change["fields"]):
                left = [*change[name][:index], *change[name][index + 1 :]]
                yield one, change | {name: left}


def is_implied(field, fields):
    """Return True for a phase that moves no hand-off, and follows from what is told beside it."""
    told = field.get("handoff", {})
    return is_phase(field) and told.get("old") == told.get("new") and bool(beside(field, fields))


def beside(field, fields):
    """What changed in the same layer or rotation, of that from which a phase follows."""
    around = field["path"].rpartition("/")[0]
    return {f"{around}/{name}" for name in DECIDES} & {one["path"] for one in fields}


def is_phase(field):
    return field["path"].rpartition("/")[2] in PHASES and "T" in f"{field['old']}{field['new']}"


def made_another(change):
    """Each value of a field of a change, and the change in which it is another."""
    for index, field in enumerate(change["fields"]):
        if is_phase(field) or "moved_from" in field:
            continue
        for side in ("old", "new"):
            for value in others(field[side]):
                fields = list(change["fields"])
                fields[index] = field | {side: value}
                yield (field, side, value), change | {"fields": fields}


def others(value, name=""):
    """The same JSON with one of its values another, for each of them."""
    if isinstance(value, dict):
        for one, inside in value.items():
            if one not in PHASES and not (one == "type" and "duration_seconds" in value):
                yield from (value | {one: other} for other in others(inside, one))
    elif isinstance(value, list):
        for at, inside in enumerate(value):
            yield from ([*value[:at], other, *value[at + 1 :]] for other in others(inside, name))
    elif value is not None:
        yield another(value, name)


def another(value, name):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value % 7 + 1 if name in {"days_of_week", "start_day_of_week"} else value + 60
    if re.fullmatch(r"\d\d:\d\d:\d\d", value):
        return "05:05:00"
    if re.match(r"\d{4}-\d\d-\d\dT", value):
        return f"2031{value[4:]}"
    return ENUMERATED.get(value, f"{value} besides")


def planned(before, after):
    """The JSON of a plan from one organisation to another, without who is on call."""
    world = World()
    first = world.plan(json.dumps(before))
    assert not first.is_broken, said(first)
    world.carry_out(first)
    return {**plan_json(world.plan(json.dumps(after))), "oncall": None}


@at_most(5, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(ORGANISATION, ORGANISATION)
def test_nothing_of_a_change_is_left_out(before, after):
    row = planned(before, after)
    hidden = [
        (change["key"], what, form.__name__)
        for change in row["changes"]
        for form, parts in ((text, (taken_away, made_another)), (markdown, (taken_away,)))
        for whole in [form(row, change)]
        for part in parts
        for what, other in part(change)
        if form(row, other) == whole
    ]
    assert hidden == []
    assert [lost for change in row["changes"] for lost in lost_words(row, change)] == []
    assert [
        (change["key"], some) for change in row["changes"] if (some := letters(row, change))
    ] == []
    assert [moved for change in row["changes"] for moved in untrue_moves(change)] == []


def lost_words(row, change):
    """Words of the text, below the line that names the change, that Markdown does not have."""
    told = text(row, change).split("\n\n")[1].partition("\n")[2]
    return Counter(words(told)) - Counter(words(markdown(row, change)))


def letters(row, change):
    """Letters of which there is another number where the text has fewer columns.

    Steps of a path stand below each other there, without `·` between.
    """
    wide, *narrow = (Counter(text(row, change, columns)) for columns in (400, 80, 50))
    return {one for other in narrow for one in (wide - other) + (other - wide)} - {*" \n·"}


def words(told):
    """Words but those that only say what another word is: Markdown says that in a heading."""
    found = re.findall(r"[\w.@:]+", told)
    return [one for one in found if one not in {"risk", "note", "blocked"}]


def untrue_moves(change):
    """Items that moved and changed, whose old or new value is not as the fields inside say."""
    for item in change["fields"]:
        inside = [one for one in change["fields"] if one["path"].startswith(f"{item['path']}/")]
        for one in inside if "moved_from" in item else ():
            name = one["path"].rpartition("/")[2]
            if (item["old"].get(name), item["new"].get(name)) != (one["old"], one["new"]):
                yield item, one
