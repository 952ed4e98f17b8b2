"""Names of an account stay names in Markdown: an independent parser finds nothing else in it."""

import itertools
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from examples import at_most
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from organisation import ANA, BEN, CHLOE
from reconcile.world import World

from pdsync.render import visible, with_people
from pdsync.render._escape import code, fenced, html, markdown
from pdsync.render.plan import plan_json, plan_markdown

SITE = "https://acme.pagerduty.com"
EVIL = (
    "` ``` ~~~ | \n\n```\n~~~\n# x\n/close\n</summary></code></details>-->"
    "<img src=x onerror=y> <!-- @acme/team @all #1 !2 :fire: $x$ GH-3 0123abcd "
    "[x](http://evil.example) ![i](//evil.example) <http://evil.example> "
    "www.evil.example https://evil.example/a eve@evil.example &#64;all \\"
)
BEFORE = f"""
teams:
  core: {{members: [{{user: {ANA}, role: responder}}]}}
schedules:
  primary:
    time_zone: Europe/London
    description: Whoever has the turns of the whole week, whatever happens in the shop by night
    layers:
      - {{name: Weekly, rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]}}
      - {{name: Days, rotate: daily, handoff: "09:00", only: 09:00-17:00, members: [{BEN}]}}
escalation_policies:
  shop:
    escalation_rules:
      - {{escalation_delay_in_minutes: 10, targets: [primary]}}
      - {{escalation_delay_in_minutes: 10, targets: [{CHLOE}]}}
services:
  cart: {{escalation_policy: shop, description: Cart}}
  old: {{escalation_policy: shop}}
"""
AFTER = f"""
teams:
  core: {{members: [{{user: {BEN}, role: manager}}]}}
  new: {{}}
schedules:
  primary:
    time_zone: Europe/Madrid
    description: Whoever has the turns of each week, whatever happens in the shop by night
    layers:
      - name: Days
        rotate: daily
        handoff: "10:00"
        only: Mon-Fri 10:00-17:00
        members: [{CHLOE}]
      - {{name: Weekly, rotate: weekly, handoff: Mon 09:00, members: [{BEN}, {CHLOE}, {ANA}]}}
escalation_policies:
  shop:
    escalation_rules:
      - {{escalation_delay_in_minutes: 15, targets: [{CHLOE}, primary]}}
services:
  cart: {{escalation_policy: shop, description: null, acknowledgement_timeout: 15m}}
"""
OURS = {
    *("format", "version", "tzdata", "site", "action", "kind", "path", "moved_from", "old_path"),
    *("unit", "severity", "start", "end", "ends", "until", "since", "later", "was_until", "at"),
    *("made_at", "valid_until", "soon", "type", "time_zone", "start_time_of_day", "handoff"),
    *("rotation_virtual_start", "start_time", "digest", "fingerprint", "calls", "reads", "people"),
    "stack",
}
"""Names in the JSON whose values no account decides; `people` are put in place of addresses."""


@pytest.fixture(scope="module")
def rows():
    """A plan of every sort of change, small and with what it has many times over, all hostile."""
    world = World()
    world.apply(BEFORE)
    row = with_people(plan_json(world.plan(AFTER)), "names")
    small = {**poisoned(row), "site": SITE}
    known = [{**one, "id": "P1"} for one in small["changes"]]
    return [{**small, "changes": small["changes"][1:2]}, {**small, "changes": known * 2}]


def poisoned(value):
    """Every text that an account or a file decides, with all that could act after it."""
    if isinstance(value, dict):
        return {name: one if name in OURS else poisoned(one) for name, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one) for one in value]
    return f"{value}{EVIL}" if isinstance(value, str) else value


class Elements(HTMLParser):
    """Elements of HTML, where they lead, and the texts between them that are not code."""

    def __init__(self, text):
        super().__init__()
        self.found, self.pages, self.texts, self.depth = set(), set(), [], 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.add((tag, *(name for name, _ in attrs)))
        self.pages |= {value for name, value in attrs if name == "href"}
        self.depth += tag == "code"

    def handle_endtag(self, tag):
        self.depth -= tag == "code"

    def handle_data(self, data):
        if not self.depth:
            self.texts.append(data)

    def handle_comment(self, data):
        self.found.add(("comment", data.strip()))


def rows_of_tables(tokens):
    """Yield the texts of the cells of each row, without spaces and backticks."""
    row = []
    for before, one in itertools.pairwise(tokens):
        if one.type == "tr_open":
            row = []
        elif before.type in {"th_open", "td_open"}:
            row.append(re.sub("[ `]", "", "".join(part.content for part in one.children)))
        elif one.type == "tr_close":
            yield row


class Parsed:
    """What a parser that is not ours makes of Markdown."""

    def __init__(self, text):
        parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        top = parser.parse(text)
        tokens = [one for token in top for one in (token, *(token.children or ()))]
        raw = [one.content for one in tokens if one.type.startswith("html_")]
        self.html = Elements("".join(raw))
        self.fences = [one for one in tokens if one.type in {"fence", "code_block"}]
        self.codes = [one.content for one in tokens if one.type == "code_inline"]
        self.rows = list(rows_of_tables(top))
        self.types = {one.type for one in tokens}
        links = {one.attrGet("href") for one in tokens if one.type == "link_open"}
        self.pages = links | self.html.pages
        self.text = [one.content for one in tokens if one.type == "text"] + self.html.texts

    @property
    def acting(self):
        """Texts outside of code that a page would make something of."""
        acts = re.compile(r"[@#!]\w|://|www\.|:\w+:|[<>`$\\]|GH-|0123abcd|evil")
        return [text for text in self.text if acts.search(text)]


@pytest.fixture(scope="module")
def texts(rows):
    return [plan_markdown(row, show_ids=True) for row in rows]


@pytest.fixture(scope="module")
def both(texts):
    return [Parsed(text) for text in texts]


def test_there_is_no_html_but_ours(both):
    comment = ("comment", "pdsync plan stack=61636d65")
    folds = {("details",), ("summary",), ("sub",), ("code",), ("a", "href")}

    assert [one.html.found - {comment} for one in both] == [set(), folds]


def test_there_is_no_link_but_to_the_account(both):
    folders = ("teams", "schedules", "escalation_policies", "service-directory")

    assert [one.pages for one in both] == [set(), {f"{SITE}/{folder}/P1" for folder in folders}]


def test_there_is_no_markdown_but_ours(both):
    ours = {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
        *("strong_open", "strong_close", "code_inline", "fence", "html_block", "softbreak"),
        *("link_open", "link_close", "table_open", "table_close", "thead_open", "thead_close"),
        *("tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close"),
        *("td_open", "td_close"),
    }

    assert [one.types - ours for one in both] == [set(), set()]


def test_no_name_ends_a_cell_of_a_table(both):
    whole = re.sub("[ `]", "", visible(EVIL))
    now = [row for one in both for row in one.rows if "now" in row[0]]

    assert {len(row) for one in both for row in one.rows} == {3}
    assert len(now) >= 2
    assert all(whole in cell for row in now for cell in row[1:])


def test_nothing_outside_of_code_means_anything_to_a_page(both):
    assert [one.acting for one in both] == [[], []]


def test_no_line_begins_as_an_order_to_the_page(texts):
    assert [re.findall(r"(?m)^\s*/.*", text) for text in texts] == [[], []]


def test_every_line_of_a_difference_has_its_sign(both):
    fences = [fence for one in both for fence in one.fences]
    lines = [line for fence in fences for line in fence.content.splitlines()]

    assert {fence.info for fence in fences} == {"diff"}
    assert {line[:2] for line in lines} == {"+ ", "- ", "! "}


ACTING = st.lists(
    st.sampled_from(
        [*"`~*_[]()<>|&@#!:$\\/-+=.'\"{}^%", "\n", " ", "a", "1", "www.", "http://", "</code>"]
    ),
    max_size=24,
).map("".join)


def letters(text):
    """Characters of a text, in any order; spaces may go, and backticks that stand around code."""
    return Counter(re.sub("[ `]", "", text))


@at_most(40, deadline=None)
@example("`a`[x](http://y)`b`")
@example("`a`<`")
@given(st.lists(ACTING, min_size=1, max_size=3).map(" ".join))
def test_any_text_is_shown_as_it_is(text):
    parsed = Parsed(f"- **Risk**: {markdown(text)}")

    assert parsed.types & {"link_open", "image", "html_inline", "em_open"} == set()
    assert parsed.acting == []
    assert letters("".join([*parsed.text, *parsed.codes])) == letters(f"Risk: {visible(text)}")


def test_brackets_around_a_word_stay_outside_of_code():
    assert markdown("09:00 (America/New_York), (`a_b`)") == "09:00 (`America/New_York`), (`a_b`)"
    assert markdown("(OAuth: a_b.read). f_g(x)") == "(OAuth: `a_b.read`). `f_g(x)`"


@at_most(40, deadline=None)
@given(ACTING)
def test_any_text_is_one_code_span(text):
    assert Parsed(f"- {code(text)} and").codes == [visible(text) or " "]


@at_most(40, deadline=None)
@given(ACTING)
def test_any_text_in_an_element_stays_in_it(text):
    parsed = Parsed(f"<summary>{html(text)}</summary>")

    assert (parsed.html.found, parsed.html.texts) == ({("summary",), ("code",)}, [])


def test_a_fence_is_longer_than_what_it_holds():
    assert fenced(["```` end", "~~~"], "diff") == "`````diff\n```` end\n~~~\n`````"


NAME = "`b` ``` [x](x:y) @all :fire: | ~~~ #1 *y* www.e.example"
NAMED = """
teams: {{t: {{name: '{name}'}}}}
schedules:
  s:
    name: '{name}'
    time_zone: Etc/UTC
    layers: [{{name: '{name}', rotate: daily, handoff: '09:00', members: [{members}]}}]
escalation_policies:
  p:
    name: '{name}'
    team: t
    escalation_rules: [{{escalation_delay_in_minutes: 5, targets: [s]}}]
services: {{{service}: {{name: '{name}', description: "{text}\\n```\\n<b>", escalation_policy: p}}}}
"""


def test_names_that_are_written_or_live_lead_nowhere():
    world = World()
    ana = world.named("user", "users", "Ana Silva")
    renamed = {"type": "user", "email": ana["email"], "name": f"{NAME} <img src=x>"}
    world.send("PUT", f"/users/{ana['id']}", {"user": renamed})
    world.apply(NAMED.format(name=f"1 {NAME}", members=ANA, service="c", text=f"1 {NAME}"))
    after = NAMED.format(name=f"2 {NAME}", members=f"{BEN}, {ANA}", service="d", text="")

    text = plan_markdown(with_people(plan_json(world.plan(after)), "names"))
    parsed = Parsed(text)
    assert text.count("www.e.example") >= 10
    assert parsed.html.found == {("comment", "pdsync plan stack=61636d65")}
    assert parsed.acting == []
    assert {page[: len(SITE)] for page in parsed.pages} == {SITE}
