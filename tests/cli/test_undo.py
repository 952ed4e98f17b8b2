"""`undo`: the account back to what it was before a bad merge, whose turn it was with it."""

import json
from pathlib import Path

import pytest
from bad_merges import ANA, BAD, BEN, CHLOE, DAILY, NIGHT, POLICY, ROTA, SHIFTS, TEAM, head
from git_repository import git


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (ROTA, DAILY),
        (ROTA, ROTA.replace(f", {BEN}", "")),
        (ROTA, ROTA.replace("rotate: weekly", "rotate: 2 weeks")),
        (ROTA, ROTA.replace("Mon 09:00", "Thu 18:00")),
        (SHIFTS, SHIFTS.replace(f"[{ANA}, {BEN}, {CHLOE}]", f"[{CHLOE}, {BEN}, {ANA}]")),
        (SHIFTS, SHIFTS.replace("per_member: 5", "per_member: 1")),
        (SHIFTS, SHIFTS[: SHIFTS.index("      - name: nights")]),
        (
            SHIFTS,
            SHIFTS.replace(
                "rotate: weekly\n        handoff: Mon", "rotate: daily\n        handoff:"
            ),
        ),
    ],
)
def test_turns_go_on_as_if_the_merge_had_not_been(merge, undo, turns, good, bad):
    merge(good)
    expected = turns()
    merge(bad, BAD)
    there = turns()
    ended = undo("--yes")
    assert there != expected
    assert ended.code == 0, ended.out + ended.err
    assert turns() == expected


def test_without_undo_the_earlier_files_put_others_on_call(merge, turns):
    """That it takes more than files is why there is an `undo`."""
    merge(ROTA)
    expected = turns()
    merge(DAILY, BAD)
    merge(ROTA, NIGHT)
    assert turns() != expected


def test_it_says_past_what_it_goes_back_with_whose_turns_and_what_is_left_to_do(merge, undo):
    merge(ROTA)
    before = head()
    merge(DAILY, BAD, subject="Daily turns")
    ended = undo("--yes", "--summary")
    text = " ".join(ended.out.split())
    assert (
        f"Back to {before} (2026-03-02, ana@acme.example: Weekly turns), "
        f"before {head()} (2026-03-25, ana@acme.example: Daily turns)."
    ) in text
    assert (
        f"Turns go on as they did: primary, layer 'base': {ANA} has the turn of 2026-03-23, "
        "as the account had it since 2026-03-02"
    ) in text
    assert ended.out.endswith(
        "Then take it back in the repository, or the next merge brings it again:\n"
        f"  git revert {head()}\n"
    )


def test_after_the_revert_nothing_is_left_to_change(merge, undo, run):
    merge(ROTA)
    merge(DAILY, BAD)
    undo("--yes")
    git("revert", "--no-edit", "HEAD", when="2026-03-26T13:00:00Z")
    ended = run("plan", "--sandbox", days=NIGHT)
    assert ended.last_line == "No changes. The account is as the configuration says."


def test_what_was_renamed_is_found_by_its_mark_and_not_made_again(merge, undo, run):
    merge(ROTA + POLICY)
    renamed = POLICY.replace("  cart:\n", "  basket:\n    was: cart\n")
    merge(DAILY + renamed, BAD)
    ended = undo("--format", "json")
    assert [(one["action"], one["kind"], one["key"]) for one in ended.json["changes"]] == [
        ("update", "service", "cart"),
        ("update", "schedule", "primary"),
    ]


def test_a_rename_of_which_the_files_say_nothing_any_more_is_found_in_git(merge, undo):
    merge(ROTA + POLICY)
    before = head()
    renamed = POLICY.replace("  cart:\n", "  basket:\n    was: cart\n")
    merge(ROTA + renamed, 10)
    merge(ROTA + renamed.replace("    was: cart\n", ""), BAD)
    ended = undo("--to", before, "--format", "json")
    assert [(one["action"], one["key"]) for one in ended.json["changes"]] == [("update", "cart")]


def test_a_deleted_schedule_is_left_out_with_what_needs_it_and_the_line_to_write(merge, undo):
    merge(TEAM + ROTA + POLICY)
    merge(TEAM, BAD)
    ended = undo("--yes")
    text = " ".join(ended.out.split())
    assert (
        "Left as it is: Schedule `primary`: it is not in "
        "the account any more, and its past went with it. "
        f"write `anchor: {{who: {ANA}, at: 2026-03-25}}` in layer 'base', with whoever has that "
        "turn and so is what needs it: escalation policy `checkout`, service `cart`"
    ) in text
    assert ended.code == 1


def test_an_anchor_in_the_files_of_today_decides_what_the_past_does_not(merge, undo, turns):
    merge(TEAM + ROTA)
    expected = turns()
    merge(TEAM, BAD)
    anchored = f"        anchor: {{who: {ANA}, at: 2026-03-23}}\n"
    Path("policies/checkout.yaml").write_text(TEAM + ROTA + anchored, encoding="utf-8")
    ended = undo("--yes", "--allow-deletes", "1")
    assert ended.code == 0, ended.out + ended.err
    assert turns() == expected


def test_a_saved_one_is_planned_again_from_its_revision(merge, undo, run, turns):
    merge(ROTA)
    expected = turns()
    merge(DAILY, BAD)
    saved = undo("--out", "undo.json")
    row = json.loads(Path("undo.json").read_text(encoding="utf-8"))
    assert (saved.code, row["undo"]["pinned"]) == (
        0,
        [
            {
                "schedule": "primary",
                "part": "layer 'base'",
                "who": ANA,
                "at": "2026-03-23",
                "since": "2026-03-02T12:00:00Z",
            }
        ],
    )
    ended = run("apply", "undo.json", "--sandbox", "--yes", days=NIGHT)
    assert (ended.code, ended.last_line) == (0, f"  git revert {head()}"), ended.err
    assert turns() == expected


def test_a_saved_one_is_stale_once_the_account_is_another(merge, undo, run):
    merge(ROTA)
    merge(DAILY, BAD)
    undo("--out", "undo.json")
    assert undo("--yes").code == 0
    ended = run("apply", "undo.json", "--sandbox", "--yes", days=NIGHT)
    assert (ended.code, "schedule `primary`: nothing is left to update" in ended.err) == (3, True)
    assert "make it again with `pdsync undo --out FILE`" in ended.err
