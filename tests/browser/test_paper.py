"""The report of the example organisation on paper."""

import re

import pytest

pytestmark = pytest.mark.browser

UNFOLDING = """() => [...document.querySelectorAll('.found summary')]
  .filter(one => one.checkVisibility()).map(one => one.textContent)"""

BEFORE_FIRST_ROWS = """() => [...new Set([...document.querySelectorAll('.crew')].flatMap(crew => {
  const first = crew.querySelector('.row');
  return [...crew.children].filter(one => one.compareDocumentPosition(first) & 4)
    .map(one => getComputedStyle(one).breakAfter);
}))]"""

STAYING_IN_VIEW = """() => [...document.querySelectorAll('*')]
  .filter(one => one.checkVisibility()).flatMap(one => ['', '::before']
    .filter(part => getComputedStyle(one, part || null).position === 'sticky')
    .map(part => one.tagName + part))"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("made", ["example", "written"])
def test_on_paper_it_has_a_page_for_three_schedules(browser, request, made, width):
    page = opened(browser, request.getfixturevalue(made))
    page.set_viewport_size({"width": width, "height": 800})
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type ?/Page\b", pdf)) == 9 // 3


def test_on_paper_nothing_is_to_be_unfolded_of_what_is_worth_a_look(browser, many):
    page = opened(browser, many)
    assert page.evaluate(UNFOLDING)
    page.emulate_media(media="print")
    assert page.evaluate(UNFOLDING) == []


def test_on_paper_the_name_of_a_team_stands_with_its_first_schedule(browser, example):
    page = opened(browser, example)
    page.emulate_media(media="print")
    assert page.evaluate(BEFORE_FIRST_ROWS) == ["avoid"]


def test_on_paper_nothing_stays_in_view_over_something_else(browser, example):
    page = opened(browser, example)
    assert page.evaluate(STAYING_IN_VIEW)
    page.emulate_media(media="print")
    assert page.evaluate(STAYING_IN_VIEW) == []


def opened(browser, made):
    page = browser.new_page()
    page.goto(getattr(made, "file", made).as_uri())
    return page
