"""Times and lengths out of all range, in every field and option there is: an error at their place.

The fields are those of the JSON Schema, so that a new one is tried by itself. What takes text takes
these values too; what refuses a word is a field of times, lengths, numbers or choices.
"""

import json
import re
from collections import defaultdict

import click
import pytest
import yaml
from every_field import ANA, BEN, fields, put

from pdsync.cli import _Commands
from pdsync.source import json_schema, load_texts

pytestmark = pytest.mark.slow  # asks every command

TIMES = ("9999-12-31", "0001-01-01", "9999-12-31T23:59:59Z", "0001-01-01T00:00+14:00", "2200-01-01")
LENGTHS = ("999999999999h", "99999999999999999999", "9" * 5000 + "w", "999999999 weeks")
ODD = ("0h", "-1h", "0", "-1")
WORD, GOOD_TIME, GOOD_LENGTHS = "christmas", "2026-06-01 09:00", ("8h", "3")
HERE = "@@"
COMMANDS = (
    ("lint",),
    ("plan", "--sandbox"),
    ("oncall",),
    ("simulate", "--all"),
    ("report", "--out", "-"),
    ("upgrade", "e0", "--dry-run"),
)


@pytest.fixture(scope="module")
def closed():
    """All fields that do not take any word."""
    every = dict(enumerate(fields(json_schema())))
    return {number: every[number] for number in refused(every, WORD)}


@pytest.fixture(scope="module")
def times(closed):
    """Those that take a time."""
    refuse = refused(closed, GOOD_TIME)
    return {number: field for number, field in closed.items() if number not in refuse}


@pytest.fixture(scope="module")
def lengths(closed, times):
    """Those that take a length or a number; ids may be of digits too."""
    refuse = {*refused(closed, "8h")} & {*refused(closed, "3")} | {*times}
    return {
        number: field
        for number, field in closed.items()
        if number not in refuse and field[2][-1] != "id"
    }


@pytest.fixture(scope="module")
def found(times, lengths):
    """What is said of each value in each of them."""
    return {value: refused(times | lengths, value) for value in (*TIMES, *LENGTHS, *ODD)}


def refused(numbered, value):
    """By number of the field: what is said of a value, on the very line on which it stands."""
    text, lines = together(numbered)
    said = defaultdict(list)
    for one in load_texts({"a.yaml": text.replace(f"'{HERE}'", value)}).problems:
        if one.rule == "invalid-value":
            said[one.place.line].append(one)
    return {number: said[line] for number, line in lines.items() if line in said}


def together(numbered):
    """One file with a resource for each field, and the line on which the field stands in it."""
    sections = defaultdict(dict)
    for number, (section, body, path) in numbered.items():
        sections[section][f"e{number}"] = put(body, path, HERE)
    text = yaml.safe_dump(dict(sections), sort_keys=False, width=10**6)
    lines, number = {}, None
    for line, written in enumerate(text.splitlines(), 1):
        if key := re.fullmatch(r"  e(\d+):.*", written):
            number = int(key[1])
        if HERE in written:
            lines[number] = line
    return text, lines


@pytest.mark.slow
def test_every_field_of_times_and_lengths_refuses_what_is_out_of_range_and_says_the_range(
    times, lengths, found
):
    wrong = [
        (value[:24], field[2])
        for values, numbered in ((TIMES, times), (LENGTHS, lengths))
        for value in values
        for number, field in numbered.items()
        if not any(
            one.help and re.search("[0-9]", one.help) for one in found[value].get(number, ())
        )
    ]
    assert (wrong, len(times) > 20, len(lengths) > 20) == ([], True, True)


@pytest.fixture(scope="module")
def taken(times, lengths, found):
    """Configurations of the values that are taken where they stand."""
    every = times | lengths
    kept = {value: every.keys() - refusals.keys() for value, refusals in found.items()}
    return [
        together({number: every[number] for number in sorted(numbers)})[0].replace(
            f"'{HERE}'", value
        )
        for value, numbers in kept.items()
        if numbers
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_taken_of_these_values_is_taken_by_every_command(taken, run, write, command):
    for text in taken:
        write(text)
        ended = run(*command)
        assert "bug" not in ended.err + ended.out


def test_all_that_is_out_of_range_in_a_rotation_is_told_in_one_run(run, write):
    write(
        "schedules: {a: {time_zone: Europe/London, rotations: [{shifts: {start: 9999-12-31, "
        f"length: 8h, rrule: FREQ=DAILY}}, members: [{ANA}, {BEN}], except: [0001-01-01, "
        "9999-12-31 09:00], until: 9999-12-30, per_member: 999999999999}]}}\n"
    )

    ended = run("lint", "--format", "json")

    assert [(one["message"], one["help"]) for one in ended.json["findings"]] == [
        ("'9999-12-31' is too far away", "write a time of 1970 to 2199"),
        ("'0001-01-01' is too far away", "write a time of 1970 to 2199"),
        ("'9999-12-31 09:00' is too far away", "write a time of 1970 to 2199"),
        ("'9999-12-30' is too far away", "write a time of 1970 to 2199"),
        ("'999999999999' is out of range", "write a number from 1 to 1000"),
    ]


@pytest.mark.parametrize("stamp", ["99991231T000000Z", "00010101", "22000101"])
@pytest.mark.parametrize("name", ["UNTIL", "EXDATE"])
def test_dates_of_a_recurrence_are_refused_alike(run, write, name, stamp):
    lines = {
        "UNTIL": f"'RRULE:FREQ=DAILY;UNTIL={stamp}'",
        "EXDATE": f"'RRULE:FREQ=DAILY', 'EXDATE:{stamp}'",
    }
    write(
        "schedules: {a: {time_zone: Europe/London, rotations: [{shifts: {start: 2026-03-02 09:00, "
        f"length: 8h, rrule: [{lines[name]}]}}, members: [{ANA}, {BEN}]}}]}}}}\n"
    )

    ended = run("lint", "--format", "json")

    (found,) = [one for one in ended.json["findings"] if one["severity"] == "error"]
    assert (ended.code, found["place"]["line"], "1970 to 2199" in json.dumps(found)) == (1, 1, True)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_goes_on_with_it(run, write, command):
    layer = f"rotate: weekly, members: [{ANA}, {BEN}], from: 9999-12-31"
    write(f"schedules: {{e0: {{time_zone: Europe/London, layers: [{{{layer}}}]}}}}\n")

    ended = run(*command)

    assert ended.code == 1
    assert "'9999-12-31' is too far away" in ended.err + ended.out
    assert "write a time of 1970 to 2199" in ended.err + ended.out


LONG_AGO = f"anchor: {{who: {BEN}, at: 1970-01-05}}"
BEGUN = f"members: [{ANA}, {BEN}], {LONG_AGO}"


@pytest.mark.parametrize(
    "turns",
    [
        f"layers: [{{rotate: 4 weeks, handoff: Mon 09:00, {BEGUN}}}]",
        f"rotations: [{{rotate: 4 weeks, handoff: Mon 09:00, {BEGUN}}}]",
        f"rotations: [{{shifts: Mon-Fri 09:00-17:00, per_member: 7, {BEGUN}}}]",
        f"rotations: [{{shifts: 09:00-17:00, per_member: 1, except: [1970-01-05], {BEGUN}}}]",
        "rotations: [{shifts: {start: 1970-01-05, length: 8h, rrule: FREQ=DAILY}, per_member: 1000,"
        f" {BEGUN}}}]",
        "rotations: [{shifts: {start: 1970-02-02, length: 8h, rrule: FREQ=MONTHLY;BYDAY=1MO}, "
        f"per_member: 2, {BEGUN}}}]",
    ],
)
def test_turns_that_an_anchor_fixes_in_1970_begin_at_a_time_that_pagerduty_takes(run, write, turns):
    write(f"schedules: {{e0: {{time_zone: Europe/London, {turns}}}}}\n")
    apply = run("apply", "--sandbox", "--yes", "--format", "json")
    asked = ("oncall", "--since", "2026-03-10", "--until", "2026-06-01", "--format", "json")
    here, there = (run(*asked, *live).json for live in ((), ("--live", "--sandbox")))

    sent = re.findall(r'"(?:start_time|rotation_virtual_start)": ?"(\d{4})', apply.out)
    assert (apply.code, "1970" <= min(sent) < "2026") == (0, True)
    assert times_and_names(here) == times_and_names(there)
    assert "No changes" in run("plan", "--sandbox").out


def times_and_names(shown):
    (schedule,) = shown["schedules"]
    return [(one["start"], one["users"]) for one in schedule["entries"]]


def options():
    """Every option of every command that takes a word; the sandbox would be served."""
    group = _Commands()
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        for option in command.params if name not in {"sandbox", "schema"} else ():
            if isinstance(option, click.Option) and not option.is_flag:
                yield name, option.opts[0]


WITH = {
    "plan": ("--sandbox",),
    "apply": ("--sandbox", "--yes"),
    "report": ("--out", "-"),
    "upgrade": ("e0", "--dry-run"),
    "simulate": ("shop",),
}


@pytest.fixture
def shop(write):
    """One service, its policy and its schedule."""
    layer = f"rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]"
    write(
        f"schedules: {{e0: {{time_zone: Europe/London, layers: [{{{layer}, anchor: {{who: {ANA}, "
        "at: 2026-03-02}}]}}\nescalation_policies: {p: {escalation_rules: "
        "[{escalation_delay_in_minutes: 5, targets: [e0]}]}}\n"
        "services: {shop: {escalation_policy: p}}\n"
    )


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(("command", "option"), [*options()])
def test_no_option_of_a_command_takes_such_a_value_for_more_than_text(run, command, option):
    for value in (*TIMES[:2], *LENGTHS[:3], "0h", "-1"):
        ended = run(command, *WITH.get(command, ()), f"{option}={value[:200]}")
        assert (ended.code in {0, 1}, "bug" in ended.err) == (True, False)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("value", TIMES)
@pytest.mark.parametrize(
    ("command", "option"),
    [("oncall", "--at"), ("oncall", "--since"), ("oncall", "--until"), ("simulate", "--at")],
)
def test_times_of_options_are_refused_with_the_range(run, command, option, value):
    ended = run(command, *WITH.get(command, ()), option, value)

    assert (ended.code, "write a time of 1970 to 2199" in ended.err) == (1, True)


@pytest.mark.parametrize("value", [*LENGTHS, "99999999y"])
def test_a_horizon_is_refused_alike(run, write, value):
    write("{}\n")

    ended = run("plan", "--sandbox", "--horizon", value)

    assert (ended.code, "from 1h to 10 years" in ended.err) == (1, True)


def test_a_runbook_longer_than_a_file_name_can_be_is_not_there(run, write):
    write(f"services: {{a: {{escalation_policy: {{name: b}}, runbook: {'x' * 5000}.md}}}}\n")

    ended = run("lint", "--format", "json")

    assert [one["rule"] for one in ended.json["findings"]] == ["missing-runbook"]
