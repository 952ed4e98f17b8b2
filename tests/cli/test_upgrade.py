"""`pdsync upgrade`: the file is rewritten, proved to put the same people on call, or left alone."""

import shutil
import subprocess

import pytest
from organisation import ANA, BEN

TEXT = f"""\
# Ours.
schedules:
  support:
    name: Support
    time_zone: Europe/London
    layers:  # bottom to top
      - name: Base
        rotate: weekly
        handoff: Mon 09:00
        members: [{ANA}, {BEN}]
        anchor: {{who: {ANA}, at: 2026-01-05}}
      - name: Days
        rotate: daily
        handoff: 09:00
        members: [{BEN}]
        only: Sat-Sun 10:00-14:00
    # Kept.
    expect: {{coverage: always}}

escalation_policies:
  support:
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [support]
"""
ONE = TEXT[: TEXT.index("      - name: Days")] + TEXT[TEXT.index("    # Kept") :]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "policies" / "checkout.yaml"


def test_the_layers_are_replaced_by_rotations(run, write, file):
    write(ONE)
    ended = run("upgrade", "support")
    assert ended.code == 0, ended.err
    assert (
        file.read_text(encoding="utf-8")
        == ONE[: ONE.index("    layers:")]
        + (
            "    rotations:\n"
            "      - name: Base\n"
            "        rotate: weekly\n"
            "        handoff: Mon 09:00\n"
            f"        members: [{ANA}, {BEN}]\n"
            f"        anchor: {{who: {ANA}, at: 2026-02-16}}\n"
        )
        + ONE[ONE.index("    # Kept") :]
    )
    assert ended.last_line == (
        "policies/checkout.yaml was rewritten. The same people are on call, for ever. "
        "`pdsync plan` shows what it takes."
    )


def test_a_dry_run_shows_the_edit_and_writes_nothing(run, write, file):
    write(ONE)
    ended = run("upgrade", "support", "--dry-run")
    assert file.read_text(encoding="utf-8") == ONE
    assert f"-        anchor: {{who: {ANA}, at: 2026-01-05}}\n" in ended.out
    assert f"+        anchor: {{who: {ANA}, at: 2026-02-16}}\n" in ended.out


def test_the_edit_is_a_diff_to_copy_however_wide_the_terminal_and_whatever_ends_the_file(
    run, write, file
):
    whole = ONE[: ONE.index("    # Kept")].rstrip("\n")
    write(whole)
    shown = run("upgrade", "support", "--dry-run", terminal=True).out
    subprocess.run(
        [shutil.which("git") or "git", "apply", "-p0", "-"], input=shown, text=True, check=True
    )
    patched = file.read_text(encoding="utf-8")
    write(whole)
    run("upgrade", "support")
    assert (patched, patched != whole) == (file.read_text(encoding="utf-8"), True)


def test_comments_in_the_block_are_told_before_they_go(run, write):
    odd = ONE.replace("name: Base", "name: 'Base #1'  # the first").replace(
        "        handoff", "        # On Mondays.\n        handoff"
    )
    write(odd)
    ended = run("upgrade", "support", "--dry-run")
    assert '+      - name: "Base #1"\n' in ended.out
    assert (
        "\nComments that go with the layers (3):\n"
        "  # bottom to top\n  # the first\n  # On Mondays.\n\npolicies/checkout.yaml would be"
    ) in ended.out


def test_rotations_have_the_names_of_their_layers(run, write, file):
    write(TEXT)
    run("upgrade", "support")
    lines = file.read_text(encoding="utf-8").splitlines()
    named = {line.strip() for line in lines if "- name:" in line}
    assert named == {"- name: Base", "- name: Days"}
    assert run("apply", "--sandbox", "--yes").code == 0
    assert "No changes." in run("plan", "--sandbox").out


def test_several_layers_become_rotations_that_do_not_overlap(run, write):
    write(TEXT)
    before = run("oncall", "--until", "2026-06-01", "--format", "json").json
    assert run("upgrade", "support").code == 0
    after = run("oncall", "--until", "2026-06-01", "--format", "json").json
    assert entries(after) == entries(before)


def entries(answer):
    (schedule,) = answer["schedules"]
    return schedule["entries"]


def test_the_account_is_upgraded_by_the_next_apply(run, write):
    write(ONE)
    assert run("apply", "--sandbox", "--yes").code == 0
    before = run("oncall", "--sandbox", "--live", "--until", "2026-04-06", "--format", "json")
    run("upgrade", "support")
    ended = run("apply", "--sandbox", "--yes")
    assert ended.code == 0, ended.out + ended.err
    after = run("oncall", "--sandbox", "--live", "--until", "2026-04-06", "--format", "json")
    assert entries(after.json) == entries(before.json)
    assert "No changes." in run("plan", "--sandbox").out


def test_what_has_no_like_in_shifts_stays_and_the_reason_is_told(run, write, file):
    odd = ONE.replace("rotate: weekly", "rotate: 13h").replace("handoff: Mon 09", "handoff: 09")
    odd = odd.replace("members:", "only: 01:00-14:00\n        members:")
    write(odd.replace("    expect: {coverage: always}\n", ""))
    ended = run("upgrade", "support")
    assert ended.code == 1
    reason = "error: schedule `support` stays as it is: it would take 25 rotations, and PagerDuty"
    assert ended.err.startswith(reason)
    assert file.read_text(encoding="utf-8").startswith("# Ours.")
    assert "rotations" not in file.read_text(encoding="utf-8")


def test_without_an_anchor_the_account_is_needed(run, write):
    write(ONE.replace(f"        anchor: {{who: {ANA}, at: 2026-01-05}}\n", ""))
    ended = run("upgrade", "support")
    assert ended.code == 1
    assert "nothing says whose turn it is in layer 'Base'" in ended.err
    run("apply", "--sandbox", "--yes")
    assert run("upgrade", "support", "--live", "--sandbox").code == 0


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("suport", ONE, "did you mean support?"),
        ("report", ONE, "policies/ has no schedule 'report'\n    = help: write the key of"),
        (
            "support",
            "schedules:\n  support:\n    time_zone: Etc/UTC\n    layers: []\n",
            "stays as it is: it never puts anybody on call again\n    = help: delete it, or write",
        ),
        (
            "support",
            ONE.replace("anchor:", "until: 2026-02-01 09:00\n        anchor:"),
            "stays as it is: it never puts anybody on call again",
        ),
        (
            "support",
            "schedules:\n  support:\n    time_zone: Etc/UTC\n"
            f"    layers: [{{rotate: daily, handoff: 09:00, members: [{ANA}]}}]\n",
            "its value is written in brackets: write each part after a `- `",
        ),
        ("support", "schedules: {support: {time_zone: Etc/UTC}}", "has no layers in"),
    ],
)
def test_what_cannot_be_rewritten_is_said(run, write, key, text, words):
    write(text)
    ended = run("upgrade", key)
    assert (ended.code, words in ended.err) == (1, True), ended.err


def test_until_it_is_applied_the_key_is_that_of_the_live_schedule_of_layers(run, write):
    write(ONE)
    run("apply", "--sandbox", "--yes")
    before = run("oncall", "support", "--live", "--sandbox")
    run("upgrade", "support")
    after = run("oncall", "support", "--live", "--sandbox")
    assert (after.code, after.out) == (before.code, before.out)


def test_a_key_with_layers_is_that_of_the_live_schedule_of_shifts(run, write):
    write(ONE)
    run("upgrade", "support")
    run("apply", "--sandbox", "--yes")
    before = run("oncall", "schedule:support", "--live", "--sandbox")
    write(ONE)
    after = run("oncall", "schedule:support", "--live", "--sandbox")
    assert (after.code, after.out) == (before.code, before.out) == (0, before.out)


def test_a_replacement_is_told_as_one_schedule(run, write):
    write(ONE)
    run("apply", "--sandbox", "--yes")
    run("upgrade", "support")
    shown = run("plan", "--sandbox").out
    assert "targets   Support (layers) → Support (new)" in shown
    assert "the same for ever" in shown
    assert "warning" not in shown
