"""Text of a recurrence: its lines, and the parts of its rule. Takes them apart; judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

_RULE, _LEFT_OUT = "RRULE:", "EXDATE"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def is_rule(line: str) -> bool:
    """Return True for the line of the rule; the others leave dates out, or add some."""
    return line.upper().startswith(_RULE)


def rule_line(lines: Sequence[str]) -> str:
    """Return the line of the rule; raises StopIteration where there is none."""
    return next(filter(is_rule, lines))


def rule_text(line: str) -> str:
    """Return a line as people write it: a rule without its name."""
    return line[len(_RULE) :] if is_rule(line) else line


def rule_pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and value of each part of a rule, as RFC 5545 spells them: in capitals."""
    for part in text.upper().strip().strip(";").split(";"):
        name, _, value = part.partition("=")
        yield name.strip(), value.strip()


def in_its_spelling(line: str) -> str:
    """Return a line as RFC 5545 spells it: in capitals, without blanks and empty parts.

    Names of time zones stay as they are. What is no line of a recurrence comes out somehow.
    """
    if is_rule(line):
        return _rule(rule_pairs(rule_text(line)))
    head, colon, stamps = line.partition(":")
    name, *options = head.strip().split(";")
    pairs = (option.partition("=") for option in options)
    named = (f"{key.strip().upper()}{equals}{value.strip()}" for key, equals, value in pairs)
    times = ",".join(stamp.strip() for stamp in stamps.upper().split(","))
    return ";".join([name.upper(), *named]) + colon + times


def _rule(pairs: Iterable[tuple[str, str]]) -> str:
    return _RULE + ";".join(f"{name}={value}" for name, value in pairs)


def rule_parts(lines: Sequence[str]) -> dict[str, str]:
    """Return the parts of the rule, without those that say what is so anyway."""
    return {
        name: value
        for name, value in rule_pairs(rule_text(rule_line(lines)))
        if name and name != "WKST" and (name, value) != ("INTERVAL", "1")
    }


def rule_without(lines: Sequence[str], part: str) -> str:
    """Return the line of the rule without one of its parts."""
    pairs = rule_pairs(rule_text(rule_line(lines)))
    return _rule((name, value) for name, value in pairs if name != part)


def week_days(lines: Sequence[str]) -> tuple[int, ...] | None:
    """Return the days of a weekly rule, Monday as 0; () for every day, None for other rules."""
    parts = rule_parts(lines)
    if parts == {"FREQ": "DAILY"}:
        return ()
    names = {*parts.get("BYDAY", "").split(",")}
    plain = parts.keys() == {"FREQ", "BYDAY"} and parts["FREQ"] == "WEEKLY" and names <= {*DAYS}
    return tuple(sorted(map(DAYS.index, names))) if plain else None


def without_left_out(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines but for those that leave dates out."""
    return tuple(line for line in lines if not line.upper().startswith(_LEFT_OUT))
