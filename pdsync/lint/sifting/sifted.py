"""Findings that stay and those that a comment silences, and what is wrong with such comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from pdsync.diagnostics import Diagnostic, Place, Severity, Suppressed
from pdsync.frozen import frozen
from pdsync.kinds import did_you_mean
from pdsync.lint._explained import explained
from pdsync.lint._promised import JudgedPromise
from pdsync.lint._rule import Rule
from pdsync.lint.sifting.ignores import Ignore, Misread, ignores, without
from pdsync.source import Config, is_page

_FORM = "write `# pdsync: ignore[RULE] reason`"
_FORM_IN_PAGES = "write `<!-- pdsync: ignore[RULE] reason -->`"


@frozen
class Sifted:
    """Findings that are told, and those that are not; what became of promises.

    `rules` are those that were asked.
    """

    told: tuple[Diagnostic, ...]
    suppressed: tuple[Suppressed, ...]
    promises: tuple[JudgedPromise, ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)


def sifted(
    config: Config,
    rules: Mapping[str, Rule],
    findings: Sequence[Diagnostic],
    today: date,
    is_on: Callable[[str, str], bool],
) -> Sifted:
    """Return the findings without those that a comment silences, with what is wrong with comments.

    An error of reading a configuration is never silenced. `is_on` says of a rule whether it speaks
    in a file: where it does not, nothing is said of a comment that has nothing to silence.
    """
    read = [*ignores(config)]
    named = [one for one in read if isinstance(one, Ignore)]
    wrong = {id(one): found for one in read if (found := _wrong(one, today, rules))}
    at_work = [one for one in named if id(one) not in wrong]
    told: list[Diagnostic] = []
    suppressed: list[Suppressed] = []
    used: set[int] = set()
    for finding in findings:
        by = [one for one in at_work if _silences(one, finding, rules)]
        used |= {id(one) for one in by}
        if by:
            suppressed.append(Suppressed(finding, by[0].reason, by[0].until, by[0].remark.place))
        else:
            told.append(finding)
    idle = [one for one in at_work if id(one) not in used and not config.is_broken]
    told += dict.fromkeys(wrong.values())  # an odd date is one, however many rules it is for
    told += [_unused(one, findings) for one in idle if is_on(one.rule, one.named_at.file)]
    told += _in_vain(named, config.problems)
    return Sifted(tuple(told), tuple(suppressed), rules=rules)


def _silences(ignore: Ignore, finding: Diagnostic, rules: Mapping[str, Rule]) -> bool:
    is_of_reading = finding.is_error and finding.rule not in rules
    return finding.rule == ignore.rule and not is_of_reading and ignore.covers(finding.place)


def _wrong(one: Ignore | Misread, today: date, rules: Mapping[str, Rule]) -> Diagnostic | None:
    if isinstance(one, Misread):
        form = _FORM_IN_PAGES if is_page(one.place.file) else _FORM
        return _bad(one.why, one.how or form, one.place)
    if one.rule not in rules and one.rule not in explained():
        near = did_you_mean(one.rule, (*rules, *explained()))
        how = f"did you mean `{near}`?" if near else "`pdsync lint --list` names the rules"
        return _bad(f"there is no rule `{one.rule}` of lint", how, one.named_at)
    if one.odd_date is not None:
        return _bad(f"`{one.odd_date}` is no date", "write it as 2027-01-31", one.remark.place)
    if not one.reason:
        message = f"this does not say why `{one.rule}` is to be ignored, so it is not"
        return _bad(message, "write the reason behind the ]", one.remark.place)
    if one.is_over(today):
        return Diagnostic(
            "expired-ignore",
            Severity.WARNING,
            f"`{one.rule}` was to be ignored until {one.until}, and that is over",
            "mend what it is about and delete this, or write a later date",
            one.remark.place,
            fix=without(one),
        )
    return None


def _bad(message: str, how: str, place: Place) -> Diagnostic:
    return Diagnostic("bad-ignore", Severity.WARNING, message, how, place)


def _unused(ignore: Ignore, findings: Sequence[Diagnostic]) -> Diagnostic:
    is_misplaced = any(ignore.misses(one.place) for one in findings if one.rule == ignore.rule)
    return Diagnostic(
        "unused-ignore",
        Severity.WARNING,
        f"`{ignore.rule}` finds nothing here that this could ignore",
        "write it in a line of its own above this one: beside it, it is about this line alone"
        if is_misplaced
        else "delete it",
        ignore.named_at,
        fix=None if is_misplaced else without(ignore),
    )


def _in_vain(named: Sequence[Ignore], problems: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    for one in named:
        if any(
            each.is_error and each.rule == one.rule and one.covers(each.place) for each in problems
        ):
            message = f"`{one.rule}` is an error of reading, and cannot be ignored"
            yield _bad(message, "mend it, and delete this", one.named_at)
