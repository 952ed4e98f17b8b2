"""`pdsync cover`: turns of somebody who is away, by the account's own rendering."""

import json
from pathlib import Path

import httpx
import pytest
from cli.test_swap import ANA, BEN, CLEO, PRIMARY, weekly

DAN = "daniel.weiss@acme.example"
CREW = weekly("primary", [ANA, BEN, CLEO, DAN])


@pytest.fixture
def cover(run):
    def cover(*args, since="2026-03-23", until="2026-04-05", person=ANA, **how):
        return run("cover", person, "--from", since, "--to", until, *args, "--sandbox", **how)

    return cover


@pytest.fixture
def rendered(run):
    def rendered(key="primary", until="2026-04-12T08:00Z"):
        span = ("--since", "2026-03-16T09:00Z", "--until", until)
        row = run("oncall", key, "--live", "--sandbox", "--format", "json", *span).json
        (found,) = row["schedules"]
        return [(one["start"][5:16], one["users"][0].split(".")[0]) for one in found["entries"]]

    return rendered


def taken(ended):
    return [
        (one["start"][5:16], one["by"] and one["by"].split(".")[0]) for one in ended.json["turns"]
    ]


def test_the_days_away_are_somebody_elses_and_nothing_else_is(account, cover, rendered):
    account(CREW)
    assert cover("--yes", since="2026-03-31", until="2026-04-02").code == 0
    assert rendered() == [
        ("03-16T09:00", "chloe"),
        ("03-23T09:00", "daniel"),
        ("03-30T09:00", "ana"),
        ("03-31T00:00", "daniel"),
        ("04-03T00:00", "ana"),
        ("04-06T09:00", "ben"),
    ]


def test_what_nobody_can_take_is_said_first_and_the_rest_is_made(account, cover, rendered):
    account(weekly("primary", [ANA, BEN]), weekly("other", [BEN, DAN, CLEO]))
    ended = cover("--yes", until="2026-04-26")
    assert ended.code == 1
    assert ended.out.index("Nobody takes") < ended.out.index("Taken by others")
    assert ended.err == "1 of 3 turns stay ana.silva@acme.example's.\n"


def test_no_turn_in_the_days_makes_nothing(account, cover):
    account(PRIMARY)
    ended = cover("--yes", since="2026-03-10", until="2026-03-12")
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "No turn of theirs is in these days.")


def test_levels_that_name_them_are_told_with_their_place(account, cover):
    policy = f"""escalation_policies:
  shop:
    escalation_rules:
      - {{escalation_delay_in_minutes: 10m, targets: [primary]}}
      - {{escalation_delay_in_minutes: 10m, targets: [{ANA}]}}
"""
    account(PRIMARY, more=policy)
    ended = cover("--dry-run", "--format", "json")
    (level,) = ended.json["named_directly"]
    assert (level["escalation_policy"], level["level"], level["place"]["file"]) == (
        "shop",
        2,
        "policies/checkout.yaml",
    )


def test_a_turn_that_they_have_by_override_is_covered_too(account, cover, run):
    account(CREW)
    swap = ("swap", BEN, ANA, "--schedule", "primary", "--at", "2026-03-09", "--and", "2026-03-30")
    assert run(*swap, "--sandbox", "--yes").code == 0
    ended = cover("--dry-run", "--format", "json", since="2026-03-10", until="2026-03-15")
    (turn,) = ended.json["turns"]
    assert (turn["rotation_of"], turn["by"]) == (BEN, DAN)


def test_somebody_who_is_named_takes_it(account, cover, rendered):
    account(CREW)
    assert cover("--by", CLEO, "--yes", since="2026-03-30").code == 0
    assert rendered()[2:4] == [("03-30T09:00", "chloe"), ("04-06T00:00", "ana")]


@pytest.fixture
def chosen(cover):
    """Cover with the choices of --format json, edited."""

    def chosen(edit, *args, **how):
        row = cover("--dry-run", "--format", "json", **how).json
        text = json.dumps(row, indent=1)
        Path("choices.json").write_text(edit(text), encoding="utf-8")
        return cover("--choices", "choices.json", *args, **how)

    return chosen


def by(person):
    return lambda text: text.replace(f'"by": "{CLEO}"', f'"by": {json.dumps(person)}')


def test_choices_are_taken_as_they_are_written(account, chosen, rendered):
    account(CREW)
    assert chosen(by(DAN), "--yes", since="2026-03-30").code == 0
    assert rendered()[1:3] == [("03-23T09:00", "daniel"), ("04-06T00:00", "ana")]


def test_a_choice_of_nobody_leaves_the_turn(account, chosen, rendered):
    account(CREW)
    before = rendered()
    assert chosen(by(None), "--yes", since="2026-03-30").code == 1
    assert rendered() == before


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (by("chloe.martim@acme.example"), "did you mean chloe.martin@acme.example?"),
        (by(ANA), "ana.silva@acme.example is who is away"),
        (lambda text: text.replace('"by":', '"buy":'), "`by` is missing"),
        (lambda text: text.replace('"turns":', '"turn":'), "there is no list `turns` in this"),
        (lambda text: text[:-3], "the file ends in the middle of the JSON"),
        (
            lambda text: text.replace("2026-03-30T09:00:00+01:00", "monday"),
            "'monday' is not an instant",
        ),
        (
            lambda text: text.replace(
                '"2026-03-30T09:00:00+01:00",', '"2026-03-30T09:00:00+01:00"'
            ),
            "a comma is missing",
        ),
        (lambda text: "", "the file is empty"),
        (
            lambda text: text.replace(f'"email": "{ANA}"', f'"email": "{BEN}"'),
            f"these are choices for {BEN}",
        ),
    ],
)
def test_what_is_wrong_with_choices_is_told_with_its_place(account, chosen, edit, message):
    account(CREW)
    ended = chosen(edit, "--yes", since="2026-03-30")
    assert ended.code == 1
    assert ended.err.startswith("choices.json:")
    assert message in ended.err


def test_a_turn_may_be_shared_by_several_choices(account, cover, rendered):
    account(CREW)
    turns = [
        {
            "schedule": "primary",
            "start": "2026-03-30T09:00+01:00",
            "end": "2026-04-01T00:00+01:00",
            "by": CLEO,
        },
        {
            "schedule": "primary",
            "start": "2026-04-01T00:00+01:00",
            "end": "2026-04-06T00:00+01:00",
            "by": DAN,
        },
    ]
    Path("choices.json").write_text(json.dumps({"turns": turns}), encoding="utf-8")
    assert cover("--choices", "choices.json", "--yes", since="2026-03-30").code == 0
    assert rendered()[2:4] == [("03-30T09:00", "chloe"), ("04-01T00:00", "daniel")]


def test_where_nobody_can_take_anything_it_says_so_at_the_end(account, cover):
    account(weekly("primary", [ANA]))
    ended = cover("--yes", since="2026-03-31", until="2026-04-02")
    assert (ended.code, ended.err) == (1, f"1 of 1 turns stay {ANA}'s.\n")


def test_choices_are_gone_on_with_where_a_run_broke_off(account, cover, rendered, killed_after):
    others = weekly("secondary", [BEN, ANA, CLEO, DAN]), weekly("lead", [CLEO, BEN, ANA, DAN])
    account(CREW, *others)
    days = {"since": "2026-03-09", "until": "2026-04-05"}
    row = cover("--dry-run", "--format", "json", **days).json
    Path("choices.json").write_text(json.dumps(row), encoding="utf-8")
    file = Path("pdsync-sandbox.db")
    fresh = file.read_bytes()
    how = ("--choices", "choices.json", "--yes", "--anyway")
    assert cover(*how, **days).code == 0
    whole = [rendered(key) for key in ("primary", "secondary", "lead")]
    for writes in (1, 2, 3):
        file.write_bytes(fresh)
        assert killed_after(writes, lambda: cover(*how, **days))
        ended = cover(*how, **days)
        assert (ended.code, ended.err) == (0, "")
        assert [rendered(key) for key in ("primary", "secondary", "lead")] == whole


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (("2026-03-30", "9999-12-31"), "--to 9999-12-31 is too far ahead"),
        (("9999-12-31", "9999-12-31"), "--from 9999-12-31 is too far ahead"),
        (("2026-03-01", "2026-03-10"), "--from 2026-03-01 is over"),
        (("2026-03-11", "2026-03-10"), "--to 2026-03-10 is before --from"),
        (("monday", "2026-03-10"), "--from cannot be 'monday'"),
    ],
)
def test_days_that_cannot_be_are_told(account, cover, days, message):
    account(CREW)
    ended = cover("--yes", since=days[0], until=days[1])
    assert (ended.code, message in ended.err) == (1, True)


def test_a_schedule_that_cannot_be_told_is_no_schedule_without_turns(account, cover, between):
    account(CREW)

    def answer(request, carry_out):
        found = carry_out()
        text = found.read().replace(b"Europe/London", b"Mars/Olympus")
        return httpx.Response(found.status_code, content=text) if request.method == "GET" else found

    between(answer)
    ended = cover("--yes")
    assert (ended.code, ended.err) == (
        1,
        f"Which turns {ANA} has on primary is not known.\n",
    )
    assert "No turn of theirs is known in these days." in ended.out
    assert "Not known: schedule primary: it is in the time zone 'Mars/Olympus'" in ended.out


ROTATION = """\
  front:
    time_zone: Europe/London
    rotations:
      - {{shifts: Mon-Fri 09:00-17:00, per_member: 5, members: [{members}],
         anchor: {{who: {first}, at: 2026-03-02}}}}
""".format(members=f"{ANA}, {BEN}, {CLEO}", first=ANA)


def test_killed_after_any_call_the_same_command_ends_the_cover(
    account, run, cover, rendered, killed_after
):
    """On rotations some days of it are another's, which Ana has by override."""
    account(CREW, ROTATION)
    how = ("--sandbox", "--yes")
    times = ("--from", "2026-03-17 10:00", "--to", "2026-03-17 17:00", "--anyway")
    assert run("override", "add", "front", "--user", ANA, *times, *how).code == 0
    days = {"since": "2026-03-16", "until": "2026-04-05"}
    file = Path("pdsync-sandbox.db")
    fresh = file.read_bytes()
    for writes in range(1, 9):
        file.write_bytes(fresh)
        was_killed = killed_after(writes, lambda: cover("--yes", "--anyway", **days))
        assert cover("--yes", "--anyway", **days).code == 0
        theirs = [one for key in ("primary", "front") for one in rendered(key)]
        assert [one for one in theirs if one[1] == "ana" and one[0] < "04-06"] == []
        if not was_killed:
            break
    assert writes > 3
