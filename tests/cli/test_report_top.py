"""The top of a report: who is on call now, and what is worth a look."""

import re

import pytest
from report_page import configuration, policy, schedule

NOW = "Mon 2 Mar"  # at noon in UTC


TEAMS = "\n  shop: {name: Shop}\n  data: {name: Data}"


def test_who_is_on_call_now_is_told_by_team_policy_and_level(write, page):
    office = "only: Mon-Fri 18:00-20:00"
    write(
        configuration(
            schedule("first", "ana.silva", "ben.okafor")
            + schedule("evenings", "liam.chen", more=office),
            policy("zebra", "first", "emma.johnson@acme.example", more="team: shop")
            + policy("late", "evenings", more="team: data")
            + policy("lonely", "first"),
            TEAMS,
        )
    )

    assert page("--weeks", "1").duty == [
        ["Policy", "Level 1", "Level 2"],
        ["data"],
        ["late Europe/London", "nobody until Mon 2 Mar 18:00, then liam.chen", ""],
        ["shop"],
        [
            "zebra Europe/London",
            "ana.silva until Mon 9 Mar 00:00, then ben.okafor",
            "emma.johnson always",
        ],
        ["No team"],
        ["lonely Europe/London", "ana.silva until Mon 9 Mar 00:00, then ben.okafor", ""],
    ]


def test_nobody_stands_out(write, html):
    write(
        configuration(
            schedule("evenings", "liam.chen", more="only: Mon-Fri 18:00-20:00"),
            policy("late", "evenings"),
        )
    )

    assert '<td data-level="Level 1"><span class="gap chip">nobody</span>' in html()


def test_a_schedule_that_no_policy_uses_is_told_with_its_team(write, page):
    write(
        configuration(
            schedule("spare", "ana.silva", extra="teams: [shop]"), teams="\n  shop: {name: Shop}"
        )
    )

    assert page().duty[1:] == [
        ["shop"],
        ["spare Europe/London", "ana.silva no change for a year no policy uses it"],
    ]


def test_without_an_anchor_it_is_not_known_and_leads_to_the_schedule(write, html):
    written = schedule("primary", "ana.silva", "ben.okafor").replace("anchor:", "#")
    write(configuration(written, policy("shop", "primary")))

    assert (
        '<span class="warn">not known, as of <a href="#schedule-primary">primary</a></span>'
        in html()
    )


def test_everybody_of_a_shift_based_schedule_is_named(write, page):
    write(
        configuration(
            """
  both:
    time_zone: Europe/London
    rotations:
      - shifts: 09:00-17:00
        everyone: true
        members: [ana.silva@acme.example, grace.kim@acme.example]
"""
        )
    )

    assert page().duty[1][1].startswith("ana.silva grace.kim until Mon 2 Mar 17:00, then nobody")


def test_nothing_worth_a_look_is_said(write, html):
    write(
        configuration(
            schedule("one", "ana.silva", "ben.okafor", "liam.chen"), policy("shop", "one")
        )
    )

    assert "Nothing: from now on somebody is on call on every schedule" in html()


OFFICE = "only: Mon-Fri 09:00-17:00"
OFFICE_EXPECTED = "expect: {coverage: Mon-Fri 09:00-17:00}"


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        (
            "",
            [
                "Nobody on call:",
                "office: nobody on call for 119 h, 5 times, "
                "first from Mon 2 Mar 17:00 until Tue 3 Mar 09:00",
            ],
        ),
        ("expect: {coverage: Mon-Fri 09:00-17:00}", []),
        ("expect: {coverage: Mon-Fri 10:00-16:00}", []),
    ],
)
def test_a_gap_is_told_unless_the_schedule_expects_it(write, worth_a_look, expect, told):
    names = ("ana.silva", "ben.okafor", "liam.chen")
    write(configuration(schedule("office", *names, more=OFFICE, extra=expect)))

    assert worth_a_look("--weeks", "1") == told


def nobody_now(html):
    """Each chip of "nobody" among who is on call now: how it looks."""
    now = html.split('<section id="now"')[1].split("</section>")[0]
    return re.findall(r'class="(\w+) chip"[^>]*>nobody', now)


@pytest.mark.parametrize(
    ("expect", "looks"),
    [
        ("", "gap"),
        ("expect: {coverage: Mon-Fri 18:00-20:00}", "rest"),
        ("expect: {coverage: Mon-Fri 09:00-20:00}", "gap"),
    ],
)
def test_nobody_now_is_calm_where_the_schedule_expects_it(write, html, expect, looks):
    evenings = schedule("late", "ana.silva", more="only: Mon-Fri 18:00-20:00", extra=expect)
    write(configuration(evenings, policy("shop", "late") + policy("other", "late", "late")))

    assert nobody_now(html()) == [looks] * 3
    assert nobody_now(html("--since", "2026-09-07", "--weeks", "1")) == [looks] * 3


def test_nobody_next_is_calm_as_well_and_a_level_only_where_all_of_it_expects_it(write, html):
    office = schedule("day", "ana.silva", more=OFFICE, extra=OFFICE_EXPECTED)
    evenings = schedule("late", "ben.okafor", more="only: Mon-Fri 18:00-20:00")
    write(configuration(office + evenings, policy("a", "day") + policy("b", '"day", "late"')))

    assert nobody_now(html()) == ["rest", "gap"]


@pytest.mark.parametrize(("expect", "alarms"), [("", 6), (OFFICE_EXPECTED, 0)])
def test_an_expected_gap_is_calm_all_over_the_page(write, html, expect, alarms):
    evenings = schedule("day", "ana.silva", "ben.okafor", more=OFFICE, extra=expect)
    write(configuration(evenings, policy("shop", "day")))

    body = html().split("<body>")[1]
    legend = 1
    found = re.findall(r'"chip gap"|"gap chip"|"meter low"|"warn"', body)
    assert len(found) - legend == alarms


def test_a_gap_of_a_policy_is_silent_where_all_its_schedules_expect_it(write, worth_a_look):
    names = ("ana.silva", "ben.okafor", "liam.chen")
    expected = "expect: {coverage: Mon-Fri 09:00-17:00}"
    schedules = schedule("office", *names, more=OFFICE, extra=expected)
    write(configuration(schedules, policy("shop", "office", "office")))

    found = worth_a_look("--weeks", "1")
    assert [line for line in found if "nobody on" in line] == []


@pytest.mark.parametrize(("second", "is_told"), [("", True), (OFFICE_EXPECTED, False)])
def test_a_gap_of_a_policy_is_silent_where_all_its_services_allow_it(
    write, worth_a_look, second, is_told
):
    rota = schedule("office", "ana.silva", "ben.okafor", "liam.chen", more=OFFICE)
    services = [
        f"\n  {key}: {{escalation_policy: shop, {one}}}"
        for key, one in (("a", OFFICE_EXPECTED), ("b", second))
    ]
    write(configuration(rota, policy("shop", "office"), services="".join(services)))
    assert any(line.startswith("shop:") for line in worth_a_look("--weeks", "1")) == is_told


def test_the_same_person_on_two_levels_is_told_once_for_all_times(write, worth_a_look):
    write(
        configuration(
            schedule("one", "ana.silva", "ben.okafor", "liam.chen")
            + schedule("two", "ana.silva", "maya.cohen", "noah.smith"),
            policy("shop", "one", "two"),
        )
    )

    assert worth_a_look() == [
        "The same person on two levels:",
        "shop: level 2 notifies nobody new: ana.silva is on level 1 too, for 168 h, "
        "from Mon 9 Mar 00:00 until Mon 16 Mar 00:00",
    ]


@pytest.mark.parametrize(
    ("schedules", "told"),
    [
        (
            schedule("one", "ana.silva"),
            ["ana.silva: on call 671 of 671 h, without a break"],
        ),
        (
            schedule("one", "ana.silva", more="only: 20:00-08:00"),
            ["ana.silva: on call every night, 28 of 28"],
        ),
        (
            schedule("one", "ana.silva", "ben.okafor", rotate="2 weeks"),
            [
                "ana.silva: on call for 14 days without a day off, from Mon 2 Mar until Sun 15 Mar",
                "ben.okafor: on call for 14 days without a day off, from Mon 16 Mar on",
            ],
        ),
        (
            schedule("one", "ana.silva", more="only: 09:00-17:00"),
            ["ana.silva: on call for 28 days without a day off, from Mon 2 Mar on"],
        ),
        (
            schedule("one", "ana.silva", more="only: Mon-Thu 09:00-17:00")
            + schedule("two", "ana.silva", more="only: Tue 02:00-05:00"),
            [
                "ana.silva: fewer than 11 h of rest between shifts 8 times, "
                "as little as 4 h from Tue 3 Mar 05:00"
            ],
        ),
        (schedule("one", "ana.silva", more="only: Mon-Fri 09:00-17:00"), []),
        (
            schedule("one", "ana.silva", "ben.okafor", rotate="daily", handoff="09:00"),
            [],
        ),
    ],
)
def test_what_is_more_than_people_can_carry_is_told(write, worth_a_look, schedules, told):
    write(configuration(schedules))

    found = worth_a_look()
    title = "More than people can carry for long:"
    assert (found[found.index(title) + 1 :] if title in found else []) == told


@pytest.mark.parametrize(
    ("loaded", "folded"), [(8, []), (9, []), (10, ["2 more"]), (12, ["4 more"])]
)
def test_of_a_long_list_of_what_is_worth_a_look_never_one_line_is_folded(
    write, html, loaded, folded
):
    write(configuration("".join(schedule(f"s{n}", f"one.{n}") for n in range(loaded))))

    assert re.findall(r"<summary>(\d+ more)</summary>", html()) == folded


def test_many_policies_are_folded_by_team_under_the_people_of_their_first_levels(write, html):
    schedules = schedule("one", "ana.silva") + schedule(
        "two", "ben.okafor", more="only: Mon-Fri 18:00-20:00"
    )
    policies = "".join(
        policy(f"p{number}", one, more=f"team: {team}")
        for team, one in (("shop", "one"), ("data", "two"))
        for number in (range(13) if team == "shop" else range(13, 26))
    )
    write(configuration(schedules, policies, TEAMS))

    folded = [
        re.sub(r"<[^>]+>", " ", one).split()
        for one in re.findall(r'<details class="team"><summary>(.*?)</summary>', html())
    ]
    assert folded == [
        ["data", "nobody", "on", "13", "of", "13", "first", "levels"],
        ["shop", "ana.silva"],
    ]


def test_names_of_all_sorts_become_no_markup(write, html):
    name = "<img src=x onerror=alert(1)>"
    write(
        configuration(
            schedule("one", "ana.silva") + f"\n    name: '{name}'",
            policy("shop", "one", "one", more=f"name: 'Shop {name[1:-1]}'"),
            services=f"\n  cart: {{name: '{name}', escalation_policy: shop}}",
        )
    )

    assert "<img" not in html()
