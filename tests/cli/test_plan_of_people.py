"""Who is on call because of a plan, as a person meets it: whole outputs, and plans that expire."""

import pytest

CHECKOUT = """\
schedules:
  checkout-primary:
    name: Checkout Primary
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ana.silva@acme.example, at: 2026-01-05}
escalation_policies:
  checkout:
    name: Checkout
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [checkout-primary]}
services:
  checkout-api: {escalation_policy: checkout}
  cart: {escalation_policy: checkout}
"""
CHLOE_FOR_BEN = CHECKOUT.replace("ben.okafor", "chloe.martin")
BY_DAY = CHECKOUT.replace("        anchor", "        only: Mon-Fri 09:00-17:00\n        anchor")
LENIENT = "stack: acme\nsafety: {oncall_now: allow, new_gap: allow}\n"


@pytest.fixture
def changed(run, write):
    """Apply CHECKOUT, then write another configuration."""

    def changed(text, settings=LENIENT):
        write(CHECKOUT, settings=settings)
        run("apply", "--sandbox", "--yes")
        write(text, settings=settings)

    return changed


def section(ended):
    """What stands between the changes and the summary, every dash a plain one."""
    return plain(ended.out[ended.out.index("Who is on call") : ended.out.rindex("\n\nPlan:")])


def plain(text):
    return text.replace("\u2013", "-")


def test_the_shifts_that_change_are_told_by_the_clocks_of_the_schedule(run, changed):
    changed(CHLOE_FOR_BEN)
    assert (
        section(run("plan", "--sandbox"))
        == """\
Who is on call (next 4 weeks) · Europe/London
  Checkout Primary
      now                                   ana.silva@acme.example
                                            until Mon 9 Mar 09:00, unchanged
      Mon 9 Mar 09:00 - Mon 16 Mar 09:00    ben.okafor@acme.example →
                                            chloe.martin@acme.example
      Mon 23 Mar 09:00 - Mon 30 Mar 09:00   ben.okafor@acme.example →
                                            chloe.martin@acme.example
      … more after that
  Checkout, level 1 (cart, checkout-api)  always covered"""
    )


def test_a_gap_stands_out_and_says_whether_it_comes_again(run, changed):
    changed(BY_DAY)
    assert (
        section(run("plan", "--sandbox", "--people", "initials"))
        == """\
Who is on call (next 4 weeks) · Europe/London
  Checkout Primary  never uncovered before, 128 h a week uncovered after
      now                                 AS until Mon 2 Mar 17:00,
                                          was until Mon 9 Mar 09:00
    ! Mon 2 Mar 17:00 - Tue 3 Mar 09:00   nobody (was AS), every week
    ! Tue 3 Mar 17:00 - Wed 4 Mar 09:00   nobody (was AS), every week
    ! Wed 4 Mar 17:00 - Thu 5 Mar 09:00   nobody (was AS), every week
    ! Thu 5 Mar 17:00 - Fri 6 Mar 09:00   nobody (was AS), every week
    ! Fri 6 Mar 17:00 - Mon 9 Mar 09:00   nobody (was AS), every week
      … more after that
  Checkout, level 1 (cart, checkout-api)  never uncovered before, 128 h a
      week uncovered after"""
    )


def test_what_comes_every_day_is_told_once(run, changed):
    changed(BY_DAY.replace("Mon-Fri 09", "09"))
    lines = section(run("plan", "--sandbox", "--people", "initials")).splitlines()
    assert [line for line in lines if "!" in line] == [
        "    ! Mon 2 Mar 17:00 - Tue 3 Mar 09:00   nobody (was AS), every day"
    ]


def test_where_there_is_much_to_tell_levels_that_only_follow_are_counted(run, write):
    more = "".join(
        f"  p{n}:\n    escalation_rules:\n"
        "      - {escalation_delay_in_minutes: 10m, targets: [checkout-primary]}\n"
        for n in range(10, 60)
    )
    text = CHECKOUT.replace("services:", more + "services:")
    write(text)
    run("apply", "--sandbox", "--yes")
    write(text.replace("ben.okafor", "chloe.martin"))
    piped, at_terminal = (
        section(run("plan", "--sandbox", "--no-color", terminal=at)) for at in (False, True)
    )
    assert piped.splitlines()[-1] == "  p59, level 1  always covered"
    assert at_terminal.splitlines()[-4:-2] == [
        "  51 levels covered as before: Checkout 1, p10 1, p11 1, p12 1, p13 1,",
        "      p14 1, p15 1 and 44 more",
    ]


def test_in_colour_only_what_alarms_is_red(run, changed):
    changed(BY_DAY)
    text = plain(run("plan", "--sandbox", "--people", "initials", terminal=True).out)
    assert "    \x1b[31m! Mon 2 Mar 17:00 - Tue 3 Mar 09:00   nobody (was AS), every week" in text
    assert "      now                                 AS until Mon 2 Mar 17:00,\n" in text


def test_times_can_be_by_other_clocks(run, changed):
    changed(CHLOE_FOR_BEN)
    text = section(run("plan", "--sandbox", "--time-zone", "Tokyo"))
    assert "Who is on call (next 4 weeks) · Asia/Tokyo" in text
    assert "      Mon 9 Mar 18:00 - Mon 16 Mar 18:00    ben.okafor@acme.example →" in text


def test_markdown_has_it_open_with_people_by_name(run, changed):
    changed(CHLOE_FOR_BEN)
    text = plain(run("plan", "--sandbox", "--format", "markdown").out)
    assert "### Who is on call (next 4 weeks) · Europe/London\n\n**schedule** " in text
    assert "| Mon 9 Mar 09:00 - Mon 16 Mar 09:00 | Ben Okafor | Chloe Martin |\n" in text


@pytest.mark.parametrize(
    ("horizon", "words", "changes"),
    [
        ("30d", "30 days", 2),
        ("36h", "1d 12h", 0),
        ("1 week", "7 days", 1),
        ("10 years", "10 years", 261),
    ],
)
def test_the_horizon_says_how_far_to_look(run, changed, horizon, words, changes):
    changed(CHLOE_FOR_BEN)
    assert f"Who is on call (next {words})" in run("plan", "--sandbox", "--horizon", horizon).out
    row = run("plan", "--sandbox", "--horizon", horizon, "--format", "json").json["oncall"]
    assert sum(len(one["times"]) for one in row["schedules"][0]["changes"]) == changes


def test_what_changes_after_the_horizon_is_announced(run, changed):
    changed(CHLOE_FOR_BEN)
    text = run("plan", "--sandbox", "--horizon", "2d").out
    assert "      … the first change is on Mon 9 Mar 09:00\n" in text


@pytest.mark.parametrize("horizon", ["11 years", "59m", "soon", "4", "-1d", "9" * 30 + "w"])
def test_a_horizon_that_is_none_is_an_error(run, write, horizon):
    write(CHECKOUT)
    ended = run("plan", "--sandbox", f"--horizon={horizon}")
    assert (ended.code, ended.err) == (
        1,
        f"error: --horizon cannot be '{horizon}'\n"
        "    = help: write a length such as 4 weeks or 30d, from 1h to 10 years\n",
    )


def test_a_time_zone_that_is_none_is_an_error(run, write):
    write(CHECKOUT)
    ended = run("plan", "--sandbox", "--time-zone", "Europe/Londn")
    assert (ended.code, ended.err) == (
        1,
        "error: --time-zone: 'Europe/Londn' is not a time zone\n"
        "    = help: did you mean `Europe/London`?\n",
    )


def test_people_in_warnings_are_shown_as_asked(run, changed):
    changed(CHECKOUT.replace("ana.silva", "chloe.martin"), settings="stack: acme\n")
    text = run("plan", "--sandbox", "--people", "names").out
    assert "puts Chloe Martin on call at once, and takes Ana Silva off" in text


def test_people_whom_only_the_account_names_are_shown_as_asked(run, write):
    write(
        ONE_LAYER.format(
            "[{rotate: weekly, handoff: Mon 09:00, members: [ana.silva@x.example]}]"
        ).replace("@x.", "@acme.")
    )
    run("apply", "--sandbox", "--yes")
    write(ONE_LAYER.format("[]"))
    assert "Ana Silva" not in run("plan", "--sandbox", "--people", "emails").out


ONE_LAYER = "schedules: {{a: {{time_zone: Europe/London, layers: {}}}}}\n"


@pytest.mark.slow
def test_two_screens_hold_it_at_a_terminal_however_much_there_is(run, write):
    body = CHECKOUT.partition("escalation_policies:")[0].partition("\n")[2]
    many = [body.replace("checkout-primary", f"s{n}").replace("Primary", str(n)) for n in range(40)]
    text = "schedules:\n" + "".join(many)
    write(text)
    run("apply", "--sandbox", "--yes")
    write(text.replace("ben.okafor", "chloe.martin"))
    text = run("plan", "--sandbox", "--no-color", terminal=True).out
    assert len(text.splitlines()) <= 2 * 24 - 2
    assert "  Checkout 0, Checkout 1, Checkout 2 and 37 more\n      now" in text
    assert text.splitlines()[-3:] == [
        "… 32 of 40 changes are not shown whole: `--full` shows everything.",
        "",
        "Plan: 40 to update · 40 calls, 3 s at PagerDuty's rate limit",
    ]


def test_a_plan_saved_before_a_handoff_is_stale_after_it(run, changed):
    changed(CHLOE_FOR_BEN)
    run("plan", "--sandbox", "--out", "plan.json")
    ended = run("apply", "--sandbox", "--yes", "plan.json", days=6.9)
    assert ended.code == 3
    assert (
        "refused: plan.json is out of date: others are on call by schedule 'Checkout Primary' "
        "since 2026-03-09T09:00:00Z"
    ) in ended.err
    assert run("apply", "--sandbox", "--yes", "plan.json", days=6.8).code == 0


def test_a_stale_plan_tells_the_handoff_by_the_clocks_of_its_schedule(run, write):
    sydney = CHECKOUT.replace("Europe/London", "Australia/Sydney")
    for text in (sydney, sydney.replace("ben.okafor", "chloe.martin")):
        write(text, settings=LENIENT)
        run("plan", "--sandbox", "--out", "plan.json")
        ended = run("apply", "--sandbox", "--yes", "plan.json", days=6.9 * (text != sydney))
    assert (ended.code, "'Checkout Primary' since 2026-03-09T09:00:00+11:00" in ended.err) == (3, 1)


def test_a_plan_of_no_schedule_is_stale_after_a_week(run, changed):
    changed(CHECKOUT.replace("api: {", "api: {description: Pays, "))
    run("plan", "--sandbox", "--out", "plan.json")
    ended = run("apply", "--sandbox", "--yes", "plan.json", days=7)
    assert (ended.code, "it was made more than seven days ago" in ended.err) == (3, True)


def test_an_hour_later_a_saved_plan_is_still_good(run, changed):
    changed(CHECKOUT.replace("ana.silva", "chloe.martin"), settings="stack: acme\n")
    run("plan", "--sandbox", "--out", "plan.json")
    assert run("apply", "--sandbox", "--yes", "plan.json", days=1 / 24).code == 0


def test_a_question_that_is_answered_after_a_handoff_sends_nothing(run, changed):
    changed(CHLOE_FOR_BEN)
    ended = run("apply", "--sandbox", typed="y\n", waits=8)
    assert ended.code == 3
    assert "Nothing was sent: since the plan was shown" in ended.err
