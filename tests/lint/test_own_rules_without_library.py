"""Rules of the organisation's own where the library that computes them is not there."""

import pytest
from lint.rules import NOW

from pdsync.lint import LintContext, checked
from pdsync.lint.own import cel
from pdsync.source import load_texts

RULES = """\
teams: {web: {name: Web}}
rules:
  lone: {for: services, check: 'true', message: m}
"""


@pytest.fixture
def no_library(monkeypatch):
    def missing():
        raise cel.NotInstalled("the library that computes `rules:` is not installed")

    cel._environment.cache_clear()
    monkeypatch.setattr(cel, "_library", missing)


@pytest.mark.usefixtures("no_library")
def test_without_the_library_lint_says_so_and_goes_on():
    told = checked(load_texts({"a.yaml": RULES}), LintContext(NOW)).told

    message = "the library that computes `rules:` is not installed: no rule here is checked"
    assert [(one.rule, str(one.place), one.message) for one in told if one.rule != "unused"] == [
        ("rules-not-run", "a.yaml:2:1", message)
    ]
