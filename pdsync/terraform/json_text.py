"""Bytes of a state file into JSON, or what the file is instead. Never shows what is in it."""

from __future__ import annotations

import codecs
import json
from typing import Any

from pdsync.diagnostics import Place
from pdsync.errors import PdsyncError
from pdsync.json_types import Json

SHOW = "write it with `terraform show -json > state.json` (OpenTofu: `tofu show -json`)"
PULL = (
    f"write it with `terraform state pull > state.json`, or {SHOW.removeprefix('write it with ')}"
)

_ZIP = b"PK\x03\x04"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def state_json(raw: bytes, file: str) -> Json:
    """Return the object that a state file holds; raises PdsyncError for what is none."""
    text = _text(raw, file)
    if not text.strip():
        raise PdsyncError(f"{file} is empty", hint=PULL)
    try:
        found: Any = json.loads(text)
    except json.JSONDecodeError as problem:
        raise _no_json(text, problem, file) from None
    except (ValueError, RecursionError):
        raise PdsyncError(f"{file} is not a state of Terraform", hint=PULL) from None
    if not isinstance(found, dict):
        raise PdsyncError(f"{file} is JSON, but not a state of Terraform", hint=PULL)
    return found


def _text(raw: bytes, file: str) -> str:
    if raw.startswith(_ZIP):
        message = f"{file} is a saved plan of Terraform, which holds more than the state"
        raise PdsyncError(message, hint=SHOW)
    # Windows' shell writes UTF-16 where a command's output goes to a file.
    encoding = "utf-16" if raw.startswith(_UTF16) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise PdsyncError(f"{file} is not text, so no state of Terraform", hint=PULL) from None


def _no_json(text: str, problem: json.JSONDecodeError, file: str) -> PdsyncError:
    if not text.lstrip().startswith("{"):
        return PdsyncError(f"{Place(file, 1, 1)}: this is not JSON", hint=SHOW)
    if not text[problem.pos :].strip() or problem.msg.startswith("Unterminated"):
        end = text.rstrip().splitlines()
        place = Place(file, len(end), len(end[-1]))
        return PdsyncError(f"{place}: the file ends in the middle of the state", hint=PULL)
    place = Place(file, problem.lineno, problem.colno)
    if problem.msg == "Extra data":
        return PdsyncError(f"{place}: something follows the end of the JSON", hint=SHOW)
    return PdsyncError(f"{place}: this is not JSON from here on", hint=PULL)
