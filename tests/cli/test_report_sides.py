"""Both sides of a plan on a report: what it makes, deletes, opens and closes."""

import pytest
from command_line import the_account
from report_page import DECIDED

pytestmark = pytest.mark.slow  # draws whole reports


@pytest.fixture
def planned(run, write, page):
    """The page of the plan from one configuration to another."""

    def planned(before, after, *options):
        settings = "stack: acme\nsafety: {new_gap: warn}\n"
        write(before, settings=settings)
        assert run("apply", "--yes", "--sandbox").code == 0
        write(after, settings=settings)
        assert run("plan", "--sandbox", "--out", "plan.json").code == 0
        return page("--sandbox", "--plan", "plan.json", *options)

    return planned


def test_hours_with_nobody_are_told_and_not_how_often(planned):
    shorter = DECIDED.replace("duration_seconds: 8h", "duration_seconds: 4h")

    assert "With nobody on call: 448 h before, 560 h after." in planned(DECIDED, shorter).text


WITHOUT_OFFICE = DECIDED.replace("targets: [primary, office]", "targets: [primary]")
WITHOUT_OFFICE = (
    WITHOUT_OFFICE[: WITHOUT_OFFICE.index("  office:")]
    + (WITHOUT_OFFICE[WITHOUT_OFFICE.index("escalation_policies:") :])
)


def test_a_schedule_that_a_plan_deletes_is_called_that(planned):
    found = planned(DECIDED, WITHOUT_OFFICE)

    assert "schedule · Australia/Sydney · deleted by the plan" in found.text
    assert "With nobody on call: 448 h before, deleted by the plan." in found.text
    assert found.tables["office: before and after"][1][1:] == ["Liam Chen", "deleted"]


def test_a_schedule_that_a_plan_makes_is_called_new(planned):
    found = planned(WITHOUT_OFFICE, DECIDED)

    assert "schedule · Australia/Sydney · new with the plan" in found.text
    assert "With nobody on call: new with the plan, 448 h after." in found.text
    assert found.tables["office: before and after"][1][1:] == ["new", "Liam Chen"]


def rows(found, title):
    return [row for row in found.tables[title] if row[0].startswith("office")]


def test_a_schedule_that_a_plan_makes_is_in_the_calendar(planned):
    bars = planned(WITHOUT_OFFICE, DECIDED).told("office new with the plan")

    # It is 23:00 in Sydney when the plan is made: of what was before, nothing is told.
    assert bars == [
        ("nobody 17:00\N{EN DASH}09:00", "from Mon 2 Mar 23:00, each day 17:00\N{EN DASH}09:00"),
        (
            "Liam Chen 09:00\N{EN DASH}17:00",
            "Tue 3 Mar 09:00 \N{EN DASH} Sun 29 Mar 17:00, each day 09:00\N{EN DASH}17:00",
        ),
    ]


def test_of_a_schedule_that_a_plan_makes_nothing_is_told_further_than_it_looked(planned):
    bars = planned(WITHOUT_OFFICE, DECIDED, "--weeks", "6").bars["office new with the plan"]

    assert [bar.title for bar in bars[-2:]] == [
        "Sun 29 Mar 17:00 \N{EN DASH} Mon 30 Mar 23:00, each day 17:00\N{EN DASH}09:00",
        "Liam Chen, Mon 30 Mar 09:00\N{EN DASH}17:00",
    ]


def test_a_schedule_that_a_plan_deletes_ends_in_the_calendar(planned):
    bars = planned(DECIDED, WITHOUT_OFFICE).bars

    before, after = (row for head, row in bars.items() if head != "primary")
    assert [bar.text for bar in before] == [
        "nobody 17:00\N{EN DASH}09:00",
        "Liam Chen 09:00\N{EN DASH}17:00",
    ]
    assert after == []  # it was made at 23:00


def test_coverage_and_load_are_told_before_and_after(planned):
    found = planned(DECIDED, DECIDED.replace("duration_seconds: 8h", "duration_seconds: 4h"))

    assert [(row[0], row[1], row[3]) for row in rows(found, "Schedules")] == [
        ("office before the plan", "33.3 %", "112 h a week with nobody"),
        ("office after the plan", "16.6 %", "140 h a week with nobody"),
    ]
    load = found.tables["Load per person, before \N{RIGHTWARDS ARROW} after the plan"]
    (liam,) = (row for row in load if row[0].startswith("Liam"))
    assert liam[1:] == [
        "216 h \N{RIGHTWARDS ARROW} 108 h",
        "0 · 0 h",
        "4 · 64 h \N{RIGHTWARDS ARROW} 4 · 32 h",
    ]


def test_load_and_coverage_have_what_a_plan_makes(planned):
    found = planned(WITHOUT_OFFICE, DECIDED)

    (office,) = rows(found, "Schedules")
    assert office[0] == "office new with the plan"
    load = found.tables["Load per person, before \N{RIGHTWARDS ARROW} after the plan"]
    (liam,) = (row for row in load if row[0].startswith("Liam"))
    assert liam[1] == "0 h \N{RIGHTWARDS ARROW} 216 h"


def items(found):
    """What is worth a look."""
    start, end = (
        found.text.index("Worth a look", 900),
        found.text.rindex("Before and after the plan"),
    )
    return found.text[start:end]


def test_gaps_that_a_plan_opens_are_worth_a_look(planned):
    windows = "restrictions: [{start_time_of_day: 09:00, duration_seconds: 12h}]"
    alone = DECIDED.replace("targets: [emma.johnson@acme.example]", "targets: [primary]")
    cut = "users: [ana.silva@acme.example, ben.okafor@acme.example]"
    found = planned(alone, alone.replace(cut, f"{cut}\n        {windows}"))

    assert (
        "primary: somebody on call all the time before the plan; "
        "nobody for 326 h, 28 times, first from Mon 2 Mar 21:00 until Tue 3 Mar 09:00 after it"
    ) in items(found)
    assert "shop: somebody on call all the time before the plan; nobody " in items(found)
    before, after = (row for row in found.tables["Escalation policies"] if "plan" in row[0])
    assert (before[0], after[0]) == ("shop before the plan", "shop after the plan")
    assert (before[2][:9], after[2][:15]) == ("never", "107 h 54 times,")


def test_a_gap_that_a_plan_closes_is_said_to_be(planned):
    longer = DECIDED.replace("[{start_time_of_day: 09:00, duration_seconds: 8h}]", "[]")

    assert (
        "office: nobody on call for 433 h, 28 times, "
        "now until Tue 3 Mar 09:00 before the plan; "
        "never nobody after it"
    ) in items(planned(DECIDED, longer))


def test_a_policy_that_a_plan_makes_is_covered_or_not(planned):
    alone = DECIDED[: DECIDED.index("escalation_policies:")]
    office = "targets: [primary, office]", "targets: [office]"
    after = DECIDED.replace(*office).replace("targets: [emma.johnson@acme.example]", office[1])
    found = planned(alone, after)

    (_, shop) = found.tables["Escalation policies"]
    assert shop[0] == "shop new with the plan"
    assert shop[1] == "level 1: 33.3 % level 2: 33.3 %"
    assert "shop: new with the plan, nobody on any level for 433 h, 28 times, now until" in items(
        found
    )


def test_the_turns_of_a_deleted_user_are_no_news_since_the_plan(run, write, page):
    write(DECIDED)
    assert run("apply", "--yes", "--sandbox").code == 0
    with the_account() as world:
        (ben,) = world.get("/users", query="ben.okafor")["users"]
        world.send("DELETE", f"/users/{ben['id']}")
    write(DECIDED.replace("ben.okafor", "noah.smith"))
    assert run("plan", "--sandbox", "--out", "plan.json").code == 0
    found = page("--sandbox", "--plan", "plan.json")

    assert "changed since the plan was made" not in found.text
    assert (
        "nobody on call for 326 h, 2 times, "
        "first from Mon 9 Mar 09:00 until Mon 16 Mar 09:00 before the plan"
    ) in items(found)


def test_a_plan_that_was_applied_makes_nothing_twice(planned, run, page):
    planned(WITHOUT_OFFICE, DECIDED)
    assert run("apply", "--yes", "--sandbox", "plan.json").code == 0
    found = page("--sandbox", "--plan", "plan.json")

    assert set(found.bars) == {"office", "primary"}
    assert "office changed since the plan was made; run `pdsync plan` again." in found.text
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_levels_and_loads_that_a_plan_changes_are_told_of_both_sides(planned):
    found = items(planned(DECIDED, DECIDED.replace("emma.johnson@acme.example", "primary")))
    assert (
        "shop: with the plan, level 2 notifies nobody new: Ana Silva Ben Okafor "
        "are on level 1 too, for 649 h, now until Mon 30 Mar 00:00"
    ) in found

    longer = DECIDED.replace("[{start_time_of_day: 09:00, duration_seconds: 8h}]", "[]")
    assert (
        "Liam Chen: on call for 27 days without a day off, from Tue 3 Mar on before the plan; "
        "on call for 28 days without a day off, from Mon 2 Mar on after it"
    ) in items(planned(DECIDED, longer))
