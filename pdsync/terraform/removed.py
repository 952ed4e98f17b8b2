"""Text of `removed` blocks, with which Terraform forgets resources and destroys none."""

from __future__ import annotations

from collections.abc import Iterable

FILE = "removed.tf"

_HEAD = """\
# Written by pdsync dump. Terraform forgets what is named here, and destroys nothing of it.
#
# Move this file beside Terraform's own, and in the same change delete the resources that it
# names. `terraform plan` must then say "0 to destroy": what is neither in the configuration
# nor named here would be destroyed. After the apply this file may go.
#
# This takes Terraform 1.7 or OpenTofu 1.10. In OpenTofu 1.7 to 1.9 delete each `lifecycle`
# block: there, a `removed` block never destroys.
"""


def removed_text(resources: Iterable[str]) -> str:
    """Return the file that has Terraform forget some resources, named without keys."""
    blocks = [
        f"removed {{\n  from = {one}\n\n  lifecycle {{\n    destroy = false\n  }}\n}}\n"
        for one in resources
    ]
    return "\n".join([_HEAD, *blocks])
