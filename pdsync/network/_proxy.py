"""The proxy on the way to an address, as the environment names it. Reads settings alone."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass


def proxy_of(address: str) -> str:
    """Return the address of the proxy, perhaps with a password in it; empty for none.

    Plain http goes to this machine only: a proxy would read the token on its way.
    """
    parts = urlsplit(address)
    proxies = getproxies() if parts.scheme == "https" else {}
    if not proxies or proxy_bypass(parts.hostname or ""):
        return ""
    found = proxies.get("https") or proxies.get("all") or ""
    return found if "://" in found or not found else f"http://{found}"
