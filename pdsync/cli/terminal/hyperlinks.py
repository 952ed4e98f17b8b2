"""Terminals that show links (OSC 8), told by the environment that they leave. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping

_PROGRAMS = {"iTerm.app", "WezTerm", "vscode", "ghostty", "rio", "zed", "Hyper", "Tabby", "mintty"}
_TERMS = ("kitty", "ghostty", "alacritty", "foot", "contour", "wezterm")
_OWN = ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "KITTY_WINDOW_ID")
_VTE = 5000
"""GNOME's terminals since 0.50: earlier ones fail at a link."""


def shows_links(environment: Mapping[str, str]) -> bool:
    """Return True for a terminal that is known for it, or as FORCE_HYPERLINK says."""
    forced = environment.get("FORCE_HYPERLINK")
    if forced is not None:
        return forced.lower() not in {"0", "false", ""}
    version = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _PROGRAMS
        or environment.get("TERM", "").removeprefix("xterm-").startswith(_TERMS)
        or any(environment.get(name) for name in _OWN)
        or (version.isascii() and version.isdigit() and int(version) >= _VTE)
    )
