"""What tests of reports share: a small organisation, and a page taken apart."""

from html.parser import HTMLParser

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
    """

    def __init__(self, html):
        super().__init__()
        self.tables, self.text, self.tags, self._cell = {}, "", [], None
        self.feed(html)
        self.duty = self.tables.pop(DUTY, None)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        if tag in {"caption", "td", "th"}:
            self._cell = ""
        elif tag in {"p", "small", "span", "li", "b"} and self._cell:
            self._cell += " "

    def handle_endtag(self, tag):
        if tag == "caption":
            self.tables[self._cell] = self._rows
        elif tag in {"td", "th"}:
            self._rows[-1].append(" ".join(self._cell.split()))

    def handle_data(self, data):
        self.text += data
        if self._cell is not None:
            self._cell += data
