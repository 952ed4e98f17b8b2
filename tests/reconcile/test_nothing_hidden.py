"""Nothing that a plan changes is left out of what people read: text and Markdown."""

import re

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from organisation import ANA, BEN, CHLOE, DANIEL
from reconcile.world import World

from pdsync.kinds import duration_words
from pdsync.render import Style
from pdsync.render.plan import plan_json, plan_markdown, plan_text

WIDE = Style(columns=400)
PEOPLE = [ANA, BEN, CHLOE, DANIEL]
SOME = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True)
RULES = st.lists(st.tuples(st.sampled_from([5, 10, 90]), SOME), min_size=1, max_size=4)
LAYERS = st.lists(
    st.tuples(
        st.sampled_from(["daily", "weekly", "12h"]),
        SOME,
        st.sampled_from(["09:00-17:00", "22:00-06:00", "Mon-Fri 09:00-18:00", "Sat 10:00-12:00"]),
    ),
    min_size=2,
    max_size=4,
)
NAMES = ["Days", "Nights", "Weekend", "Backup"]


def policy(rules):
    lines = [
        f"      - {{escalation_delay_in_minutes: {delay}, targets: [{', '.join(targets)}]}}\n"
        for delay, targets in rules
    ]
    return f"escalation_policies:\n  pay:\n    escalation_rules:\n{''.join(lines)}"


def handoff(rotate, only):
    return f"{'Tue ' * (rotate == 'weekly')}{only[-5:]}"


def schedule(layers, names):
    lines = [
        f"      - {{name: {name}, rotate: {rotate}, only: {only}, "
        f"handoff: {handoff(rotate, only)}, members: [{', '.join(members)}]}}\n"
        for name, (rotate, members, only) in zip(names, layers, strict=False)
    ]
    return f"schedules:\n  s:\n    time_zone: Etc/UTC\n    layers:\n{''.join(lines)}"


def read(plan):
    """The JSON's fields of a plan, and the two forms for people without their layout."""
    row = plan_json(plan)
    forms = [plan_text(row, WIDE).split("Who is on call")[0], plan_markdown(row)]
    return [f for c in row["changes"] for f in c["fields"]], [re.sub(r"\s+", " ", f) for f in forms]


def words(field):
    """Texts that tell a change, by its JSON."""
    old, new, name = field["old"], field["new"], field["path"].rsplit("/", 1)[-1]
    if "moved_from" in field:
        was = int(field["moved_from"].rsplit("/", 1)[-1]) + 1
        now = int(name) + 1
        return [f" {now} " if was == now else f"{was} → {now}", "moved", *identity(new)]
    if old is None or new is None:
        sign = "+" if old is None else "-"
        level = "level " if "escalation_rules" in field["path"] else ""
        return [f"{sign} {level}{int(name) + 1}", *identity(new or old)]
    if isinstance(old, list):
        return [one for one in {*map(str, old)} ^ {*map(str, new)} if "@" in one]
    if name == "rotation_virtual_start":
        was, now = field["handoff"].values() if "handoff" in field else ("", "")
        return [f"{was} → {now}"] if was != now else []
    if "unit" in field:
        seconds = {"seconds": 1, "minutes": 60}[field["unit"]]
        return [f"{duration_words(old * seconds)} → {duration_words(new * seconds)}"]
    return [f"{old} → {new}"]


def identity(item):
    return item.get("targets") or [item["name"]]


@st.composite
def edits(draw):
    """Draw a configuration, and one in which rules and layers moved, changed, came and went."""
    rules, others = draw(RULES), draw(RULES)
    order = draw(st.permutations(range(len(rules))))
    mixed = [
        rules[at] if draw(st.booleans()) else other
        for at, other in zip(order, others, strict=False)
    ]
    before = policy(rules) + schedule(draw(LAYERS), NAMES)
    return before, policy(mixed) + schedule(draw(LAYERS), draw(st.permutations(NAMES)))


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(edits())
def test_every_change_of_the_json_has_its_words(texts):
    before, after = texts
    world = World()
    world.apply(before)
    changed, forms = read(world.plan(after))
    missing = [
        (field, text)
        for field in changed
        for text in words(field)
        if any(text not in form for form in forms)
    ]
    assert missing == []
