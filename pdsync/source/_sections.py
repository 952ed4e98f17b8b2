"""Documents into entries as they were written, and settings. Does not understand their fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic_core import PydanticCustomError

from pdsync.diagnostics import Diagnostic, error, mendable
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Kind, Plain, above, below, key, near_key
from pdsync.series import all_of
from pdsync.source._config import Places
from pdsync.source._guesses import (
    are_keys,
    has_section,
    instead_of_section,
    meant_section,
    not_indented,
    sections,
)
from pdsync.source._settings import SETTINGS
from pdsync.source._unknown_fields import a, is_operation, made_in_pagerduty
from pdsync.source.text.document import Document
from pdsync.source.text.foreign import foreign


@frozen
class Written:
    """An entry as written. `body` is None where there is none to understand.

    `key` is unique among its siblings, `address` in its kind; `parent` is the key of what it is
    written below. An entry that is not `sound` (a bad key, no name) is checked, but never used.
    """

    kind: Kind
    key: str
    body: dict[str, Any] | None
    places: Places
    parent: str | None = None
    sound: bool = True

    @property
    def address(self) -> str:
        """The key in the configuration: a child's has its parent's before it."""
        return self.kind.endpoint.address(self.key, self.parent)

    @property
    def whole(self) -> dict[str, Any]:
        """The body with what pdsync adds to it: the name that the key gives, the parent."""
        return self.kind.endpoint.completed(self.key, self.parent, self.body or {})


@frozen
class Setting:
    """One setting as written."""

    name: str
    value: Any
    places: Places


DocumentPart = Written | Setting | Diagnostic

OWN_RULES = "rules"
"""The section of the organisation's own rules, which lint reads."""


def parts(document: Document, *, in_settings: bool) -> Iterator[DocumentPart]:
    """Split a document into what it declares, with problems. `in_settings`: it is pdsync.yaml."""
    if document.data is None:
        return
    if not isinstance(document.data, dict):
        yield error(
            "invalid-value",
            "a file is made of sections, and this is none",
            help="write a section such as `services:`, and a key for each service below it",
            place=document.places.value(),
        )
        return
    for name, content in document.data.items():
        places = document.places.below((name,))
        if name in SETTINGS:
            yield Setting(name, content, places) if in_settings else _misplaced(name, places)
        elif name == OWN_RULES:
            yield Setting(name, content, places)
        elif not name.startswith("x-"):
            yield from _section(name, content, places)


def _section(name: str, content: Any, places: Places) -> Iterator[DocumentPart]:
    for kind in KINDS.values():
        if name not in {kind.section, kind.name}:
            continue
        if not has_section(kind):
            yield _no_section_of_its_own(kind, places)
        elif name == kind.section:
            yield from _plural(kind, content, places)
        else:
            yield from _singular(kind, content, places)
        return
    operation = is_operation(name)
    yield _made_in_pagerduty(name, places) if operation else _unknown_section(name, places)
    meant = None if operation else meant_section(name)
    if meant and are_keys(meant, content):
        # As it was meant, so that what refers to it is not unknown as well.
        yield from _plural(meant, content, places)


def _plural(
    kind: Kind, content: Any, places: Places, parent: str | None = None
) -> Iterator[DocumentPart]:
    if content is None:
        return
    if not isinstance(content, dict):
        yield error(
            "invalid-value",
            f"`{kind.section}:` takes a key for each {kind.title}",
            help=f"write `{kind.section}:`, below it a key and a colon, and its fields below that",
            place=places.value(),
        )
        return
    beside = not_indented(kind, content)
    if beside:
        yield _beside_their_key(kind, *beside, places)
    for name, body in content.items():
        below_it = places.below((name,))
        if beside and name in beside[1]:
            continue
        if parent is None and _is_section(name, body):
            yield _inside(name, kind, below_it)
            yield from _section(name, body, below_it)
            continue
        problem = _bad_key(name, below_it)
        if problem:
            yield problem
        yield from _filled(
            Written(kind, str(name), _fields(body), below_it, parent, sound=not problem)
        )


def _is_section(name: str, body: Any) -> bool:
    """Return True for a section that is indented, and stands where a key belongs."""
    kind = _by_section().get(name)
    return kind is not None and has_section(kind) and are_keys(kind, body)


@cache
def _by_section() -> Mapping[str, Kind]:
    return {kind.section: kind for kind in KINDS.values()}


def _fields(body: Any) -> dict[str, Any] | None:
    """Return the fields below a key, of which there may be none; None for what is no mapping."""
    body = {} if body is None else body
    return body if isinstance(body, dict) else None


def _filled(entry: Written) -> Iterator[DocumentPart]:
    """The entry, what is wrong with it as a whole, and what is below it."""
    if entry.body is None:
        yield _no_fields(entry.kind, entry.key, entry.places)
        yield replace(entry, sound=False)
        return
    for field in sorted(entry.kind.endpoint.by_place & entry.body.keys()):
        yield _says_its_place(entry.kind, field, entry.places)
    yield from _with_children(entry)


def _with_children(written: Written) -> Iterator[DocumentPart]:
    """The entry without what is below it, then what is below it."""
    body = dict(written.body or {})
    children = [child for child in below(written.kind.name) if child.section in body]
    if not children:
        yield written
        return
    inside = [(child, body.pop(child.section)) for child in children]
    yield replace(written, body=body)
    for child, content in inside:
        places = written.places.below((child.section,))
        if child.endpoint.keyed:
            yield from _plural(child, content, places, written.key)
        else:
            inner = Written(child, child.name, _fields(content), places, written.key)
            yield from _filled(inner)


def _singular(kind: Kind, body: Any, places: Places) -> Iterator[DocumentPart]:
    if not isinstance(body, dict):
        yield _no_fields(kind, kind.name, places)
        return
    if are_keys(kind, body):
        yield _keys_below_one(kind, places)
        yield from _plural(kind, body, places)
        return
    name = body.get("name")
    made = slug(name) if isinstance(name, str) else ""
    if name is None or (isinstance(name, str) and not made):
        body = {field: value for field, value in body.items() if field != "name"}
        yield error(
            "missing-field",
            f"`{kind.name}:` needs a `name` to make its key from",
            help=f"write `name:`, or use `{kind.section}:` with a key of your own",
            place=places.key(("name",)),
        )
    yield from _with_children(Written(kind, made or kind.name, body, places, sound=bool(made)))


def slug(name: str) -> str:
    """The key that a name makes: `Platform Team` is `platform-team`; empty if nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9._-]+", "-", plain.lower()).strip("-")[:100]


def _bad_key(name: str, places: Places) -> Diagnostic | None:
    if found := foreign(name, quoted=not isinstance(name, Plain)):
        rule, message, how = found
        return error(rule, message, help=how, place=places.key())
    try:
        key(name)
    except PydanticCustomError as trouble:
        words = trouble.context or {}
        return error("invalid-key", words["message"], help=words["help"], place=places.key())
    return None


def _keys_below_one(kind: Kind, places: Places) -> Diagnostic:
    message = f"`{kind.name}:` declares one {kind.title} by its `name`, and this has keys"
    how = f"did you mean `{kind.section}:`?"
    found = error("unknown-section", message, help=how, place=places.key())
    return mendable(found, places.renaming((), kind.section))


def _inside(name: str, kind: Kind, places: Places) -> Diagnostic:
    message = f"the section `{name}` stands inside of `{kind.section}`"
    how = f"write `{name}:` at the beginning of its line, and what is below it less far in"
    return error("unknown-section", message, help=how, place=places.key())


def _beside_their_key(kind: Kind, owner: str, fields: list[str], places: Places) -> Diagnostic:
    names = all_of(f"`{name}`" for name in fields)
    are = "is a field" if len(fields) == 1 else "are fields"
    message = f"{names} {are} of {a(kind.title)}, and no key of one"
    how = f"indent {names} below `{owner}:`"
    return error("misplaced-field", message, help=how, place=places.key((fields[0],)))


def _no_fields(kind: Kind, name: str, places: Places) -> Diagnostic:
    how = f"write the fields of the {kind.title} below `{name}:`, indented"
    if name in kind.model.model_fields:
        how = f"if `{name}` is a field, indent it below the key of the {kind.title} it belongs to"
    message = f"`{name}` stands where {a(kind.title)} is expected, and has no fields"
    return error("invalid-value", message, help=how, place=places.key())


def _says_its_place(kind: Kind, field: str, places: Places) -> Diagnostic:
    message = f"{a(kind.title)} belongs to the {above(kind).title} that it stands below"
    how = f"leave out `{field}:`"
    return error("unknown-field", message, help=how, place=places.key((field,)))


def _misplaced(name: str, places: Places) -> Diagnostic:
    how = "move it to `pdsync.yaml` at the top of the configuration directory"
    return error("misplaced-setting", f"`{name}` is a setting", help=how, place=places.key())


def _no_section_of_its_own(kind: Kind, places: Places) -> Diagnostic:
    if kind.managed:
        parent = above(kind).title
        message = f"{kind.section} belong to {a(parent)} and have no own section"
        if not kind.endpoint.keyed:
            message = f"{a(kind.title)} belongs to {a(parent)} and has no own section"
        how = f"write `{kind.section}:` among the fields of the {parent}"
    else:
        message = f"{kind.section} live in the account; pdsync never makes them"
        how = f"remove this section, and name the {kind.title} where it is needed"
    return error("unknown-section", message, help=how, place=places.key())


def _made_in_pagerduty(name: str, places: Places) -> Diagnostic:
    message, how = made_in_pagerduty(name)
    return error("unknown-section", message, help=how, place=places.key())


def _unknown_section(name: str, places: Places) -> Diagnostic:
    how = instead_of_section(name, (*SETTINGS, OWN_RULES))
    found = error("unknown-section", f"`{name}` is not a section", help=how, place=places.key())
    near = near_key(name, [*SETTINGS, *(kind.section for kind in sections())])
    is_sure = near is not None and near not in SETTINGS and f"`{near}`" in how
    return mendable(found, places.renaming((), str(near)) if is_sure else None)
