"""What is inside a list of a plan is compared inside it, and told as people write it."""

import re

import pytest
from organisation import ANA, BEN, CHLOE, DANIEL
from reconcile.world import World

from pdsync.render import Style
from pdsync.render.plan import plan_json, plan_text

LAYER = """
schedules:
  s:
    time_zone: Etc/UTC
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [{members}]
        only: {only}
"""
RULES = """
escalation_policies:
  pay:
    escalation_rules:
{rules}
"""
ONE = f"      - {{escalation_delay_in_minutes: 10, targets: [{ANA}, {BEN}]}}"
OTHER = f"      - {{escalation_delay_in_minutes: 20, targets: [{CHLOE}]}}"


def layer(*members, only="null"):
    return LAYER.format(members=", ".join(members), only=only)


def rules(*each):
    return RULES.format(rules="\n".join(each))


def planned(before, after):
    world = World()
    world.apply(before)
    return plan_json(world.plan(after))


def told(before, after):
    """The lines of the fields of the only change."""
    text = plan_text(planned(before, after), Style(columns=400))
    lines = [re.sub(" {2,}", "  ", one.strip()) for one in text.split("\n\n")[1].splitlines()[1:]]
    return [one for one in lines if not one.startswith("path ")]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            [ANA, BEN, CHLOE],
            [ANA, DANIEL, BEN, CHLOE],
            f"+ {DANIEL} (2nd of 4), first turn Mon 9 Mar 09:00",
        ),
        ([ANA, BEN, CHLOE], [ANA, CHLOE], f"\u2212 {BEN}"),
        ([ANA, BEN, CHLOE], [BEN, ANA, CHLOE], f"{ANA} ⇄ {BEN}"),
        (
            [ANA, BEN, CHLOE],
            [ANA, BEN, DANIEL],
            f"{CHLOE} → {DANIEL} (3rd of 3), first turn Mon 16 Mar 09:00",
        ),
        (
            [ANA, BEN, CHLOE, DANIEL],
            [ANA, CHLOE, DANIEL, BEN],
            f"order: {ANA}, {BEN}, {CHLOE}, {DANIEL} → {ANA}, {CHLOE}, {DANIEL}, {BEN}",
        ),
        ([ANA, BEN], [CHLOE, DANIEL], f"{ANA}, {BEN} → {CHLOE}, {DANIEL}"),
        ([ANA, BEN], [ANA, BEN, ANA], f"{ANA}, {BEN} → {ANA}, {BEN}, {ANA}"),
    ],
    ids=["added", "removed", "exchanged", "replaced", "turned", "all others", "twice"],
)
def test_members_are_told_by_what_comes_goes_and_changes_places(before, after, line):
    assert told(layer(*before), layer(*after))[0] == f"layers  1  members  {line}"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("09:00-17:00", "09:00-18:00", "09:00-17:00 → 09:00-18:00"),
        ("22:00-06:00", "Mon-Fri 22:00-06:00", "22:00-06:00 → Mon-Fri 22:00-06:00"),
        ("Mon-Fri 09:00-17:00", "null", "Mon-Fri 09:00-17:00 → always"),
        (
            "[Sat-Sun, 22:00-06:00]",
            "[Mon 10:00-12:00, Wed 10:00-12:00]",
            "Sat-Sun; 22:00-06:00 → Mon,Wed 10:00-12:00",
        ),
        ("Sat-Sun", "Fri 18:00 - Mon 09:00", "Sat-Sun → Fri 18:00 - Mon 09:00"),
        ("Fri 18:00 - Sun 24:00", "Fri 18:00-24:00", "Fri 18:00 - Sun 24:00 → Fri 18:00-24:00"),
        (
            "[Mon-Fri 09:00-17:00, Sat 10:00-12:00]",
            "[Mon-Fri 09:00-17:00]",
            "\u2212 Sat 10:00-12:00",
        ),
    ],
)
def test_windows_are_told_as_people_write_them(before, after, line):
    before, after = (layer(ANA, only=one) for one in (before, after))
    assert told(before, after)[-1] == f"layers  1  only  {line}"


def test_the_first_turn_of_whoever_comes_at_once_is_now():
    anchored = layer(DANIEL, BEN).replace(
        "        only:", f"        anchor: {{who: {DANIEL}, at: 2026-03-02}}\n        only:"
    )
    assert told(layer(ANA, BEN), anchored) == [
        f"layers  1  members  {ANA} → {DANIEL} (1st of 2), first turn now"
    ]


def test_targets_are_told_by_what_comes_and_goes():
    after = ONE.replace(BEN, DANIEL).replace(ANA, f"{ANA}, {CHLOE}")
    assert told(rules(ONE), rules(after)) == [
        f"escalation_rules  level 1  targets  \u2212 {BEN}",
        f"+ {CHLOE}",
        f"+ {DANIEL}",
    ]


def test_a_rule_that_moved_and_changed_shows_both():
    later = OTHER.replace("20", "30")
    assert told(rules(ONE, OTHER), rules(later, ONE)) == [
        f"escalation_rules  level 2 → 1  {CHLOE}  moved",
        "escalation_delay_in_minutes  20m → 30m",
    ]


def test_a_rule_that_only_moved_shows_when_the_next_follows():
    assert told(rules(ONE, OTHER), rules(OTHER, ONE)) == [
        f"escalation_rules  level 2 → 1  {CHLOE}  then after 20m, moved"
    ]


def test_the_old_value_of_a_moved_rule_is_the_old_one():
    (change,) = planned(rules(ONE, OTHER), rules(OTHER.replace("20", "30"), ONE))["changes"]
    whole, delay = change["fields"]
    everyone = {"escalation_rule_assignment_strategy": "assign_to_everyone"}
    assert whole == {
        "path": "/escalation_rules/0",
        "old": {"escalation_delay_in_minutes": 20, "targets": [CHLOE], **everyone},
        "new": {"escalation_delay_in_minutes": 30, "targets": [CHLOE], **everyone},
        "moved_from": "/escalation_rules/1",
    }
    assert delay == {
        "path": "/escalation_rules/0/escalation_delay_in_minutes",
        "old": 20,
        "new": 30,
        "unit": "minutes",
        "old_path": "/escalation_rules/1/escalation_delay_in_minutes",
        "whose": [CHLOE],
    }


def test_the_number_of_a_rule_that_others_push_down_tells_old_from_new():
    first = f"      - {{escalation_delay_in_minutes: 5, targets: [{DANIEL}]}}"
    assert told(rules(ONE, OTHER), rules(first, ONE, OTHER.replace("20", "30"))) == [
        f"escalation_rules  + level 1  {DANIEL}  then after 5m",
        f"level 2 → 3  {CHLOE}",
        "escalation_delay_in_minutes  20m → 30m",
    ]


def test_a_moved_phase_is_the_hand_off_that_moves():
    later = layer(ANA, BEN).replace("Mon 09:00", "Mon 10:00")
    assert told(layer(ANA, BEN), later) == ["layers  1  handoff  Mon 09:00 → Mon 10:00"]


def test_a_phase_that_moves_so_that_whoever_is_on_call_stays_is_not_shown():
    after = layer(BEN, ANA, CHLOE)
    paths = [one["path"] for one in planned(layer(ANA, BEN), after)["changes"][0]["fields"]]
    assert paths == ["/layers/0/members", "/layers/0/rotation_virtual_start"]
    assert told(layer(ANA, BEN), after) == [
        f"layers  1  members  + {CHLOE} (3rd of 3), first turn Mon 9 Mar 09:00",
        f"{ANA} ⇄ {BEN}",
    ]


def test_turns_that_move_with_the_same_hand_off_say_how_far():
    anchored = layer(ANA, BEN).replace(
        "        only:", f"        anchor: {{who: {BEN}, at: 2026-03-02}}\n        only:"
    )
    assert told(layer(ANA, BEN), anchored) == ["layers  1  turns  1 week earlier"]


def test_a_new_layer_has_its_hand_off_and_no_window():
    assert "rotation_virtual_start" not in str(told("", layer(ANA, BEN)))
    assert told("", layer(ANA, BEN))[-3:] == [
        "rotate  1 week",
        f"members  {ANA}, {BEN}",
        "handoff  Mon 09:00",
    ]


def described(text):
    return f"services: {{cart: {{description: {text}, escalation_policy: pay}}}}\n"


LONG = "Orders fail for everyone in the shop or money is taken without any order being made"


@pytest.mark.parametrize(
    ("after", "lines"),
    [
        (
            LONG.replace("everyone", "some of those"),
            ["description  … fail for everyone in the … → … fail for some of those in the …"],
        ),
        (
            f"Now {LONG.replace('any order', 'orders')}",
            [
                "description  Orders fail … → Now Orders fail …",
                "… taken without any order being made → … taken without orders being made",
            ],
        ),
        ("Short", [f"description  {LONG} → Short"]),
    ],
    ids=["once", "twice", "all"],
)
def test_long_texts_show_the_words_that_differ(after, lines):
    assert told(rules(ONE) + described(LONG), rules(ONE) + described(after)) == lines


def test_numbers_of_members_of_a_team_mean_nothing():
    team = "\nteams: {{web: {{members: {{{}: manager, {}: responder}}}}}}\n"

    assert told("", team.format(ANA, BEN)) == [f"members  {ANA}  manager", f"{BEN}  responder"]
    assert told(team.format(ANA, BEN), team.format(BEN, CHLOE)) == [
        f"members  {BEN}  role responder → manager",
        f"+  {CHLOE}  responder",
        f"-  {ANA}  manager",
    ]


def test_a_role_in_a_team_is_told_with_whose_it_is():
    team = "\nteams: {{web: {{members: {{{one}: manager, {other}: {role}}}}}}}\n"
    before, after = (team.format(one=ANA, other=BEN, role=r) for r in ("responder", "manager"))

    assert told(before, after) == [f"members  {BEN}  role responder → manager"]
    (field,) = planned(before, after)["changes"][0]["fields"]
    assert field == {"path": "/members/1/role", "old": "responder", "new": "manager", "who": BEN}


def test_a_rule_that_moved_and_changed_says_so_in_any_width():
    later = OTHER.replace("20", "30").replace(CHLOE, f"{CHLOE}, {DANIEL}")
    row = planned(rules(ONE, OTHER.replace(CHLOE, f"{CHLOE}, {DANIEL}")), rules(later, ONE))

    lost = [
        columns
        for columns in range(40, 200, 10)
        if "moved" not in plan_text(row, Style(columns=columns)).split()
    ]
    assert lost == []
