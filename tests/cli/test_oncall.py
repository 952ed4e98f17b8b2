"""`pdsync oncall`: who is on call, by the YAML alone or by the account."""

import pytest
from command_line import NOON, schedule
from organisation import ACME


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(ACME)


def test_now_it_tells_who_and_until_when_and_who_then(run):
    ended = run("oncall")

    assert (ended.code, ended.err) == (0, "")
    assert (
        ended.out
        == """\
pdsync oncall · policies/

Australia/Sydney · Mon 2 Mar 2026 23:00
  office   nobody until Tue 3 Mar 09:00, then liam.chen@acme.example

Europe/London · Mon 2 Mar 2026 12:00
  primary   ana.silva@acme.example until Mon 9 Mar 09:00, then
            ben.okafor@acme.example
"""
    )


def test_an_instant_in_json(run):
    ended = run("oncall", "primary", "--format", "json")

    assert (ended.code, ended.json["format"], ended.json["at"]) == (
        0,
        "pdsync.oncall/1",
        NOON.isoformat(),
    )
    assert ended.json["schedules"] == [
        {
            "key": "primary",
            "name": "Primary",
            "id": None,
            "time_zone": "Europe/London",
            "teams": [],
            "entries": [
                {
                    "start": "2026-03-02T12:00:00+00:00",
                    "end": "2026-03-09T09:00:00+00:00",
                    "users": ["ana.silva@acme.example"],
                }
            ],
            "gaps": [],
            "coverage": 100.0,
            "undecided": None,
            "next": {"start": "2026-03-09T09:00:00+00:00", "users": ["ben.okafor@acme.example"]},
        }
    ]


def test_a_range_has_entries_gaps_and_coverage_on_the_schedules_clocks(run):
    ended = run(
        *("oncall", "office", "--since", "2026-04-05", "--until", "2026-04-06"),
        *("--format", "json"),
    )

    found = schedule(ended, "office")
    assert found["entries"] == [
        {
            "start": "2026-04-05T09:00:00+10:00",
            "end": "2026-04-05T17:00:00+10:00",
            "users": ["liam.chen@acme.example"],
        }
    ]
    # The clocks go back on this day, which so has 25 hours.
    assert found["gaps"] == [
        {"start": "2026-04-05T00:00:00+11:00", "end": "2026-04-05T09:00:00+10:00"},
        {"start": "2026-04-05T17:00:00+10:00", "end": "2026-04-06T00:00:00+10:00"},
    ]
    assert found["coverage"] == pytest.approx(100 * 8 / 25)


def test_a_range_from_now_on_begins_at_a_whole_minute(run):
    ended = run("oncall", "office", "--until", "2026-03-03T12:00Z", days=5 / 86_400)

    assert "  Mon 2 Mar 23:00 \N{EN DASH} " in ended.out


def test_a_range_as_text(run):
    ended = run("oncall", "office", "--since", "2026-12-24", "--until", "2026-12-25")

    assert (
        ended.out.replace("\N{EN DASH}", "-")
        == """\
pdsync oncall · policies/ · 24 Dec 2026 - 25 Dec 2026

office · Australia/Sydney · 33.3 % covered
  Thu 24 Dec 00:00 - 09:00             nobody
  Thu 24 Dec 09:00 - 17:00             liam.chen@acme.example
  Thu 24 Dec 17:00 - Fri 25 Dec 00:00  nobody
"""
    )


def test_times_of_another_year_have_it(run):
    ended = run("oncall", "office", "--since", "2030-01-01", "--until", "2030-01-02")

    assert ended.out.splitlines()[0].endswith("1 Jan 2030 \N{EN DASH} 2 Jan 2030")
    assert "Tue 1 Jan 2030 00:00" in ended.out
    assert "until Tue 1 Jan 2030 09:00" in run("oncall", "office", "--at", "2030-01-01").out


def test_a_policy_has_its_levels(run):
    ended = run("oncall", "shop")

    assert (
        ended.out
        == """\
pdsync oncall · policies/

escalation policy shop · Australia/Sydney · Mon 2 Mar 2026 23:00
  level 1, 10m   ana.silva@acme.example until Tue 3 Mar 09:00, then
                 ana.silva@acme.example, liam.chen@acme.example
  level 2, 15m   emma.johnson@acme.example and no change for a year
"""
    )


def test_a_service_has_the_levels_of_its_policy(run):
    (service,) = run("oncall", "cart", "--format", "json").json["services"]
    (policy,) = run("oncall", "shop", "--format", "json").json["escalation_policies"]

    assert (service["key"], service["escalation_policy"]) == ("cart", "shop")
    assert service["levels"] == policy["levels"]
    assert [level["targets"] for level in policy["levels"]] == [
        ["primary", "office"],
        ["emma.johnson@acme.example"],
    ]


def test_a_part_of_a_second_is_not_a_gap(run, write):
    write(ACME.replace("1 week", "4 weeks"))

    later, sharp = (run("oncall", "primary", "--format", "json", days=n / 172_800) for n in (1, 0))

    assert later.json == sharp.json
    assert "then nobody" not in run("oncall", "primary", days=1 / 172_800).out


def test_days_are_those_of_each_schedule_where_clocks_are_several(run):
    words = ("--since", "2026-03-03", "--until", "2026-03-04")
    ended = run("oncall", *words)

    assert (
        ended.out.replace("\N{EN DASH}", "-")
        == """\
pdsync oncall · policies/ · 3 Mar 2026 - 4 Mar 2026

office · Australia/Sydney · 33.3 % covered
  Tue 3 Mar 00:00 - 09:00            nobody
  Tue 3 Mar 09:00 - 17:00            liam.chen@acme.example
  Tue 3 Mar 17:00 - Wed 4 Mar 00:00  nobody

primary · Europe/London · 100 % covered
  Tue 3 Mar 00:00 - Wed 4 Mar 00:00  ana.silva@acme.example
"""
    )
    found = run("oncall", *words, "--format", "json").json
    assert (found["since"], found["until"]) == (
        "2026-03-02T13:00:00+00:00",
        "2026-03-04T00:00:00+00:00",
    )
    assert {one["key"]: (one["since"], one["until"]) for one in found["schedules"]} == {
        "office": ("2026-03-03T00:00:00+11:00", "2026-03-04T00:00:00+11:00"),
        "primary": ("2026-03-03T00:00:00+00:00", "2026-03-04T00:00:00+00:00"),
    }


def test_one_range_of_all_clocks_is_told_once(run):
    words = ("--since", "2026-03-03T00:00Z", "--until", "2026-03-04T00:00Z", "--format", "json")

    assert [one for one in run("oncall", *words).json["schedules"] if "since" in one] == []
