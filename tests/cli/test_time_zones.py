"""Which rules of time zones are gone by, of those that a machine has."""

import subprocess
import sys

import pytest

OLD, NEW = "1999z", "9999z"
CHANGING = "PST8PDT,M3.2.0,M11.1.0"
VANCOUVER = """\
schedules:
  night:
    time_zone: America/Vancouver
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ana.silva@acme.example, at: 2026-03-02}
"""
CHANGED = "the rules of America/Vancouver changed in 2026; PagerDuty may not have them yet"


def version(run):
    return run("--version").out.removeprefix("pdsync 0.1.0 (time zones: ").removesuffix(")\n")


def test_the_package_is_taken_where_it_is_newer(run, system_zones):
    system_zones(OLD)
    assert version(run).endswith(", the package tzdata")


@pytest.mark.parametrize("given", [None, ""])
def test_a_database_of_an_unknown_version_is_not_taken_for_new(run, system_zones, given):
    system_zones(given)
    assert version(run).endswith(", the package tzdata")


def test_the_system_is_taken_where_it_is_newer(run, system_zones):
    system_zones(NEW)
    assert version(run) == "9999z, this system"


def test_a_version_may_stand_in_a_file_of_its_own(run, system_zones):
    (system_zones(None) / "+VERSION").write_text("9999z\n", encoding="ascii")
    assert version(run) == "9999z, this system"


def test_the_place_that_the_user_set_wins_however_old_it_is(run, system_zones, monkeypatch):
    monkeypatch.setenv("PYTHONTZPATH", str(system_zones(OLD)))
    assert python("-m", "pdsync", "--version").stdout.endswith(
        "(time zones: 1999z, PYTHONTZPATH)\n"
    )


@pytest.mark.process
@pytest.mark.slow
@pytest.mark.parametrize("place", ["/no/such/place", "zoneinfo"])
def test_a_place_without_time_zones_is_an_error_and_no_other_is_taken(monkeypatch, place):
    monkeypatch.setenv("PYTHONTZPATH", place)
    for command in ("--version", "lint"):
        ended = python("-m", "pdsync", command)
        assert (ended.returncode, ended.stdout, ended.stderr) == (
            1,
            "",
            f"error: PYTHONTZPATH leads to no time zones: {place}\n"
            "    = help: write the full path of a directory that has Europe/London, or unset it\n",
        )


def python(*args):
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, check=False)


WITHOUT = """
import sys, zoneinfo
sys.modules["tzdata"] = None
zoneinfo.reset_tzpath([{place!r}] if {place!r} else [])
from pdsync.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.process
@pytest.mark.slow
def test_without_the_package_the_system_is_taken_and_its_names_are_known(
    write, system_zones, monkeypatch
):
    write(VANCOUVER.replace("America/Vancouver", "Europe/London"))
    place = str(system_zones(OLD))
    code = WITHOUT.format(place=place)

    told = [python("-c", code, *args).stdout for args in (["--version"], ["lint"])]

    assert told == [
        "pdsync 0.1.0 (time zones: 1999z, this system)\n",
        "2 files: 1 schedule. No problems.\n",
    ]


@pytest.mark.process
@pytest.mark.slow
def test_without_any_it_says_what_to_install(write, system_zones):
    system_zones(OLD)
    write(VANCOUVER)

    ended = python("-c", WITHOUT.format(place=""), "lint")

    assert (ended.returncode, ended.stdout, ended.stderr) == (
        1,
        "",
        "error: there are no time zones on this machine\n"
        "    = help: install them: `pip install tzdata`, or this system's package `tzdata`\n",
    )


def test_without_a_database_of_the_system_the_package_is_taken(run):
    assert version(run).endswith(", the package tzdata")


@pytest.mark.parametrize(
    ("place", "ends"), [(OLD, "2026-12-07T16:00:00+00:00"), (NEW, "2026-12-07T17:00:00+00:00")]
)
def test_everything_is_told_by_the_newer_one(run, write, system_zones, place, ends):
    write(VANCOUVER)
    system_zones(place, America__Vancouver=CHANGING)

    ended = run("oncall", "--at", "2026-12-01T00:00Z", "--time-zone", "UTC", "--format", "json")

    (schedule,) = ended.json["schedules"]
    assert (ended.code, schedule["entries"][0]["end"]) == (0, ends)


def test_the_sandbox_goes_by_the_newer_one_too(run, write, system_zones):
    write(VANCOUVER)
    system_zones(OLD, America__Vancouver=CHANGING)
    assert run("apply", "--sandbox", "--yes").code == 0

    ended = run("oncall", "--verify", "--sandbox")

    assert (ended.code, ended.last_line) == (0, "1 schedule: 1 the same, 0 different")


@pytest.mark.parametrize(
    "command",
    [
        ("lint",), ("plan", "--sandbox"), ("oncall",), ("oncall", "--verify", "--sandbox"),
        ("apply", "--sandbox", "--yes"), ("simulate", "--all"), ("oncall", "--bogus"),
    ],
)  # fmt: skip
def test_json_names_the_one_in_use(run, write, system_zones, command):
    write(VANCOUVER)
    system_zones(NEW, America__Vancouver=CHANGING)

    assert run(*command, "--format", "json").json["tzdata"] == "9999z, this system"


@pytest.mark.parametrize("command", [("lint",), ("plan", "--sandbox")])
def test_rules_that_pagerduty_may_not_have_are_told_once(run, write, system_zones, command):
    system_zones(OLD, America__Vancouver=CHANGING)
    again = VANCOUVER.removeprefix("schedules:\n").replace("night", "day")
    write(VANCOUVER + again)

    ended = run(*command, "--format", "json")

    findings = ended.json["findings" if command == ("lint",) else "diagnostics"]
    told = [one for one in findings if one["rule"] == "time-zone-rules"]
    assert [(one["message"], one["place"]["line"]) for one in told] == [(CHANGED, 3)]
    assert told[0]["help"].startswith(
        "compare with `pdsync oncall --verify`: from Sun 1 Nov 2026 on, clocks there show "
        "UTC-07:00 by the package tzdata ("
    )
    assert told[0]["help"].endswith("UTC-08:00 by this system (1999z)")


def test_a_plan_tells_of_a_zone_that_only_the_account_has(run, write, system_zones):
    write(VANCOUVER)
    run("apply", "--sandbox", "--yes")
    system_zones(OLD, America__Vancouver=CHANGING)
    write(
        VANCOUVER.replace("    time_zone: America/Vancouver\n", "").replace(
            "at: 2026-03-02", "at: 2026-03-02T17:00Z"
        )
    )

    (told,) = run("plan", "--sandbox", "--format", "json").json["diagnostics"]

    assert (told["message"], told["place"]["line"]) == (CHANGED, 2)


@pytest.mark.parametrize("content", [None, b"", b"TZif2 and no more", b"\0" * 100])
def test_files_that_cannot_be_read_are_not_compared(run, write, system_zones, content):
    write(VANCOUVER)
    place = system_zones(OLD)
    if content is not None:
        (place / "America").mkdir()
        (place / "America" / "Vancouver").write_bytes(content)

    assert run("lint").out == "2 files: 1 schedule. No problems.\n"
