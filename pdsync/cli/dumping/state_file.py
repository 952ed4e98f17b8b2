"""State file of Terraform that a command is given, read from the disk."""

from __future__ import annotations

from pathlib import Path

from pdsync.disk import why_unread
from pdsync.errors import PdsyncError
from pdsync.terraform import TerraformState, read_state


def state_in(file: str) -> TerraformState:
    """Read a state file; raises PdsyncError for what is none."""
    try:
        raw = Path(file).read_bytes()
    except OSError as problem:
        why = why_unread(problem)
        hint = "name a file that `terraform state pull` or `terraform show -json` wrote"
        raise PdsyncError(f"cannot read the state {file}: {why}", hint=hint) from None
    except ValueError:
        raise PdsyncError("--terraform-state is no name of a file") from None
    return read_state(raw, file)
