"""Which rules of time zones this machine has, read from its files. Compares nothing."""

from __future__ import annotations

import struct
import zoneinfo
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from pdsync.lint import Database

_UNREADABLE = (OSError, ValueError, struct.error)


def tzdata_version() -> str:
    """The version that zoneinfo uses: the system's where it has any, else the package's."""
    places = _system()
    if places:
        return f"this system, {_version(places) or 'version unknown'}"
    return f"tzdata {_version([_package()]) or 'version unknown'}"


def databases() -> tuple[Database, ...]:
    """That of the system, if it has one, which zoneinfo prefers; then that of the package."""
    from pdsync.lint import Database

    package, places = [_package()], _system()
    ours = Database(
        "the package tzdata",
        _version(package),
        "update it with `pip install --upgrade tzdata`",
        _reader(package),
    )
    if not places:
        return (ours,)
    update = "update this system's time zones, mostly its package `tzdata`"
    return Database("this system", _version(places), update, _reader(places)), ours


def _system() -> list[Traversable]:
    places = map(Path, zoneinfo.TZPATH)
    return [place for place in places if (place / "Europe" / "London").is_file()]


def _package() -> Traversable:
    return files("tzdata") / "zoneinfo"


def _reader(places: list[Traversable]) -> Callable[[str], ZoneInfo | None]:
    def zone(name: str) -> ZoneInfo | None:
        """The zone as these files have it, whatever zoneinfo would take it from."""
        for place in places:
            with suppress(*_UNREADABLE), place.joinpath(*name.split("/")).open("rb") as source:
                return ZoneInfo.from_file(source, key=name)
        return None

    return zone


def _version(places: list[Traversable]) -> str | None:
    """The first line of the source is `# version 2026b`."""
    for place in places:
        with suppress(*_UNREADABLE), (place / "tzdata.zi").open(encoding="ascii") as source:
            return str(source.readline()).removeprefix("# version ").strip()
    return None
