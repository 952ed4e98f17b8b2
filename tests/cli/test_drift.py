"""`pdsync drift`: what others changed in the account, who, when and how."""

import re
from datetime import timedelta

import pytest
from bad_merges import ROTA
from by_hand import ByHand
from command_line import CHECKOUT, NOON
from forge.step import commands

from pdsync import sandbox

PEOPLE = [
    {"name": name, "email": f"{name.lower().replace(' ', '.')}@acme.example", "role": "admin"}
    for name in ("Ana Silva", "Ben Okafor", "Chloe Martin")
]


@pytest.fixture
def drift(run, write):
    """Apply the configuration, let somebody do something, and ask for the drift."""

    def drift(act, *options, code=0, text=CHECKOUT, days=0):
        write(text)
        assert run("apply", "--sandbox", "--yes").code == 0
        with ByHand() as ana:
            act(ana)
            end = ana.end
        ended = run("drift", "--sandbox", *options, days=days)
        assert (ended.code, ended.err) == (code, "")
        return ended if options else ended.out.replace(end, "TOKN")

    return drift


def asked(run):
    """What of the audit trail and of people by id is asked for."""
    told = run("drift", "--sandbox", "--verbose").err.splitlines()
    gets = [line.split("GET ")[1].split()[0] for line in told if "GET " in line]
    assert not [line for line in told if "PUT " in line or "POST " in line]
    return [one.split("?")[0] for one in gets if "audit" in one or "/users/" in one]


def test_without_any_drift_the_trail_is_not_read(run, drift):
    assert drift(lambda _: None).endswith("\nNo drift: the account is as written.\n")
    assert asked(run) == []


def test_one_page_of_the_trail_and_each_person_once_is_all_that_is_read_more_than_by_plan(
    run, drift
):
    drift(twice)
    trail, *people = asked(run)
    assert (trail, len(people), len(set(people))) == ("/audit/records", 2, 2)


def shorter(ana):
    ana.change("Checkout API", acknowledgement_timeout=600)


def test_a_change_says_from_what_to_what_who_when_how_and_what_apply_would_put_back(drift):
    assert drift(shorter) == (
        "pdsync drift · policies/ ↔ pdsync-sandbox.db · stack acme\n"
        "\n"
        '  ~ service checkout-api  "Checkout API"               policies/checkout.yaml:11\n'
        "      changed outside by ana.silva@acme.example with an API token that ends in\n"
        "      TOKN, Mon 2 Mar 2026 12:00 UTC\n"
        "      acknowledgement_timeout   30m → 10m\n"
        "      apply would put 30m back\n"
        "\n"
        "Drift: 1 changed outside.\n"
    )


def test_a_key_of_the_account_is_told_by_its_end(drift):
    def script(_):
        with ByHand(key="key-of-some-script-9f3c") as other:
            shorter(other)

    said = " ".join(drift(script).split())
    assert "changed outside by an API key that ends in 9f3c, Mon 2 Mar" in said


def test_what_was_deleted_by_hand_is_no_create(drift):
    said = drift(lambda ana: ana.delete("services", "Legacy Cart"))
    assert (
        '  - service legacy-cart  "Legacy Cart"                 policies/checkout.yaml:15\n'
        "      deleted by ana.silva@acme.example with an API token that ends in TOKN, Mon\n"
        "      2 Mar 2026 12:00 UTC\n"
        "      apply would make it again, with another id\n"
        "\n"
        "Drift: 1 deleted outside.\n"
    ) in said


def test_an_integration_that_was_deleted_by_hand_would_have_another_key(drift):
    keyed = CHECKOUT + "    integrations: {ev: {name: Ev, type: events_api_v2}}\n"

    def without(ana):
        service = ana.ident("services", "Legacy Cart")
        (ev,) = ana.http.get(f"/services/{service}").json()["service"]["integrations"]
        ana.send("DELETE", f"/services/{service}/integrations/{ev['id']}")

    said = " ".join(drift(without, text=keyed).split())
    assert "apply would make it again, with another key Drift: 1 deleted outside." in said


def test_what_the_trail_does_not_tell_was_never_made_or_deleted_before(run, write):
    write(CHECKOUT)
    said = " ".join(run("drift", "--sandbox").out.split())
    assert said.count("not there: never made, or deleted before Sun 1 Mar 2026 12:00 UTC") == 3
    assert "deleted by" not in said


def test_what_is_new_and_managed_by_nobody_is_told_with_who_made_it(drift):
    said = drift(lambda ana: ana.make_service("Till"))
    assert (
        "  * service Till\n"
        "      made by ana.silva@acme.example with an API token that ends in TOKN, Mon 2\n"
        "      Mar 2026 12:00 UTC\n"
        "\n"
        "Not managed here: 1 thing; `pdsync plan --unmanaged` lists them.\n"
        "\n"
        "Drift: 1 made outside.\n"
    ) in said


def twice(ana):
    shorter(ana)
    with ByHand("Ben Okafor") as ben:
        ben.change("Checkout API", name="Shop")


def test_each_field_is_told_with_whoever_wrote_it_last(drift):
    (change,) = drift(twice, "--format", "json").json["changes"]
    told = [(one["who"], one["fields"], one["sure"]) for one in change["outside"]["by"]]
    assert told == [
        ("ben.okafor@acme.example", ["name"], True),
        ("ana.silva@acme.example", ["acknowledgement_timeout"], True),
    ]


def test_whoever_wrote_in_this_very_second_is_told(drift):
    def both(ana):
        shorter(ana)
        with ByHand("Ben Okafor", at=NOON + timedelta(seconds=0.5)) as ben:
            ben.change("Checkout API", acknowledgement_timeout=900)

    row = drift(both, "--format", "json", days=0.9 / 86_400).json
    assert [one["who"] for one in row["changes"][0]["outside"]["by"]] == ["ben.okafor@acme.example"]


def test_whoever_makes_an_override_has_changed_no_schedule(drift):
    def both(ana):
        schedule = ana.ident("schedules", "Primary")
        ana.send("PUT", f"/schedules/{schedule}", {"schedule": _the_other_way_round(ana, schedule)})
        with ByHand("Ben Okafor", at=NOON + timedelta(minutes=5)) as ben:
            user = {"id": ben.ident("users", "Ben Okafor"), "type": "user_reference"}
            day = {"start": "2026-03-03T09:00:00Z", "end": "2026-03-04T09:00:00Z", "user": user}
            ben.send("POST", f"/schedules/{schedule}/overrides", {"overrides": [day]})

    row = drift(both, "--format", "json", text=ROTA, days=1 / 24).json
    assert [one["who"] for one in row["changes"][0]["outside"]["by"]] == ["ana.silva@acme.example"]


def _the_other_way_round(ana, schedule):
    made = ana.http.get(f"/schedules/{schedule}").json()["schedule"]
    made["schedule_layers"][0]["users"].reverse()
    return made


def test_json_has_when_who_and_by_which_method(drift):
    row = drift(shorter, "--format", "json").json
    (by,) = row["changes"][0]["outside"]["by"]
    assert by == {
        "at": "2026-03-02T12:00:00Z",
        "who": "ana.silva@acme.example",
        "type": "user",
        "method": "api_token",
        "token": by["token"],
        "fields": ["acknowledgement_timeout"],
        "sure": True,
    }
    assert (row["format"], row["audit"]) == (
        "pdsync.drift/1",
        {
            "since": "2026-03-01T12:00:00Z",
            "until": "2026-03-02T12:00:00Z",
            "unknown": None,
            "cut": False,
        },
    )


def test_markdown_has_people_by_name(drift):
    said = drift(shorter, "--format", "markdown").out
    assert said.startswith(
        "<!-- pdsync drift stack=61636d65 -->\n## pdsync drift: 1 changed outside\n"
    )
    assert "changed outside by Ana Silva with an API token" in said
    assert "@acme.example" not in said


def hostile(ana):
    ana.change("Checkout API", name="@all <img src=x> ::error::y")
    ana.make_service("[a](http://b) ##[error]x ::error::z")


@pytest.mark.parametrize(("only", "made"), [("service", 1), ("service:checkout-api", 0)])
def test_one_thing_is_told_of_without_what_others_made(drift, only, made):
    row = drift(hostile, "--only", only, "--format", "json").json
    assert (row["drift"]["changed"], len(row["made"])) == (1, made)


def test_names_of_the_account_act_in_no_markdown(drift):
    said = drift(hostile, "--format", "markdown").out
    assert "`[a](http://b)" in said
    outside_of_code = re.sub(r"```diff.*?```|(`+).*?\1", "", said, flags=re.DOTALL)
    assert "<img" not in outside_of_code
    assert "@all" not in outside_of_code


def test_names_of_the_account_are_no_commands_of_the_runner(drift, step):
    said = drift(hostile, "--format", "github")
    assert [one.split("::")[1].split(" ")[0] for one in commands(said)] == ["warning", "notice"]
    assert "##[" not in said.out
    assert "has-drift" in step.outputs
    assert "## pdsync drift" in step.summary


def test_what_is_older_than_the_trail_is_not_known_until_asked_further_back(drift, run):
    said = " ".join(drift(shorter, "--since", "24h", days=3).out.split())
    assert "changed outside, not known who: not since Wed 4 Mar 2026 12:00 UTC" in said
    assert "changed outside by ana.silva" in run("drift", "--sandbox", "--since", "7d", days=3).out


@pytest.mark.parametrize("since", ["32d", "0", "ten days"])
def test_more_than_31_days_and_what_is_no_length_are_refused(run, write, since):
    write(CHECKOUT)
    ended = run("drift", "--sandbox", "--since", since)
    assert (ended.code, ended.err) == (
        1,
        f"error: --since cannot be '{since}'\n"
        "    = help: write a length from 1h to 31d: PagerDuty tells no more of its audit trail "
        "at a time\n",
    )


@pytest.mark.parametrize(("detailed", "code"), [((), 0), (("--detailed-exitcode",), 2)])
def test_exit_codes_are_those_of_plan(drift, detailed, code):
    drift(shorter, "--format", "text", *detailed, code=code)


def test_an_account_without_an_audit_trail_says_so_and_the_exit_code_stays(run, write):
    seed = {"abilities": ["teams"], "users": PEOPLE}
    sandbox.Account.open("pdsync-sandbox.db", seed=seed, clock=lambda: NOON).close()
    write(CHECKOUT)
    assert run("apply", "--sandbox", "--yes").code == 0
    with ByHand() as ana:
        shorter(ana)
    ended = run("drift", "--sandbox", "--detailed-exitcode")
    said = " ".join(ended.out.split())
    assert ended.code == 2
    assert "changed outside, not known who acknowledgement_timeout 30m → 10m" in said
    assert "Not known who: the account's PagerDuty plan has no audit trail." in said


def test_times_are_told_by_the_clocks_that_are_asked_for(drift):
    said = drift(shorter, "--time-zone", "Europe/Paris").out
    assert "Mon 2 Mar 2026 13:00 +01:00" in " ".join(said.split())
