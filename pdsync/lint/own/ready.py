"""Own rules ready to be computed: expressions read, names followed, each mistake at its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pdsync.diagnostics import Diagnostic, error
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.lint.own.cel import Expression, Failure, parsed
from pdsync.lint.own.demand import Demand
from pdsync.lint.own.message import Message, message_of
from pdsync.lint.own.names import AskedValue, Fault, FollowedNames, titled
from pdsync.lint.own.sorts import ValueSort, kind_of, names_of, subjects
from pdsync.lint.own.written import OwnRule
from pdsync.source import Config, Places, place_inside

_BOOLEAN = frozenset({"true or false", "anything"})


@frozen
class Broken:
    """What a rule says of what does not keep it."""

    message: str


@frozen
class ReadyRule:
    """Rule that can be computed: its expressions, and what they ask of a subject."""

    name: str
    written: OwnRule
    places: Places
    when: Expression
    check: Expression
    message: Message
    demand: Demand

    @property
    def sort(self) -> ValueSort:
        """The sort of thing that it looks at."""
        return ValueSort("thing", kinds=(kind_of(self.written.section),))

    def verdict(self, data: Mapping[str, Any]) -> Broken | Failure | None:
        """Say what is wrong with a subject, or why that cannot be told; None for nothing."""
        speaks = _truth(self.when.of(data), "when")
        if speaks is not True:
            return speaks or None
        kept = _truth(self.check.of(data), "check")
        if kept is False:
            return Broken(self.message.of(data))
        return None if kept is True else kept


def _truth(value: Any, what: str) -> bool | Failure:
    if isinstance(value, bool | Failure):
        return value
    return Failure(f"its `{what}` is neither true nor false", "compare it with something: `… == …`")


@dataclass
class Preparation:
    """Reads the expressions of one rule; what is wrong is in `problems`, at its place."""

    config: Config
    places: Places
    section: str
    demand: Demand = field(default_factory=Demand)
    problems: list[Diagnostic] = field(default_factory=list)

    def rule(self, name: str, written: OwnRule) -> ReadyRule | None:
        """Return the rule, or None where something is wrong."""
        when = self.condition("when", written.when)
        check = self.condition("check", written.check)
        message = self._message(written.message)
        if when is None or check is None or message is None or self.problems:
            return None
        return ReadyRule(name, written, self.places, when, check, message, self.demand)

    def condition(self, path: str, source: str) -> Expression | None:
        """Read an expression that is to be true or false."""
        return self._expression(source, self._teller((path,), source, 0), is_condition=True)

    def _message(self, text: str) -> Message | None:
        def read(source: str, at: int) -> Expression | None:
            return self._expression(source, self._teller(("message",), text, at))

        found = message_of(text, read)
        if isinstance(found, Fault):
            self._teller(("message",), text, 0)(found)
            return None
        return found

    def _teller(self, path: FieldPath, text: str, offset: int) -> Callable[[Fault], None]:
        """Return what notes a fault that begins so far into the text at a path."""

        def tell(fault: Fault) -> None:
            whole = self.places.value(path)
            file = self.config.texts.get(whole.file, "")
            place = place_inside(file, whole, text, offset + fault.at, fault.width)
            found = error("bad-expression", fault.message, help=fault.help, place=place)
            self.problems.append(found)

        return tell

    def _expression(
        self, source: str, tell: Callable[[Fault], None], *, is_condition: bool = False
    ) -> Expression | None:
        variable = subjects()[self.section]
        found = parsed(source, variable)
        if isinstance(found, Fault):
            tell(found)
            return None
        names = FollowedNames(source)
        thing = AskedValue(ValueSort("thing", kinds=(kind_of(self.section),)), self.demand)
        values = names.follow(found.tree, {variable: (thing,)})
        faults = names.faults or [one for one in [found.checked()] if one is not None]
        if not faults and is_condition and (wrong := _no_condition(found, values)):
            faults = [wrong]
        if not faults and not is_condition and (wrong := _nameless(found, values)):
            faults = [wrong]
        for fault in faults:
            tell(fault)
        if not is_condition:
            _ask_for_keys(values)
        return None if faults else found


def _ask_for_keys(values: tuple[AskedValue, ...]) -> None:
    """Ask for the keys of things, by which a message names them."""
    for one in values:
        if one.made_of is not None:
            _ask_for_keys(one.made_of)
        elif one.sort.item is not None:
            _ask_for_keys((AskedValue(one.sort.item, one.demand.of_items()),))
        elif one.sort.is_structure:
            for name in ("key", "id", "name"):
                one.demand.of(name)


def _nameless(found: Expression, values: tuple[AskedValue, ...]) -> Fault | None:
    """Return the fault of a part that a message cannot name: it has no key, and no name."""
    for one in values:
        if one.made_of is not None and (wrong := _nameless(found, one.made_of)):
            return wrong
        sort = one.sort.item or one.sort
        if sort.is_structure and not {"key", "name"} & {*names_of(sort)}:
            name = next(iter(names_of(sort)))
            value = f".map(one, one.{name})" if one.sort.item else f".{name}"
            how = f"write a name of it, such as `{found.source.strip()}{value}`"
            width = len(found.source.partition("\n")[0].rstrip())
            return Fault(0, width, f"{titled(sort)} cannot be told as a whole", how)
    return None


def _no_condition(found: Expression, values: tuple[AskedValue, ...]) -> Fault | None:
    sorts = {one.sort.word for one in values}
    if found.can_be_true and (not sorts or sorts & _BOOLEAN):
        return None
    return Fault(
        0,
        len(found.source.partition("\n")[0].rstrip()),
        "this is neither true nor false",
        "compare it with something: `… == …`, or ask `has(…)`",
    )
