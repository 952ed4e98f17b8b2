"""Reading of a state: told apart by what it has, and what to do about one that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

from pdsync.errors import PdsyncError
from pdsync.json_types import Json
from pdsync.terraform.json_text import PULL, SHOW, state_json
from pdsync.terraform.raw_state import tracked_in_raw
from pdsync.terraform.shown_state import tracked_in_shown
from pdsync.terraform.state import TerraformState

_RAW = 4
_SHOWN = ("0", "1")
_IN_CLEAR = "it has every secret in clear: delete it afterwards"


def read_state(raw: bytes, file: str) -> TerraformState:
    """Read a state file as it is stored, or as `show -json` tells it; raises PdsyncError."""
    found = state_json(raw, file)
    if _is_encrypted(found):
        hint = f"write it where the key is: `tofu show -json > state.json`; {_IN_CLEAR}"
        raise PdsyncError(f"{file} is a state that OpenTofu has encrypted", hint=hint)
    if "planned_values" in found or "resource_changes" in found:
        raise PdsyncError(f"{file} is a plan of Terraform, and not its state", hint=SHOW)
    if "format_version" in found:
        tracked = tracked_in_shown(_shown(found, file), file)
    else:
        tracked = tracked_in_raw(_stored(found, file), file)
    ordered = sorted(tracked, key=lambda one: (one.address.order, one.deposed))
    return _told(TerraformState(file, tuple(ordered)))


def _is_encrypted(found: Json) -> bool:
    return "encrypted_data" in found or "encryption_version" in found


def _shown(found: Json, file: str) -> Json:
    version = found["format_version"]
    if not isinstance(version, str) or version.partition(".")[0] not in _SHOWN:
        message = f"{file} has a format that pdsync does not know: {_safe(version)}"
        hint = "a newer pdsync may; or write `terraform state pull > state.json` and name that"
        raise PdsyncError(message, hint=hint)
    return found


def _stored(found: Json, file: str) -> Json:
    version = found.get("version")
    if isinstance(found.get("backend"), Mapping):
        message = f"{file} only says where Terraform keeps its state"
        raise PdsyncError(message, hint=PULL)
    if type(version) is not int:
        raise PdsyncError(f"{file} is JSON, but not a state of Terraform", hint=PULL)
    if version < _RAW:
        message = f"{file} has version {version} of the state, of Terraform before 0.12"
        hint = f"{SHOW}, or have Terraform 0.12 or later write the state anew"
        raise PdsyncError(message, hint=hint)
    if version > _RAW:
        message = f"{file} has version {_safe(version)} of the state, and pdsync knows {_RAW}"
        raise PdsyncError(message, hint=SHOW)
    if not isinstance(found.get("resources"), list):
        raise PdsyncError(f"{file} is a part of a state: it has no `resources`", hint=PULL)
    return found


def _safe(version: object) -> str:
    """Return a version for a message, if it is as short as one."""
    text = str(version)
    return text if isinstance(version, str | int) and len(text) < _SHORT else "another"


_SHORT = 12


def _told(state: TerraformState) -> TerraformState:
    if state.pagerduty:
        return state
    what = "nothing of PagerDuty's" if state.tracked else "nothing"
    hint = "name the state of the directory and the workspace that look after PagerDuty"
    raise PdsyncError(f"{state.file} is a state with {what} in it", hint=hint)
