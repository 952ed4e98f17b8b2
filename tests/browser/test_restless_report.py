"""A report of sixty schedules on which somebody else is on call every eight hours."""

import pytest
from looking import BROKEN, COVERED

pytestmark = pytest.mark.browser

FIRST_ROW = """() => [...document.querySelectorAll('.cal .row')[0].querySelectorAll('li[title]')]
  .slice(0, 21).map(bar => [bar.textContent, bar.title])"""
WITHOUT_HOURS = "document.querySelectorAll('.cal .row li:not(.now):not([title])').length"


@pytest.fixture(scope="module")
def page(browser, restless):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(restless.as_uri())
    return page


def test_it_is_as_small_and_as_low_as_others(page, restless):
    assert restless.stat().st_size <= 500_000
    assert page.evaluate("document.documentElement.scrollHeight") <= 12_000


def test_numbers_stand_for_names_and_whoever_is_on_call_now_is_named(page):
    row = page.locator(".cal .row").first
    assert row.locator(".head .chip").all_inner_texts() == [
        *("1 ana.s", "2 ben.o", "3 carla.m", "4 dan.w", "5 eva.l"),
    ]
    assert page.evaluate(FIRST_ROW)[3:6] == [
        ["4", "dan.weiss, Tue 24 Mar 00:00\N{EN DASH}08:00"],
        ["eva.l", "eva.lindqvist, Tue 24 Mar 08:00\N{EN DASH}16:00"],
        ["1", "ana.silva, Tue 24 Mar 16:00 \N{EN DASH} Wed 25 Mar 00:00"],
    ]


def test_every_bar_tells_its_hours_also_where_the_clocks_change(page):
    assert page.evaluate(WITHOUT_HOURS) == 0
    # In London the clocks go forward on Sunday at 01:00.
    assert [title for _, title in page.evaluate(FIRST_ROW)[18:]] == [
        "dan.weiss, Sun 29 Mar 00:00\N{EN DASH}08:00",
        "eva.lindqvist, Sun 29 Mar 08:00\N{EN DASH}16:00",
        "ana.silva, Sun 29 Mar 16:00 \N{EN DASH} Mon 30 Mar 00:00",
    ]


def test_no_bar_lies_on_another_and_no_word_is_broken(page):
    assert page.evaluate(COVERED) == []
    for width in (1280, 768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(BROKEN) == []
