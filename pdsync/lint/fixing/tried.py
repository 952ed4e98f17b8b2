"""What a fix comes to in the text: what stands where instead, or why it cannot be made. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pdsync.changes import Edit
from pdsync.diagnostics import Diagnostic, Fix, NewText, Place

if TYPE_CHECKING:
    from pdsync.source.edit import Stretches


def tried(findings: Iterable[Diagnostic], texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield findings, their fixes with what they come to in the texts."""

    @cache
    def stretches(file: str) -> Stretches:
        from pdsync.source.edit import Stretches

        return Stretches(texts[file], file)

    for one in findings:
        yield one if one.fix is None else replace(one, fix=_tried(one.fix, stretches))


def refused(finding: Diagnostic, why: str) -> Diagnostic:
    """Return a finding with the reason why its fix cannot be made."""
    assert finding.fix is not None  # noqa: S101 - nobody refuses what nobody offers
    return replace(finding, fix=replace(finding.fix, replacements=(), why_not=why))


def _tried(fix: Fix, stretches: Callable[[str], Stretches]) -> Fix:
    from pdsync.source.edit import NotEditable

    try:
        found = [new for edit in fix.edits for new in _new_texts(edit, stretches(edit.file))]
    except NotEditable as why:
        return replace(fix, why_not=why.reason)
    return replace(fix, replacements=tuple(found))


def _new_texts(edit: Edit, stretches: Stretches) -> Iterator[NewText]:
    for one in stretches.of(edit.document, edit.change):
        start = Place(edit.file, *stretches.position(one.start))
        end = Place(edit.file, *stretches.position(one.end))
        yield NewText(start, end, one.text)
