"""Settings of lint: which rules speak where, how bad their findings are, and their options."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cache, cached_property
from itertools import compress
from pathlib import PurePosixPath
from typing import Annotated, Any

from pydantic import Field

from pdsync.diagnostics import Diagnostic, Place, Severity, error
from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.kinds import Model, ReadsAtLength, did_you_mean, json_object, one_of
from pdsync.lint._explained import explained
from pdsync.lint._registry import all_rules
from pdsync.lint._rule import Rule, RuleSettings
from pdsync.lint.pages.runbooks import page_files
from pdsync.on_demand import regex
from pdsync.source import Config, Places, validate

_PROFILE = one_of("default", "strict")
_WILD = regex(r"\*\*/?|\*|\?|[^*?]+")
_ANY = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _schema_of(model: type[Model]) -> Json:
    fields = model.model_json_schema()["properties"]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {word: one for word, one in schema.items() if word not in {"default", "title"}}
            for name, schema in fields.items()
        },
    }


def _rules_schema() -> Json:
    schemas = {
        rule.name: {"description": rule.about, **_schema_of(rule.settings)}
        for rule in all_rules().values()
    }
    # A name that is none of these may be that of a rule of the organisation's own.
    return {
        "type": "object",
        "additionalProperties": _schema_of(RuleSettings),
        "properties": schemas,
    }


class _PathSettings(Model):
    """Settings of some files."""

    profile: Annotated[
        str | None, _PROFILE, Field(description="`strict` turns habits on, `default` does not.")
    ] = None
    rules: Annotated[
        dict[str, Any],
        ReadsAtLength(json_object, {"type": "object"}, make=_rules_schema),
        Field(description="Settings of rules."),
    ] = Field(default={})


def _paths_schema() -> Json:
    return {"type": "object", "additionalProperties": _schema_of(_PathSettings)}


class _LintSettings(_PathSettings):
    """Settings of all files, and of some of them."""

    paths: Annotated[
        dict[str, Any],
        ReadsAtLength(json_object, {"type": "object"}, make=_paths_schema),
        Field(description="Settings of some files, such as `legacy/**`; the last one counts."),
    ] = Field(default={})


class _SettingsFile(Model):
    lint: _LintSettings


@frozen
class _Part:
    """Settings of the files that a pattern means; of all for none."""

    files: re.Pattern[str] | None
    profile: str | None
    rules: Mapping[str, Mapping[str, Any]]


@frozen
class RuleState:
    """A rule as it is for a file."""

    enabled: bool
    settings: RuleSettings


@frozen
class LintSettings:
    """What is set of all rules, the last part that speaks of something counts."""

    parts: tuple[_Part, ...]
    directory: str
    profile: str | None = None
    _states: dict[tuple[str, tuple[bool, ...]], RuleState] = field(default_factory=dict)

    def of(self, rule: Rule, file: str) -> RuleState:
        """Return a rule as it is for a file, the same for all in which the same parts count."""
        counts = tuple(
            one.files is None or one.files.fullmatch(self._in(file)) is not None
            for one in self.parts
        )
        known = (rule.name, counts)
        if known not in self._states:
            self._states[known] = self._by(rule, [*compress(self.parts, counts)])
        return self._states[known]

    def _by(self, rule: Rule, parts: Sequence[_Part]) -> RuleState:
        """Return a rule by some parts; the `profile` that was asked for counts for all."""
        profiles = [one.profile for one in parts if one.profile]
        profile = self.profile or next(reversed(profiles), "default")
        written: dict[str, Any] = {}
        for one in parts:
            written |= one.rules.get(rule.name, {})
        settings = rule.settings.model_validate(written) if written else _unset(rule.settings)
        is_on = profile == "strict" or not rule.habit or settings.severity is not None
        return RuleState(
            enabled=settings.enabled if "enabled" in settings.model_fields_set else is_on,
            settings=settings,
        )

    def of_files(self, rule: Rule, files: Iterable[str]) -> dict[str, RuleState]:
        """Return a rule as it is for each of some files."""
        if self._is_of_files:
            return {file: self.of(rule, file) for file in files}
        return dict.fromkeys(files, self.of(rule, ""))

    def may_speak(self, rule: Rule) -> bool:
        """Return False for a rule that is on for no file."""
        return self.of(rule, "").enabled or self._is_of_files

    @cached_property
    def _is_of_files(self) -> bool:
        return any(one.files for one in self.parts)

    def _in(self, file: str) -> str:
        return path_in(self.directory, file)


@cache
def _unset(settings: type[RuleSettings]) -> RuleSettings:
    return settings()


def path_in(directory: str, file: str) -> str:
    """Return a file's path below the directory of the configuration."""
    path = PurePosixPath(file)
    return (path.relative_to(directory) if path.is_relative_to(directory) else path).as_posix()


def settings_of(
    config: Config, profile: str | None, rules: Mapping[str, Rule]
) -> tuple[LintSettings, tuple[Diagnostic, ...]]:
    """Read what is set under `lint:` of the rules that there are, and say what is wrong with it."""
    written = config.settings.lint
    reader = _SettingsReader(config, rules)
    if written is not None:
        reader.read(written.value, written.places)
    return LintSettings(tuple(reader.parts), config.directory, profile), tuple(reader.problems)


class _SettingsReader:
    """Reads `lint:` part by part; what is wrong in it counts as not written."""

    def __init__(self, config: Config, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self.parts: list[_Part] = []
        self.problems: list[Diagnostic] = []
        self._config = config

    def read(self, value: Any, places: Places) -> None:
        above = replace(places, prefix=places.prefix[:-1])
        found = validate(_SettingsFile, {"lint": value}, above, "settings")
        if isinstance(found, list):
            self.problems += found
            return
        self._part(None, found.lint, value, places)
        for pattern, body in value.get("paths", {}).items():
            at = places.below(("paths", pattern))
            below = validate(_PathSettings, body, at, "path")
            if isinstance(below, list):
                self.problems += below
                continue
            self._part(pattern, below, body, at)

    def _part(
        self, pattern: str | None, found: _PathSettings, value: Mapping[str, Any], places: Places
    ) -> None:
        rules: dict[str, Mapping[str, Any]] = {}
        for name, body in value.get("rules", {}).items():
            at = places.below(("rules", name))
            if name not in self._rules:
                self.problems.append(_unknown(name, at.key(), self._rules))
                continue
            read = validate(self._rules[name].settings, body, at, "rule of lint")
            if isinstance(read, list):
                self.problems += read
            else:
                rules[name] = body
        files = None if pattern is None else _matching(pattern)
        if files and not any(map(files.fullmatch, self._files())):
            self.problems.append(_unused(str(pattern), places.key()))
        self.parts.append(_Part(files, found.profile, rules))

    def _files(self) -> Iterator[str]:
        names = (*self._config.texts, *page_files(self._config))
        return (path_in(self._config.directory, name) for name in names)


def _matching(pattern: str) -> re.Pattern[str]:
    """Make an expression of a pattern: `*` ends at a slash, `**` does not."""
    whole = f"{pattern}**" if pattern.endswith("/") else pattern
    return re.compile("".join(_ANY.get(one) or re.escape(one) for one in _WILD.findall(whole)))


def _unknown(name: str, place: Place, rules: Mapping[str, Rule]) -> Diagnostic:
    if name in explained():
        message = f"`{name}` is no rule of lint: it is always told"
        return error("unknown-rule", message, help="leave it out", place=place)
    near = did_you_mean(name, tuple(rules))
    how = f"did you mean `{near}`?" if near else "`pdsync lint --list` names the rules"
    return error("unknown-rule", f"there is no rule `{name}` of lint", help=how, place=place)


def _unused(pattern: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "unused-path",
        Severity.WARNING,
        f"`{pattern}` means no file of this configuration",
        "write a path below its directory, such as `legacy/**` or `teams/*.yaml`",
        place,
    )


def settings_schema() -> Json:
    """Return the JSON Schema of what can be written under `lint:`."""
    return _schema_of(_LintSettings)
