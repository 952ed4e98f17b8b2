"""The databases of time zones on this machine, and the one that all zones are read from.

Python reads the files of the system first, and those of the package `tzdata` only where there are
none, however old the first are. `use_newest` turns to the newer of the two for the whole process,
the sandbox included, by setting where `zoneinfo` looks; it comes before the first zone is read. Who
uses pdsync as a library calls it as well.
"""

from __future__ import annotations

import struct
import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen
from pdsync.package_text import package_text

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_UNREADABLE = (OSError, ValueError, struct.error)
_VERSION_FILES = ("tzdata.zi", "+VERSION")
_UPDATE_SYSTEM = "update this system's time zones, mostly its package `tzdata`"
_UPDATE_CHOSEN = "update the time zones that PYTHONTZPATH leads to, or unset it"
_UPDATE_PACKAGE = "update it with `pip install --upgrade tzdata`"
_BY = "@"
"""Between a zone's name and the number of a database; no name of a zone has one."""


@frozen
class Database:
    """A database of time zones: its name, its version if that is known, how to bring it up.

    `zone` gives the zone of a name, None where there is none.
    """

    title: str
    version: str | None
    update: str
    zone: Callable[[str], tzinfo | None]

    def __str__(self) -> str:
        return f"{self.title} ({self.version or 'of an unknown version'})"


class _Chosen:
    """Remembers that PYTHONTZPATH was set, which decides and is then what to update."""

    by_user = False


def use_newest(*, chosen: bool = False) -> None:
    """Let zones be read from the newest database, unless the user has `chosen` (PYTHONTZPATH).

    A database of an unknown version is taken only where there is no other: nothing says that it
    is new.
    """
    _Chosen.by_user = chosen
    _others.cache_clear()
    package = _package()
    if chosen or package is None:
        return
    system = _found()
    newer = (_version([package]) or "") > (_version(system) or "")
    paths = [str(one) for one in system]
    # What is in a zip has no path: zoneinfo comes to it where it has no other.
    ahead = [str(package)] if isinstance(package, Path) else None
    if newer and system:
        _look_in(() if ahead is None else (*ahead, *paths))
    elif _is_first(package):
        _look_in(paths)


def has_files() -> bool:
    """Whether there are zones where zoneinfo looks before it asks for the package."""
    return any(map(_has_zones, zoneinfo.TZPATH))


def databases() -> tuple[Database, ...]:
    """Return the databases of this machine, the one that zones are read from first."""
    package, places = _package(), _found()
    found = []
    if places:
        title = "PYTHONTZPATH" if _Chosen.by_user else "this system"
        update = _UPDATE_CHOSEN if _Chosen.by_user else _UPDATE_SYSTEM
        found = [Database(title, _version(places), update, _reader(places))]
    if package is not None:
        ours = Database(
            "the package tzdata", _version([package]), _UPDATE_PACKAGE, _reader([package])
        )
        found.insert(0 if _is_first(package) else len(found), ours)
    return tuple(found)


def names() -> frozenset[str]:
    """The name of every zone that the database in use has.

    Those of the package are on a list, which needs no search of a disk.
    """
    package = _package()
    if package is None or (_found() and not _is_first(package)):
        return frozenset(zoneinfo.available_timezones())
    return frozenset(package_text("tzdata", "zones").split())


def in_use() -> str:
    """The database that zones are read from, as it is shown to people: `2026f, …`."""
    for one in databases():
        return f"{one.version or 'unknown version'}, {one.title}"
    return "none on this machine"


def zone(name: str) -> tzinfo:
    """A zone by the database in use, or by the one in a name that `by_database` made.

    Raises zoneinfo.ZoneInfoNotFoundError where there is none.
    """
    written, by, number = name.partition(_BY)
    if not by:
        return ZoneInfo(name)
    others = dict(_others(written))
    if int(number) not in others:
        raise zoneinfo.ZoneInfoNotFoundError(f"No time zone found with key {name}")
    return others[int(number)]


def by_other_databases(name: str) -> Iterator[tuple[str, Database]]:
    """A zone's name for each database that has it and is not in use, to be read with `zone`."""
    known = databases()
    for number, _ in _others(name):
        yield f"{name}{_BY}{number}", known[number]


def agree(name: str, at: datetime) -> bool:
    """Return True if all databases that have a zone agree on its clocks at an instant."""
    others = _others(name)
    return not others or {one.utcoffset(at.astimezone(one)) for _, one in others} == {
        at.astimezone(ZoneInfo(name)).utcoffset()
    }


def _look_in(places: Sequence[str]) -> None:
    zoneinfo.reset_tzpath(places)
    ZoneInfo.clear_cache()


@lru_cache(maxsize=256)
def _others(name: str) -> tuple[tuple[int, tzinfo], ...]:
    """A zone by every database but that in use, with the number of the database."""
    if _BY in name:
        return ()
    zones = ((number, one.zone(name)) for number, one in enumerate(databases()) if number)
    return tuple((number, zone) for number, zone in zones if zone is not None)


def _found() -> list[Path]:
    """Return the directories where zoneinfo finds zones, the package left aside."""
    package = _package()
    places = [Path(one) for one in zoneinfo.TZPATH if _has_zones(one)]
    return [one for one in places if one != package]


def _has_zones(place: str) -> bool:
    return Path(place, "Europe", "London").is_file()


def _is_first(package: Traversable) -> bool:
    return [*zoneinfo.TZPATH[:1]] == [str(package)]


@cache
def _package() -> Traversable | None:
    try:
        found = Path(*import_module("tzdata").__path__, "zoneinfo")
    except ModuleNotFoundError:
        return None
    if found.is_dir():
        return found
    from importlib.resources import files  # takes a while, and is for a package in a zip

    return files("tzdata") / "zoneinfo"


def _reader(places: Sequence[Traversable]) -> Callable[[str], ZoneInfo | None]:
    def read(name: str) -> ZoneInfo | None:
        """The zone as these files have it, whatever zoneinfo would take it from."""
        for place in places:
            with suppress(*_UNREADABLE), place.joinpath(*name.split("/")).open("rb") as source:
                return ZoneInfo.from_file(source, key=name)
        return None

    return read


def _version(places: Sequence[Traversable]) -> str | None:
    """The first line of the source is `# version 2026b`; some systems keep that word alone."""
    for place in places:
        for name in _VERSION_FILES:
            with suppress(*_UNREADABLE), place.joinpath(name).open(encoding="ascii") as source:
                return str(source.readline()).removeprefix("# version ").strip() or None
    return None
