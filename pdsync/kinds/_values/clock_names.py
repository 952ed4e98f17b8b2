"""Abbreviations and offsets written for time zones: BST, UTC+2. Neither tells clock changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pdsync.on_demand import regex
from pdsync.series import any_of

_OFFSET = regex(r"(?:UTC|GMT|Z)?\s*[+-]\s*[0-9]{1,2}(?::?[0-9]{2})?", re.IGNORECASE)
_ABBREVIATION = regex(r"[A-Z]{2,5}")
_ANYWHERE = ("America/Los_Angeles", "Europe/Berlin")
_REGIONS = {
    "America/Los_Angeles": ("PST", "PDT", "PT"),
    "America/Denver": ("MDT", "MT"),
    "America/Chicago": ("CDT", "CT"),
    "America/Chicago Asia/Shanghai": ("CST",),
    "America/New_York": ("EDT", "ET"),
    "America/Anchorage": ("AKST", "AKDT"),
    "America/Halifax": ("AST", "ADT"),
    "America/St_Johns": ("NST", "NDT"),
    "America/Sao_Paulo": ("BRT", "BRST"),
    "America/Argentina/Buenos_Aires": ("ART",),
    "America/Bogota": ("COT",),
    "America/Santiago": ("CLT", "CLST"),
    "Europe/London": ("BST",),
    "Asia/Kolkata Europe/Dublin": ("IST",),
    "Europe/Lisbon": ("WEST",),
    "Europe/Berlin Europe/Paris": ("CEST", "MEZ", "MESZ"),
    "Europe/Athens Europe/Helsinki": ("EEST",),
    "Europe/Moscow": ("MSK",),
    "Europe/Istanbul": ("TRT",),
    "Africa/Johannesburg": ("SAST",),
    "Africa/Lagos": ("WAT",),
    "Africa/Maputo": ("CAT",),
    "Africa/Nairobi": ("EAT",),
    "Asia/Dubai": ("GST",),
    "Asia/Karachi": ("PKT",),
    "Asia/Jakarta": ("WIB",),
    "Asia/Bangkok": ("ICT",),
    "Asia/Singapore": ("SGT",),
    "Asia/Hong_Kong": ("HKT",),
    "Asia/Manila": ("PHT", "PHST"),
    "Asia/Seoul": ("KST",),
    "Asia/Tokyo": ("JST",),
    "Australia/Perth": ("AWST",),
    "Australia/Adelaide": ("ACST", "ACDT"),
    "Australia/Sydney Australia/Brisbane": ("AEST",),
    "Australia/Sydney": ("AEDT",),
    "Pacific/Auckland": ("NZST", "NZDT"),
}
_BY_ABBREVIATION = {
    short: regions.split() for regions, shorts in _REGIONS.items() for short in shorts
}


def clock_name(written: str) -> tuple[str, str] | None:
    """Return what is wrong with an abbreviation or offset, and what to write; None for neither."""
    if _OFFSET.fullmatch(written):
        return _said(written, "an offset", _ANYWHERE)
    regions = _BY_ABBREVIATION.get(written.upper())
    if regions or _ABBREVIATION.fullmatch(written):
        return _said(written, "an abbreviation", regions or _ANYWHERE)
    return None


def _said(written: str, what: str, regions: Sequence[str]) -> tuple[str, str]:
    either = any_of(f"`{one}`" for one in regions)
    return (
        f"'{written}' is {what}, and does not tell when clocks change",
        f"write the region that is meant, such as {either}",
    )
