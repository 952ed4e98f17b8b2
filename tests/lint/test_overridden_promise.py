"""Promises that overrides make not kept, as rules see them; `tests/cli` asks an account."""

from lint.rules import found
from source.saying import expected

WEB = """\
schedules:
  web:
    time_zone: Europe/London
    layers:
      - {rotate: weekly, members: [ana@acme.example, ben@acme.example]}
    expect:
      not_with:
        - second
  second: {time_zone: Europe/London}
"""


def test_it_is_told_where_the_promise_is():
    assert found("overridden-promise", WEB) == expected("""
        a.yaml:8:9 overridden-promise: ben@acme.example is on call here and by `web-second` then: \
an override puts ben@acme.example on call by `web` then
          overrides are people's own: ask them, or find others for these hours with `pdsync cover`
        """)


def test_one_that_is_not_written_is_not_told():
    text = WEB.replace("not_with:\n        - second", "coverage: always")
    assert found("overridden-promise", text) == ""
