"""`pdsync override`: somebody stands in for a while, by the account's own rendering."""

import pytest
from cli.test_swap import ANA, BEN, CLEO, PRIMARY, weekly
from command_line import the_account

DAN = "daniel.weiss@acme.example"
EVENING = ("--from", "2026-03-10 18:00", "--to", "2026-03-11 09:00")
SHIFTS = """\
  front:
    time_zone: Europe/London
    rotations:
      - {{rotate: weekly, handoff: Mon 09:00, members: [{first}],
         anchor: {{who: {ana}, at: 2026-03-02}}}}
      - {{rotate: weekly, handoff: Mon 09:00, members: [{second}],
         anchor: {{who: {ben}, at: 2026-03-02}}, only: 'Mon-Fri 09:00-17:00'}}
""".format(first=f"{ANA}, {BEN}", second=f"{BEN}, {CLEO}", ana=ANA, ben=BEN)


@pytest.fixture
def rendered(run):
    """Who is on call from when on, as the account has it."""

    def rendered(key="primary"):
        span = ("--since", "2026-03-09T09:00Z", "--until", "2026-03-16T09:00Z")
        row = run("oncall", key, "--live", "--sandbox", "--format", "json", *span).json
        (found,) = row["schedules"]
        return [
            (one["start"][5:13], "+".join(user.split(".")[0] for user in one["users"]))
            for one in found["entries"]
        ]

    return rendered


def standing(override, *words):
    rows = override("list", *words, "--format", "json").json["overrides"]
    return [(one["start"][5:16], one["end"][5:16], one["user"], one["instead_of"]) for one in rows]


def test_somebody_has_an_evening(account, override, rendered):
    account(PRIMARY)
    ended = override("add", "primary", "--user", CLEO, *EVENING, "--yes")
    assert (ended.code, ended.err, ended.out.splitlines()[-1]) == (0, "", "1 override made.")
    assert rendered() == [("03-09T09", "ben"), ("03-10T18", "chloe"), ("03-11T09", "ben")]
    assert standing(override) == [("03-10T18:00", "03-11T09:00", CLEO, [BEN])]


def test_hours_of_nobody_stay_so(account, override, rendered):
    account(weekly("primary", [ANA, BEN, CLEO], only="Mon-Fri 09:00-17:00"))
    ended = override(
        *("add", "primary", "--user", CLEO, "--from", "2026-03-10 12:00"),
        *("--to", "2026-03-11 12:00", "--yes"),
    )
    assert ended.code == 0
    assert "stay nobody's" in " ".join(ended.out.split())
    assert rendered()[1:4] == [("03-10T09", "ben"), ("03-10T12", "chloe"), ("03-11T09", "chloe")]


def test_hours_of_nobody_alone_are_filled(account, override, rendered):
    account(weekly("primary", [ANA, BEN, CLEO], only="Mon-Fri 09:00-17:00"))
    ended = override("add", "primary", "--user", CLEO, *EVENING, "--yes")
    assert ended.code == 0
    assert "the override fills that" in " ".join(ended.out.split())
    assert ("03-10T18", "chloe") in rendered()


def test_from_now_on_it_begins_at_once(account, override):
    account(PRIMARY)
    when = ("--from", "now", "--to", "2026-03-03")
    assert override("add", "primary", "--user", BEN, *when, "--yes").code == 0
    assert standing(override) == [("03-02T12:00", "03-03T00:00", BEN, [ANA])]


def test_somebody_elses_cover_is_not_taken(account, override, rendered):
    account(PRIMARY)
    override("add", "primary", "--user", CLEO, *EVENING, "--yes")
    before = rendered()
    ended = override("add", "primary", "--user", ANA, *EVENING, "--yes")
    assert (ended.code, ended.err) == (
        3,
        f"Nothing was made: {CLEO} has these hours by override for {BEN}; --anyway does it all the "
        "same.\n",
    )
    assert rendered() == before


def test_somebody_elses_cover_is_taken_anyway(account, override, rendered):
    account(PRIMARY)
    override("add", "primary", "--user", CLEO, *EVENING, "--yes")
    assert override("add", "primary", "--user", ANA, *EVENING, "--yes", "--anyway").code == 0
    assert ("03-10T18", "ana") in rendered()


def test_whoever_would_be_on_call_twice_is_named_and_nothing_made(account, override):
    account(PRIMARY, weekly("secondary", [BEN, CLEO, ANA]))
    ended = override("add", "primary", "--user", CLEO, *EVENING, "--yes")
    assert (ended.code, ended.err) == (
        3,
        f"Nothing was made: {CLEO} would be on call twice at once; --anyway does it all the "
        "same.\n",
    )
    assert standing(override) == []


def test_where_several_are_on_it_must_be_said_whose_hours(account, override):
    account(SHIFTS)
    noon = ("--from", "2026-03-10 10:00", "--to", "2026-03-10 12:00")
    ended = override("add", "front", "--user", ANA, *noon, "--yes")
    assert (ended.code, ended.err) == (
        1,
        f"error: {BEN} and {CLEO} are on call by front at the same time\n"
        f"    = help: add --instead-of {BEN}, or the other\n",
    )


def test_on_rotations_it_is_of_one_persons_shifts(account, override, rendered):
    account(SHIFTS)
    noon = ("--from", "2026-03-10 10:00", "--to", "2026-03-10 12:00")
    ended = override("add", "front", "--user", ANA, *noon, "--instead-of", CLEO, "--yes")
    assert ended.code == 0, ended.err
    assert ("03-10T10", "ana+ben") in rendered("front")
    assert standing(override) == [("03-10T10:00", "03-10T12:00", ANA, [CLEO])]


def test_on_rotations_anothers_cover_is_changed_and_not_doubled(account, override):
    account(SHIFTS)
    noon = ("--from", "2026-03-10 10:00", "--to", "2026-03-10 12:00")
    override("add", "front", "--user", ANA, *noon, "--instead-of", CLEO, "--yes")
    ended = override("add", "front", "--user", DAN, *noon, "--instead-of", ANA, "--yes", "--anyway")
    assert ended.code == 0, ended.err
    assert standing(override) == [("03-10T10:00", "03-10T12:00", DAN, [CLEO])]


def test_on_rotations_a_cover_that_stands_twice_is_handed_on_once(account, override):
    account(SHIFTS)
    day = ("--from", "2026-03-10 10:00", "--to", "2026-03-10 16:00")
    override("add", "front", "--user", ANA, *day, "--instead-of", CLEO, "--yes")
    with the_account() as world:
        (front,) = world.get("/v3/schedules")["schedules"]
        path = f"/v3/schedules/{front['id']}"
        when = {"since": "2026-03-10T00:00Z", "until": "2026-03-11T00:00Z"}
        (made,) = world.get(f"{path}/overrides", **when)["overrides"]
        again = {name: value for name, value in made.items() if name not in {"id", "self"}}
        world.send("POST", f"{path}/overrides", {"overrides": [again]})
    noon = ("--from", "2026-03-10 12:00", "--to", "2026-03-10 13:00")
    ended = override(
        "add", "front", "--user", CLEO, *noon, "--instead-of", ANA, "--yes", "--anyway"
    )
    assert ended.code == 0, ended.err
    assert sorted(standing(override)) == [
        ("03-10T10:00", "03-10T12:00", ANA, [CLEO]),
        ("03-10T13:00", "03-10T16:00", ANA, [CLEO]),
    ]


def test_on_rotations_an_hour_of_nobody_is_an_error(account, override):
    account(
        SHIFTS.replace(
            "Mon 09:00, members: [ana", "Mon 09:00, only: 'Mon 09:00-17:00', members: [ana"
        )
    )
    ended = override("add", "front", "--user", CLEO, *EVENING, "--yes")
    assert ended.code == 1
    assert ended.err.startswith("error: nobody is on call by front")


WRONG = {
    "past": (("--from", "2026-03-01", "--to", "2026-03-03"), "is past"),
    "ends first": (("--from", "2026-03-11", "--to", "2026-03-10"), "--to is not after --from"),
    "skipped": (("--from", "2026-03-29 01:30", "--to", "2026-03-30"), "01:30"),
    "no time": (("--from", "soon", "--to", "2026-03-30"), "soon"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_time_that_cannot_be_is_an_error(name, account, override):
    account(PRIMARY)
    words, said = WRONG[name]
    ended = override("add", "primary", "--user", CLEO, *words, "--yes")
    assert (ended.code, ended.out) == (1, "")
    assert said in ended.err
    assert "help" in ended.err


def test_what_would_change_nothing_is_an_error(account, override):
    account(PRIMARY)
    ended = override("add", "primary", "--user", BEN, *EVENING, "--yes")
    assert (ended.code, ended.err) == (
        1,
        f"error: {BEN} is on call by primary in that time anyway\n"
        "    = help: `pdsync oncall --live` says who is on call\n",
    )


def test_an_override_is_removed_by_its_time(account, override, rendered):
    account(PRIMARY)
    before = rendered()
    override("add", "primary", "--user", CLEO, *EVENING, "--yes")
    ended = override("remove", "primary", "--at", "2026-03-10 20:00", "--yes")
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "Removed.")
    assert (rendered(), standing(override)) == (before, [])


def test_one_that_runs_ends_now(account, override):
    account(PRIMARY)
    override("add", "primary", "--user", BEN, "--from", "now", "--to", "2026-03-05", "--yes")
    ended = override("remove", "primary", "--at", "now", "--yes", days=1)
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "Ended; what is past of it stays.")
    with the_account() as world:
        ident = world.named("schedule", "schedules", "primary")["id"]
        when = {"since": "2026-03-01T00:00Z", "until": "2026-03-09T00:00Z", "overflow": "true"}
        (one,) = world.get(f"/schedules/{ident}/overrides", **when)["overrides"]
    assert (one["start"], one["end"]) == ("2026-03-02T12:00:00Z", "2026-03-03T12:00:00Z")


def test_the_line_that_takes_away_what_was_made_works(account, override, rendered):
    account(PRIMARY)
    before = rendered()
    row = override("add", "primary", "--user", CLEO, *EVENING, "--yes", "--format", "json").json
    (made,) = row["overrides"]
    assert override("remove", "primary", "--id", made["id"], "--yes").code == 0
    assert rendered() == before


def test_of_several_all_are_told(account, override):
    account(PRIMARY)
    override("add", "primary", "--user", CLEO, *EVENING, "--yes")
    override("add", "primary", "--user", ANA, *EVENING, "--yes", "--anyway")
    ended = override("remove", "primary", "--at", "2026-03-10 20:00", "--yes")
    assert ended.code == 1
    assert ended.err.startswith("error: primary has 2 overrides at 2026-03-10 20:00\n")
    assert ended.err.count("Tue 10 Mar 2026 18:00") == 2


NOT_ONE = {
    "neither": ((), "name one of --at and --id"),
    "both": (("--at", "now", "--id", "P1"), "name one of --at and --id"),
    "none then": (("--at", "2026-03-12"), "primary has no override at 2026-03-12"),
    "no such id": (("--id", "PNOTHERE"), "primary has no override with the id PNOTHERE"),
    "past": (("--at", "2026-03-01"), "is past"),
}


@pytest.mark.parametrize("name", NOT_ONE)
def test_what_means_no_override_is_an_error(name, account, override):
    account(PRIMARY)
    words, said = NOT_ONE[name]
    ended = override("remove", "primary", *words, "--yes")
    assert (ended.code, ended.out) == (1, "")
    assert said in ended.err


@pytest.mark.parametrize("words", [("add", "--user", CLEO, *EVENING), ("remove", "--at", "now")])
def test_nothing_is_sent_that_was_not_confirmed(words, account, override):
    account(PRIMARY)
    override("add", "primary", "--user", BEN, "--from", "now", "--to", "2026-03-05", "--yes")
    before = standing(override)
    command, *rest = words
    ended = override(command, "primary", *rest, typed="n\n")
    assert ended.code == 1
    assert ended.err.rstrip().endswith("not confirmed.")
    assert standing(override) == before


def test_a_dry_run_sends_nothing(account, override):
    account(PRIMARY)
    assert override("add", "primary", "--user", CLEO, *EVENING, "--dry-run").code == 0
    assert standing(override) == []


def test_no_override_is_said(account, override):
    account(PRIMARY)
    assert override("list").out.splitlines()[-1] == "There is no override in this time."
