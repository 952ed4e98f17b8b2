"""A name is not as the names of its kind are to be, by a pattern in the settings.

Why: at night people find a schedule by its name, in a list of hundreds. Where each begins with its
team they find it; one that is called otherwise is looked for under three names, and made again by
whoever does not find it. No kind has a pattern unless it is set: `patterns` has one for a section,
such as `schedules`, which has to match the whole name. It is written as for Rust's `regex`: no
looking ahead or behind, and no name takes long.

Bad:

```yaml
lint: {rules: {name-pattern: {patterns: {schedules: "[A-Z][a-z]+ (Primary|Secondary)"}}}}
---
schedules:
  web:
    name: web_primary
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example]}]
```

Good:

```yaml
lint: {rules: {name-pattern: {patterns: {schedules: "[A-Z][a-z]+ (Primary|Secondary)"}}}}
---
schedules:
  web:
    name: Web Primary
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example]}]
```
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import Field
from pydantic_core import SchemaError, SchemaValidator, core_schema

from pdsync.diagnostics import Severity
from pdsync.kinds import KINDS, Reads, did_you_mean, problem
from pdsync.lint._rule import Finding, LintContext, RuleSettings, RuleSubject
from pdsync.source import Config, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.CONFIGURATION

_SECTIONS = {
    kind.section: kind.title for kind in KINDS.values() if "name" in kind.model.model_fields
}
_SHAPE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {section: {"type": "string"} for section in sorted(_SECTIONS)},
}


@cache
def _matcher(pattern: str) -> SchemaValidator:
    """Make what says whether a name matches; in time that grows with its length alone."""
    whole = f"^(?:{pattern})$"
    return SchemaValidator(core_schema.str_schema(pattern=whole, regex_engine="rust-regex"))


def _patterns(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping):
        raise problem("this is no pattern for a section", help='write `{services: "[a-z-]+"}`')
    for section, pattern in value.items():
        if section not in _SECTIONS:
            near = did_you_mean(str(section), tuple(sorted(_SECTIONS)))
            how = (
                f"did you mean `{near}`?"
                if near
                else f"write one of {', '.join(sorted(_SECTIONS))}"
            )
            raise problem(f"there is no section `{section}` with names", help=how)
        if not isinstance(pattern, str) or not _is_pattern(pattern):
            raise problem(
                f"the pattern of `{section}` is none",
                help="write a regular expression in quotes, without looking ahead or behind",
            )
    return tuple(value.items())


def _is_pattern(text: str) -> bool:
    try:
        _matcher(text)
    except SchemaError:
        return False
    return True


class NamePatterns(RuleSettings):
    """How names are to be."""

    patterns: Annotated[
        tuple[tuple[str, str], ...],
        Reads(_patterns, _SHAPE, "mapping"),
        Field(description='A pattern for each section, such as `{services: "[a-z-]+"}`.'),
    ] = ()


OPTIONS = NamePatterns


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every name that does not match the pattern of its section."""
    patterns = dict(context.options(NamePatterns).patterns)
    for entry in config.entries:
        pattern = patterns.get(KINDS[entry.kind].section)
        name = entry.resource.name
        if pattern is None or not name or _matcher(pattern).isinstance_python(name):
            continue
        yield Finding(
            place_of(entry, ("name",)),
            f"the {KINDS[entry.kind].title} '{name}' is not called as `{pattern}` says",
            "write a name of that form; PagerDuty keeps the object, whatever it is called",
        )
