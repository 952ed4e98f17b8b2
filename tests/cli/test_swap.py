"""`pdsync swap`: two turns exchanged, by the account's own rendering."""

import pytest

ANA, BEN, CLEO = (f"{one}@acme.example" for one in ("ana.silva", "ben.okafor", "chloe.martin"))
WEEKLY = """\
  {key}:
    time_zone: Europe/London
    layers:
      - {{rotate: weekly, handoff: Mon 09:00, members: [{order}], {more}
         anchor: {{who: {first}, at: 2026-03-02}}}}
"""


def weekly(key, order, only=""):
    """A schedule of weekly turns from Monday 2 March 2026."""
    more = f"only: '{only}'," if only else ""
    return WEEKLY.format(key=key, order=", ".join(order), first=order[0], more=more)


@pytest.fixture
def swap(run):
    def swap(*args, first=ANA, second=BEN, schedules=("primary",), **how):
        named = [word for one in schedules for word in ("--schedule", one)]
        return run("swap", first, second, *named, *args, "--sandbox", **how)

    return swap


@pytest.fixture
def rendered(run):
    """Who is on call from when on, as the account has it."""

    def rendered(key="primary"):
        span = ("--since", "2026-03-02T09:00Z", "--until", "2026-03-30T08:00Z")
        row = run("oncall", key, "--live", "--sandbox", "--format", "json", *span).json
        (found,) = row["schedules"]
        return [(one["start"][5:13], one["users"][0].split(".")[0]) for one in found["entries"]]

    return rendered


PRIMARY = weekly("primary", [ANA, BEN, CLEO])


def test_each_has_the_others_week(account, swap, rendered):
    account(PRIMARY)
    assert swap("--at", "2026-03-23", "--and", "2026-03-09", "--yes").code == 0
    assert rendered() == [
        ("03-02T12", "ana"),
        ("03-16T09", "chloe"),
        ("03-23T09", "ben"),
    ]


def test_a_turn_that_runs_goes_over_from_now_on(account, swap, rendered):
    account(PRIMARY)
    ended = swap("--at", "2026-03-02", "--yes")
    assert ended.code == 0
    assert "165 h; it runs, and goes over from now on" in " ".join(ended.out.split())
    assert rendered() == [
        ("03-02T12", "ben"),
        ("03-09T09", "ana"),
        ("03-16T09", "chloe"),
        ("03-23T09", "ana"),
    ]


def test_what_was_exchanged_can_be_exchanged_back(account, swap, rendered):
    account(PRIMARY)
    before = rendered()
    assert (
        swap("--at", "2026-03-09", "--and", "2026-03-23", "--yes", first=BEN, second=ANA).code == 0
    )
    assert rendered() != before
    assert swap("--at", "2026-03-09", "--and", "2026-03-23", "--yes").code == 0
    assert rendered() == before


def test_nothing_is_made_that_was_not_confirmed(account, swap, rendered):
    account(PRIMARY)
    before = rendered()
    ended = swap("--at", "2026-03-02", typed="n\n")
    assert ended.code == 1
    assert ended.err.endswith("Make 2 overrides? [y/N] Nothing was made: not confirmed.\n")
    assert rendered() == before


def test_a_dry_run_makes_nothing(account, swap, rendered):
    account(PRIMARY)
    before = rendered()
    assert swap("--at", "2026-03-02", "--dry-run").code == 0
    assert rendered() == before


def test_a_swap_that_puts_somebody_on_call_twice_is_refused(account, swap):
    account(PRIMARY, weekly("other", [CLEO, CLEO, CLEO, BEN]))
    ended = swap("--at", "2026-03-23", "--and", "2026-03-09", "--yes")
    assert ended.code == 3
    assert ended.err == (
        "Nothing was made: ben.okafor@acme.example would be on call twice at once; --anyway does "
        "it all the same.\n"
    )


def test_it_names_the_schedule_with_which_nobody_would_be_on_call_twice(account, swap):
    account(PRIMARY, weekly("secondary", [BEN, CLEO, ANA]))
    ended = swap("--at", "2026-03-02", "--yes")
    assert (ended.code, ended.err) == (
        3,
        "Nothing was made: ben.okafor@acme.example would be on call twice at once; with --schedule "
        "secondary too nobody would, and --anyway does it all the same.\n",
    )
    assert swap("--at", "2026-03-02", "--yes", "--schedule", "secondary").code == 0


def test_a_cover_inside_of_a_turn_is_told_and_stays(account, run, swap, rendered):
    account(PRIMARY)
    days = ("--from", "2026-03-11", "--to", "2026-03-12 12:00")
    cover = ("override", "add", "primary", "--user", CLEO, *days, "--sandbox", "--yes")
    assert run(*cover).code == 0
    ended = swap("--at", "2026-03-02", "--yes")
    assert ended.code == 0
    assert (
        f"{CLEO} has Wed 11 Mar 00:00 - Thu 12 Mar 12:00 of {BEN}'s turn on primary by override, "
        "and keeps it."
    ) in " ".join(ended.out.replace("\N{EN DASH}", "-").split())
    assert rendered()[:4] == [
        ("03-02T12", "ben"),
        ("03-09T09", "ana"),
        ("03-11T00", "chloe"),
        ("03-12T12", "ana"),
    ]


def test_with_both_schedules_nobody_is_on_call_twice(account, swap, rendered):
    account(PRIMARY, weekly("secondary", [BEN, CLEO, ANA]))
    ended = swap("--at", "2026-03-02", "--yes", schedules=("primary", "secondary"))
    assert ended.code == 0, ended.err
    assert rendered("secondary")[:2] == [("03-02T12", "ana"), ("03-09T09", "chloe")]


def test_a_date_without_a_turn_is_told_with_the_turns(account, swap):
    account(PRIMARY)
    ended = swap("--at", "2026-03-10", "--yes")
    assert (ended.code, ended.err.replace("\N{EN DASH}", "-")) == (
        1,
        "error: ana.silva@acme.example has no turn on 2026-03-10 on primary\n"
        "    = help: theirs are Mon 2 Mar 09:00 - Mon 9 Mar 09:00, Mon 23 Mar 09:00 - Mon 30 Mar "
        "09:00, Mon 13 Apr 09:00 - Mon 20 Apr 09:00 and Mon 4 May 09:00 - Mon 11 May 09:00, on the "
        "clocks of Europe/London; write one's --at\n",
    )


def test_every_window_is_an_override_of_its_own(account, swap):
    account(weekly("primary", [ANA, BEN], "Mon-Fri 09:00-17:00"))
    row = swap("--at", "2026-03-09", "--yes", "--format", "json", first=BEN, second=ANA).json
    assert {one["outcome"] for one in row["overrides"]} == {"made"}
    assert [(one["start"][:16], one["end"][11:16]) for one in row["overrides"][:2]] == [
        ("2026-03-09T09:00", "17:00"),
        ("2026-03-10T09:00", "17:00"),
    ]
    assert len(row["overrides"]) == 10


def test_a_promise_to_be_apart_that_it_breaks_is_told_once_and_refuses_nothing(account, swap):
    promise = "    expect: {max_consecutive: 7 days, not_with: [primary]}\n"
    account(PRIMARY, weekly("secondary", [CLEO, ANA, BEN], "Mon-Fri 09:00-17:00") + promise)
    asked = ("--at", "2026-03-09", "--and", "2026-03-16", "--anyway")
    ended = swap(*asked, "--dry-run", first=ANA, second=BEN, schedules=("secondary",))
    assert ended.code == 0
    assert ended.out.replace("\N{EN DASH}", "-").split("\n\n")[-1] == (
        f"! {BEN} would be on call by secondary and primary at once, against "
        "the promise of secondary (not_with): Mon 9 Mar to Fri 13 Mar, 09:00-17:00\n"
    )


def test_the_json_has_what_is_promised_and_not_kept(account, swap):
    account(PRIMARY + "    expect: {max_consecutive: 8 days}\n")
    ended = swap("--at", "2026-03-23", "--and", "2026-03-09", "--dry-run", "--format", "json")
    assert ended.json["unkept_promises"] == [
        {
            "kind": "schedule",
            "key": "primary",
            "field": "max_consecutive",
            "message": f"{ANA} is on call for 2 weeks, from Mon 2 Mar 2026 09:00 to Mon 16 Mar "
            "2026 09:00 (Europe/London), longer than 8d; and so 1 more time",
        }
    ]
