"""Which rules of time zones this machine has. Knows no time."""

from __future__ import annotations

import zoneinfo
from importlib.metadata import version
from pathlib import Path


def tzdata_version() -> str:
    """The version that zoneinfo uses: the system's where it has any, else the package's."""
    for place in map(Path, zoneinfo.TZPATH):
        if (place / "Europe" / "London").is_file():
            return f"this system, {_first_line(place)}"
    return f"tzdata {version('tzdata')}"


def _first_line(place: Path) -> str:
    """The first line of the source is `# version 2026b`."""
    try:
        with (place / "tzdata.zi").open(encoding="ascii") as source:
            return source.readline().removeprefix("# version ").strip()
    except (OSError, UnicodeDecodeError):
        return "version unknown"
