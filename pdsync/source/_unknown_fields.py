"""Fields that a model does not have: what was meant, said once for all that go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any

from pdsync.diagnostics import Diagnostic, Place, error, mendable
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import OVERRIDE_COMMANDS, Model, Plain, did_you_mean, near_key, with_words_of
from pdsync.series import all_of, any_of
from pdsync.source._config import Places
from pdsync.source._fields import Fields, fields_at

_ANSWERED = frozenset(
    {
        *("type", "summary", "self", "html_url", "created_at", "updated_at", "deleted_at"),
        *("last_incident_timestamp", "final_schedule", "http_cal_url", "web_cal_url"),
    }
)
"""Fields of PagerDuty's answers that nobody can write."""
_OPERATIONS = frozenset({"overrides", "incidents", "maintenance_windows", "custom_shifts"})
"""Names of what people and monitors do with a configuration, day by day."""
_MOST_GUESSES = 3
_GAPS = {1: ",", 2: ", "}
"""What can stand in so many columns between a text and what its comma cut off."""


@frozen
class UnknownFields:
    """Everything that is unknown in one body; `suggested` are the fields that were guessed.

    `named` are the fields at places that no model has.
    """

    model: type[Model]
    data: Any
    places: Places
    title: str
    suggested: set[tuple[FieldPath, str]] = field(default_factory=set)
    named: dict[FieldPath, tuple[str, ...]] = field(default_factory=dict)

    def said(self, paths: Sequence[FieldPath]) -> Iterator[Diagnostic]:
        """Yield a problem for each field, or one for those that have one reason."""
        groups: dict[FieldPath, list[str]] = defaultdict(list)
        for path in paths:
            groups[path[:-1]].append(str(path[-1]))
        for parent, names in groups.items():
            yield from self._in_one(parent, names)

    def _in_one(self, parent: FieldPath, names: list[str]) -> Iterator[Diagnostic]:
        answered = [name for name in names if name in _ANSWERED]
        if answered:
            yield self._answered(parent, answered)
        cut = self._cut_at_commas(parent, names)
        for before, pieces in cut.items():
            yield self._one_text(parent, before, pieces)
        said = {*answered, *(piece[1:].strip() for pieces in cut.values() for piece in pieces)}
        for name in names:
            if name not in said:
                yield self._unknown(parent, name)

    def _answered(self, parent: FieldPath, names: list[str]) -> Diagnostic:
        listed = all_of(f"`{name}`" for name in names)
        message = f"{listed} cannot be written: PagerDuty's answers have {_it(names)}"
        place = self.places.key((*parent, names[0]))
        found = error("unknown-field", message, help=f"delete {_it(names)}", place=place)
        return mendable(found, self.places.removal([(*parent, name) for name in names]))

    def _cut_at_commas(self, parent: FieldPath, names: list[str]) -> dict[str, list[str]]:
        """Find the rests of texts in { } that have commas: by the field with the text."""
        cut: dict[str, list[str]] = defaultdict(list)
        owner, last = "", self.places.value(parent)
        for name, value in _items(self.data, parent):
            at = self.places.key((*parent, name))
            gap = _gap(last, at)
            if owner and name in names and value is None and gap:
                cut[owner].append(gap + name)
                last = at
            else:
                owner = name if isinstance(value, Plain) else ""
                last = self.places.value((*parent, name))
        return cut

    def _one_text(self, parent: FieldPath, before: str, pieces: list[str]) -> Diagnostic:
        text = dict(_items(self.data, parent))[before]
        whole = "".join([text, *pieces])
        message = "a comma ends the text before it, in { } and [ ]"
        place = self.places.key((*parent, pieces[0][1:].strip()))
        return error("unknown-field", message, help=f'write "{whole}", in quotes', place=place)

    def _unknown(self, parent: FieldPath, name: str) -> Diagnostic:
        if is_operation(name):
            message, how = made_in_pagerduty(name)
            place = self.places.key((*parent, name))
            return error("unknown-field", message, help=how, place=place)
        named = self.named.get(parent)
        fields = Fields(named) if named else fields_at(self.model, parent)
        near = _near(name, fields)
        what = f"of {a(self.title)}" if not parent else "here"
        how = f"the fields are: {', '.join(fields.names)}" if fields.names else "leave it out"
        if near:
            self.suggested.update((parent, one) for one in near)
            how = f"did you mean {any_of(f'`{one}`' for one in near)}?"
        elif not parent and self._is_another(name, fields):
            how = f"if it is {a(self.title)} of its own, indent `{name}:` less, like other keys"
        message = f"`{name}` is not a field {what}"
        found = error("unknown-field", message, help=how, place=self.places.key((*parent, name)))
        is_sure = len(near) == 1 and near_key(name, (*fields.names, *fields.other_names)) == near[0]
        fix = self.places.renaming((*parent, name), near[0]) if is_sure else None
        return mendable(found, fix)

    def _is_another(self, name: str, fields: Fields) -> bool:
        """Return True for the body of another resource, which stands too far in."""
        value = dict(_items(self.data, ())).get(name)
        return isinstance(value, dict) and bool(value) and value.keys() <= {*fields.names}


def is_operation(name: str) -> bool:
    """Return True for the name of what is made as the day goes: an override, an incident."""
    return bool({f"{name}s", name} & _OPERATIONS)


def made_in_pagerduty(name: str) -> tuple[str, str]:
    """Say why an operation cannot be written, and what to do."""
    message = f"`{name}` is made in PagerDuty as the day goes, and is no part of the configuration"
    is_override = name in {"override", "overrides"}
    how = OVERRIDE_COMMANDS if is_override else "plan and apply keep what is there"
    return message, f"delete this here: {how}"


def _near(name: str, fields: Fields) -> tuple[str, ...]:
    one = fields.renamed.get(name) or did_you_mean(name, (*fields.names, *fields.other_names))
    found = (one,) if one else with_words_of(name, fields.names)
    return found if len(found) <= _MOST_GUESSES else ()


def _gap(last: Place, at: Place) -> str:
    """Return the comma, and the space after it, that stand between two places; else nothing."""
    columns = at.column - last.column - last.width
    return _GAPS.get(columns, "") if at.line == last.line else ""


def _items(data: Any, path: FieldPath) -> list[tuple[str, Any]]:
    for step in path:
        data = data[step]
    return list(data.items()) if isinstance(data, dict) else []


def _it(names: list[str]) -> str:
    return "it" if len(names) == 1 else "them"


def a(title: str) -> str:
    """A title with the article before it: `an escalation policy`."""
    return f"an {title}" if title[0] in "aeiou" else f"a {title}"
