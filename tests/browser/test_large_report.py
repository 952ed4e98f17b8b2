"""A report of sixty schedules and 120 services: its size, its height, its pages, its fields."""

import re
from itertools import pairwise

import pytest
from looking import BROKEN, COVERED

pytestmark = pytest.mark.browser

MOST_BYTES, MOST_HIGH, SCHEDULES_A_PAGE = 500_000, 12_000, 3
SIZES = {"phone": (390, 844), "tablet": (768, 1024), "desk": (1280, 900)}
SCHEMES = ("light", "dark")

# The bars that are on now, with the left and the right end of their names.
NOW = """() => [...document.querySelectorAll('.cal .row')].map(row => {
  const line = row.querySelector('li.now').getBoundingClientRect();
  const range = document.createRange();
  return [...row.querySelectorAll('li[title]')].filter(bar => {
    const box = bar.getBoundingClientRect();
    return box.left <= line.left && line.left < box.right;
  }).map(bar => {
    range.selectNodeContents(bar.querySelector('b') || bar);
    const box = range.getBoundingClientRect();
    return [bar.title, box.left, box.right, line.left];
  });
})"""
IN_VIEW = """() => {
  const box = document.querySelector('.cal').getBoundingClientRect();
  const names = parseFloat(getComputedStyle(document.querySelector('.cal')).scrollPaddingLeft);
  return [box.left + names, box.right];
}"""
COLOURS = """() => [...document.querySelectorAll('.cal .row')].map(row => Object.fromEntries(
  [...row.querySelectorAll('li[class^=p]')].map(bar =>
    [bar.className.split(' ')[0], getComputedStyle(bar).backgroundColor])))"""
SHOWN = """() => [...document.querySelectorAll('.cal .row')].filter(row => row.checkVisibility())
  .map(row => row.querySelector('h4').textContent)"""


@pytest.fixture(scope="module")
def opened(browser, many):
    """Opens the large report at a size in a scheme."""

    def opened(size="desk", scheme="light", **options):
        width, height = SIZES[size]
        page = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, **options
        ).new_page()
        page.goto(many.as_uri())
        return page

    return opened


@pytest.fixture(scope="module", params=SIZES)
def page(request, opened):
    return opened(request.param)


@pytest.fixture(scope="module")
def desk(opened):
    return opened()


def test_it_is_a_small_file(many):
    assert many.stat().st_size <= MOST_BYTES


def test_it_is_not_too_high_to_look_through(desk):
    assert desk.evaluate("document.documentElement.scrollHeight") <= MOST_HIGH


def test_it_never_scrolls_sideways_as_a_whole(page):
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= screen


def test_no_word_is_broken(page):
    assert page.evaluate(BROKEN) == []


def test_the_names_of_those_who_are_on_call_now_are_in_view_whole(page):
    first, last = page.evaluate(IN_VIEW)
    rows = page.evaluate(NOW)
    assert all(rows)
    cut = [
        (title, left, right)
        for row in rows
        for title, left, right, now in row
        if not (first <= now < last and first - 1 <= left and right <= last + 1)
    ]
    assert cut == []


def test_no_bar_or_name_lies_on_another(desk):
    assert desk.evaluate(COVERED) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_people_of_a_schedule_and_of_the_next_have_colours_of_their_own(opened, scheme):
    rows = opened("desk", scheme).evaluate(COLOURS)
    for one, other in pairwise(rows):
        both = one | other
        assert len(set(both.values())) == len(both)


def test_on_paper_it_has_at_most_a_page_for_three_schedules(desk):
    pdf = desk.pdf(prefer_css_page_size=True, print_background=True)
    boxes = re.findall(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+)", pdf)
    assert all(float(width) > float(height) for width, height in boxes)
    assert 0 < len(re.findall(rb"/Type ?/Page\b", pdf)) <= 60 // SCHEDULES_A_PAGE


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("team", "team-03", [f"schedule-{one}" for one in (15, 16, 17, 18, 19)]),
        ("service", "service-007", ["schedule-06", "schedule-07", "schedule-08"]),
        ("person", "noah.okafor", ["schedule-05", "schedule-06", "schedule-08"]),
    ],
)
def test_a_field_leaves_what_it_names(desk, field, value, left):
    desk.locator(f"select[name={field}]").select_option(label=value)
    shown, told = desk.evaluate(SHOWN), desk.locator(".filters output").inner_text()
    desk.locator(f"select[name={field}]").select_option(label="all")
    assert (shown, told) == (left, f"{len(left)} of 60 schedules")
    assert len(desk.evaluate(SHOWN)) == 60


def test_without_a_script_all_is_there_and_today_in_view(opened):
    page = opened("phone", java_script_enabled=False)
    assert not page.locator(".filters").is_visible()
    assert page.locator(".cal .row").count() == 60
    today = page.locator(".days .now").bounding_box()
    assert 0 <= today["x"] < 390 - today["width"]


def test_a_phone_begins_with_today(opened):
    page = opened("phone")
    box, today = (page.locator(one).first.bounding_box() for one in (".cal", ".days .now"))
    assert abs(today["x"] - box["x"]) <= 2


def test_a_link_opens_what_is_folded(opened):
    page = opened("phone")
    assert not page.locator("#coverage table").first.is_visible()
    page.get_by_role("link", name="Coverage").click()
    assert page.locator("#coverage table").first.is_visible()
