"""Words for who did something and how, the same in plans and in drift. Pure."""

from __future__ import annotations

_METHODS = {
    "browser": "in the browser",
    "oauth": "through OAuth",
    "api_token": "with an API token",
    "identity_provider": "through the identity provider",
    "other": "in a way that is not told",
}


def deed(who: str | None, type_: str | None, method: str, token: str | None) -> str:
    """Return `ana.silva@acme.example in the browser`; of a token or a key its end."""
    end = f" that ends in {token}" if token and method == "api_token" else ""
    if type_ == "api_key" and method == "api_token":  # the key is the token
        return f"the API key '{who}'{end}" if who else f"an API key{end}"
    name = who or "somebody who is not told"
    if type_ == "api_key":
        name = f"the API key '{who}'" if who else "an API key"
    elif type_ == "app":
        name = f"the app '{who}'" if who else "an app"
    return f"{name} {_METHODS.get(method, _METHODS['other'])}{end}"
