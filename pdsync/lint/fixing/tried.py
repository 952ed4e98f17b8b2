"""What a fix comes to in the text: what stands where instead, or why it cannot be made. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import takewhile

from pdsync.changes import Edit
from pdsync.diagnostics import Diagnostic, Fix, NewText, Place
from pdsync.source.edit import NotEditable, changed

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


def tried(findings: Iterable[Diagnostic], texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield findings, their fixes with what they come to in the texts."""
    for one in findings:
        yield one if one.fix is None else replace(one, fix=_tried(one.fix, texts))


def refused(finding: Diagnostic, why: str) -> Diagnostic:
    """Return a finding with the reason why its fix cannot be made."""
    assert finding.fix is not None  # noqa: S101 - nobody refuses what nobody offers
    return replace(finding, fix=replace(finding.fix, replacements=(), why_not=why))


def _tried(fix: Fix, texts: Mapping[str, str]) -> Fix:
    by_file: dict[str, list[Edit]] = defaultdict(list)
    for edit in fix.edits:
        by_file[edit.file].append(edit)
    found: list[NewText] = []
    for file, edits in by_file.items():
        try:
            new = _edited(texts[file], edits)
        except NotEditable as why:
            return replace(fix, why_not=why.reason)
        found += _replacements(file, texts[file], new)
    return replace(fix, replacements=tuple(found))


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for edit in edits:
        text, _ = changed(text, [edit])
    return text


def _replacements(file: str, before: str, after: str) -> Iterator[NewText]:
    """Yield what differs: whole lines, or where only one does, the part of it."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    differences = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for tag, begin, end, first, last in differences:
        if tag == "equal":
            continue
        text, there = "".join(old[begin:end]), "".join(new[first:last])
        if end - begin == 1 == last - first:
            start, stop = _differing(text, there)
            line = begin + 1
            places = Place(file, line, start + 1), Place(file, line, stop + 1)
            yield NewText(*places, there[start : len(there) - len(text) + stop])
        else:
            yield NewText(Place(file, begin + 1, 1), Place(file, end + 1, 1), there)


def _differing(old: str, new: str) -> tuple[int, int]:
    """Return where in a text begins and ends what another one has instead."""
    start = _same(old, new)
    return start, len(old) - _same(old[start:][::-1], new[start:][::-1])


def _same(old: str, new: str) -> int:
    """Return with how many characters two texts begin that are the same."""
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
