"""People of a drift by e-mail, name or initials, and times by a zone. Pure: JSON in, JSON out."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pdsync.json_types import Json
from pdsync.render._people import people_shown, with_people
from pdsync.stamps import read_stamp, zone_stamp


def drift_with_people(row: Json, how: str) -> Json:
    """Return the drift with its people shown like this, who acted and who is named."""
    shown = with_people(row, how)
    changes = [people_shown(one, ("outside",), row["people"], how) for one in shown["changes"]]
    made = [people_shown(one, ("outside",), row["people"], how) for one in shown["made"]]
    return {**shown, "changes": changes, "made": made}


def drift_on_clocks(row: Json, zone: str) -> Json:
    """Return the drift with its times on the clocks of a zone."""
    clocks = ZoneInfo(zone)

    def told(act: Json) -> Json:
        return {**act, "at": zone_stamp(read_stamp(act["at"]), clocks)}

    changes = [
        {**one, "outside": {**one["outside"], "by": [*map(told, one["outside"]["by"])]}}
        for one in row["changes"]
    ]
    made = [{**one, "outside": told(one["outside"])} for one in row["made"]]
    ends = {end: zone_stamp(read_stamp(row["audit"][end]), clocks) for end in ("since", "until")}
    return {**row, "changes": changes, "made": made, "audit": {**row["audit"], **ends}}
