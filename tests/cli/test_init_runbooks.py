"""Runbooks in the CODEOWNERS of `pdsync init`: the team of their service reviews them."""

RUNBOOKS = """\
teams: {web: {}, shop: {}}
escalation_policies:
  web:
    team: web
    escalation_rules: [{escalation_delay_in_minutes: 10, targets: [ana.silva@acme.example]}]
  loose:
    escalation_rules: [{escalation_delay_in_minutes: 10, targets: [ana.silva@acme.example]}]
services:
  cart: {escalation_policy: web, runbook: docs/cart.md#first}
  till: {escalation_policy: web, runbook: runbooks/till.md}
  odd: {escalation_policy: loose, runbook: runbooks/odd one.md}
  page: {escalation_policy: web, runbook: https://wiki.example/page}
  gone: {escalation_policy: web, runbook: runbooks/gone.md}
  out: {escalation_policy: web, runbook: ../out.md}
"""


def test_a_runbook_is_reviewed_by_the_team_of_its_service(run, tmp_path):
    for name in ("docs/cart.md", "policies/runbooks/till.md", "policies/runbooks/odd one.md"):
        (tmp_path / "top" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "top" / name).write_text("# What to do\n", encoding="utf-8")
    (tmp_path / "out.md").write_text("# Another's\n", encoding="utf-8")
    (tmp_path / "top/policies/all.yaml").write_text(RUNBOOKS, encoding="utf-8")
    run("init", "top")
    lines = (tmp_path / "top/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert [" ".join(one.split()) for one in lines if one.startswith("/")] == [
        "/policies/all.yaml @your-org/web @your-org/shop",
        "/docs/cart.md @your-org/web",
        "/policies/runbooks/till.md @your-org/web",
        "/policies/runbooks/odd\\ one.md @your-org/web @your-org/shop",
    ]
