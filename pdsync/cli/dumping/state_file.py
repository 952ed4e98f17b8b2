"""State file of Terraform that a command is given, read from the disk."""

from __future__ import annotations

from errno import EACCES, EISDIR, ENOENT
from pathlib import Path

from pdsync.errors import PdsyncError
from pdsync.terraform import TerraformState, read_state

_WHY_NOT = {
    ENOENT: "there is no such file",
    EISDIR: "it is a directory",
    EACCES: "it may not be read",
}


def state_in(file: str) -> TerraformState:
    """Read a state file; raises PdsyncError for what is none."""
    try:
        raw = Path(file).read_bytes()
    except OSError as problem:
        why = _WHY_NOT.get(problem.errno or 0, problem.strerror)
        hint = "name a file that `terraform state pull` or `terraform show -json` wrote"
        raise PdsyncError(f"cannot read the state {file}: {why}", hint=hint) from None
    except ValueError:
        raise PdsyncError("--terraform-state is no name of a file") from None
    return read_state(raw, file)
