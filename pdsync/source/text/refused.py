"""YAML that has a meaning to its parser and none here: said with what to write instead."""

from __future__ import annotations

from pdsync.diagnostics import Diagnostic, Place, Related, error

DEEPEST = 60
MOST_NODES = 300_000

_CORE = "tag:yaml.org,2002:"


def twice(key: str, place: Place, first: Place, *, at_top: bool) -> Diagnostic:
    """Say that a name is written twice in one mapping."""
    return error(
        "duplicate-key",
        f"`{key}` is written twice",
        help="put what is below both under one of them, each with a key of its own"
        if at_top
        else "keep one of the two",
        place=place,
        related=(Related("first written here", first),),
    )


def no_merge(span: Place) -> Diagnostic:
    """Say that what stands after `<<` is no mapping."""
    how = "write `<<: *NAME`, or `<<: [*ONE, *TWO]`, where each names a mapping"
    return error("broken-yaml", "only mappings can be merged with `<<`", help=how, place=span)


def unknown_anchor(name: str, span: Place) -> Diagnostic:
    """Say that an alias names nothing."""
    how = f"write `&{name}` before the value it stands for, above this line in the same document"
    return error("unknown-anchor", f"nothing is called `&{name}` before this", help=how, place=span)


def circular(name: str, span: Place) -> Diagnostic:
    """Say that an alias stands inside of what it names."""
    how = "write out what is meant, without the alias"
    message = f"circular: `*{name}` stands inside of what it names"
    return error("circular-alias", message, help=how, place=span)


def too_deep(span: Place) -> Diagnostic:
    """Say that a value is nested too deeply."""
    return error(
        "too-large",
        f"this is nested more than {DEEPEST} levels deep; the file is not read",
        help="no configuration needs so many levels: look for a bracket that is not closed",
        place=span,
    )


def too_many(span: Place) -> Diagnostic:
    """Say that aliases make more values than anybody would write."""
    return error(
        "too-large",
        f"its aliases make more than {MOST_NODES:,} values; the file is not read",
        help="use fewer aliases of large structures, or split the file",
        place=span,
    )


def meaningless_tag(tag: str, span: Place) -> Diagnostic:
    """Say that a tag decides nothing."""
    shown = tag.replace(_CORE, "!!") if tag.startswith(_CORE) else tag
    if shown == "!env":
        message, how = "`!env` is for secret fields only, and this is none", "write the value"
    else:
        message = f"the tag `{shown}` has no meaning here"
        how = "leave it out: the field decides what its text means"
    return error("unknown-tag", message, help=how, place=span)
