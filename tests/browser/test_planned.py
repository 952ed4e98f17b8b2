"""The table of a plan in a report, at several sizes."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "where"), [(390, "below"), (1280, "beside")])
def test_on_a_phone_the_people_of_a_plan_stand_below_the_times(browser, written, width, where):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(written.url)
    rows = page.locator("#plan > article tbody tr").all()
    assert {where_people_stand(row) for row in rows} == {where}


def where_people_stand(row):
    times, people = (row.locator(one).last.bounding_box() for one in ("th", "td"))
    return "below" if times["y"] + times["height"] <= people["y"] else "beside"
