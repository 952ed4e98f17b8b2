"""Rules of one's own over a small configuration, and what lint says of them."""

from lint.rules import NOW

from pdsync.lint import LintContext, checked
from pdsync.source import load_texts

WORLD = """
teams: {web: {name: Web, members: {ana@acme.example: manager}}}
escalation_policies:
  web:
    team: web
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana@acme.example, web]}]
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-05}
        only: Mon-Fri 09:00-17:00
services:
  shop: {escalation_policy: web, severity: critical}
  blog: {escalation_policy: web, severity: low}
"""
NAMES = {"lone", "bad-expression", "unknown-field", "missing-field", "invalid-value"}
NAMES |= {"invalid-key"}


def config(rule, more=""):
    return load_texts({"a.yaml": WORLD + "rules:\n  lone:\n" + rule + more})


def found(rule, more=""):
    told = checked(config(rule, more), LintContext(NOW)).told
    return [(one.rule, str(one.place), one.message) for one in told if one.rule in NAMES]


def said(for_, check, message="m"):
    rule = f"    for: {for_}\n    check: {check}\n    message: '{message}'\n"
    return [message for _, _, message in found(rule)]


def wrong(check):
    """The line and column of what is wrong with an expression, its message and its help."""
    rule = f"    for: services\n    check: {check}\n    message: m\n"
    (one,) = [
        one for one in checked(config(rule), LintContext(NOW)).told if one.rule == "bad-expression"
    ]
    return one.place.line - 20, one.place.column, one.message, one.help
