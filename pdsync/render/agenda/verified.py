"""Results of a comparison with the account's own rendering, as JSON and as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pdsync.diagnostics import Diagnostic
from pdsync.json_types import Json
from pdsync.reconcile import Verified
from pdsync.render._escape import visible
from pdsync.render._formats import ONCALL, diagnostic_json, made_by
from pdsync.render._layout import Row, table
from pdsync.render._style import Style
from pdsync.render._times import DASH, date_words, time_words
from pdsync.render.agenda.as_json import Names, span_json, topic_json
from pdsync.render.agenda.text import people, title
from pdsync.roster import Topic
from pdsync.series import all_of


def verified_json(
    found: Iterable[Verified],
    topics: Mapping[str, Topic],
    names: Names,
    source: str,
    findings: Iterable[Diagnostic],
) -> Json:
    """The schedules that were compared, as a part of `pdsync.oncall/1`."""
    return {
        **made_by(ONCALL),
        "source": source,
        "verified": [_row(one, topics[one.schedule], names) for one in found],
        "diagnostics": [diagnostic_json(one) for one in findings],
    }


def _row(one: Verified, topic: Topic, names: Names) -> Json:
    zone = one.time_zone

    differs = one.difference
    told = differs and {
        **span_json(differs, zone),
        "here": sorted(names.person(token) for token in differs.old),
        "there": sorted(names.person(token) for token in differs.new),
    }
    return {
        **topic_json(topic),
        "time_zone": zone,
        "ranges": [span_json(found, zone) for found in one.spans],
        "same": None if one.undecided else differs is None,
        "difference": told,
        "other_rules": one.other_rules,
        "undecided": one.undecided,
    }


def verified_text(row: Json, style: Style) -> str:
    """Each schedule in a line or two, and the count as the last line."""
    head = f"pdsync oncall --verify · {visible(row['source'])} · time zones of {row['tzdata']}"
    rows = [_line(one) for one in row["verified"]]
    lines = [f"  {line}" for line in table(rows, style.columns - 2, style)]
    told = [*lines, "", style.paint(_sum(row), "bold")] if lines else ["There are no schedules."]
    return "\n".join([style.paint(head, "bold"), "", *told])


def _line(one: Json) -> Row:
    if one["undecided"]:
        return Row(title(one), f"not compared: {visible(one['undecided'])}", "yellow")
    if one["same"]:
        return Row(title(one), f"the same {all_of(map(_dates, one['ranges']))}")
    differs = one["difference"]
    here, there = people(differs["here"]), people(differs["there"])
    span = f"{time_words(differs['start'])} {DASH} {time_words(differs['end'])}"
    said = f"differs {span}: {here} here, {there} in PagerDuty"
    if one["other_rules"]:
        return Row(title(one), f"{said}. {one['other_rules']}", "yellow")
    return Row(title(one), said, "red")


def _dates(found: Json) -> str:
    return f"{date_words(found['start'])} {DASH} {date_words(found['end'])}"


def _sum(row: Json) -> str:
    count = [one["same"] for one in row["verified"]]
    schedules = "1 schedule" if len(count) == 1 else f"{len(count)} schedules"
    told = [f"{count.count(True)} the same", f"{count.count(False)} different"]
    left = [f"{count.count(None)} not compared"] if None in count else []
    return f"{schedules}: {', '.join([*told, *left])}"
