"""`pdsync lint --live`: what only the account knows, by GET requests of a read-only token."""

import httpx
import pytest
from lint_live import ANA, BEN, NUMBERS, WEB, first, person, phone, rule

ROTA = f"""\
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 10:00
        members: [{ANA}, {BEN}]
        anchor: {{who: {ANA}, at: 2026-01-05}}
escalation_policies:
  web:
    num_loops: 1
    escalation_rules:
      - {{escalation_delay_in_minutes: 15m, targets: [web]}}
      - {{escalation_delay_in_minutes: 30m, targets: [{BEN}]}}
"""
NO_SMS = {"sort": "sms", "enabled": False}


@pytest.mark.parametrize(
    ("methods", "rules", "said"),
    [
        ([], [], "cannot be reached: they have no contact method"),
        (
            [phone("PA00001", enabled=False), phone("PA00002", sort="sms", blacklisted=True)],
            [rule("PA00001", 0), rule("PA00002", 0)],
            "cannot be reached: none of their contact methods works (1 phone and 1 SMS, disabled "
            "or blocked)",
        ),
        (
            [phone("PA00001"), phone("PA00002", NUMBERS[1]), phone("PA00003", **NO_SMS)],
            [rule("PA00001", 0, "low"), rule("PA00003", 0)],
            "is not notified: no rule of high urgency uses a contact method that works (2 phone)",
        ),
    ],
    ids=["none", "none that works", "no rule"],
)
def test_somebody_who_cannot_be_reached_is_a_warning(live, methods, rules, said):
    ended, _ = live(WEB, person(ANA, *methods, rules=rules))
    assert (ended.code, first(ended)) == (0, f"warning[unreachable]: {ANA} is on call and {said}")


def test_a_first_notification_after_the_level_is_over_is_late(live):
    methods = [phone("PA00001", enabled=False), phone("PA00002", NUMBERS[1])]
    rules = [rule("PA00001", 0), rule("PA00002", 20), rule("PA00002", 40)]
    ended, _ = live(WEB, person(ANA, *methods, rules=rules))
    assert first(ended) == (
        f"warning[unreachable]: {ANA} is first notified after 20 minutes, and the incident goes on "
        "after 15"
    )


def test_nor_is_one_on_a_last_level_from_which_the_incident_goes_nowhere(live):
    late = person(ANA, phone("PA00001"), rules=[rule("PA00001", 20)])
    last = WEB.replace(ANA, "cid").replace(BEN, ANA).replace("cid", BEN).replace("30m", "10m")
    assert first(live(last, late)[0]).startswith("warning[unreachable]: ana@acme.example is first")
    ended, _ = live(last.replace("num_loops: 1", "num_loops: 0"), late)
    assert (ended.code, ended.out) == (0, "2 files: 1 escalation policy. No problems.\n")


def test_one_while_the_level_lasts_is_not(live):
    ended, _ = live(WEB, person(ANA, phone("PA00001"), rules=[rule("PA00001", 15)]))
    assert (ended.code, ended.out) == (0, "2 files: 1 escalation policy. No problems.\n")


def test_members_of_a_schedule_are_told_where_they_are_written_with_the_level(live):
    ended, _ = live(ROTA, person(ANA), options=("--format", "json"))
    (finding,) = ended.json["findings"]
    assert (finding["rule"], finding["place"]["line"], finding["related"]) == (
        "unreachable",
        7,
        [
            {
                "message": "level 1 of the escalation policy `web`",
                "place": {"file": "policies/checkout.yaml", "line": 13, "column": 9},
            }
        ],
    )


def test_it_asks_no_more_than_the_lists(live):
    _, served = live(ROTA, person(ANA))
    assert sorted(path for _, path in served.asked) == [
        "/escalation_policies",
        "/schedules",
        "/services",
        "/teams",
        "/users",
        "/v3/schedules",
    ]


def test_it_asks_for_as_many_pages_of_people_as_there_are_however_often_they_are_named(live):
    rotas = ROTA.partition("escalation_policies:")[0].partition("\n")[2]
    many = "".join(rotas.replace("web:", f"web-{number}:") for number in range(50))
    _, served = live(f"schedules:\n{many}", person(ANA))
    assert [path for _, path in served.asked].count("/users") == 1


def test_a_comment_silences_it(live):
    silenced = WEB.replace(f"[{ANA}]", f"[{ANA}]  # pdsync: ignore[unreachable] on leave")
    ended, _ = live(silenced, person(ANA))
    assert ended.last_line == "2 files: 1 escalation policy. No problems, 1 suppressed."


def test_without_live_its_rules_are_silent_and_so_are_comments_about_them(run, write):
    write(WEB.replace(f"[{ANA}]", f"[{ANA}]  # pdsync: ignore[unreachable] on leave"))
    ended = run("lint")
    assert (ended.code, ended.last_line) == (0, "2 files: 1 escalation policy. No problems.")


def test_settings_turn_it_off_or_make_it_worse(live):
    worse = "stack: acme\nlint: {rules: {unreachable: {severity: error}}}\n"
    assert live(WEB, person(ANA), settings=worse)[0].code == 1
    off = worse.replace("severity: error", "enabled: false")
    assert live(WEB, person(ANA), settings=off)[0].out.count("unreachable") == 0


@pytest.mark.parametrize("format_", ["json", "sarif", "github", "gitlab", "text"])
def test_every_format_has_it(live, format_):
    ended, _ = live(WEB, person(ANA), options=("--format", format_))
    assert "they have no contact method" in ended.out


def test_a_token_that_may_not_read_methods_gets_one_note(live):
    ended, served = live(WEB, person(ANA), token="noways-1234")
    assert (ended.code, ended.out.count("unreachable"), ended.out.splitlines()[:2]) == (
        0,
        0,
        [
            "info[unread-people]: the token may not read how people can be reached, so nothing is "
            "said about that",
            "    = help: use a token that may read users and their contact methods",
        ],
    )
    assert [path for _, path in served.asked].count("/users") == 2


def test_a_token_that_may_not_read_people_gets_one_note_and_the_rest(live):
    ended, _ = live(
        ROTA + "services: {web: {escalation_policy: web, nme: x}}\n", token="nopeople-1"
    )
    assert ended.code == 1
    ended, _ = live(ROTA, token="nopeople-1")
    assert (ended.code, ended.out.splitlines()[0], ended.out.count("[")) == (
        0,
        "info[unread-people]: the token may not read people, so nothing is said about that",
        1,
    )


def test_of_another_account_nothing_is_said_but_that(live):
    ended, _ = live(WEB, settings="stack: acme\naccount: staging\n")
    assert (ended.code, ended.out) == (
        1,
        """\
error[other-account]: the configuration is for the account `staging`, and this token is for `acme`
    = help: use the token of the right account, or correct `account:` in pdsync.yaml

2 files: 1 escalation policy. 1 error.
""",
    )


def test_failures_are_told_as_a_plan_tells_them(run, live, monkeypatch):
    def broken(_, __):
        return httpx.Response(401, text="HTTP Token: Access denied.")

    ended, served = live(WEB, change=broken)
    with served.answering(broken):
        planned = run("plan")
    assert (ended.code, ended.err.partition(":")[0], planned.code) == (1, "error", 1)
    assert ended.err.splitlines()[1:] == planned.err.splitlines()[1:]


def test_without_a_token_it_says_so_as_a_plan_does(run, write):
    write(WEB)
    assert run("lint", "--live").err == run("plan").err


def test_options_of_the_connection_do_nothing_without_it(run, write):
    write(WEB)
    ended = run("lint", "--sandbox")
    assert (ended.code, ended.err.splitlines()[0]) == (
        1,
        "error: --sandbox does nothing without --live",
    )


def test_a_list_of_the_rules_says_which_need_it(run):
    rules = run("lint", "--list", "--format", "json").json["rules"]
    live = [one["name"] for one in rules if one["live"]]
    assert live == ["cannot-be-on-call", "overridden-promise", "unmanaged-namesake", "unreachable"]
    rows = run("lint", "--list").out.splitlines()
    marked = [row.split()[0] for row in rows if "(--live)" in row]
    assert marked == live


NIGHTS = ("--profile", "strict", "--format", "json")


def nights(live, text, *people):
    ended, _ = live(text, *people, options=NIGHTS)
    return [one["message"] for one in ended.json["findings"] if one["rule"] == "night-hand-off"]


def test_hand_offs_at_night_go_by_the_clocks_of_the_people(live):
    ana = person(ANA, phone("PA00001"), rules=[rule("PA00001", 0)], time_zone="America/New_York")
    assert nights(live, ROTA, ana) == [
        f"turns of `web` change hands on Monday at 05:00 (America/New_York) for {ANA}: nobody on "
        "these clocks is at work to say what is going on"
    ]


def test_a_night_of_the_schedule_that_is_nobodys_is_none(live):
    ana = person(ANA, time_zone="Australia/Sydney")
    there = ROTA.replace("Mon 10:00", "Mon 00:00").replace(BEN, "cid@acme.example")
    cid = person("cid@acme.example", time_zone="Australia/Sydney")
    assert nights(live, there, ana, cid) == []
