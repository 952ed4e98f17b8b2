"""A schedule that does not say whose clocks it is on: not known offline, else the account's."""

import pytest
from cli.test_left_to_the_account import LAYER, REST, SHIFTS
from reconcile.rotas import ANA, BEN

ZONE = "    time_zone: Europe/London\n"
RULE = "{start: 2026-01-05T23:00:00Z, length: 8h, rrule: FREQ=WEEKLY;BYDAY=TU}"
THURSDAYS = RULE.replace("=TU", "=TH")
SINCE = "        from: 2026-02-02 09:00\n"
WHOLE = {
    "layers": LAYER.replace("        rotate", f"{SINCE}        rotate"),
    "shifts": SHIFTS.replace("        per", f"{SINCE}        except: [2026-12-25]\n        per"),
    "shifts by a rule": SHIFTS.replace("00:00-24:00", RULE).replace("Europe/London", "Asia/Tokyo"),
    "turns": SHIFTS.replace("shifts: 00:00-24:00", "rotate: daily").replace(
        "per_member: 3", "handoff: 09:00"
    ),
}


@pytest.fixture(params=WHOLE)
def case(request):
    """A configuration with its zone, and without."""
    whole = WHOLE[request.param] + REST
    (zone,) = (one for one in whole.splitlines(keepends=True) if "time_zone" in one)
    return whole, whole.replace(zone, "")


def test_nobody_is_told_of_by_a_guess_at_the_clocks(run, write, case):
    write(case[1])
    ended = run("oncall", "primary")
    assert (ended.code, "not known" in ended.out, ended.err) == (
        1,
        True,
        "policies/checkout.yaml:2:3: error[undecided]: schedule primary: it has no `time_zone:`\n"
        "      primary:\n"
        "      ^^^^^^^\n"
        "    = help: write one, or ask the account with --live\n",
    )
    ended = run("simulate", "cart")
    assert (ended.code, ended.out, ended.err.count("it has no `time_zone:`")) == (1, "", 1)


def test_nothing_is_proved_covered_or_rewritten_by_one(run, write, case, tmp_path, page):
    write(case[1])
    ended = run("lint")
    assert (ended.code, ended.out.splitlines()[0], ended.out.splitlines()[-1]) == (
        0,
        "policies/checkout.yaml:2:3: info[unproved-promise]: it has no `time_zone:`, so what "
        "`primary` promises is not proved here",
        "2 files: 1 schedule, 1 escalation policy, 1 service. 1 promise: 1 not proved. 1 info.",
    )
    ended = run("simulate", "--all")
    assert (ended.code, ended.out.splitlines()[-2]) == (1, "1 service: 0 proved, 1 not")
    assert run("upgrade", "primary").code == 1
    assert (tmp_path / "policies" / "checkout.yaml").read_text(encoding="utf-8") == case[1]
    assert "Not known who is on call: schedule primary: it has no time_zone:" in page().text


def test_the_account_goes_on_as_it_is(run, write, case):
    whole, part = (one.replace("    expect: {coverage: always}\n", "") for one in case)
    write(whole)
    assert run("apply", "--sandbox", "--yes").code == 0
    asked = [("oncall", "--live"), ("simulate", "cart", "--live")]
    before = [run(*one, "--sandbox").out for one in asked]
    write(part)
    ended = run("plan", "--sandbox")
    assert ended.out.endswith("No changes. The account is as the configuration says.\n")
    assert [run(*one, "--sandbox").out for one in asked] == before


WRONG = [
    (f"shifts: nope, members: [{ANA}]", "'nope' is not a day of the week"),
    (
        f"shifts: {THURSDAYS}, members: [{ANA}]",
        "the rule has no occurrence at this start",
    ),
    (
        f"shifts: 09:00-17:00, members: [{ANA}], from: 2026-05-01 09:00, until: 2026-05-01 08:00",
        "this ends before it begins",
    ),
    (f"rotate: weekly, handoff: 09:00, members: [{ANA}, {BEN}]", "turns of weeks change hands on"),
    (f"members: [{ANA}]", "nothing says when this rotation's shifts are"),
]


@pytest.mark.parametrize(("rotation", "message"), WRONG)
def test_what_is_wrong_on_all_clocks_is_said_all_the_same(run, write, rotation, message):
    write(f"schedules:\n  primary:\n    rotations:\n      - {{{rotation}}}\n")
    ended = run("lint")
    assert (ended.code, ended.out.count("error["), message in ended.out) == (1, 1, True)


def test_what_is_right_on_some_clocks_is_no_error(run, write):
    write(f"schedules: {{primary: {{rotations: [{{shifts: {RULE}, members: [{ANA}]}}]}}}}\n")
    assert (run("lint").code, run("lint").last_line[-12:]) == (0, "No problems.")


UNTIL = "        until: 2027-03-28 01:30\n"


@pytest.mark.parametrize("until", ["", UNTIL])
def test_an_upgrade_by_the_account_says_the_zone_to_write(run, write, until):
    """Whether or not the times are on its clocks at all."""
    write(LAYER + REST)
    assert run("apply", "--sandbox", "--yes").code == 0
    write(LAYER.replace(ZONE, "").replace("        rotate", f"{until}        rotate") + REST)
    ended = run("upgrade", "primary", "--live", "--sandbox")
    assert (ended.code, ended.err) == (
        1,
        "error: schedule `primary` stays as it is: it has no `time_zone:`\n"
        "    = help: write `time_zone: Europe/London` there, as it is in the account\n",
    )
    assert run("oncall", "--live", "--sandbox").code == 0
    assert run("plan", "--sandbox").err.count("does not exist in Europe/London") == bool(until)
