"""Two names, or two keys, of one kind differ in nothing but capitals.

Why: people read them as one. Whoever takes a shift at night on `web` covers nothing where incidents
go to `Web`. Of kinds whose names PagerDuty takes once, such as services, it is an error
(`duplicate-name`), since PagerDuty refuses the second; of schedules and integrations it takes both.
A key is what levels and services are written with, and one letter sends them to the other.

Bad:

```yaml
schedules:
  web: {name: Web}
  website: {name: WEB}
```

Good:

```yaml
schedules:
  web: {name: Web}
  website: {name: Website}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Related, Severity
from pdsync.kinds import KINDS
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, Entry, folded_name, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.CONFIGURATION


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every name that another one of its kind, beside it, has in other capitals, and every key."""
    names: dict[tuple[str, str, str], Entry] = {}
    keys: dict[tuple[str, str], Entry] = {}
    for entry in config.entries:
        parent = entry.key.rpartition("/")[0]
        known = names.setdefault((entry.kind, parent, _read(entry)), entry)
        if known is not entry and KINDS[entry.kind].names_repeat:
            yield from _names(entry, known)
        other = keys.setdefault((entry.kind, entry.key.casefold()), entry)
        if other is not entry and other is not known:
            yield _keys(entry, other)


def _read(entry: Entry) -> str:
    """Return a name as people read it; the key of what has none."""
    name = entry.resource.name
    return folded_name(entry.kind, name).casefold() if name else entry.key


def _names(entry: Entry, known: Entry) -> Iterator[Finding]:
    plain = folded_name(entry.kind, entry.resource.name)
    if plain != folded_name(known.kind, known.resource.name):
        yield Finding(
            place_of(entry, ("name",)),
            f"the {KINDS[entry.kind].title} '{plain}' differs in capitals only from "
            f"'{known.resource.name}': people take one for the other",
            "give one of them another name",
            (Related("the other one", place_of(known, ("name",))),),
        )


def _keys(entry: Entry, other: Entry) -> Finding:
    title = KINDS[entry.kind].title
    return Finding(
        entry.place,
        f"the key `{entry.key}` differs in capitals only from `{other.key}`, which is the {title} "
        f"'{other.resource.name}': whoever writes one may mean the other",
        f"write another key, and `was: {entry.key}` below it, so that it stays the same {title}",
        (Related("the other one", other.place),),
    )
