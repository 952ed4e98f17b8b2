"""Times and lengths out of all range: an error at their place, never a bug."""

import itertools

import pytest

ANA, BEN = "ana.silva@acme.example", "ben.okafor@acme.example"
LAYER = f"rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]"
TIMES = ("9999-12-31", "0001-01-01", "9999-12-31T23:59:59Z", "0001-01-01T00:00+14:00", "2200-01-01")
LENGTHS = ("999999999999h", "99999999999999999999999", "9" * 5000 + "w", "999999999 weeks")


def layer(**more):
    return schedule("layers", f"{LAYER}, {written(more)}")


def written(fields):
    return ", ".join(f"{name}: {value}" for name, value in fields.items())


def schedule(parts, fields, **more):
    told = written({"time_zone": "Europe/London", parts: f"[{{{fields}}}]", **more})
    return f"schedules: {{a: {{{told}}}}}\n"


def rotation(shifts="09:00-17:00", **more):
    fields = {"shifts": shifts, "members": f"[{ANA}, {BEN}]", **more}
    return schedule("rotations", written(fields))


PER_FIELD = {
    "layer from": lambda it: layer(**{"from": it}),
    "layer until": lambda it: layer(until=it),
    "layer anchor": lambda it: layer(anchor=f"{{who: {ANA}, at: {it}}}"),
    "rotation_virtual_start": lambda it: schedule(
        "layers", f"rotate: weekly, members: [{ANA}, {BEN}], rotation_virtual_start: {it}"
    ),
    "rotation from": lambda it: rotation(**{"from": it}),
    "rotation until": lambda it: rotation(until=it),
    "rotation anchor": lambda it: rotation(anchor=f"{{who: {ANA}, at: {it}}}"),
    "start_time": lambda it: rotation(start_time=it),
    "shifts.start": lambda it: rotation(f"{{start: {it}, length: 8h, rrule: FREQ=DAILY}}"),
    "events": lambda it: schedule(
        "rotations",
        f"events: [{{start_time: {{date_time: {it}, time_zone: Europe/London}}, end_time: "
        f"{{date_time: 2026-03-02T17:00Z, time_zone: Europe/London}}, "
        f"recurrence: ['RRULE:FREQ=DAILY'], members: [{ANA}]}}]",
    ),
}
PER_STAMP = {
    "UNTIL": lambda it: rotation(
        f"{{start: 2026-03-02 09:00, length: 8h, rrule: 'FREQ=DAILY;UNTIL={it}'}}"
    ),
}
PER_LENGTH = {
    "rotate": lambda it: schedule("layers", f"rotate: {it}, members: [{ANA}, {BEN}]"),
    "only": lambda it: layer(only=f"[{{start_time_of_day: '09:00', duration_seconds: {it}}}]"),
    "rotation rotate": lambda it: schedule("rotations", f"rotate: {it}, members: [{ANA}, {BEN}]"),
    "shifts.length": lambda it: rotation(
        f"{{start: 2026-03-02 09:00, length: {it}, rrule: FREQ=DAILY}}"
    ),
    "per_member": lambda it: rotation(per_member=it),
    "max_consecutive": lambda it: schedule("layers", LAYER, expect=f"{{max_consecutive: {it}}}"),
    "acknowledgement_timeout": lambda it: (
        f"services: {{a: {{escalation_policy: {{name: b}}, acknowledgement_timeout: {it}}}}}\n"
    ),
    "auto_resolve_timeout": lambda it: (
        f"services: {{a: {{escalation_policy: {{name: b}}, auto_resolve_timeout: {it}}}}}\n"
    ),
    "escalation_delay_in_minutes": lambda it: (
        f"escalation_policies: {{a: {{escalation_rules: [{{escalation_delay_in_minutes: {it}, "
        f"targets: [{ANA}]}}]}}}}\n"
    ),
    "num_loops": lambda it: (
        f"escalation_policies: {{a: {{num_loops: {it}, escalation_rules: "
        f"[{{escalation_delay_in_minutes: 5, targets: [{ANA}]}}]}}}}\n"
    ),
}
CASES = [
    *itertools.product(PER_FIELD.items(), TIMES),
    *itertools.product(PER_LENGTH.items(), LENGTHS),
    *itertools.product(PER_STAMP.items(), ("99991231T000000Z", "00010101", "22000101")),
]


@pytest.mark.parametrize(
    ("text", "value"),
    [(make(value), value) for (_, make), value in CASES],
    ids=[f"{name} {value[:24]}" for (name, _), value in CASES],
)
def test_a_value_out_of_range_is_an_error_at_its_place(run, write, text, value):
    write(text)

    ended = run("lint", "--format", "json")

    findings = [one for one in ended.json["findings"] if one["severity"] == "error"]
    assert ended.code == 1
    assert "bug" not in {one["rule"] for one in findings}
    assert any(one["place"]["line"] == 1 and one["help"] for one in findings)


@pytest.mark.parametrize("command", [("plan", "--sandbox"), ("oncall",), ("simulate", "--all")])
@pytest.mark.parametrize("name", ["layer from", "layer anchor", "shifts.start", "rotation until"])
def test_no_command_goes_on_with_it(run, write, command, name):
    write(PER_FIELD[name]("9999-12-31"))

    ended = run(*command)

    assert ended.code == 1
    assert "'9999-12-31' is too far away" in ended.err
    assert "write a time of 1970 to 2199" in ended.err


@pytest.mark.parametrize("value", TIMES)
@pytest.mark.parametrize("option", ["--at", "--since", "--until"])
def test_times_of_options_are_refused_alike(run, write, option, value):
    write(layer(anchor=f"{{who: {ANA}, at: 2026-03-02}}"))

    ended = run("oncall", option, value)

    assert (ended.code, "too far away" in ended.err or "out of all range" in ended.err) == (1, True)


@pytest.mark.parametrize("value", [*LENGTHS, "99999999y"])
def test_a_horizon_is_refused_alike(run, write, value):
    write(layer(anchor=f"{{who: {ANA}, at: 2026-03-02}}"))

    ended = run("plan", "--sandbox", "--horizon", value)

    assert (ended.code, "from 1h to 10 years" in ended.err) == (1, True)
