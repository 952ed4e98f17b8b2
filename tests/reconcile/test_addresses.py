"""An address of another account than the token's is an error of the plan, at its place."""

from reconcile.world import World, said

TEXT = """\
escalation_policies:
  p: {escalation_rules: [{escalation_delay_in_minutes: 5, targets: [ana.silva@acme.example]}]}
services:
  s:
    escalation_policy: p
    integrations:
      mail: {type: email, integration_email: s@acme-test.pagerduty.com}
"""


def test_an_address_of_another_account_than_the_tokens_is_refused_before_anything_is_sent():
    assert said(World().plan(TEXT)) == [
        (
            "other-account",
            "policies.yaml:7:46",
            "this address is of the account `acme-test`, and this token is for `acme`",
        )
    ]


def test_an_address_of_the_tokens_account_is_sent():
    World().applied(TEXT.replace("acme-test", "acme"))
