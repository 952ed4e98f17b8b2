"""Whoever leaves is taken out of every form in which PagerDuty and people write things."""

from datetime import UTC, datetime

import pytest

from pdsync.source import load_texts
from pdsync.source.departure import Leaver, StillNeeded, departed

ANA, BEN, CLEO, NEW = (f"{name}@acme.example" for name in ("ana", "ben", "cleo", "new"))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OWN = f"""\
rotations:
      - events:
          - start_time: {{date_time: "2026-02-02T09:00:00Z", time_zone: Europe/London}}
            end_time: {{date_time: "2026-02-02T17:00:00Z", time_zone: Europe/London}}
            recurrence: ["RRULE:FREQ=DAILY"]
            assignment_strategy:
              type: rotating_member_assignment_strategy
              shifts_per_member: 1
              members:
                - {ANA}
                - {BEN}
                - {CLEO}
"""
IN_IDS = [(mail, f"{{type: user_member, user_id: P{mail[:3].upper()}1}}") for mail in
          (ANA, BEN, CLEO)]  # fmt: skip


def schedule(body):
    return f"schedules:\n  one:\n    time_zone: Europe/London\n    {body}"


def layer(fields, members):
    return schedule(f"layers: [{{{fields}, members: [{', '.join(members)}]}}]\n")


def rotation(fields, members):
    return layer(fields, members).replace("layers", "rotations")


def left(text, leaver=BEN, **others):
    config = load_texts({"one.yaml": text})
    assert config.problems == ()
    return departed(config, Leaver(leaver, **others), NOON)


def text_of(made):
    return made.edited.after.texts["one.yaml"]


def needed(text, **others):
    with pytest.raises(StillNeeded) as caught:
        left(text, **others)
    return [(str(one.place), one.message, one.help) for one in caught.value.findings]


def replaced(text, *changes):
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


WEEKLY = "rotate: weekly, handoff: Mon 09:00"
THEIRS = f"anchor: {{who: {BEN}, at: 2026-02-02}}"
THREE = [ANA, BEN, CLEO]


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        # The first shift is written in three fields, of which two are times.
        (schedule(OWN), [("2026-02-02T", "2026-03-01T"), (f"                - {BEN}\n", "")]),
        # An anchor that was written with a time and in quotes keeps its quotes.
        (
            layer("rotate: daily, handoff: '09:00', "
                  f"anchor: {{who: {ANA}, at: '2026-03-01 12:00'}}", THREE),
            [(f"who: {ANA}, at: '2026-03-01 12:00'", f"who: {CLEO}, at: '2026-03-02'")],
        ),
        # Whoever comes twice has turns of their own both times: the anchor names somebody else.
        (
            layer(f"{WEEKLY}, anchor: {{who: {ANA}, at: 2026-02-16}}", [ANA, BEN, ANA, CLEO]),
            [(f"who: {ANA}, at: 2026-02-16", f"who: {CLEO}, at: 2026-03-09")],
        ),
        # What has ended, and what begins later, has an anchor of somebody who is in it.
        (
            layer(f"{WEEKLY}, until: 2026-02-10 09:00, {THEIRS}", THREE),
            [(f"who: {BEN}, at: 2026-02-02", f"who: {CLEO}, at: 2026-02-09")],
        ),
        (
            layer(f"{WEEKLY}, from: 2026-04-10 09:00, {THEIRS}", THREE),
            [(f"who: {BEN}, at: 2026-02-02", f"who: {CLEO}, at: 2026-04-06")],
        ),
        # Without a hand-off the anchor has its time.
        (
            layer(f"rotate: 2 days, anchor: {{who: {ANA}, at: 2026-02-02 07:30}}", THREE),
            [(f"who: {ANA}, at: 2026-02-02 07:30", f"who: {CLEO}, at: 2026-03-02 07:30")],
        ),
        # The clocks of a rotation are its own.
        (
            rotation(f"time_zone: Asia/Tokyo, rotate: daily, handoff: '09:00', {THEIRS}", THREE),
            [(f"who: {BEN}, at: 2026-02-02", f"who: {CLEO}, at: 2026-03-02")],
        ),
        # A rule with a COUNT cannot begin earlier, and need not.
        (
            rotation('shifts: {start: 2026-02-02 09:00, length: 8h, rrule: "FREQ=DAILY;COUNT=99"}, '
                     f"per_member: 2, {THEIRS}", THREE),
            [(f"who: {BEN}, at: 2026-02-02", f"who: {ANA}, at: 2026-03-02")],
        ),
        # A shift of nobody's is no person who could take a turn.
        (
            rotation(f"shifts: Mon-Fri 09:00-17:00, per_member: 1, {THEIRS}",
                     [ANA, BEN, "nobody", CLEO]),
            [(f"who: {BEN}, at: 2026-02-02", f"who: {CLEO}, at: 2026-03-02")],
        ),
        # Of turns of seven hours few begin with the hand-off: the last one that did is written,
        (
            layer(f"rotate: 7h, handoff: '09:00', anchor: {{who: {BEN}, at: 2026-02-03}}", THREE),
            [(f"who: {BEN}, at: 2026-02-03", f"who: {ANA}, at: 2026-02-24")],
        ),
        # or a hand-off outside of the hours, which means whoever has the next turn in them.
        (
            layer("rotate: 7h, handoff: '09:00', only: Fri 18:00 - Mon 09:00, "
                  f"{THEIRS}", THREE),
            [(f"who: {BEN}, at: 2026-02-02", f"who: {CLEO}, at: 2026-03-02")],
        ),
        (
            rotation(f"rotate: 36h, handoff: '09:00', {THEIRS}", THREE),
            [(f"who: {BEN}, at: 2026-02-02", f"who: {CLEO}, at: 2026-03-01")],
        ),
        # A day that is left out has moved turns within the week: the anchor is before it.
        (
            rotation("shifts: Mon-Fri 09:00-17:00, per_member: 5, except: [2025-11-04], "
                     f"anchor: {{who: {BEN}, at: 2025-11-03}}", THREE),
            [(f"who: {BEN}, at: 2025-11-03", f"who: {CLEO}, at: 2025-11-03")],
        ),
        # One who is left needs no first shift.
        (rotation("shifts: Mon-Fri 09:00-17:00, per_member: 1, start_time: 2026-02-02 09:00",
                  [ANA, BEN]), []),
    ],
)  # fmt: skip
def test_the_turn_that_runs_is_written(before, changes):
    expected = replaced(before, *changes).replace(f"{BEN}, ", "").replace(f", {BEN}]", "]")
    assert text_of(left(before)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The hours of the day are over, the week is not.
        (
            layer(f"{WEEKLY}, only: Mon-Fri 13:00-17:00, anchor: {{who: {BEN}, at: 2026-03-02}}",
                  THREE),
            [(datetime(2026, 3, 9, 9, tzinfo=UTC), "Europe/London", CLEO)],
        ),
        (
            rotation("shifts: Mon-Fri 13:00-17:00, per_member: 5, "
                     f"anchor: {{who: {BEN}, at: 2026-02-25 12:00}}", THREE),
            [],
        ),
        # What comes next does not run.
        (layer(f"{WEEKLY}, anchor: {{who: {BEN}, at: 2026-03-09}}", THREE), []),
    ],
)  # fmt: skip
def test_a_turn_that_runs_is_said(text, expected):
    taken = [one.running for one in left(text).turns_taken]
    assert [(one.until, one.zone, one.taker) for one in taken] == expected


def test_people_by_id_are_found_where_the_account_told_it():
    text = replaced(schedule(OWN), *IN_IDS)
    gone = replaced(
        text, ("2026-02-02T", "2026-03-01T"), (f"                - {IN_IDS[1][1]}\n", "")
    )
    assert text_of(left(text, id="PBEN1")) == gone
    assert needed(text, id="PBEN1", instead=NEW) == [
        (
            "one.yaml:14:19",
            f"schedule `one` cannot do without {BEN}: in this form a person is written by id alone",
            "make the edit by hand",
        )
    ]


def test_an_id_becomes_the_e_mail_of_who_comes_instead():
    text = layer(f"{WEEKLY}, anchor: {{who: {{id: PBEN1}}, at: 2026-02-02}}", [ANA, "{id: PBEN1}"])
    assert text_of(left(text, id="PBEN1", instead=NEW)) == text.replace("id: PBEN1", f"key: {NEW}")


def test_comments_and_other_documents_stay():
    text = f"""\
teams:
  web:
    members:
      # managers
      - user: {BEN}
        role: manager
      - user: {ANA}
---
team:
  name: Ops
  members:
    {BEN}: manager  # once
    {ANA}: manager  # for ever
"""
    gone = replaced(text, (f"      - user: {BEN}\n        role: manager\n", ""), (
        f"    {BEN}: manager  # once\n", ""))  # fmt: skip
    assert text_of(left(text)) == gone


@pytest.mark.parametrize("others", [{}, {"instead": NEW}])
def test_an_anchor_alone_says_nothing_of_the_members(others):
    text = schedule(f"layers: [{{{WEEKLY}, {THEIRS}}}]\n")
    assert needed(text, **others) == [
        (
            "one.yaml:4:65",
            f"schedule `one` cannot do without {BEN}: the anchor names them, and no members are "
            "written",
            "write its `members:`, and run it again",
        )
    ]


@pytest.mark.parametrize(
    ("text", "why", "way"),
    [
        (
            layer(f"{WEEKLY}, {THEIRS}", THREE).replace("    time_zone: Europe/London\n", ""),
            "whose turn it is depends on its time zone, which is not written",
            "write its `time_zone:`, and run it again",
        ),
        (
            rotation(f"shifts: Mon-Fri 18:00-20:00, {THEIRS}", THREE),
            "whose turn it is cannot be told: nothing says how many shifts in a row a member has "
            "in 'Mon-Fri 18:00-20:00'",
            "write `per_member:` there, and run it again",
        ),
        (
            rotation('shifts: {start: 2026-02-02 09:00, length: 8h, rrule: "FREQ=DAILY;COUNT=99"}, '
                     "per_member: 1, start_time: 2026-02-02 09:00", THREE),
            "no `start_time` was found by which everybody else keeps their turns",
            "write an `anchor:` of whoever has the turn in its place, and take them out by hand",
        ),
    ],
)  # fmt: skip
def test_whose_turn_it_is_must_be_known(text, why, way):
    found = [(message, hint) for _, message, hint in needed(text)]
    assert found == [(f"schedule `one` cannot do without {BEN}: {why}", way)]


def test_what_an_alias_brings_is_named_in_every_place():
    text = f"x-all: &all [{ANA}, {BEN}]\nteams:\n  a: {{members: *all}}\n"
    text += f"  b: {{members: [{BEN}, {ANA}]}}\n"
    assert [place for place, _, _ in needed(text)] == ["one.yaml:1:32"]


def test_many_places_on_one_line_go_together():
    text = f"""\
teams: {{a: {{members: [{BEN}, {ANA}]}}, b: {{members: {{{BEN}: manager, {ANA}: manager}}}}}}
schedules:
  one:
    time_zone: Etc/UTC
    layers: [{{{WEEKLY}, members: [{BEN}, {ANA}, {BEN}, {BEN}]}}, {{members: [{ANA}, {BEN}]}}]
"""
    assert (
        text_of(left(text))
        == f"""\
teams: {{a: {{members: [{ANA}]}}, b: {{members: {{{ANA}: manager}}}}}}
schedules:
  one:
    time_zone: Etc/UTC
    layers: [{{{WEEKLY}, members: [{ANA}]}}, {{members: [{ANA}]}}]
"""
    )
