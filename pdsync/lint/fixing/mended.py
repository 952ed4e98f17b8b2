"""Fixes of a configuration: all that can be made are, and what they leave is looked at again. Pure.

As many as touch nothing in common are made at once, and the others in rounds after them. Where what
was made is not only what was meant, halves are made one after the other, down to the fix at fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from pdsync.changes import Comment, Edit, Put, Remove, Rename
from pdsync.diagnostics import Diagnostic, Place, Severity
from pdsync.frozen import frozen
from pdsync.kinds import titled
from pdsync.lint._registry import all_rules
from pdsync.lint.fixing.tried import refused
from pdsync.lint.sifting import Sifted
from pdsync.on_demand import regex
from pdsync.source import Config, Entry
from pdsync.source.edit import NotEditable, edited

_MOST_ROUNDS = 20
_PLACES = regex(r":\d+:\d+")

Linter = Callable[[Config], Sifted]
"""What lint says of a configuration, less what nobody wants told."""
_Key = tuple[str, str, str]
_Mark = tuple[str, str, str, str]
_LATER = (Remove, Rename, Put)
"""Changes that move most come last; comments come before all of these."""


@frozen
class Mending:
    """The configuration as it was read and as it is mended, with what was said of each.

    `mended` are the findings that are so no more, by the places that they had when their turn came.
    Comments that stood beside what went are `comments`. Where a fix was refused, the finding says
    why, in `found` and in `left`.
    """

    before: Config
    after: Config
    found: Sifted
    left: Sifted
    mended: tuple[Diagnostic, ...] = ()
    comments: tuple[str, ...] = ()
    refusals: Mapping[_Mark, str] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """The new texts of the files that change, by name."""
        return self.after.texts_unlike(self.before)

    def read_again(self, config: Config, left: Sifted) -> Mending:
        """The same, with what is left by the files that were written."""
        return replace(self, after=config, left=_with_reasons(left, config, self))


def mended(config: Config, look: Linter) -> Mending:
    """Make every fix of what is told of a configuration that can be made."""
    found = look(config)
    state = Mending(config, config, found, found)
    for _ in range(_MOST_ROUNDS):
        group = _apart(_open(state))
        if not group:
            break
        state = _made(state, group, look, state.after)
    return replace(
        state,
        mended=tuple(sorted(state.mended, key=_place)),
        found=_with_reasons(found, config, state),
        left=_with_reasons(state.left, state.after, state),
    )


def _place(finding: Diagnostic) -> Place:
    return finding.place or Place("", 0, 0)


def _open(state: Mending) -> Iterator[Diagnostic]:
    for one in state.left.told:
        if one.can_be_mended and _mark(one, state.after) not in state.refusals:
            yield one


def _with_reasons(found: Sifted, config: Config, state: Mending) -> Sifted:
    reasons = {id(one): state.refusals.get(_mark(one, config)) for one in found.told}
    return replace(
        found,
        told=tuple(refused(one, why) if (why := reasons[id(one)]) else one for one in found.told),
    )


def _mark(finding: Diagnostic, config: Config) -> _Mark:
    """A finding, however many lines stand above it."""
    line = finding.place.line if finding.place else 0
    key = _found(finding)
    lines = config.texts.get(key[2], "").split("\n")[line - 1 : line] if line else []
    return (*key, "".join(lines))


def _apart(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Choose findings whose fixes have no place in common, in an order in which none moves another.

    Comments have lines, so they come first; what a path leads to moves when something before it
    goes, or has another name, so what is last in the files comes first.
    """
    chosen: list[Diagnostic] = []
    taken: list[Edit] = []
    for one in findings:
        edits = one.fix.edits if one.fix else ()
        if not any(_meet(edit, other) for edit in edits for other in taken):
            chosen.append(one)
            taken += edits
    return sorted(chosen, key=_turn, reverse=True)


def _meet(one: Edit, other: Edit) -> bool:
    """Return True if two edits are about one comment, or one about what the other is a part of."""
    here, there = one.change, other.change
    if one.file != other.file or isinstance(here, Comment) is not isinstance(there, Comment):
        return False
    if isinstance(here, Comment) and isinstance(there, Comment):
        return (here.line, here.column) == (there.line, there.column)
    steps = zip(here.path, there.path, strict=False)
    return one.document == other.document and all(a == b for a, b in steps)


def _turn(finding: Diagnostic) -> tuple[Any, ...]:
    edit = finding.fix.edits[0] if finding.fix else None
    change = edit.change if edit else None
    assert edit is not None  # noqa: S101 - only what has a fix has a turn
    if isinstance(change, Comment):
        return len(_LATER), edit.file, change.line, change.column
    number = next((n for n, sort in enumerate(_LATER) if isinstance(change, sort)), 0)
    steps = [(step, "") if isinstance(step, int) else (-1, step) for step in edit.change.path]
    return number, edit.file, edit.document, steps


def _made(state: Mending, group: Sequence[Diagnostic], look: Linter, read: Config) -> Mending:
    """Make the fixes of a group, found in what was `read`, but for those that are refused."""
    try:
        return _all_made(state, group, look)
    except NotEditable as why:
        if len(group) > 1:
            middle = len(group) // 2
            return _made(_made(state, group[:middle], look, read), group[middle:], look, read)
        mark = _mark(group[0], read)
        return replace(state, refusals={**state.refusals, mark: why.reason})


def _all_made(state: Mending, group: Sequence[Diagnostic], look: Linter) -> Mending:
    edits = [edit for one in group if one.fix for edit in one.fix.edits]
    made = edited(state.after, edits)
    _compare_others(state.after, made.after, edits)
    left = look(made.after)
    _compare_findings(state, left, group)
    meant = Counter(edit.change.old for edit in edits if isinstance(edit.change, Comment))
    lost = Counter(made.comments) - meant
    return replace(
        state,
        after=made.after,
        left=left,
        mended=(*state.mended, *group),
        comments=(*state.comments, *lost.elements()),
    )


def _compare_others(before: Config, after: Config, edits: Sequence[Edit]) -> None:
    """Raises for the first resource that reads otherwise, and is not the one that is mended."""
    for one in before.entries:
        if any(_is_in(edit, one) for edit in edits):
            continue
        found = after.find(one.kind, one.key)
        if found is None or found.resource != one.resource:
            said = f"{titled(one.kind, one.key)} at {one.place}"
            raise NotEditable(f"{said} would mean something else")


def _is_in(edit: Edit, entry: Entry) -> bool:
    if isinstance(edit.change, Comment) or edit.file != entry.place.file:
        return False
    steps = zip(edit.change.path, entry.places.prefix, strict=False)
    return edit.document == entry.places.document and all(a == b for a, b in steps)


def _compare_findings(state: Mending, left: Sifted, group: Sequence[Diagnostic]) -> None:
    """Raises where something is found that was not, or what was to be mended still is.

    Of what could not be read before, lint had nothing to say: what it finds there is not new.
    """
    before, now = _counted(state.left), _counted(left)
    for one in group:
        key = _found(one)
        before[key] -= 1
        if before[key] < now[key]:
            raise NotEditable("it would still be found")
    new = next((key for key in now if now[key] > before[key]), None)
    if new is not None and all(one.rule in all_rules() or not one.is_error for one in group):
        said = f"[{new[0]}] {new[1]}".rstrip()
        raise NotEditable(f"it would make another finding: {said}")


def _counted(found: Sifted) -> Counter[_Key]:
    silenced = (one.finding for one in found.suppressed)
    return Counter(_found(one) for one in (*found.told, *silenced))


def _found(finding: Diagnostic) -> _Key:
    """What makes a finding the same as before: of a habit, which has times, no more than its rule.

    Of the others a message that is new may tell of something worse.
    """
    file = finding.place.file if finding.place else ""
    message = "" if finding.severity is Severity.INFO else _PLACES.sub("", finding.message)
    return finding.rule, message, file
