"""The settings of `pdsync.yaml`: what may be written there, and what it means."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pdsync import __version__
from pdsync.diagnostics import Diagnostic, Related, error
from pdsync.kinds import KINDS, Listed, Model, Whole, one_of, problem
from pdsync.on_demand import regex
from pdsync.source._config import MOST_WRITERS, WRITERS, Places, RawSetting, Safety, Settings
from pdsync.source._explain import validate
from pdsync.source._versions import WRITTEN, is_met, versions

_STACK = regex(r"[a-z0-9-]{3,40}")
_STACK_LINE = regex(r"""^stack:[ \t]+["']?([^\s"'#]+)["']?[ \t]*(?:#.*)?\r?$""", re.MULTILINE)
_SUBDOMAIN = regex(r"[a-z0-9][a-z0-9-]*")
_OWNED = tuple(kind.section for kind in KINDS.values() if kind.managed and kind.marked)
"""The sections whose things have a list of their own."""


def is_stack(name: str) -> bool:
    """Return True for what can be the name of a stack."""
    return bool(_STACK.fullmatch(name))


def stack_in(text: str) -> str | None:
    """Return the name of the stack by its line in settings that may be no YAML; None for none."""
    found = _STACK_LINE.findall(text)
    return found[0] if len(found) == 1 and is_stack(found[0]) else None


def stack_name(value: Any) -> str:
    """Return the name of a stack; refuses what can be none."""
    if isinstance(value, str) and is_stack(value):
        return str(value)
    raise problem(
        "this cannot be the name of a stack",
        help="write 3 to 40 lowercase letters, digits or dashes",
    )


def account_name(value: Any) -> str:
    """Return the subdomain of an account; refuses what can be none."""
    if isinstance(value, str) and _SUBDOMAIN.fullmatch(value):
        return str(value)
    raise problem(
        "this is not an account's subdomain",
        help="write what stands before `.pagerduty.com` in its address, in lowercase",
    )


class SafetySettings(Model):
    """Limits on what a plan may do."""

    adopt: Annotated[
        str,
        one_of("allow", "refuse"),
        Field(description="Whether unmarked objects may be taken over."),
    ] = "allow"
    max_deletes: Annotated[
        int, Whole(least=0), Field(description="The most deletions in one apply.")
    ] = 5
    max_delete_percent: Annotated[
        int, Whole(least=0, most=100), Field(description="The most of a kind, from 10 on.")
    ] = 30
    oncall_now: Annotated[
        str,
        one_of("allow", "warn", "refuse"),
        Field(description="Whether somebody may be put on call, or taken off, at once."),
    ] = "warn"
    new_gap: Annotated[
        str,
        one_of("allow", "warn", "refuse"),
        Field(description="Whether a level that was always covered may get a gap."),
    ] = "refuse"
    same_person: Annotated[
        str,
        one_of("allow", "warn", "refuse"),
        Field(description="Whether a level may come to have only people of the level before."),
    ] = "warn"
    drift: Annotated[
        str,
        one_of("allow", "refuse"),
        Field(
            description="Whether a plan with --merged-from may take back what was changed outside "
            "of the configuration."
        ),
    ] = "allow"
    uncounted: Annotated[
        Listed[Annotated[str, one_of(*_OWNED)]],
        Field(
            description="Sections of which things may be created and adopted although the account "
            "does not say how many there are."
        ),
    ] = ()
    writers: Annotated[
        int | None,
        Whole(least=1, most=MOST_WRITERS),
        Field(
            description=f"The most changes sent at one time; not written: {WRITERS}. 1 sends one "
            "after another."
        ),
    ] = None


class SettingsModel(Model):
    """Everything that `pdsync.yaml` can set."""

    requires: Annotated[
        str,
        BeforeValidator(versions),
        Field(
            description='The versions of pdsync that will do, such as ">=0.2".',
            json_schema_extra={"pattern": rf"^\s*{WRITTEN}\s*$"},
        ),
    ] = ""
    stack: Annotated[
        str,
        BeforeValidator(stack_name),
        Field(
            description="Whose objects these are, in their marks.",
            json_schema_extra={"pattern": f"^{_STACK.pattern}$"},
        ),
    ] = ""
    stack_was: Annotated[
        str,
        BeforeValidator(stack_name),
        Field(
            description="The former name of the stack.",
            json_schema_extra={"pattern": f"^{_STACK.pattern}$"},
        ),
    ] = ""
    ownership: Annotated[
        str,
        one_of("mark", "none"),
        Field(description="`none` writes no marks and deletes nothing."),
    ] = "mark"
    account: Annotated[
        str,
        BeforeValidator(account_name),
        Field(
            description="The account's subdomain.",
            json_schema_extra={"pattern": f"^{_SUBDOMAIN.pattern}$"},
        ),
    ] = ""
    safety: Annotated[SafetySettings, Field(description="Limits on what a plan may do.")] = (
        SafetySettings()
    )
    lint: Annotated[Any, Field(description="What lint reports.")] = None
    """Lint reads it, and alone complains: what it finds stops no plan."""


SETTINGS = tuple(SettingsModel.model_fields)
"""The names of all settings."""
OTHER_VERSION = "other-version"


def settings_from(
    written: Mapping[str, list[tuple[Any, Places]]],
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read the settings, each with every place where it is written."""
    problems: list[Diagnostic] = []
    fields: dict[str, Any] = {}
    for name, ((value, places), *again) in written.items():
        problems += [_twice(name, other, places) for _, other in again]
        if name == "lint":
            fields[name] = RawSetting(value, places)
            continue
        above = replace(places, prefix=places.prefix[:-1])
        read = validate(SettingsModel, {name: value}, above, "settings")
        if isinstance(read, Model):
            fields[name] = getattr(read, name)
        else:
            problems += read
    requires = fields.pop("requires", "")
    if not is_met(requires):
        problems.append(_other_version(requires, written["requires"][0][1]))
    if "safety" in fields:
        fields["safety"] = Safety(**fields["safety"].model_dump())
    problems += _senseless(fields, written)
    return Settings(**fields), tuple(problems)


def _other_version(requires: str, places: Places) -> Diagnostic:
    return error(
        OTHER_VERSION,
        f"this configuration is for pdsync {requires}, and this is pdsync {__version__}",
        help="install one of those versions; or write another `requires:`, if this one will do",
        place=places.value(),
    )


def _senseless(
    fields: Mapping[str, Any], written: Mapping[str, list[tuple[Any, Places]]]
) -> list[Diagnostic]:
    if "stack_was" not in fields or fields["stack_was"] != fields.get("stack"):
        return []
    place = written["stack_was"][0][1].value()
    message = "`stack_was` is the present name of the stack"
    return [error("invalid-value", message, help="remove it", place=place)]


def _twice(name: str, places: Places, first: Places) -> Diagnostic:
    return error(
        "duplicate-key",
        f"`{name}` is set twice",
        help="keep one of the two",
        place=places.key(),
        related=(Related("first set here", first.key()),),
    )
