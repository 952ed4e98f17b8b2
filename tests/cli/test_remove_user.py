"""`pdsync remove-user`: every place of somebody who leaves is edited, and nobody else moves."""

import pytest
from command_line import words
from organisation import ANA, BEN, CHLOE, DANIEL, MAYA

BEFORE = f"""\
# Ours.
teams:
  web:
    members:
      - {ANA}
      - {BEN}  # lead
  ops: {{members: {{{BEN}: responder, {CHLOE}: manager}}}}
  sup: {{members: [{{user: {BEN}, role: observer}}, {CHLOE}]}}
schedules:
  weeks:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        anchor: {{who: {ANA}, at: 2026-02-02}}  # since then
        members:
          # the first
          - {ANA}
          - {BEN}  # the second
          - {CHLOE}
          - {DANIEL}
      - rotation_turn_length_seconds: 1 day
        rotation_virtual_start: 2026-01-29 09:00
        users: [{ANA}, {BEN}, {CHLOE}]
  days:
    time_zone: Europe/London
    rotations:
      - rotate: daily
        handoff: 09:00
        anchor: {{who: {BEN}, at: 2026-02-02}}
        members: [{ANA}, {{user: {BEN}}}, {CHLOE}]
      - shifts: Mon-Fri 09:00-17:00
        per_member: 5
        start_time: 2026-02-02 09:00
        members: [{ANA}, {{key: {BEN}}}, {CHLOE}]
      - shifts: Mon-Fri 17:00-18:00
        everyone: true
        members: [{ANA}, {BEN}]
      - events:
          - shifts: Mon-Fri 18:00-19:00
            members: [{ANA}, {BEN}]
            per_member: 1
            start_time: 2026-02-02 18:00
            until: 2026-03-31 00:00
          - shifts: Mon-Fri 18:00-20:00
            members: [{ANA}, {BEN}, {CHLOE}]
            per_member: 1
            anchor: {{who: {ANA}, at: 2026-04-06}}
            from: 2026-03-31 00:00
escalation_policies:
  shop:
    escalation_rules:
      - {{escalation_delay_in_minutes: 10m, targets: [weeks, {BEN}]}}
      - escalation_delay_in_minutes: 10m
        targets:
          - schedule: days
          - user: {BEN}
          - {CHLOE}
"""
GONE = [
    (f"      - {BEN}  # lead\n", ""),
    (f"{{{BEN}: responder, {CHLOE}: manager}}", f"{{{CHLOE}: manager}}"),
    (f"[{{user: {BEN}, role: observer}}, {CHLOE}]", f"[{CHLOE}]"),
    (f"{{who: {ANA}, at: 2026-02-02}}", f"{{who: {ANA}, at: 2026-03-02}}"),
    (f"          - {BEN}  # the second\n", ""),
    ("virtual_start: 2026-01-29", "virtual_start: 2026-03-01"),
    (f"users: [{ANA}, {BEN}, {CHLOE}]", f"users: [{ANA}, {CHLOE}]"),
    (f"{{who: {BEN}, at: 2026-02-02}}", f"{{who: {CHLOE}, at: 2026-03-02}}"),
    (f"[{ANA}, {{user: {BEN}}}, {CHLOE}]", f"[{ANA}, {CHLOE}]"),
    ("start_time: 2026-02-02 09:00", "start_time: 2026-02-23 09:00"),
    (f"[{ANA}, {{key: {BEN}}}, {CHLOE}]", f"[{ANA}, {CHLOE}]"),
    (f"members: [{ANA}, {BEN}]\n", f"members: [{ANA}]\n"),
    (f"members: [{ANA}, {BEN}, {CHLOE}]", f"members: [{ANA}, {CHLOE}]"),
    (f"{{who: {ANA}, at: 2026-04-06}}", f"{{who: {CHLOE}, at: 2026-03-31}}"),
    (f"[weeks, {BEN}]", "[weeks]"),
    (f"          - user: {BEN}\n", ""),
]
ALONE = f"""\
teams:
  web: {{members: [{BEN}]}}
schedules:
  one:
    time_zone: Etc/UTC
    layers: [{{rotate: weekly, handoff: Mon 09:00, members: [{BEN}, {BEN}]}}]
escalation_policies:
  shop:
    escalation_rules:
      - {{escalation_delay_in_minutes: 10m, targets: [one]}}
      - {{escalation_delay_in_minutes: 10m, targets: [{BEN}]}}
"""
OPEN = f"""\
schedules:
  one:
    time_zone: Etc/UTC
    layers: [{{rotate: weekly, handoff: Mon 09:00, members: [{BEN}, {MAYA}, {ANA}]}}]
"""


def changed(text, changes):
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def text_of(tmp_path):
    return (tmp_path / "policies" / "checkout.yaml").read_text(encoding="utf-8")


def test_every_place_goes_and_everybody_else_keeps_their_turns(run, write, tmp_path):
    write(BEFORE)
    ended = run("remove-user", BEN)
    assert (ended.code, ended.err) == (0, "")
    assert text_of(tmp_path) == changed(BEFORE, GONE)
    assert (
        f"The turn that runs in schedule `days` (policies/checkout.yaml:35:43) is {BEN}'s: {CHLOE} "
        "takes it, until 2026-03-09 09:00 (Europe/London)."
    ) in words(ended.out)
    assert words(ended.out).endswith(
        f"{BEN} is out in 13 places of policies/checkout.yaml. `pdsync plan` shows what that "
        "changes."
    )


def test_somebody_else_gets_the_same_places(run, write, tmp_path):
    write(BEFORE)
    ended = run("remove-user", BEN, "--replace-by", MAYA)
    assert (ended.code, ended.err) == (0, "")
    assert text_of(tmp_path) == BEFORE.replace(BEN, MAYA)


def test_nobody_gets_a_second_turn(run, write, tmp_path):
    write(BEFORE)
    ended = run("remove-user", BEN, "--replace-by", CHLOE)
    others = [
        (f"- {BEN}  # lead", f"- {CHLOE}  # lead"),
        (f"[weeks, {BEN}]", f"[weeks, {CHLOE}]"),
        (f"members: [{ANA}, {BEN}]\n", f"members: [{ANA}, {CHLOE}]\n"),
    ]
    said = {old for old, _ in others}
    rest = [one for one in GONE if one[0] not in said and BEN + "  # lead" not in one[0]]
    assert text_of(tmp_path) == changed(changed(BEFORE, others), rest)
    assert (
        f"{CHLOE} is in the list at policies/checkout.yaml:19:13 already, of `weeks`, and gets no "
        "second place there."
    ) in words(ended.out)


def test_an_e_mail_is_found_in_any_letters_and_forms(run, write, tmp_path):
    text = BEFORE.replace(f"{{{BEN}: responder", "{Ben.Okafor@ACME.example: responder").replace(
        f"- user: {BEN}", f"- user: {{key: {BEN.upper()}}}"
    )
    write(text)
    ended = run("remove-user", BEN.upper(), "--replace-by", MAYA.title())
    assert (ended.code, ended.err) == (0, "")
    assert text_of(tmp_path) == (
        text.replace(BEN, MAYA).replace(BEN.upper(), MAYA).replace("Ben.Okafor@ACME.example", MAYA)
    )


def test_where_nobody_would_be_left_all_places_are_listed_and_nothing_is_written(
    run, write, tmp_path
):
    write(ALONE)
    ended = run("remove-user", BEN)
    told = [words(line) for line in ended.err.splitlines() if "error[" in line]
    assert (ended.code, ended.out, text_of(tmp_path)) == (1, "", ALONE)
    need = f"cannot do without {BEN}:"
    assert told == [
        f"policies/checkout.yaml:2:19: error[still-needed]: team `web` {need} nobody would be "
        "left in this list",
        f"policies/checkout.yaml:6:61: error[still-needed]: schedule `one` {need} nobody would "
        "be left in this list",
        f"policies/checkout.yaml:6:86: error[still-needed]: schedule `one` {need} nobody would "
        "be left in this list",
        f"policies/checkout.yaml:11:54: error[still-needed]: escalation policy `shop` {need} a "
        "rule would be left without a target",
    ]
    assert "or put one person everywhere: --replace-by" in words(ended.err)
    assert run("remove-user", BEN, "--replace-by", ANA).code == 0
    assert text_of(tmp_path) == ALONE.replace(BEN, ANA)


def test_a_place_that_cannot_be_edited_is_named_and_nothing_is_written(run, write, tmp_path):
    text = f"x-web: &web [{BEN}, {ANA}]\nteams:\n  web: {{members: *web}}\n"
    write(text)
    ended = run("remove-user", BEN)
    assert (ended.code, text_of(tmp_path)) == (1, text)
    assert (
        f"policies/checkout.yaml:1:14: error[still-needed]: this place of {BEN} cannot be edited: "
        "it is an alias, `*web` at policies/checkout.yaml:3:18, of what is written elsewhere"
    ) in words(ended.err)


def test_levels_that_become_the_same_person_are_named_with_their_places(run, example):
    ended = run("remove-user", BEN, "--dry-run")
    assert (ended.code, ended.err) == (0, "")
    assert (
        "policies/payments.yaml:62:18: warning[same-person]: levels 2 and 3 of escalation policy "
        "`payments` will be the same person from 2026-03-16 09:00 to 2026-03-23 09:00 "
        "(Europe/London), and once more targets: [ana.silva@acme.example] ^^^"
    ) in words(ended.out)


def test_whoever_stays_on_a_level_alone_and_is_on_the_next_is_named(run, write):
    write(
        "escalation_policies:\n  shop:\n    escalation_rules:\n"
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{BEN}, {ANA}]}}\n"
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{ANA}]}}\n"
    )
    ended = run("remove-user", BEN, "--dry-run")
    assert (
        "policies/checkout.yaml:5:53: warning[same-person]: levels 1 and 2 of escalation policy "
        "`shop` will be the same person from now on, every week"
    ) in words(ended.out)


def test_a_warning_that_stood_before_is_not_told_again(run, write):
    members = (ANA, BEN, CHLOE, DANIEL, MAYA, "pat@contractor.example")
    write(f"teams:\n  shop: {{members: [{', '.join(members)}]}}\n")
    assert run("lint").out.count("warning[other-domain]") == 1
    ended = run("remove-user", BEN)
    assert (ended.code, (ended.out + ended.err).count("other-domain")) == (0, 0)


def test_it_shows_who_is_on_call_before_and_after(run, example):
    ended = run("remove-user", BEN, "--dry-run")
    shown = ended.out[ended.out.index("Who is on call") :].split("\n\n")[0]
    assert words(shown).startswith(
        "Who is on call (next 4 weeks) · Europe/London Incident Commander ! now "
        f"{BEN} → emma.johnson@acme.example at once, until Mon 9 Mar 09:00"
    )
    assert "Payments Primary now emma.johnson@acme.example until Mon 9 Mar 09:00, unchanged" in (
        words(shown)
    )


def test_who_is_on_call_without_an_anchor_cannot_be_told(run, write, tmp_path):
    write(OPEN)
    ended = run("remove-user", BEN)
    assert (ended.code, ended.err, text_of(tmp_path)) == (0, "", OPEN.replace(f"{BEN}, ", ""))
    assert "one cannot be told: schedule one: nothing says whose turn it is" in words(ended.out)


def test_a_dry_run_writes_nothing(run, write, tmp_path):
    write(BEFORE)
    ended = run("remove-user", BEN, "--dry-run")
    assert (ended.code, text_of(tmp_path)) == (0, BEFORE)
    assert f"-      - {BEN}  # lead\n" in ended.out
    assert f"{BEN} would be out in 13 places" in words(ended.out)


def test_quiet_it_says_only_what_is_to_be_decided(run, write):
    write(BEFORE)
    assert run("remove-user", BEN, "--replace-by", MAYA, "--quiet").out == ""


@pytest.mark.parametrize(
    ("words_", "message"),
    [
        (("ben.okafor@acme.exampel",), "policies/ names no person 'ben.okafor@acme.exampel'"),
        ((BEN, "--replace-by", "Maya"), "--replace-by: 'Maya' is not an e-mail address"),
        ((BEN, "--replace-by", BEN), f"--replace-by is {BEN}, who leaves"),
        ((BEN, "--sandbox"), "--sandbox does nothing without --live"),
    ],
)
def test_who_cannot_leave_is_said(run, write, words_, message):
    write(BEFORE)
    ended = run("remove-user", *words_)
    assert (ended.code, ended.err[: len(message) + 7]) == (1, f"error: {message}")


def test_comments_and_descriptions_that_name_who_leaves_are_listed(run, write):
    write(
        "# Ask Ben.Okafor@acme.example.\n"
        "teams:\n"
        "  web:\n"
        "    description: Led by ben.okafor@acme.example.\n"
        "    members: [ana.silva@acme.example, ben.okafor@acme.example]\n"
    )

    ended = run("remove-user", "ben.okafor@acme.example")

    assert ended.code == 0
    assert (
        "Text goes on naming ben.okafor@acme.example, at policies/checkout.yaml:1 and "
        "policies/checkout.yaml:4: edit it by hand." in " ".join(ended.out.split())
    )
