"""What the YAML leaves open is said where it is written, with what to write there."""

import re

import pytest
from command_line import schedule
from documentation import blocks
from organisation import ACME
from source_code import ROOT

WITHOUT_PHASE = ACME.replace("        rotation_virtual_start: 2026-01-05 09:00\n", "", 1)
UNNAMED = """\
schedules:
  primary:
    time_zone: Europe/London
    layers:
      - {rotate: weekly, members: [ana.silva@acme.example]}
      - {rotate: weekly, members: [ana.silva@acme.example, ben.okafor@acme.example]}
"""
OVER = UNNAMED.replace("ben.okafor@acme.example]", "ben.okafor@acme.example], until: 2026-01-01")
ROTATIONS = """\
schedules:
  primary:
    time_zone: Europe/London
    rotations:
      - {shifts: Mon-Fri 09:00-17:00, members: [ana.silva@acme.example, ben.okafor@acme.example]}
"""
EXAMPLES = [
    pytest.param(text, id=f"{page}-{number}")
    for page in ("configuration.md", "promises.md", "kinds/schedule.md")
    for number, text in enumerate(blocks(ROOT / "docs" / page, "yaml"), 1)
    if re.search("^schedules:", text, re.MULTILINE)
]


def test_a_layer_without_a_phase_is_shown_with_what_to_write(run, write):
    write(WITHOUT_PHASE)

    ended = run("oncall", "primary")

    assert ended.code == 1
    assert (
        ended.out
        == """\
pdsync oncall · policies/

Europe/London
  primary   not known

"""
    )
    assert (
        ended.err
        == """\
policies/checkout.yaml:6:9: error[undecided]: schedule primary: nothing says whose turn it is in \
layer 'Weekly'
          - name: Weekly
            ^
    = help: `pdsync dump --into policies --only schedule:primary --anchors` writes whose turn it \
is in the account; of a new schedule, write who begins there, `anchor: {who: ana.silva@acme.example\
, at: 2026-03-02 00:00}`; or ask the account with --live
"""
    )


def test_levels_say_of_which_schedule_it_is_not_known(run, write):
    write(WITHOUT_PHASE)

    ended = run("oncall", "shop")

    assert "not known: schedule primary\n" in ended.out
    assert (ended.out + ended.err).count("nothing says whose turn it is") == 1


def test_a_report_says_why_once(page, write):
    write(WITHOUT_PHASE)

    shown = page().text

    assert shown.count("nothing says whose turn it is") == 1
    assert "Not known who is on call, as of primary." in shown


def test_a_layer_without_a_name_has_its_number(run, write):
    write(UNNAMED)

    ended = run("oncall")

    assert "whose turn it is in layer 2, which has no name\n" in ended.err
    assert ended.err.startswith("policies/checkout.yaml:6:9: ")


def test_a_rotation_is_pointed_at_as_well(run, write):
    write(ROTATIONS)

    ended = run("oncall")

    assert ended.err.startswith(
        "policies/checkout.yaml:5:9: error[undecided]: schedule primary: "
        "nothing says whose turn it is in 'Mon-Fri 09:00-17:00'\n"
    )


def test_a_finding_in_json_has_its_place(run, write):
    write(WITHOUT_PHASE)

    (found,) = run("oncall", "primary", "--format", "json").json["diagnostics"]

    assert (found["rule"], found["place"]["line"]) == ("undecided", 6)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_schedule_that_a_page_shows_to_copy_says_who_is_on_call(run, write, example):
    write(example)

    ended = run("oncall")

    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize(
    ("fields", "message", "advice"),
    [
        (
            "{time_zone: Europe/London}",
            "nothing says what it is made of",
            "write `layers:` or `rotations:`, or ask the account with --live",
        ),
        (
            "{layers: [{rotate: daily, members: [ana.silva@acme.example]}]}",
            "it has no `time_zone:`",
            "write one, or ask the account with --live",
        ),
    ],
)
def test_a_schedule_of_which_parts_are_left_to_the_account_says_which(
    run, write, fields, message, advice
):
    write(f"schedules:\n  primary: {fields}\n")

    ended = run("oncall")

    assert ended.err.startswith(
        f"policies/checkout.yaml:2:3: error[undecided]: schedule primary: {message}\n"
    )
    assert ended.err.endswith(f"    = help: {advice}\n")


@pytest.mark.parametrize(
    ("before", "after", "row"),
    [
        ("    escalation_policy: shop\n", "", "not known: its escalation policy"),
        (ACME[ACME.index("    escalation_rules") : ACME.index("services:")], "", "its levels"),
    ],
)
def test_a_service_whose_levels_are_left_to_the_account_is_not_known(
    run, write, before, after, row
):
    write(ACME.replace(before, after))

    ended = run("oncall", "cart")

    assert (ended.code, ended.err.count("error[undecided]")) == (1, 1)
    assert row in ended.out


def test_of_several_levels_with_one_reason_it_is_said_once(run, write):
    write(WITHOUT_PHASE.replace("targets: [emma", "targets: [primary, emma"))

    assert run("oncall", "shop", "cart").err.count("error[undecided]") == 1


def test_a_layer_that_is_over_needs_no_phase(run, write):
    write(OVER)

    ended = run("oncall", "--format", "json")

    assert (ended.code, ended.json["diagnostics"]) == (0, [])
    assert schedule(ended)["entries"][0]["users"] == ["ana.silva@acme.example"]


def test_a_layer_that_is_not_over_in_the_range_needs_one(run, write):
    write(OVER)

    ended = run("oncall", "--since", "2025-12-01", "--until", "2025-12-08")

    assert "layer 2, which has no name" in ended.err


def test_a_layer_that_is_over_changes_nothing_of_a_calendar(run, write):
    write(OVER)
    with_it = run("oncall", "--format", "ics")
    write("\n".join(OVER.splitlines()[:-1]) + "\n")

    assert (with_it.code, with_it.out) == (0, run("oncall", "--format", "ics").out)


def test_a_reason_is_no_wider_than_the_terminal(run, write):
    write(WITHOUT_PHASE)

    for options in ((), ("--since", "2026-03-02T00:00:00Z")):
        assert all(len(line) <= 80 for line in run("oncall", *options).out.splitlines())
