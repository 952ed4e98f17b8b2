"""What tests of reports share: a small organisation, and a page taken apart."""

from html.parser import HTMLParser
from typing import NamedTuple

import organisation

ACME = organisation.ACME.replace("name: Office", "name: <script>alert(1)</script></style>").replace(
    """\
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 week
        users: [liam.chen@acme.example]
""",
    """\
        rotation_turn_length_seconds: 1 week
        users: [liam.chen@acme.example, kavya.rao@acme.example]
""",
)
DECIDED = ACME.replace(
    "[liam.chen@acme.example, kavya.rao@acme.example]", "[liam.chen@acme.example]"
)

DUTY = "On call now, by team, policy and level"


class Page(HTMLParser):
    """What a page holds: its tables by caption, each a list of rows of texts; all its text.

    `duty` is the table of who is on call now.
    `bars` are those of the calendar by the head of their row: what they say, and their title.
    """

    def __init__(self, html):
        super().__init__()
        self.tables, self.text, self.tags, self._cell = {}, "", [], None
        self.bars, self._head, self._bar = {}, None, None
        self.heads = []
        self.feed(html)
        self.duty = self.tables.pop(DUTY, None)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag == "h3":
            self.heads.append("")
        elif tag == "h4" and self.tags[-2] == ("div", {"class": "head"}):
            self._head = ""
        elif tag == "li" and "title" in dict(attrs):
            self._bar = [dict(attrs), ""]
        if tag in {"caption", "td", "th"}:
            self._cell = ""
        elif tag in {"p", "small", "span", "li", "b"} and self._cell:
            self._cell += " "

    def handle_endtag(self, tag):
        if tag == "caption":
            self.tables[self._cell] = self._rows
        elif tag in {"td", "th"}:
            self._rows[-1].append(" ".join(self._cell.split()))
        elif tag == "h4" and self._head is not None:
            self._row, self._head = self.bars.setdefault(self._head, []), None
        elif tag == "li" and self._bar:
            self._row.append(
                Bar(self._bar[1], *(self._bar[0][name] for name in ("title", "class", "style")))
            )
            self._bar = None

    def handle_data(self, data):
        self.text += data
        if self.tags and self.tags[-1][0] == "h3":
            self.heads[-1] += data
        if self._cell is not None:
            self._cell += data
        if self._head is not None:
            self._head += data
        if self._bar:
            self._bar[1] += data

    def told(self, head):
        """The bars of a row, each as what it says and its title."""
        return [(bar.text, bar.title) for bar in self.bars[head]]


class Bar(NamedTuple):
    """A bar of the calendar."""

    text: str
    title: str
    looks: str
    style: str


def schedule(key, *members, rotate="weekly", handoff="Mon 00:00", more="", extra=""):
    lines = "".join(f"\n          - {one}@acme.example" for one in members)
    return f"""
  {key}:
    time_zone: Europe/London
    layers:
      - name: Only
        rotate: {rotate}
        handoff: {handoff}
        members:{lines}
        anchor: {{who: {members[0]}@acme.example, at: 2026-01-05}}
        {more}
    {extra}"""


def policy(key, *levels, more=""):
    rules = "".join(
        f"\n      - {{escalation_delay_in_minutes: 10, targets: [{one}]}}" for one in levels
    )
    return f"\n  {key}:\n    {more}\n    escalation_rules:{rules}"


def configuration(schedules, policies="", teams="", services=""):
    sections = {
        "teams": teams,
        "schedules": schedules,
        "escalation_policies": policies,
        "services": services,
    }
    return "\n".join(f"{name}:{text}" for name, text in sections.items() if text) + "\n"
