"""Filters and parsers of an e-mail integration. Reads no e-mail itself."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from pdsync.kinds._model import Item
from pdsync.kinds._values.lists import as_list
from pdsync.kinds._values.problem import at, problem, strangers, within
from pdsync.kinds._values.words import Reads, Text, did_you_mean, json_object, one_of, shown
from pdsync.kinds._wire import Reader, a_text, as_it_is, each, fields, live_item, maybe, otherwise

_PARTS = ("subject", "body", "from_email")
_ALWAYS = "always"
_MODES = ("match", "no-match", _ALWAYS)
_PREDICATES = ("all", "any", "not", "contains", "exactly", "regex")
_COMPARING = ("contains", "exactly", "regex")
_EXTRACTORS = ("entire", "regex", "between")
_EXTRACTED = ("type", "part", "value_name", "regex", "starts_after", "ends_before", "ends_with")
_WHERE = ("body", "subject", "from_addresses")


class EmailFilter(Item):
    """Filter of e-mail: lets through what agrees with every part of it that is written."""

    subject_mode: Annotated[str, one_of(*_MODES)] = Field(
        _ALWAYS, description="Whether the subject must match `subject_regex`, must not, or may."
    )
    subject_regex: Text | None = Field(None, description="A regular expression for the subject.")
    body_mode: Annotated[str, one_of(*_MODES)] = Field(
        _ALWAYS, description="Whether the body must match `body_regex`, must not, or may."
    )
    body_regex: Text | None = Field(None, description="A regular expression for the body.")
    from_email_mode: Annotated[str, one_of(*_MODES)] = Field(
        _ALWAYS, description="Whether the sender must match `from_email_regex`, must not, or may."
    )
    from_email_regex: Text | None = Field(None, description="A regular expression for the sender.")

    @model_validator(mode="after")
    def _expressions_go_with_modes(self) -> Self:
        wrong = []
        for part in _PARTS:
            mode, regex = getattr(self, f"{part}_mode"), getattr(self, f"{part}_regex")
            if mode != _ALWAYS and not regex:
                missing = problem(
                    f"`{mode}` needs a `{part}_regex`", help=f"write `{part}_regex:` beside it"
                )
                wrong.append(((f"{part}_mode",), missing))
            if mode == _ALWAYS and regex:
                idle = problem(
                    f"nothing is compared with this: `{part}_mode` is `always`",
                    help=f"write `{part}_mode: match`, or no-match",
                )
                wrong.append(((f"{part}_regex",), idle))
        if wrong:
            raise within(*wrong)
        return self

    @property
    def lets_all_through(self) -> bool:
        """True for the filter that PagerDuty keeps where there is none."""
        return all(getattr(self, f"{part}_mode") == _ALWAYS for part in _PARTS)

    def likeness(self, live: Self) -> int:
        """Return a likeness by the number of equal parts."""
        return 1 + sum(bool(getattr(self, name) == getattr(live, name)) for name in _FILTER)


_FILTER: Mapping[str, Reader] = {
    **{f"{part}_mode": otherwise(_ALWAYS) for part in _PARTS},
    **{f"{part}_regex": maybe(lambda regex: a_text(regex) or None) for part in _PARTS},
}


def that_filter(filters: Sequence[EmailFilter]) -> tuple[EmailFilter, ...]:
    """Return filters without those that let everything through."""
    return tuple(one for one in filters if not one.lets_all_through)


def _predicate(value: Any) -> dict[str, Any]:
    """Check a condition, and those below it; raises pydantic errors. Return it as JSON."""
    condition = json_object(value)
    _no_typos(condition, "type", "children", "matcher", "part")
    if condition.get("type") not in _PREDICATES:
        raise problem(
            f"{shown(condition.get('type'))} is no type of condition",
            help=f"write `type:` with one of: {', '.join(_PREDICATES)}",
        )
    children = as_list(condition.get("children"))
    if condition["type"] in _COMPARING:
        _compares(condition)
    found = []
    for number, one in enumerate(children):
        with at("children"), at(number):
            found.append(_predicate(one))
    return _with_children(condition, found)


def _no_typos(value: Mapping[str, Any], *names: str) -> None:
    """Raise a pydantic error for names that are nearly some; others are PagerDuty's to judge."""
    if typos := [one for one in strangers(value, *names) if did_you_mean(str(*one[0]), names)]:
        raise within(*typos)


def _compares(condition: Mapping[str, Any]) -> None:
    """Raise a pydantic error for a condition that compares nothing, or with nothing."""
    kind, matcher = condition["type"], condition.get("matcher")
    if not isinstance(matcher, str) or not matcher:
        raise problem(
            f"a condition of `type: {kind}` lacks its `matcher`",
            help="write the text that it looks for, in quotes",
        )
    if condition.get("part") not in _WHERE:
        raise problem(
            f"{shown(condition.get('part'))} is no part of an e-mail",
            help=f"write `part:` with one of: {', '.join(_WHERE)}",
        )


def _with_children(condition: Mapping[str, Any], children: list[Any]) -> dict[str, Any]:
    alone = {name: one for name, one in _bare(condition).items() if name != "children"}
    return alone | ({"children": children} if children else {})


def _extractor(value: Any) -> dict[str, Any]:
    extractor = _bare(json_object(value))
    _no_typos(extractor, *_EXTRACTED)
    for name, choices in (("type", _EXTRACTORS), ("part", _WHERE)):
        if extractor.get(name) not in choices:
            raise problem(
                f"an extractor has a `{name}`", help=f"write one of: {', '.join(choices)}"
            )
    if not isinstance(extractor.get("value_name"), str) or not extractor["value_name"]:
        raise problem(
            "an extractor has a `value_name`", help="write what the value is to be called"
        )
    return _renamed(extractor)


def _renamed(extractor: dict[str, Any]) -> dict[str, Any]:
    # Documented as `ends_with`, while the API takes and gives `ends_before`.
    names = {"ends_with": "ends_before"}
    return {names.get(name, name): value for name, value in extractor.items()}


def _extractors(value: Any) -> tuple[dict[str, Any], ...]:
    read = []
    for number, one in enumerate(as_list(value)):
        with at(number):
            read.append(_extractor(one))
    found = tuple(read)
    keys = [one for one in found if one.get("value_name") == "incident_key"]
    if len(keys) != 1:
        raise problem(
            f"{len(keys)} extractors have the `value_name` incident_key; it must be 1",
            help="give it to the one that tells which e-mails are about the same incident",
        )
    return found


def _bare(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return JSON without nulls and ids, as PagerDuty reads it."""
    return {name: child for name, child in value.items() if child is not None and name != "id"}


class EmailParser(Item):
    """Parser of e-mail: which e-mail opens or resolves an incident, and values taken from it."""

    action: Annotated[str, one_of("trigger", "resolve")] = Field(
        description="What an e-mail does that meets the condition."
    )
    match_predicate: Annotated[Any, Reads(_predicate, {"type": "object"}, "mapping")] = Field(
        description="The condition: a mapping with `type` (all, any, not with `children`; "
        "contains, exactly, regex with `matcher` and `part`), as in PagerDuty's API."
    )
    value_extractors: Annotated[Any, Reads(_extractors, {"type": "array"}, "list")] = Field(
        (),
        description="What is taken from the e-mail: a list of mappings with `type` (entire, regex, "
        "between), `part` and `value_name`; exactly one is called incident_key.",
    )

    def likeness(self, live: Self) -> int:
        """Return a likeness by condition, then extractors, then action."""
        return (
            1
            + 4 * bool(self.match_predicate == live.match_predicate)
            + 2 * bool(self.value_extractors == live.value_extractors)
            + (self.action == live.action)
        )


def _live_predicate(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    children = value.get("children")
    below = [_live_predicate(one) for one in children] if isinstance(children, list) else []
    return _with_children(value, below)


def _live_extractor(value: Any) -> Any:
    return _renamed(_bare(value)) if isinstance(value, Mapping) else None


_PARSER: Mapping[str, Reader] = {
    "action": as_it_is,
    "match_predicate": _live_predicate,
    "value_extractors": each(_live_extractor),
}


def read_filters(value: Any) -> tuple[EmailFilter, ...]:
    """Read the filters of a live integration, without those that let everything through."""
    return that_filter(each(lambda raw: live_item(EmailFilter, raw, _FILTER))(value))


def read_parsers(value: Any) -> tuple[EmailParser, ...]:
    """Read the parsers of a live integration."""
    return each(lambda raw: live_item(EmailParser, raw, _PARSER))(value)


def write_filter(one: EmailFilter) -> dict[str, Any]:
    """Return a filter as the API takes it: with all modes, which have no defaults there."""
    return {**one.wire, **{name: getattr(one, name) for name in _FILTER}}


def write_parser(parser: EmailParser) -> dict[str, Any]:
    """Return a parser as the API takes it."""
    return {**parser.wire, **fields(parser, *_PARSER)}
