"""Names of time zones: those of the tz database and of PagerDuty's own pages. Reads only."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pdsync.json_types import Json
from pdsync.kinds._values.clock_names import clock_name
from pdsync.kinds._values.patterns import SHARED_AS, one_of_words, text_like
from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.typos import near_name
from pdsync.kinds._values.words import ReadsAtLength, text
from pdsync.package_text import package_text
from pdsync.zones import names

# Two names of one zone: the one that PagerDuty gives back, which may be the older, is kept.
_ALIASES = {
    "UTC": "Etc/UTC",
    "Zulu": "Etc/UTC",
    "Etc/Zulu": "Etc/UTC",
    "Universal": "Etc/UTC",
    "Etc/Universal": "Etc/UTC",
    "Etc/UCT": "Etc/UTC",
    "UCT": "Etc/UTC",
    "America/Nuuk": "America/Godthab",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Dacca": "Asia/Dhaka",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Asia/Ulan_Bator": "Asia/Ulaanbaatar",
    "Asia/Yangon": "Asia/Rangoon",
    "Europe/Kyiv": "Europe/Kiev",
    "Europe/Kyev": "Europe/Kiev",
    "US/Alaska": "America/Anchorage",
    "US/Arizona": "America/Phoenix",
    "US/Central": "America/Chicago",
    "US/Eastern": "America/New_York",
    "US/Hawaii": "Pacific/Honolulu",
    "US/Mountain": "America/Denver",
    "US/Pacific": "America/Los_Angeles",
}


@cache
def _shown_names() -> dict[str, str]:
    """Return the names on PagerDuty's pages, which are Rails', with those of the tz database."""
    return _read("zones.txt")


@cache
def _cities() -> dict[str, str]:
    """Return the zones of cities and countries for which the tz database has another name."""
    return {_place(name): zone for name, zone in _read("cities.txt").items()}


def _read(file: str) -> dict[str, str]:
    """Return the pairs of a file, one in each line: JSON would load its library."""
    lines = package_text(__package__, file).splitlines()
    return {name: zone for name, _, zone in (line.partition(": ") for line in lines)}


@cache
def _known() -> frozenset[str]:
    return names() - {"Factory", "localtime"}


def canonical(name: Any) -> Any:
    """Return the one name of a zone of all its names; an unknown one stays as it is."""
    if not isinstance(name, str):
        return name
    official = _shown_names().get(name, name)
    return _ALIASES.get(official, official)


_HOW = (
    "write a name such as Europe/London or Etc/UTC; a zone has the name of one city, as "
    "Europe/Berlin is that of all of Germany"
)


def zone(value: Any) -> str:
    """Return the canonical name of an existing time zone; raises a pydantic error for others."""
    written = text(value).strip()
    found = str(canonical(written))
    if found in _known():
        return found
    wrong = clock_name(written)
    if wrong:
        raise problem(wrong[0], help=wrong[1])
    near = _nearest(written)
    hint = f"did you mean `{near}`?" if near else _HOW
    sure = near if near and near.lower() == written.lower() else None
    raise problem(f"'{written}' is not a time zone", help=hint, instead=sure)


def _nearest(written: str) -> str | None:
    """Return the zone of which a name is a typo, or that has its city; other clocks are no help."""
    known = _known() | {*_shown_names()}
    place = _place(written)
    there = {str(canonical(name)) for name in known if _place(name) == place}
    if len(there) == 1:
        return there.pop()
    return _cities().get(place) or near_name(written, known)


def _place(name: str) -> str:
    return name.rpartition("/")[2].replace(" ", "_").lower()


def _schema() -> Json:
    """Return the schema of a zone's name: editors offer the name that is kept of each."""
    every = sorted(_known() | {*_shown_names(), *_ALIASES})
    kept = sorted({str(canonical(name)) for name in every if "/" in name})
    schema = text_like(one_of_words(every), _HOW, "Europe/London", "Etc/UTC")
    offered = [{"label": name, "body": name} for name in kept]
    return schema | {SHARED_AS: "TimeZone", "defaultSnippets": offered}


Zone = Annotated[str, ReadsAtLength(zone, {"type": "string"}, "time zone", _schema)]
