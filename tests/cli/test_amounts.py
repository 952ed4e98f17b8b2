"""How much of a plan is shown: two screens at a terminal, everything elsewhere, or as asked."""

import pytest

MANY = 40
HEAD = """
escalation_policies:
  shop:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [ana.silva@acme.example]}
services:
"""
SETTINGS = "stack: acme\nsafety: {max_deletes: 50, max_delete_percent: 90}\n"


def services(timeout="30m", *, but=()):
    """Return services that differ in their descriptions; those numbers `but`."""
    return HEAD + "".join(
        f"  s{n}: {{escalation_policy: shop, description: Does {n}, "
        f"acknowledgement_timeout: {timeout}}}\n"
        for n in range(MANY)
        if n not in but
    )


@pytest.fixture
def many(write):
    write(services(), settings=SETTINGS)


def lines(ended):
    return ended.out.splitlines()


def test_at_a_terminal_a_plan_takes_two_screens(run, many):
    shown = lines(run("plan", "--sandbox", "--no-color", terminal=True))

    assert len(shown) <= 2 * 24 - 2
    assert shown[-5:] == [
        "  + 34 services: s6, s7, s8, s9, s10, s11, s12, s13, s14, s15, s16 and 23 more",
        "",
        "… 34 of 41 changes are not shown whole: `--full` shows everything.",
        "",
        "Plan: 41 to create · 41 calls, 3 s at PagerDuty's rate limit",
    ]


def test_the_height_of_the_terminal_is_used(run, many, monkeypatch):
    monkeypatch.setenv("LINES", "50")

    assert 2 * 24 < len(lines(run("plan", "--sandbox", terminal=True))) <= 2 * 50 - 2


def test_everything_is_shown_on_request_and_elsewhere(run, many):
    whole = run("plan", "--sandbox", "--no-color").out

    assert all(f"description               Does {n}\n" in whole for n in range(MANY))
    assert run("plan", "--sandbox", "--no-color", "--full", terminal=True).out == whole


@pytest.mark.parametrize("options", [["--yes"], ["--full"], []])
def test_apply_shows_all_with_yes_or_full_and_two_screens_where_it_asks(run, many, options):
    ended = run("apply", "--sandbox", *options, typed="no\n")

    assert all(f"Does {n}\n" in ended.out for n in range(MANY)) is bool(options)


def test_a_summary_is_the_counts_and_what_is_grave(run, write, many):
    run("apply", "--sandbox", "--yes")
    write(services("20m", but={7}), settings=SETTINGS)
    plan, apply = (run(one, "--sandbox", "--summary", "--no-color") for one in ("plan", "apply"))

    assert plan.out == (
        "pdsync plan · policies/ → pdsync-sandbox.db · stack acme\n"
        "\n"
        "  - service s7                                    no longer in the configuration\n"
        "\n"
        "… 39 of 40 changes are not shown whole: `--full` shows everything.\n"
        "\n"
        "Plan: 39 to update, 1 to delete · 40 calls, 3 s at PagerDuty's rate limit\n"
    )
    assert apply.out == plan.out


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            "plan --summary --full",
            "--summary and --full are opposites",
            "take one of them: --summary for the counts and risks, --full for everything",
        ),
        (
            "apply --full --format json",
            "--full does nothing with `--format json`",
            "leave it out: JSON is always whole",
        ),
        (
            "plan --summary --format markdown",
            "--summary does nothing with `--format markdown`",
            "leave it out: its summary stands first",
        ),
    ],
)
def test_what_has_no_effect_is_refused(run, many, line, message, hint):
    ended = run(*line.split(), "--sandbox")

    assert (ended.code, ended.err) == (1, f"error: {message}\n    = help: {hint}\n")
