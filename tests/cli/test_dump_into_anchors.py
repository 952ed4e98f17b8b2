"""Whose turn it is in the account, written into a schedule that does not say so."""

from pathlib import Path

import pytest
from command_line import the_account

LAYERS = """\
schedules:
  primary:
    name: Web Primary
    time_zone: Europe/London
    layers:
      - {rotate: weekly, members: [ana.silva@acme.example, ben.okafor@acme.example]}  # ours
      - name: Nights
        rotate: daily
        handoff: 18:00
        members:  # by age
          - chloe.martin@acme.example
          - daniel.weiss@acme.example
        only: Mon-Fri 18:00-08:00
      - {rotate: weekly, members: [maya.cohen@acme.example], only: Sat-Sun}
"""
ROTATIONS = """\
schedules:
  primary:
    name: Web Primary
    time_zone: Europe/London
    rotations:
      - shifts: Mon-Fri 09:00-17:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
      - rotate: weekly
        handoff: Fri 17:00
        members: [chloe.martin@acme.example, daniel.weiss@acme.example]
        anchor: {who: chloe.martin@acme.example, at: 2026-02-27}
      - events:
          - {shifts: 00:00-01:00, members: [ana.silva@acme.example, maya.cohen@acme.example],
             until: 2026-06-01 12:00}
          - {shifts: 00:00-02:00, members: [maya.cohen@acme.example, ana.silva@acme.example],
             from: 2026-06-01 12:00}
"""
FILE = Path("policies/checkout.yaml")
INTO = ("dump", "--sandbox", "--into", "policies", "--only", "schedule:primary", "--anchors")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            LAYERS,
            {
                "okafor@acme.example]}": "okafor@acme.example], handoff: Mon 00:00, "
                "anchor: {who: ana.silva@acme.example, at: 2026-03-02}}",
                "        only: Mon-Fri 18:00-08:00\n": "        only: Mon-Fri 18:00-08:00\n"
                "        anchor: {who: chloe.martin@acme.example, at: 2026-02-26}\n",
            },
        ),
        (
            ROTATIONS,
            {
                "okafor@acme.example]\n": "okafor@acme.example]\n        per_member: 1\n"
                "        anchor: {who: ana.silva@acme.example, at: 2026-03-02}\n",
                "until: 2026-06-01 12:00}": "until: 2026-06-01 12:00,\n"
                "             per_member: 1,\n             start_time: 2026-03-01 00:00}",
                "from: 2026-06-01 12:00}": "from: 2026-06-01 12:00,\n"
                "             per_member: 1,\n             start_time: 2026-05-31 00:00}",
            },
        ),
    ],
)
def test_what_says_whose_turn_it_is_is_written_where_nothing_does(run, write, text, lines):
    write(text)
    assert run("apply", "--sandbox", "--yes").code == 0

    ended = run(*INTO)

    assert ended.out.endswith("\nSchedule `primary` says now whose turn it is.\n")
    expected = text
    for before, after in lines.items():
        expected = expected.replace(before, after, 1)
    assert FILE.read_text(encoding="utf-8") == expected
    assert run("plan", "--sandbox", "--detailed-exitcode").code == 0
    assert run("oncall").code == 0


def test_it_is_written_with_what_was_changed_besides(run, write):
    write(LAYERS)
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        ident = world.named("schedule", "schedules", "Web Primary")["id"]
        body = {"schedule": {"type": "schedule", "name": "Primary"}}
        world.send("PUT", f"/schedules/{ident}", body)

    ended = run(*INTO)

    said = "Schedule `primary` has name of the account now, and says whose turn it is.\n"
    assert ended.out.endswith(f"\n{said}")
    assert "name: Primary" in FILE.read_text(encoding="utf-8")
    assert run("plan", "--sandbox", "--detailed-exitcode").code == 0


def test_where_the_account_keeps_the_members_nothing_is_written(run, write):
    text = LAYERS[: LAYERS.index("      - name: Nights")]
    write(text)
    assert run("apply", "--sandbox", "--yes").code == 0
    loose = text.replace(", members: [ana.silva@acme.example, ben.okafor@acme.example]", "")
    write(loose)

    ended = run(*INTO)

    assert (ended.code, FILE.read_text(encoding="utf-8")) == (0, loose)
    assert (
        ended.out
        == """\
Schedule `primary` is as the account has it.
The files alone still do not tell who is on call by it: nothing says who takes turns in layer 1, \
which has no name.
"""
    )


def test_members_who_are_on_call_together_are_written_as_such(run, write):
    line = (
        "      - {shifts: 09:00-17:00, members: [ana.silva@acme.example, ben.okafor@acme.example]"
    )
    text = ROTATIONS[: ROTATIONS.index("      - shifts")] + line
    write(f"{text}, everyone: true}}\n")
    assert run("apply", "--sandbox", "--yes").code == 0
    write(f"{text}}}\n")

    ended = run(*INTO)

    assert (ended.code, FILE.read_text("utf-8")) == (0, f"{text}, everyone: true}}\n")


def test_a_schedule_that_says_so_already_is_left(run, write):
    text = LAYERS[: LAYERS.index("      - name: Nights")].replace(
        "ben.okafor@acme.example]",
        "ben.okafor@acme.example], handoff: Mon 09:00, "
        "anchor: {who: ana.silva@acme.example, at: 2026-03-02}",
    )
    write(text)
    assert run("apply", "--sandbox", "--yes").code == 0

    ended = run(*INTO)

    said = "Schedule `primary` is as the account has it, and says whose turn it is.\n"
    assert (ended.out.splitlines(keepends=True)[0], FILE.read_text("utf-8")) == (said, text)


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (
            ("--anchors",),
            "--anchors does nothing without --into",
            "leave it out: a new directory has them",
        ),
        (
            ("--into", "policies", "--only", "team:shop", "--anchors"),
            "--anchors does nothing for a team",
            "leave it out, or name a schedule",
        ),
    ],
)
def test_where_there_are_no_turns_it_is_refused(run, write, words, message, hint):
    write("teams: {shop: {}}\n")

    ended = run("dump", "--sandbox", *words)

    assert (ended.code, ended.err) == (1, f"error: {message}\n    = help: {hint}\n")
