"""Comments that silence a rule: `# pdsync: ignore[rule] reason`, in pages `<!-- … -->`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pdsync.changes import Comment, Edit
from pdsync.diagnostics import Fix, Place
from pdsync.frozen import frozen
from pdsync.lint.pages.markdown import page
from pdsync.on_demand import regex
from pdsync.source import Config, is_page
from pdsync.source.edit import Remark, remarks

_BEGINS = regex(r"(?:#+|<!--)\s*pdsync(?:\s*:\s*ignore\b|[\s:]+[\w-]+\s*\[)", re.IGNORECASE)
"""What pdsync is to read, right or not: `# pdsync: disable[rule]` silences nothing either."""
_WORD = regex(r"(?:#+|<!--)\s*pdsync:\s*ignore\b(?!-)(?P<rest>.*?)(?:-->)?", re.DOTALL)
_SECOND = regex(rf"(?<=\s){_BEGINS.pattern}", re.IGNORECASE)
_RULES = regex(r"\s*\[(?P<rules>[^\]]*)\](?P<rest>.*)", re.DOTALL)
_NAME = regex(r"[^,\s][^,]*")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = rf"(?:{_MONTH}[.,]?\s+)?\S*\d\S*(?:\s+{_MONTH}[.,]?)?(?:\s+\d{{4}}\b)?"
"""A date as people write it: of which one form is read, and the others are told."""
_UNTIL = (
    regex(rf"until\s+(?P<date>{_DAY})(?P<reason>.*)", re.IGNORECASE),
    regex(rf"(?P<reason>.*)\buntil\s+(?P<date>{_DAY})", re.IGNORECASE),
)
_AROUND = " \t\n-\u2013\u2014:,;.()"
_ISO = regex(r"\d{4}-\d\d-\d\d")
_SAYS = regex(r"\w")


@frozen
class Ignore:
    """One rule that a comment silences, for which lines, why, and until the end of which day.

    `named_at` is the place of the rule's name. Without a `reason`, or with a date that is none
    (`odd_date`), it silences nothing.
    """

    rule: str
    named_at: Place
    remark: Remark
    reason: str
    until: date | None = None
    odd_date: str | None = None

    def covers(self, place: Place | None) -> bool:
        """Return True if something at this place is on its lines."""
        at = self.remark
        return (
            place is not None and place.file == at.place.file and at.first <= place.line <= at.last
        )

    def misses(self, place: Place | None) -> bool:
        """Return True if something at this place is in what begins in its line, and not there."""
        at = self.remark
        return place is not None and place.file == at.place.file and at.last < place.line <= at.end

    def is_over(self, today: date) -> bool:
        """Return True if its last day is over."""
        return self.until is not None and self.until < today


@frozen
class Misread:
    """A comment that was to silence something and does not, with the reason.

    `how` says what to write; None for the form of such comments.
    """

    place: Place
    why: str
    how: str | None = None


def ignores(config: Config) -> Iterator[Ignore | Misread]:
    """Yield every rule that a comment of a configuration silences; the comment if it names none."""
    for remark in _remarks(config):
        if found := _WORD.fullmatch(remark.text):
            yield from _of(remark, found)
            yield from _in_its_reason(remark)
        else:
            yield Misread(
                remark.place, "this silences nothing: it is not written as pdsync reads it"
            )


def _remarks(config: Config) -> Iterator[Remark]:
    """Yield the comments of all files, and of the pages that a rule has looked at."""
    for file, text in config.texts.items():
        yield from remarks(text, file, _BEGINS)
    for file, text in sorted(config.pages.read.items()):
        for one in page(text).comments(_BEGINS) if _BEGINS.search(text) else ():
            place = Place(file, one.line, one.column, len(one.text.partition("\n")[0]))
            yield Remark(one.text, place, one.first, one.last)


def _of(remark: Remark, found: re.Match[str]) -> Iterator[Ignore | Misread]:
    listed = _RULES.fullmatch(found["rest"])
    names: Sequence[re.Match[str]] = [*_NAME.finditer(listed["rules"])] if listed else []
    if listed is None or not names:
        yield Misread(remark.place, "this names no rule")
        return
    reason, until, odd = _why(listed["rest"].strip(_AROUND))
    start = found.start("rest") + listed.start("rules")
    for name in names:
        rule = name[0].rstrip()
        place = Place(
            remark.place.file,
            remark.place.line,
            remark.place.column + start + name.start(),
            len(rule),
        )
        yield Ignore(rule, place, remark, reason, until, odd)


def _in_its_reason(remark: Remark) -> Iterator[Misread]:
    """Yield a second such comment in the same line, which is a part of the first one's text."""
    second = _SECOND.search(remark.text)
    if second:
        at = remark.place
        yield Misread(
            Place(at.file, at.line, at.column + second.start(), len(remark.text) - second.start()),
            "this silences nothing: it stands in the reason of the comment before it",
            "write all rules in one: `# pdsync: ignore[RULE, OTHER] reason`",
        )


def _why(text: str) -> tuple[str, date | None, str | None]:
    """Return the reason, the last day, and what stands in its place and is no date."""
    found = next((one for each in _UNTIL if (one := each.fullmatch(text))), None)
    if found is None:
        return _reason(text), None, None
    reason, written = _reason(found["reason"]), found["date"].strip(_AROUND)
    day = _date(written)
    return reason, day, None if day else written


def _date(written: str) -> date | None:
    if not _ISO.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _reason(text: str) -> str:
    reason = text.strip(_AROUND)
    return reason if _SAYS.search(reason) else ""


def without(ignore: Ignore) -> Fix | None:
    """Take a rule out of its comment, which goes with the last one; none out of a page."""
    remark, place = ignore.remark, ignore.remark.place
    if is_page(place.file):
        return None
    start = ignore.named_at.column - place.column
    begin, end = remark.text.index("[") + 1, remark.text.index("]")
    others = [remark.text[begin:start], remark.text[start + ignore.named_at.width : end]]
    names = [name for part in others for one in part.split(",") if (name := one.strip())]
    new = f"{remark.text[:begin]}{', '.join(names)}{remark.text[end:]}" if names else ""
    does = f"takes `{ignore.rule}` out of the comment" if names else "takes the comment out"
    left = f"{remark.before}{new}" if new else remark.before.rstrip()
    whole = f"{remark.before}{remark.text}"
    change = Comment(place.line, place.column - len(remark.before), whole, left)
    return Fix(does, (Edit(place.file, 0, change),))
