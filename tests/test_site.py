"""The site of the documentation: every page is in it, and every link leads somewhere."""

import importlib.util
import runpy

import pytest
from documentation import PAGES
from source_code import ROOT

pytestmark = pytest.mark.slow  # renders every page

SITE = runpy.run_path(str(ROOT / "docs" / "site.py"))


def pages_of(navigation):
    for page in navigation.values():
        yield from pages_of(page) if isinstance(page, dict) else [page]


def test_every_page_is_in_the_navigation_once():
    docs = [page.relative_to(ROOT / "docs").as_posix() for page in PAGES if page.parent != ROOT]
    assert sorted(pages_of(SITE["NAVIGATION"])) == sorted([*docs, *SITE["FROM_THE_TOP"]])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    if importlib.util.find_spec("zensical") is None:
        pytest.skip("needs what make site installs")
    target = tmp_path_factory.mktemp("site") / "built"
    assert SITE["main"](str(target)) == 0
    return target / "html"


def test_the_site_builds_without_a_warning_and_begins_with_the_readme(built):
    assert "PagerDuty configuration as code" in (built / "index.html").read_text(encoding="utf-8")


def test_the_site_loads_nothing_from_elsewhere(built):
    texts = [page.read_text(encoding="utf-8") for page in built.rglob("*.html")]
    loading = [
        word
        for text in texts
        for word in ('src="http', "fonts.g", 'class="mermaid')
        if word in text
    ]
    assert (len(texts) > len(PAGES) - 3, loading) == (True, [])
