"""Findings as SARIF 2.1.0, within what GitHub's code scanning takes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from pathlib import PurePath
from urllib.parse import quote

from pdsync import __version__
from pdsync.diagnostics import Diagnostic, Fix, NewText, Place, Severity
from pdsync.json_types import Json
from pdsync.on_demand import regex
from pdsync.render._counts import counted
from pdsync.render._escape import visible
from pdsync.render._formats import dumps_lines
from pdsync.render._layout import prose
from pdsync.render.findings.fingerprints import fingerprints
from pdsync.render.findings.linted import Linted, badness, level
from pdsync.render.findings.wording import harmless, replacements, whole_message
from pdsync.zones import in_use

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_MOST = 25_000
"""Code scanning refuses a run with more results."""
_SHOWN = 5_000
_MOST_RELATED = 100
_COLUMNS = 100
_LINK = regex(r"\[(?=[^\]]*\]\()")
_RECOMMENDED = {"error": "error", "warning": "warning", "note": "recommendation"}


def written(linted: Linted) -> str:
    """One log with one run, the worst findings first."""
    return dumps_lines({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(linted)]})


def _run(linted: Linted) -> Json:
    rules = _rules(linted)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    marked = zip(linted.findings, fingerprints(linted), strict=True)
    kept = sorted(marked, key=lambda one: badness(one[0]))[:_MOST]
    return {
        "tool": {
            "driver": {
                "name": "pdsync",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": rules,
                "properties": {"tzdata": in_use()},
            }
        },
        "automationDetails": {"id": f"pdsync-lint/{_shown(linted.directory, linted)}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "the root of the repository"}}},
        "invocations": [_invocation(linted, len(kept))],
        "results": [_result(one, mark, numbers[one.rule], linted) for one, mark in kept],
    }


def _invocation(linted: Linted, kept: int) -> Json:
    found = len(linted.findings)
    said = []
    if found > kept:
        said.append(f"{counted(found - kept, 'finding')} of {found:,} left out, the least severe")
    if kept > _SHOWN:
        said.append(f"code scanning shows {_SHOWN:,} of {counted(found, 'finding')}")
    notes = [{"level": "warning", "message": {"text": text}} for text in said]
    return {
        "executionSuccessful": linted.seen is not None,
        **({"toolExecutionNotifications": notes} if notes else {}),
    }


def _rules(linted: Linted) -> list[Json]:
    """Every rule of lint, and of the other names that a finding can have those that are here."""
    severities = {one.rule: one.severity for one in reversed(linted.worst_first)}
    levels = {**severities, **linted.rules}
    return [
        _rule(name, severity, linted.explanation(name)) for name, severity in sorted(levels.items())
    ]


def _rule(name: str, severity: Severity, explanation: str) -> Json:
    first = " ".join(explanation.partition("\n\n")[0].split())
    recommended = _RECOMMENDED[level(severity)]
    return {
        "id": name,
        "shortDescription": {"text": first},
        "fullDescription": {"text": first},
        "help": {"text": prose(explanation, _COLUMNS), "markdown": explanation},
        "defaultConfiguration": {"level": level(severity)},
        "properties": {"tags": ["pagerduty", "on-call"], "problem.severity": recommended},
    }


def _result(finding: Diagnostic, fingerprint: str, rule: int, linted: Linted) -> Json:
    place = linted.place(finding)
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": {"text": _text(whole_message(finding))},
        "locations": [{**_location(place, linted), **_logical(place, linted)}],
        "partialFingerprints": {"pdsync/v1": fingerprint},
    }
    related = [
        {
            "id": number,
            "message": {"text": _text(harmless(one.message))},
            **_location(one.place, linted),
        }
        for number, one in enumerate(finding.related[:_MOST_RELATED], 1)
    ]
    if related:
        result["relatedLocations"] = related
    if finding.fix is not None and replacements(finding.fix):
        result["fixes"] = [_fix(finding.fix, linted)]
    return result


def _fix(fix: Fix, linted: Linted) -> Json:
    by_file = groupby(replacements(fix), key=lambda one: one.start.file)
    return {
        "description": {"text": _text(harmless(fix.does))},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(Place(file, 1, 1), linted),
                "replacements": [*map(_replacement, found)],
            }
            for file, found in by_file
        ],
    }


def _replacement(one: NewText) -> Json:
    region = {
        "startLine": one.start.line,
        "startColumn": one.start.column,
        "endLine": one.end.line,
        "endColumn": one.end.column,
    }
    new = {"insertedContent": {"text": one.text}} if one.text else {}
    return {"deletedRegion": region, **new}


def _location(place: Place, linted: Linted) -> Json:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endColumn": linted.end_column(place),
    }
    return {"physicalLocation": {"artifactLocation": _artifact(place, linted), "region": region}}


def _logical(place: Place, linted: Linted) -> Json:
    way = ".".join(map(str, linted.way_to(place)))
    return {"logicalLocations": [{"fullyQualifiedName": harmless(way)}]} if way else {}


def _artifact(place: Place, linted: Linted) -> Mapping[str, str]:
    path = linted.from_root(place.file)
    quoted = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    if PurePath(path).is_absolute():
        return {"uri": f"file://{quoted}"}
    return {"uri": quoted, "uriBaseId": _ROOT}


def _shown(name: str, linted: Linted) -> str:
    return visible(linted.from_root(name)).strip("/")


def _text(text: str) -> str:
    """The text where what looks like a link of SARIF's is none."""
    return _LINK.sub(r"\\[", text)
