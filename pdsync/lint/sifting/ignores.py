"""Comments that silence a rule: `# pdsync: ignore[rule] reason`, in pages `<!-- … -->`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pdsync.changes import Comment, Edit
from pdsync.diagnostics import Fix, Place
from pdsync.lint.pages.markdown import page
from pdsync.source import Config, is_page
from pdsync.source.edit import Remark, remarks

_MARK = "pdsync:"
_WORD = re.compile(rf"(?:#+|<!--)\s*{_MARK}\s*ignore\b(?P<rest>.*?)(?:-->)?", re.DOTALL)
_RULES = re.compile(r"\s*\[(?P<rules>[^\]]*)\](?P<rest>.*)", re.DOTALL)
_NAME = re.compile(r"[^,\s][^,]*")
_UNTIL = (
    re.compile(r"until\s+(?P<date>\S*\d\S*)(?P<reason>.*)"),
    re.compile(r"(?P<reason>.*)\buntil\s+(?P<date>\S*\d\S*)"),
)
_AROUND = " \t\n-\u2013\u2014:,;.()"
_SAYS = re.compile(r"\w")


@dataclass(frozen=True)
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


def ignores(config: Config) -> Iterator[Ignore | Remark]:
    """Yield every rule that a comment of a configuration silences; the comment if it names none."""
    for remark in _remarks(config):
        if found := _WORD.fullmatch(remark.text):
            yield from _of(remark, found)


def _remarks(config: Config) -> Iterator[Remark]:
    """Yield the comments of all files, and of the pages that a rule has looked at."""
    for file, text in config.texts.items():
        yield from remarks(text, file, _MARK)
    for file, text in sorted(config.pages.read.items()):
        for one in page(text).comments(_MARK) if _MARK in text else ():
            place = Place(file, one.line, one.column, len(one.text.partition("\n")[0]))
            yield Remark(one.text, place, one.first, one.last)


def _of(remark: Remark, found: re.Match[str]) -> Iterator[Ignore | Remark]:
    listed = _RULES.fullmatch(found["rest"])
    names: Sequence[re.Match[str]] = [*_NAME.finditer(listed["rules"])] if listed else []
    if listed is None or not names:
        yield remark
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


def _why(text: str) -> tuple[str, date | None, str | None]:
    """Return the reason, the last day, and what stands in its place and is no date."""
    found = next((one for each in _UNTIL if (one := each.fullmatch(text))), None)
    if found is None:
        return _reason(text), None, None
    reason, written = _reason(found["reason"]), found["date"].strip(_AROUND)
    try:
        return reason, date.fromisoformat(written), None
    except ValueError:
        return reason, None, written


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
    change = Comment(place.line, place.column, remark.text, new)
    return Fix(does, (Edit(place.file, 0, change),))
