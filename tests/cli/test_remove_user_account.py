"""`pdsync remove-user` and the account: the plan that follows, and what is asked with --live."""

import pytest
from command_line import words
from organisation import ANA, BEN, CHLOE, MAYA

OPEN = f"""\
schedules:
  one:
    time_zone: Etc/UTC
    layers: [{{rotate: weekly, handoff: Mon 09:00, members: [{BEN}, {MAYA}, {ANA}]}}]
"""
SHIFTS = f"""\
schedules:
  weeks:
    time_zone: Europe/London
    rotations:
      - rotate: weekly
        handoff: Mon 09:00
        anchor: {{who: {CHLOE}, at: 2026-03-02}}
        members: [{ANA}, {BEN}, {CHLOE}]
      - shifts: Mon-Fri 09:00-17:00
        per_member: 5
        members: [{ANA}, {CHLOE}, {BEN}]
"""


def test_the_plan_that_follows_moves_nobody_until_the_next_turn_of_who_leaves(run, example):
    assert run("apply", "--sandbox", "--yes").code == 0
    assert run("remove-user", BEN).code == 0
    planned = run("plan", "--sandbox").out
    # In one schedule the turn that runs is theirs.
    assert words(planned).count(" at once, until") == 1
    assert "now emma.johnson@acme.example until Mon 9 Mar 09:00, unchanged" in words(planned)
    assert run("apply", "--sandbox", "--yes").code == 0
    assert run("plan", "--sandbox", "--detailed-exitcode").code == 0


def test_the_account_says_who_is_on_call_where_no_anchor_does(run, write):
    write(OPEN)
    assert run("apply", "--sandbox", "--yes").code == 0
    ended = run("remove-user", "ben.okafor@acme.example", "--live", "--sandbox")
    assert (ended.code, ended.err) == (0, "")
    assert f"{BEN} → {MAYA} at once" in words(ended.out)


def test_shifts_of_rotations_stay_with_everybody_until_the_next_turn_of_who_leaves(run, write):
    write(SHIFTS)
    assert run("apply", "--sandbox", "--yes").code == 0
    assert run("remove-user", BEN).code == 0
    planned = words(run("plan", "--sandbox").out)
    assert f"now {ANA}, {CHLOE} until Mon 2 Mar 17:00, unchanged" in planned
    assert ("Mon 9 Mar" in planned, "Mon 16 Mar to Fri 20 Mar, 09:00" in planned) == (False, True)
    assert run("apply", "--sandbox", "--yes").code == 0
    for days in (0, 1, 20):
        assert run("plan", "--sandbox", "--detailed-exitcode", days=days).code == 0


def test_with_an_account_names_will_do(run, write, tmp_path):
    write(OPEN)
    ended = run("remove-user", "Ben Okafor", "--replace-by", "Chloe Martin", "--live", "--sandbox")
    assert (ended.code, ended.err) == (0, "")
    text = (tmp_path / "policies" / "checkout.yaml").read_text(encoding="utf-8")
    assert text == OPEN.replace(BEN, CHLOE)


@pytest.mark.parametrize(
    ("words_", "message"),
    [
        (
            ("grace.kim@acme.example",),
            "policies/ names grace.kim@acme.example nowhere\n    = help: `pdsync who "
            "grace.kim@acme.example --live`",
        ),
        ((BEN, "--replace-by", "maya.coen@acme.example"), "pdsync-sandbox.db names no person"),
    ],
)
def test_who_is_not_there_is_said(run, write, words_, message):
    write(OPEN)
    ended = run("remove-user", *words_, "--live", "--sandbox")
    assert (ended.code, ended.err[: len(message) + 7]) == (1, f"error: {message}")


def test_json_has_all_that_the_text_says(run, write):
    write(SHIFTS.replace(f"who: {CHLOE}", f"who: {BEN}") + f"# Ask {BEN}.\n")
    ended = run("remove-user", BEN, "--replace-by", CHLOE, "--dry-run", "--format", "json")
    told = ended.json
    file = "policies/checkout.yaml"
    assert (ended.code, ended.err) == (0, "")
    (edit,) = told.pop("files")
    assert edit["file"] == file
    assert f"+        anchor: {{who: {CHLOE}, at: 2026-03-02}}\n" in edit["diff"]
    oncall = told.pop("oncall")
    assert [one["key"] for one in oncall["schedules"]] == ["weeks"]
    places = [
        {
            "kind": "schedule",
            "key": "weeks",
            "place": {"file": file, "line": line, "column": column},
        }
        for line, column in ((7, 23), (8, 43), (11, 70))
    ]
    assert told == {
        "format": "pdsync.departure/1",
        "version": told["version"],
        "tzdata": told["tzdata"],
        "person": {"email": BEN, "id": None},
        "instead": CHLOE,
        "written": False,
        "places": places,
        "kept_once": places[1:],
        "turns_taken": [
            {
                "schedule": "weeks",
                "place": places[1]["place"],
                "until": "2026-03-09T09:00:00Z",
                "time_zone": "Europe/London",
                "taker": CHLOE,
            }
        ],
        "mentions": [{"file": file, "line": 12}],
        "diagnostics": [],
    }


def test_json_of_what_somebody_must_decide_has_the_findings(run, write, tmp_path):
    text = f"teams: {{web: {{members: [{BEN}]}}}}\n"
    write(text)
    ended = run("remove-user", BEN, "--format", "json")
    assert (ended.code, [*ended.json]) == (1, ["format", "version", "tzdata", "diagnostics"])
    assert [one["rule"] for one in ended.json["diagnostics"]] == ["still-needed"]
    assert (tmp_path / "policies" / "checkout.yaml").read_text(encoding="utf-8") == text
