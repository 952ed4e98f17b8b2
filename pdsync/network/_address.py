"""Addresses of APIs, checked: plain, and never one that would carry a token unencrypted. Pure."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from pdsync.errors import PdsyncError
from pdsync.on_demand import regex

_HOST = regex(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def checked_address(text: str, setting: str, example: str) -> str:
    """Return the address without a slash at its end; `setting` is where it was written.

    Raises:
        PdsyncError: it is unusable, or would carry the token unencrypted.
    """
    parts = _split(text, setting, example)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise PdsyncError(
            f"the token would travel unencrypted to {parts.hostname}",
            hint=f"write https:// in {setting}; plain http:// is for this machine only",
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _split(text: str, setting: str, example: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        usable = _is_usable(parts)
    except ValueError:  # a port or an IPv6 address that is none
        usable = False
    if not usable:
        raise PdsyncError(
            f"{setting} is not a usable address",
            hint=f"write scheme and host, such as {example} "
            "or http://localhost:8080, without user, query or fragment",
        )
    return parts


def _is_usable(parts: SplitResult) -> bool:
    """Plain enough that every reader of addresses finds the same host in it."""
    host, _ = parts.hostname or "", parts.port
    named = bool(_HOST.fullmatch(host)) or _is_address(host)
    bare = not parts.query and not parts.fragment and "@" not in parts.netloc
    path = re.fullmatch(r"[A-Za-z0-9._~/-]*", parts.path)
    return parts.scheme in {"http", "https"} and named and bare and path is not None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Return True for this machine itself."""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
