"""An edit is proved: all that it is not meant to change reads as before, place by place."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.source import load_texts
from pdsync.source.edit import Disturbs, Edit, block_edit, edited

SERVICES = """\
services:
  a: {name: A, escalation_policy: x}  # the first
  b:
    name: B
    escalation_policy: x
"""
NAME = ("services", "a", "name")


def changed(text, *edits, meant=NAME):
    config = load_texts({"s.yaml": text})
    return edited(config, [Edit("s.yaml", *one) for one in edits], {("s.yaml", meant)}).files


def test_what_is_meant_may_change():
    new = "  a: {name: AA, escalation_policy: x}\n"
    assert changed(SERVICES, (1, 2, (new,))) == {
        "s.yaml": SERVICES.replace(SERVICES.splitlines(keepends=True)[1], new)
    }


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        ((1, 2, ("  a: {name: A, escalation_policy: y}\n",)), "`services.a.escalation_policy` at"),
        ((1, 2, ()), "`services.a` at s.yaml:2:6 would read otherwise"),
        ((3, 4, ('    name: "B"\n',)), "`services.b.name` at s.yaml:4:11 would read otherwise"),
        ((4, 5, ()), "`services.b.escalation_policy` at s.yaml:5:24 would read otherwise"),
        ((5, 5, ("  c: {}\n",)), "`services.c` at s.yaml:6:6 would read otherwise"),
        ((0, 0, ("---\nteams: {}\n---\n",)), "`services` at s.yaml:2:3 would read otherwise"),
        ((5, 5, ("---\nteams: {}\n",)), "`teams` at s.yaml:7:8 would read otherwise"),
        ((1, 2, ("  a: [\n",)), "the edited file could not be read back: "),
    ],
)
def test_what_is_not_meant_may_not(edit, reason):
    with pytest.raises(Disturbs) as caught:
        changed(SERVICES, edit)
    assert caught.value.reason.startswith(reason), caught.value.reason


def test_several_edits_are_proved_together():
    first, last = (0, 0, ("# Ours.\n",)), (1, 2, ("  a:\n", "    name: AA\n"))
    rest = "    escalation_policy: x\n"
    two = (first, (*last[:2], (*last[2], rest)))
    assert changed(SERVICES, *two)["s.yaml"] == "".join(
        ["# Ours.\n", "services:\n", *last[2], rest, *SERVICES.splitlines(keepends=True)[2:]]
    )


def test_a_file_may_be_new():
    config = load_texts({"s.yaml": SERVICES})
    made = edited(config, [Edit("t.yaml", 0, 0, ("teams: {t: {}}\n",))], ())
    assert made.files == {"t.yaml": "teams: {t: {}}\n"}
    assert [entry.key for entry in made.after.of("team")] == ["t"]


def test_an_error_that_an_edit_makes_elsewhere_is_told():
    config = load_texts({"s.yaml": SERVICES, "t.yaml": "teams: {t: {}}\n"})
    with pytest.raises(Disturbs, match="could not be read back"):
        edited(config, [Edit("u.yaml", 0, 0, ("teams: {t: {}}\n",))], ())


PEOPLE = ("ana.silva@acme.example", "ben.okafor@acme.example")
LAYER = "      - {{rotate: daily, handoff: '09:00', members: {}}}\n"


@st.composite
def files(draw):
    """Schedules whose members are written, called by a name that others may have, or aliases."""
    lines, known = ["x-top: &p [ana.silva@acme.example]\n", "schedules:\n"], {"p"}
    for number in range(4):
        lines += [f"  s{number}:\n", "    layers:\n"]
        for _ in range(draw(st.integers(1, 2))):
            people = f"[{', '.join(draw(st.permutations(PEOPLE))[: draw(st.integers(1, 2))])}]"
            name = draw(st.sampled_from("pq"))
            way = draw(st.sampled_from(["", "&", "*"]))
            if way == "*" and name in known:
                people = f"*{name}"
            elif way == "&":
                people, known = f"&{name} {people}", known | {name}
            lines.append(LAYER.format(people))
    return "".join(lines)


@given(files(), st.integers(0, 3))
def test_whatever_is_called_what_everything_else_reads_as_before_or_the_alias_is_named(text, place):
    config = load_texts({"s.yaml": text})
    key = config.find("schedule", f"s{place}").places.key(("layers",))
    edit = block_edit(text, key, ["layers:", LAYER.format(PEOPLE[0]).strip().join("  ")])
    edit = Edit(edit.file, edit.start, edit.end, ("    description: none\n",))
    meant = {("s.yaml", ("schedules", f"s{place}", name)) for name in ("layers", "description")}
    blind = load_texts({"s.yaml": "".join(_with(text, edit))})
    others = [one for one in config.entries if one.key != f"s{place}"]
    kept = [blind.find(one.kind, one.key) for one in others]
    same = all(a and a.resource == b.resource for a, b in zip(kept, others, strict=True))
    if not same:
        with pytest.raises(Disturbs, match=r"^`\*[pq]` at s.yaml"):
            edited(config, [edit], meant)
        return
    with suppress(Disturbs):  # an alias may come to stand for the same people, written elsewhere
        assert edited(config, [edit], meant).after.entries == blind.entries


def _with(text, edit):
    lines = text.splitlines(keepends=True)
    return [*lines[: edit.start], *edit.lines, *lines[edit.end :]]
