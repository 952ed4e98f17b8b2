"""The report of the example organisation on paper."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_on_paper_it_has_a_page_for_three_schedules(browser, example):
    page = browser.new_page()
    page.goto(example.as_uri())
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type ?/Page\b", pdf)) == 9 // 3
