"""What tests of reports share: a small organisation, and a page taken apart."""

from html.parser import HTMLParser

ACME = """\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 week
        users: [ana.silva@acme.example, ben.okafor@acme.example]
  office:
    name: <script>alert(1)</script></style>
    time_zone: Australia/Sydney
    layers:
      - name: Days
        rotation_turn_length_seconds: 1 week
        users: [liam.chen@acme.example, kavya.rao@acme.example]
        restrictions: [{start_time_of_day: 09:00, duration_seconds: 8h}]
escalation_policies:
  shop:
    name: Shop
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [primary, office]
      - escalation_delay_in_minutes: 15m
        targets: [emma.johnson@acme.example]
services:
  cart:
    name: Cart
    escalation_policy: shop
"""

DECIDED = ACME.replace(
    "[liam.chen@acme.example, kavya.rao@acme.example]", "[liam.chen@acme.example]"
)


class Page(HTMLParser):
    """What a page holds: its tables by caption, each a list of rows of texts; all its text."""

    def __init__(self, html):
        super().__init__()
        self.tables, self.text, self.tags, self._cell = {}, "", [], None
        self.feed(html)

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
