"""Terraform itself, where it is on the machine: its states are read, and our blocks do as we say.

PagerDuty's provider is not needed for that: Terraform's own `terraform_data` has a name, an id and
instances as everything has, so that a state of it becomes one of services by another type.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from command_line import the_account

from pdsync.sandbox import serve

TERRAFORM = shutil.which("terraform")
PROVIDER = "registry.terraform.io/pagerduty/pagerduty"
MIRRORS = [Path.home() / ".terraform.d/plugins", Path("/usr/local/share/terraform/plugins")]
WITH_PROVIDER = [one for one in MIRRORS if (one / PROVIDER).is_dir()]

pytestmark = [
    pytest.mark.skipif(not TERRAFORM, reason="needs terraform, which is not here"),
    pytest.mark.slow,  # starts a program several times
]

CONFIGURATION = """\
module "apis" {
  source   = "./module"
  for_each = toset(["basket.api", "cart"])
}
resource "terraform_data" "worker" { count = 2 }
"""
ADDRESSES = {
    "P000009": "terraform_data.worker[0]",
    "P000006": "terraform_data.worker[1]",
    "P000007": 'module.apis["basket.api"].terraform_data.this',
    "P000008": 'module.apis["cart"].terraform_data.this',
}
"""Where it keeps what stands for each service of the account."""


@pytest.fixture
def terraform(tmp_path):
    """Run Terraform in a directory of its own, away from settings and the network."""
    directory = tmp_path / "terraform"
    (directory / "module").mkdir(parents=True)
    kept = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "CHECKPOINT_DISABLE": "1"}

    def terraform(*words):
        done = subprocess.run(
            [TERRAFORM, *words],
            cwd=directory,
            env={**kept, "TF_IN_AUTOMATION": "1", "TF_CLI_CONFIG_FILE": os.devnull},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    terraform.directory = directory
    return terraform


@pytest.mark.parametrize("words", [("state", "pull"), ("show", "-json")])
def test_terraform_forgets_what_was_dumped_of_its_own_state_and_destroys_nothing(
    words, ids, run, terraform
):
    (terraform.directory / "main.tf").write_text(CONFIGURATION)
    (terraform.directory / "module" / "main.tf").write_text('resource "terraform_data" "this" {}')
    terraform("init", "-input=false")
    terraform("apply", "-auto-approve", "-input=false")
    text = terraform(*words)
    for ours, address in ADDRESSES.items():
        shown = terraform("state", "show", "-no-color", address)
        text = text.replace(re.findall(r'id *= "(.*)"', shown)[0], ids[ours])
    Path("state.json").write_text(text.replace("terraform_data", "pagerduty_service"))

    ended = run("dump", "--sandbox", "--terraform-state", "state.json", "--out", "out")
    assert (ended.code, ended.err) == (0, "")
    blocks = Path("out", "removed.tf").read_text(encoding="utf-8")
    (terraform.directory / "main.tf").write_text(
        blocks.replace("pagerduty_service", "terraform_data")
    )

    terraform("fmt", "-check")
    plan = terraform("plan", "-no-color", "-input=false")
    assert "Plan: 0 to add, 0 to change, 0 to destroy." in plan
    assert plan.count("will no longer be managed by Terraform, but will not be destroyed") == 4
    terraform("apply", "-auto-approve", "-input=false")
    assert terraform("state", "list") == ""


READING = """\
terraform {
  required_providers {
    pagerduty = { source = "pagerduty/pagerduty" }
  }
}
provider "pagerduty" {
  token                       = "made-up"
  api_url_override            = "URL"
  skip_credentials_validation = true
}
data "pagerduty_team" "checkout" { name = "Checkout" }
data "pagerduty_schedule" "primary" { name = "Checkout Primary" }
data "pagerduty_escalation_policy" "checkout" { name = "Checkout" }
data "pagerduty_service" "cart" { name = "cart" }
data "pagerduty_service_integration" "events" {
  service_name        = "cart"
  integration_summary = "Events"
}
output "ids" {
  value = [
    data.pagerduty_team.checkout.id,
    data.pagerduty_schedule.primary.id,
    data.pagerduty_escalation_policy.checkout.id,
    data.pagerduty_service.cart.id,
    data.pagerduty_service_integration.events.id,
  ]
}
"""


@pytest.mark.skipif(
    not WITH_PROVIDER,
    reason="needs PagerDuty's provider in ~/.terraform.d/plugins, for -plugin-dir",
)
def test_terraform_reads_by_name_what_pdsync_applied(ids, terraform):
    with the_account() as world:
        server = serve(world.sandbox)
        server.start()
        try:
            (terraform.directory / "main.tf").write_text(READING.replace("URL", server.url))
            terraform("init", "-input=false", f"-plugin-dir={WITH_PROVIDER[0]}")
            terraform("apply", "-auto-approve", "-input=false")
        finally:
            server.stop()
    found = json.loads(terraform("output", "-json", "ids"))
    assert found == [ids[one] for one in ("P000001", "P000002", "P000004", "P000008", "P000010")]
