"""Schedules in UTC whose people are all in one other zone."""

from datetime import timedelta

import pytest
from lint.rules import DATABASES, NOW, examples, found
from source.saying import expected

from pdsync.lint import LintContext, all_rules
from pdsync.source import load_texts

A, B = "a@x.example", "b@x.example"


def rotas(*written):
    """Schedules, each by its zone and its people."""
    turns = "rotate: weekly, handoff: Mon 09:00"
    rows = (
        f"  s{index}: {{time_zone: {zone}, layers: [{{{turns}, members: [{', '.join(who)}]}}]}}\n"
        for index, (zone, *who) in enumerate(written)
    )
    return "schedules:\n" + "".join(rows)


def test_it_says_where_they_are_and_what_to_write():
    assert found("utc-elsewhere", examples("utc-elsewhere")[0]) == expected("""
        a.yaml:6:16 utc-elsewhere: everybody on `shop` takes turns in Europe/London too, whose \
clocks are changed: half of the year its turns and windows are an hour off for them
          write `Europe/London`
          a.yaml:2:3: schedule `web`
        """)


ROTATION = "rotations: [{{time_zone: {}, shifts: 09:00-17:00, members: [a@x.example]}}]"
WEB = f"schedules:\n  web: {{time_zone: Etc/UTC, {ROTATION.format('Europe/London')}}}\n"
LONDON = WEB.replace("Etc/UTC", "Europe/London")
SHOP = "  shop: {{time_zone: {}, {}}}\n"
LAYER = "layers: [{rotate: weekly, handoff: Mon 09:00, members: [a@x.example]}]"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (WEB + SHOP.format("Etc/UTC", LAYER), "a.yaml:3:21"),
        (WEB + SHOP.format("GMT", LAYER), "a.yaml:3:21"),
        (LONDON + SHOP.format("Europe/London", ROTATION.format("UTC")), "a.yaml:3:60"),
    ],
)
def test_a_rotation_may_have_clocks_of_its_own(text, place):
    assert found("utc-elsewhere", text).startswith(f"{place} utc-elsewhere: everybody on `shop`")


SILENT = {
    "rotations with clocks of their own": WEB
    + SHOP.format("Etc/UTC", ROTATION.format("Europe/London")),
    "people in two zones": rotas(("Europe/London", A), ("America/New_York", B), ("Etc/UTC", A, B)),
    "one is not known": rotas(("Europe/London", A), ("Etc/UTC", A, B)),
    "clocks are never changed": rotas(("Asia/Kolkata", A, B), ("Etc/UTC", A, B)),
    "all in UTC": rotas(("Etc/UTC", A), ("Etc/UTC", A)),
    "members of the account's": rotas(("Europe/London", A)).replace("rotate", "name: X, rotate")
    + "  u: {time_zone: Etc/UTC, layers: [{rotate: weekly, handoff: Mon 09:00}]}\n",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("utc-elsewhere", text) == ""


@pytest.mark.parametrize("week", range(0, 52, 3))
def test_it_is_told_in_every_week_of_the_year(week):
    config = load_texts({"a.yaml": examples("utc-elsewhere")[0]})
    context = LintContext(NOW + timedelta(weeks=week), DATABASES)
    told = all_rules()["utc-elsewhere"].findings(config, context)
    assert [one.help for one in told] == ["write `Europe/London`"]
