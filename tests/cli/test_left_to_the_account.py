"""What decides who is on call and is not written: not known offline, the account's everywhere."""

import pytest
from command_line import schedule
from reconcile.rotas import ANA, BEN

LAYER = f"""\
schedules:
  primary:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [{ANA}, {BEN}]
        anchor: {{who: {BEN}, at: 2026-03-02}}
    expect: {{coverage: always}}
"""
SHIFTS = f"""\
schedules:
  primary:
    time_zone: Europe/London
    rotations:
      - shifts: 00:00-24:00
        per_member: 3
        members: [{ANA}, {BEN}]
        anchor: {{who: {BEN}, at: 2026-03-02}}
    expect: {{coverage: always}}
"""
TOGETHER = f"""\
schedules:
  primary:
    time_zone: Europe/London
    rotations:
      - shifts: 00:00-24:00
        everyone: true
        members: [{ANA}, {BEN}]
    expect: {{coverage: always}}
"""
REST = """\
escalation_policies:
  shop:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [primary]}]
services:
  cart: {escalation_policy: shop}
"""
MEMBERS = f"        members: [{ANA}, {BEN}]\n"
BY_DUMP = (
    "`pdsync dump --into policies --only schedule:primary --anchors` writes whose turn it is in "
    "the account; of a new schedule, write who begins there"
)
ANCHOR = f"        anchor: {{who: {BEN}, at: 2026-03-02}}\n"
_HANDOFF = "handoff: Mon 09:00"
LEFT = {
    "members of a layer": (
        LAYER,
        (MEMBERS, ANCHOR),
        ("who takes turns in layer 'Weekly'", "write `members:` and an `anchor:` there"),
    ),
    "members beside an anchor": (
        LAYER,
        (MEMBERS,),
        ("who takes turns in layer 'Weekly'", "write `members:` there"),
    ),
    "the length of turns": (
        LAYER,
        ("        rotate: weekly\n",),
        ("how long turns are in layer 'Weekly'", "write `rotate:` there"),
    ),
    "all of a layer but its name": (
        LAYER,
        (MEMBERS, ANCHOR, "        rotate: weekly\n", "        handoff: Mon 09:00\n"),
        (
            "who takes turns in layer 'Weekly'",
            "write `members:`, an `anchor:` and `rotate:` there",
        ),
    ),
    "members of a rotation": (
        SHIFTS,
        (MEMBERS, ANCHOR),
        ("who takes turns in '00:00-24:00'", "write `members:` and an `anchor:` there"),
    ),
    "members of a rotation in the words of layers": (
        SHIFTS.replace("shifts: 00:00-24:00", "rotate: weekly").replace("per_member: 3", _HANDOFF),
        (MEMBERS,),
        ("who takes turns in 'Mon 09:00 for 1 week'", "write `members:` there"),
    ),
    "the hand-off of a rotation": (
        SHIFTS.replace("shifts: 00:00-24:00", "rotate: weekly").replace("per_member: 3", _HANDOFF),
        (f"        {_HANDOFF}\n", ANCHOR),
        ("whose turn it is in 'turns of 1 week'", f"{BY_DUMP}, an `anchor:` and `handoff:`"),
    ),
    "the share of a member": (
        SHIFTS,
        ("        per_member: 3\n",),
        ("how many shifts in a row a member has in '00:00-24:00'", "write `per_member:` there"),
    ),
    "whether members take turns": (
        TOGETHER,
        ("        everyone: true\n",),
        (
            "whose turn it is in '00:00-24:00'",
            f"{BY_DUMP}, `per_member: 1` and `anchor: {{who: {ANA}, at: 2026-03-02}}`",
        ),
    ),
    "members who are on call together": (
        TOGETHER,
        (MEMBERS,),
        ("who takes turns in '00:00-24:00'", "write `members:` there"),
    ),
}  # fmt: skip


def left(name):
    """What is written whole, with something left out, and what is said of it."""
    whole, lines, said = LEFT[name]
    part = whole
    for line in lines:
        assert line in part
        part = part.replace(line, "")
    return whole + REST, part + REST, said


@pytest.fixture(params=LEFT)
def case(request):
    return left(request.param)


def test_it_is_said_once_where_it_is_written_with_what_to_write(run, write, case):
    _, part, (what, help_) = case
    write(part)

    ended = run("oncall", "primary")

    first, *_, last = ended.err.splitlines()
    where = "policies/checkout.yaml:5:9: error[undecided]: schedule primary"
    assert (ended.code, first) == (1, f"{where}: nothing says {what}")
    assert last.replace("; or", ", or") == f"    = help: {help_}, or ask the account with --live"


def test_no_incident_is_told_of_by_a_guess(run, write, case):
    _, part, (what, _) = case
    write(part)
    ended = run("simulate", "cart")
    assert (ended.code, ended.out, ended.err.count(f"nothing says {what}")) == (1, "", 1)


def test_nothing_is_rewritten_by_a_guess(run, write, tmp_path):
    _whole, part, (what, help_) = left("the length of turns")
    write(part)

    ended = run("upgrade", "primary")

    assert ended.code == 1
    assert ended.err.startswith(
        "policies/checkout.yaml:5:9: error[undecided]: schedule `primary` stays as it is: "
        f"nothing says {what}\n"
    )
    assert f"= help: {help_}, or ask the account with --live\n" in ended.err
    assert (tmp_path / "policies" / "checkout.yaml").read_text(encoding="utf-8") == part


def test_the_account_goes_on_as_it_is(run, write, case):
    whole, part, _ = case
    write(whole)
    assert run("apply", "--sandbox", "--yes").code == 0
    before = run("oncall", "--live", "--sandbox").out
    write(part)

    ended = run("plan", "--sandbox")

    assert ended.out.endswith("No changes. The account is as the configuration says.\n")
    assert run("oncall", "--live", "--sandbox").out == before


def test_the_account_tells_whom_an_incident_reaches(run, write, case):
    whole, part, _ = case
    write(whole)
    assert run("apply", "--sandbox", "--yes").code == 0
    before = run("simulate", "cart", "--live", "--sandbox").out
    write(part)

    ended = run("simulate", "cart", "--live", "--sandbox")

    assert (ended.code, ended.out) == (0, before)


def test_a_promise_is_not_broken_by_what_is_left_open(run, write, case):
    _, part, _ = case
    write(part)

    ended = run("lint")

    assert (ended.code, "error" in ended.out, "warning" in ended.out) == (0, False, False)


@pytest.mark.parametrize("name", ["members of a layer", "members of a rotation"])
def test_a_promise_that_takes_the_account_to_know_is_a_note(run, write, name):
    _, part, (what, _) = left(name)
    write(part)

    ended = run("lint")

    assert ended.code == 0
    assert ended.out.startswith(
        f"policies/checkout.yaml:5:9: info[unproved-promise]: nothing says {what}, so what "
        "`primary` promises is not proved here\n"
    )
    assert "= help: write `members:` there; `pdsync plan` proves it by the account\n" in ended.out


@pytest.mark.parametrize("name", ["members of a layer", "members of a rotation"])
def test_that_services_find_somebody_is_not_proved(run, write, name):
    _, part, (what, _) = left(name)
    write(part)

    ended = run("simulate", "--all")

    assert ended.code == 1
    assert ended.out.endswith("1 service: 0 proved, 1 not\n\n")
    assert f"nothing says {what}" in ended.err


@pytest.mark.parametrize("name", ["the length of turns", "the share of a member"])
def test_that_somebody_is_there_is_proved_whoever_it_is(run, write, name):
    write(left(name)[1])

    ended = run("simulate", "--all")

    assert (ended.code, run("lint").last_line[-12:]) == (0, "No problems.")


def test_shifts_that_nobody_may_have_are_not_proved_by_a_guess_at_the_turns(run, write):
    write(SHIFTS.replace(f"{ANA}, {BEN}", f"{BEN}, nobody").replace(ANCHOR, "") + REST)

    ended = run("lint")

    assert (ended.code, "broken-promise" in ended.out) == (0, False)
    assert "info[unproved-promise]: nothing says whose turn it is" in ended.out


def test_how_long_turns_are_is_not_guessed_for_a_promise(run, write):
    text = left("the length of turns")[1].replace("coverage: always", "max_consecutive: 2 days")
    write(text)

    ended = run("lint")

    assert (ended.code, "broken-promise" in ended.out) == (0, False)
    assert "info[unproved-promise]: nothing says how long turns are" in ended.out


def test_a_promise_is_judged_by_the_account_when_there_is_a_plan(run, write):
    whole, part, _ = left("the length of turns")
    write(whole)
    run("apply", "--sandbox", "--yes")
    write(part.replace("coverage: always", "max_consecutive: 2 days"))

    ended = run("plan", "--sandbox")

    assert ended.code == 0
    assert f"warning[broken-promise]: {BEN} is on call for 1 week, from " in ended.out


def test_one_person_alone_needs_no_length_of_turns(run, write):
    write(LAYER.replace("        rotate: weekly\n", "").replace(f"{ANA}, ", "") + REST)

    ended = run("oncall", "--format", "json")

    assert (ended.code, schedule(ended)["entries"][0]["users"]) == (0, [BEN])


def test_a_layer_that_is_over_may_leave_all_of_it_open(run, write):
    over = "      - {name: Former, until: 2026-01-01}\n    expect"
    write(LAYER.replace("    expect", over) + REST)
    with_it = run("oncall").out
    write(LAYER + REST)

    assert with_it == run("oncall").out


def test_a_report_shows_when_nothing_is_known(page, write):
    write(left("members of a layer")[1])

    shown = page()

    assert "nothing says who takes turns in layer 'Weekly'" in shown.text


@pytest.mark.parametrize("written", [LAYER, SHIFTS])
def test_what_is_new_needs_members(run, write, written):
    write(written.replace(MEMBERS, "") + REST)

    ended = run("plan", "--sandbox")

    assert ended.code == 1
    assert (
        "policies/checkout.yaml:5:9: error[incomplete]: this is new, and PagerDuty takes none "
        "without `members`\n" in ended.err
    )
