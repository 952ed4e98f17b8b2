"""The report as people meet it: in a browser, at several sizes, light and dark, and on paper."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from bars import held
from looking import BROKEN, CONTRASTS

pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "tablet": (768, 1024), "desk": (1280, 900)}
SCHEMES = ("light", "dark")
AXE = {"resultTypes": ["violations"]}  # of what is well it tells nothing, and is quick
MONDAY = datetime(2026, 3, 23)  # noqa: DTZ001 - midnight on the clocks of each schedule
PAPER = (1047, 1400)  # landscape A4 less its margins

ROWS = """() => Object.fromEntries([...document.querySelectorAll('#calendar .row:not(.after)')].map(
  row => [row.querySelector('h4').id, [...row.querySelectorAll('li[title]')].map(
    bar => [bar.textContent, bar.title])]))"""
TOO_WIDE = """[...document.querySelectorAll('.scroll')]
  .filter(one => one.scrollWidth > one.clientWidth).length"""
SCROLLED = "document.querySelector('#calendar .cal').scrollLeft"
HAS_SCROLLED = f"""before => new Promise(done => {{
  const look = () => {SCROLLED} > before ? done() : requestAnimationFrame(look);
  look();
}})"""
PLACES = """() => {
  const first = document.querySelector('#calendar .cal'), box = first.getBoundingClientRect();
  const ends = of => { const box = first.querySelector(of).getBoundingClientRect();
                       return [box.left, box.right]; };
  const names = parseFloat(getComputedStyle(first).scrollPaddingLeft);
  return [box.left + names, ...ends('.days .now'), innerWidth];
}"""


@pytest.fixture(scope="module")
def open_page(browser, written):
    """Opens the report at a size in a scheme; `page.noise` is whatever it says or asks for."""

    def open_page(size, scheme="light"):
        width, height = size
        page = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        ).new_page()
        page.noise = []
        page.on("console", lambda message: page.noise.append(message.text))
        page.on("pageerror", lambda problem: page.noise.append(str(problem)))
        page.on("request", lambda request: page.noise.append(request.url))
        page.goto(written.url)
        return page

    return open_page


@pytest.fixture(
    scope="module", params=[(size, scheme) for size in SIZES for scheme in SCHEMES], ids="-".join
)
def page(request, open_page):
    size, scheme = request.param
    return open_page(SIZES[size], scheme)


@pytest.fixture
def phone(open_page):
    return open_page(SIZES["phone"])


@pytest.fixture(scope="module")
def desk(open_page):
    return open_page(SIZES["desk"])


def test_it_asks_for_nothing_but_itself_and_complains_of_nothing(page, written):
    assert page.noise == [written.url]


def test_the_right_people_are_on_call_at_the_right_times(page, written):
    days = MONDAY, MONDAY + timedelta(weeks=written.weeks)
    shown = {
        row: merged((*times, who) for bar in bars for who, *times in held(bar, *days))
        for row, bars in page.evaluate(ROWS).items()
    }
    expected = {
        f"schedule-{key}": on_call(written.schedules[name], *days)
        for key, name in written.names.items()
    }
    assert shown == expected


def on_call(schedule, start, end):
    """Who is on call, from the other side's rendering, on the clocks of the schedule."""
    zone, entries = schedule
    there = ZoneInfo(zone)
    pieces = [
        (max(begins, start), min(ends, end), entry["user"]["summary"])
        for entry in entries
        for begins, ends in [
            (
                datetime.fromisoformat(entry[edge]).astimezone(there).replace(tzinfo=None)
                for edge in ("start", "end")
            )
        ]
        if begins < end and start < ends
    ]
    return with_gaps(merged(pieces), start, end)


def merged(pieces):
    found = []
    for start, end, who in sorted(pieces):
        if found and found[-1][1:] == (start, who):
            found[-1] = (found[-1][0], end, who)
        else:
            found.append((start, end, who))
    return found


def with_gaps(pieces, start, end):
    edges = [(start, start, None), *pieces, (end, end, None)]
    found = list(pieces)
    for (_, last, _), (first, _, _) in pairwise(edges):
        if last < first:
            found.append((last, first, "nobody"))
    return sorted(found)


def test_the_page_itself_never_scrolls_sideways(page):
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= screen


def test_all_links_to_the_parts_of_the_page_are_in_view(page):
    links = [one.bounding_box() for one in page.locator("nav a").all()]
    assert len(links) == 8
    assert max(one["x"] + one["width"] for one in links) <= page.viewport_size["width"]


def test_no_word_is_broken(page):
    assert page.evaluate(BROKEN) == []


def test_all_text_has_enough_contrast(page):
    assert too_faint(page) == {}


def too_faint(page):
    return {what: ratio for what, ratio in page.evaluate(CONTRASTS).items() if ratio < 4.5}


def test_days_on_which_the_clocks_change_say_so(desk):
    assert set(desk.locator("#calendar .dst").all_inner_texts()) == {
        "Sun 29 Mar: clocks go forward 1 h",
        "Sun 5 Apr: clocks go back 1 h",
    }


def test_a_gap_is_hatched_and_named(desk):
    style = "getComputedStyle(document.querySelector('#calendar li.gap')).backgroundImage"
    assert desk.evaluate(style).startswith("repeating-linear-gradient")
    assert desk.locator("#calendar li.gap").first.inner_text().startswith("nobody")


def test_before_and_after_the_plan_are_rows_of_their_own(desk):
    heads = desk.locator("#calendar .row.after h4").all_inner_texts()
    assert {head.split("\n")[0] for head in heads} == {"payments-primary"}
    before, after = (desk.locator(f"#calendar .row.{side}").count() for side in ("before", "after"))
    assert before == after


def test_an_override_is_marked(desk):
    assert desk.locator("#calendar li.over").all_inner_texts() == ["⇄ Ana"]


def test_headings_go_down_one_step_at_a_time(desk):
    levels = desk.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(desk):
    assert desk.locator("table:not(:has(caption))").count() == 0
    assert desk.locator("th:not([scope])").count() == 0


def test_no_two_things_have_the_same_name_and_every_link_leads_somewhere(desk):
    ids = desk.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    links = desk.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))"
    )
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_whoever_is_on_call_now_is_on_the_first_screen(page):
    box = page.locator(".duty .chip").first.bounding_box()
    assert box["y"] + box["height"] <= page.viewport_size["height"]
    assert page.evaluate("document.querySelector('#now .scroll').scrollWidth") <= page.evaluate(
        "document.querySelector('#now .scroll').clientWidth"
    )


WORDS_IN_TWO_LINES = """() => [...document.querySelectorAll('.duty .chip, .found .chip')].flatMap(
  chip => [...chip.firstChild.data.matchAll(/\\S+/g)].filter(word => {
    const range = document.createRange();
    range.setStart(chip.firstChild, word.index);
    range.setEnd(chip.firstChild, word.index + word[0].length);
    return range.getClientRects().length > 1;
  }).map(word => word[0]))"""


def test_no_name_is_broken_inside_a_word(page):
    assert page.evaluate(WORDS_IN_TWO_LINES) == []


def test_what_is_worth_a_look_leads_to_its_place_and_opens_it(phone):
    link = phone.locator("#attention a[href^='#load-']").first
    target = phone.locator(link.get_attribute("href"))
    assert not target.is_visible()
    link.click()
    target.wait_for(state="visible")


def test_a_screen_reader_finds_the_parts_of_the_page(desk):
    roles = {role: desk.get_by_role(role).count() for role in ("banner", "main", "contentinfo")}
    assert roles == {"banner": 1, "main": 1, "contentinfo": 1}
    assert desk.get_by_role("navigation", name="On this page").count() == 1
    assert desk.get_by_role("region", name="Calendar, 23 Mar").count() == 1


def test_the_keyboard_reaches_everything_in_order(phone):
    wanted = phone.evaluate("""() => {
      const all = document.querySelectorAll('a, summary, select, [tabindex="0"]');
      [...all].forEach((one, number) => one.dataset.number = number);
      return [...all].filter(one => one.checkVisibility()).map(one => +one.dataset.number);
    }""")
    reached = []
    for _ in wanted:
        phone.keyboard.press("Tab")
        reached.append(phone.evaluate("+document.activeElement.dataset.number"))
    assert reached == wanted


def test_a_table_that_is_too_wide_scrolls_by_the_keyboard(phone):
    region = phone.locator("#calendar .cal").first
    region.focus()
    before = phone.evaluate(SCROLLED)
    phone.keyboard.press("ArrowRight")
    phone.evaluate(HAS_SCROLLED, before)


VERDICTS = """() => {
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  const cells = [...document.querySelectorAll('#promises td')];
  return [cells.length > 0, cells.filter(one => one.getBoundingClientRect().right > innerWidth)];
}"""


def test_on_a_phone_what_became_of_a_promise_is_in_view(phone):
    assert phone.evaluate(VERDICTS) == [True, []]


def test_today_is_in_view_beside_the_names_of_the_schedules(page):
    page.locator("#calendar .cal").first.scroll_into_view_if_needed()
    names_end, begins, ends, screen = page.evaluate(PLACES)
    assert names_end - 1 <= begins < ends <= screen
    assert page.evaluate("scrollX") == 0


def test_the_first_key_leads_to_a_way_past_the_links(phone):
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    assert phone.evaluate("document.activeElement.id") == "main"


def test_axe_finds_nothing_serious(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options=AXE).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_on_paper_nothing_is_cut_off_or_hidden(open_page, scheme):
    page = open_page(PAPER, scheme)
    page.emulate_media(media="print")
    assert page.evaluate(TOO_WIDE) == 0
    assert too_faint(page) == {}
    assert not page.locator("nav").is_visible()
    assert page.locator("#paths details article").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
