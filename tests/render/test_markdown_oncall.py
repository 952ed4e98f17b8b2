"""Who is on call because of a plan, in tables of Markdown."""

from render.test_oncall_overrides import change, override, row

from pdsync.render._escape import markdown
from pdsync.render.plan.markdown.oncall import oncall_part

MOST = 20_000
DAYS = "2026-12-21T10:00:00Z", "2027-01-18T10:00:00Z"


def part(*schedules, soon=None, same=()):
    since, until = DAYS
    oncall = {"since": since, "until": until, "schedules": schedules, "levels": [], "services": []}
    return oncall_part({**oncall, "same_person": same}, soon, MOST)


def shown(*schedules, soon=None):
    """The lines below the heading."""
    lines = part(*schedules, soon=soon).replace("\u2013", "-").splitlines()
    return [line for line in lines[1:] if line]


def test_shifts_overrides_and_gaps_stand_in_one_table():
    overrides = [override(25, "Eve", "Ana", "goes"), override(26, "Dan")]
    one = row(change(24, "Ben"), change(28), overrides=overrides)

    assert shown(one) == [
        "**schedule** Primary",
        "| When | Before | After |",
        "| --- | --- | --- |",
        "| now until Mon 28 Dec 09:00 | `a`<wbr>`@x.example` | `a`<wbr>`@x.example`, unchanged |",
        "| Thu 24 Dec 09:00 - Fri 25 Dec 09:00 | `a`<wbr>`@x.example` | Ben |",
        "| **! Fri 25 Dec 12:00 - 18:00** | Eve (by override, for Ana) | goes |",
        "| Sat 26 Dec 12:00 - 18:00 | Dan (by override) | stays |",
        "| **! Mon 28 Dec 09:00 - Tue 29 Dec 09:00** | `a`<wbr>`@x.example` | **nobody** |",
        "… then all is as before",
    ]


def test_who_is_taken_off_at_once_has_a_minus_and_who_stays_stands_beside():
    now = {"old": ["Ana", "Ben", "Eve"], "new": ["Ben", "Eve"], "until": None}
    added = {**change(24), "old": ["Ben", "Eve"], "new": ["Ben", "Eve", "Dan"]}

    assert shown(row(added, now=now))[3:5] == [
        "| **! now, at once** | \N{MINUS SIGN}&nbsp;Ana | Ben, Eve stay |",
        "| Thu 24 Dec 09:00 - Fri 25 Dec 09:00 | 2&nbsp;others&nbsp;stay | +&nbsp;Dan |",
    ]


def test_who_comes_at_once_has_until_when():
    now = {"old": [], "new": ["Ana"], "until": "2026-12-28T09:00:00Z"}

    assert shown(row(now=now))[3] == (
        "| **! now, at once, until Mon 28 Dec 09:00** | nobody | Ana |"
    )


def test_what_runs_changes_when_its_successor_takes_over():
    soon = {**change(21, "Ben"), "start": "2026-12-21T10:30:00Z"}

    assert shown(row(soon), soon=soon["start"])[3] == (
        "| **! now, from Mon 21 Dec 10:30 on** | `a`<wbr>`@x.example` | Ben |"
    )


def test_the_same_people_for_longer_have_both_ends():
    now = {"old": ["Ana"], "new": ["Ana"], "until": "2026-12-28T10:00:00Z"}

    assert shown(row(now={**now, "was_until": "2026-12-28T09:00:00Z"}))[3] == (
        "| now | Ana until Mon 28 Dec 09:00 | Ana until Mon 28 Dec 10:00 |"
    )


def test_what_is_new_has_no_column_of_before():
    coverage = {"before": None, "after": row()["coverage"]["after"]}
    now = {"old": [], "new": ["Ana"], "until": None}

    assert shown(row({**change(24, "Ben"), "old": []}, now=now, coverage=coverage))[:5] == [
        "**schedule** Primary · new: always covered",
        "| When | On call |",
        "| --- | --- |",
        "| now | Ana |",
        "| Thu 24 Dec 09:00 - Fri 25 Dec 09:00 | Ben |",
    ]


def test_the_same_of_many_schedules_is_told_once():
    many = [row(change(24, "Ben"), key=f"s{n}", name=f"S{n}") for n in range(6)]

    assert [line for line in shown(*many) if line.startswith("**")] == [
        "**schedule** S0, S1, S2 and 3 more"
    ]


def test_more_things_than_are_read_at_once_are_counted_but_for_grave_ones():
    light = [row(change(24, f"Ben {n}"), name=f"S{n}") for n in range(40)]
    grave = [row(change(24), name=f"Gap {n}") for n in range(30)]
    lines = shown(*light, *grave)

    assert sum(line.endswith("| **nobody** |") for line in lines) == 30
    assert lines[-1] == "… and 40 more schedules: `--full` and the JSON have all"


def test_a_very_long_table_keeps_its_gap_and_says_how_much_it_leaves_out():
    overrides = [override(22 + n % 7, f"{n} {'x' * 80}", "Ana", "goes") for n in range(200)]
    text = part(row(change(28), overrides=overrides))

    assert len(text.encode()) < MOST
    assert "| **nobody** |" in text
    assert "more rows: `pdsync plan` shows all**" in text


def test_any_number_of_tables_fits():
    people = [f"{n} {'x' * 200}" for n in range(300)]
    many = [row(change(24), now={"old": [one], "new": [], "until": None}) for one in people]
    text = part(*many)

    assert len(text.encode()) <= MOST
    assert text.rstrip().endswith("more: `pdsync plan` shows all")


def test_a_narrow_page_may_break_an_address_and_nothing_else():
    now = {"old": ["x@<b>.y"], "new": ["`a`@b c@d"], "until": None}

    assert shown(row(now=now))[3] == ("| **! now, at once** | `x`<wbr>`@<b>.y` | `a@b` `c@d` |")


def test_hours_of_days_are_no_short_code_of_an_emoji():
    assert markdown("Mon 30 Nov to Fri 4 Dec, 09:00-17:00, so:") == (
        "Mon 30 Nov to Fri 4 Dec, 09:00-17:00, so:"
    )
    assert markdown("at 9:00-17:smile: x") == "at `9:00-17:smile`: x"
