"""Connection to PagerDuty: region, address and token, checked. Never opens anything."""

from __future__ import annotations

from dataclasses import field
from urllib.parse import urlsplit

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.network import Peer, checked_address, is_loopback
from pdsync.on_demand import regex
from pdsync.series import any_of

_REGIONS = {"us": "https://api.pagerduty.com", "eu": "https://api.eu.pagerduty.com"}
_NOWHERE = ".invalid"
"""The end of names that no host ever has, by RFC 2606."""

_TOKEN = regex(r"[!-~]+")
_TOKEN_HINT = "set PAGERDUTY_TOKEN (a read-only key is enough to plan) or --token-file"  # noqa: S105 - advice


@frozen
class Connection:
    """One account's address.

    Attributes:
        base_url: scheme, host and perhaps a path, without a slash at the end.
        token: the API key or OAuth token; None where nothing asks for one (the embedded sandbox).
        label: what to show people, such as "PagerDuty (US)" or "sandbox.db".
    """

    base_url: str
    token: str | None = field(repr=False)
    label: str

    @property
    def peer(self) -> Peer:
        """The other side, as it is called where something goes wrong."""
        return Peer(self.base_url, "PagerDuty", "PAGERDUTY_SERVICE_REGION, --api-url")

    @property
    def host(self) -> str:
        """The host that is asked, with its port if one is written."""
        return self.peer.host

    @property
    def has_pages(self) -> bool:
        """False for an account on this machine: its objects have no pages on the web."""
        host = urlsplit(self.base_url).hostname or ""
        return not (is_loopback(host) or host.endswith(_NOWHERE))


def connection_from(*, token: str | None, region: str | None, api_url: str | None) -> Connection:
    """The connection that these settings mean; `api_url` wins over `region`, which is `us`.

    Raises:
        PdsyncError: no token or an impossible one, an unknown region, an address that is
            unusable or would carry the token unencrypted.
    """
    name = (region or "us").strip().lower()
    if name not in _REGIONS:
        known = any_of(_REGIONS)
        raise PdsyncError(
            f"unknown PagerDuty region {region!r}",
            hint=f"PAGERDUTY_SERVICE_REGION is {known}; --api-url is for anything else",
        )
    key = _checked_token(token)
    if api_url and api_url.strip():
        base = checked_address(api_url.strip(), "--api-url", _REGIONS["us"])
        return Connection(base, key, urlsplit(base).netloc)
    return Connection(_REGIONS[name], key, f"PagerDuty ({name.upper()})")


def _checked_token(token: str | None) -> str:
    key = (token or "").strip()
    if not key:
        hint = f"{_TOKEN_HINT}; --sandbox needs none"
        raise PdsyncError("no PagerDuty token", hint=hint)
    if not _TOKEN.fullmatch(key):
        raise PdsyncError(
            "the PagerDuty token holds a space or a character that no token has",
            hint="set the key alone, without quotes or words around it",
        )
    return key
