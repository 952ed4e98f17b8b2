"""Two names of one kind differ in nothing but capitals.

Why: people read them as one. Whoever takes a shift at night on `web` covers nothing where incidents
go to `Web`. Of kinds whose names PagerDuty takes once, such as services, it is an error
(`duplicate-name`), since PagerDuty refuses the second; of schedules and integrations it takes both.

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
    """Every name that another one of its kind, beside it, has in other capitals."""
    first: dict[tuple[str, str, str], Entry] = {}
    for entry in config.entries:
        name = entry.resource.name
        if not name or not KINDS[entry.kind].names_repeat:
            continue
        plain = folded_name(entry.kind, name)
        parent = entry.key.rpartition("/")[0]
        known = first.setdefault((entry.kind, parent, plain.casefold()), entry)
        if folded_name(known.kind, known.resource.name) != plain:
            yield Finding(
                place_of(entry, ("name",)),
                f"the {KINDS[entry.kind].title} '{plain}' differs in capitals only from "
                f"'{known.resource.name}': people take one for the other",
                "give one of them another name",
                (Related("the other one", place_of(known, ("name",))),),
            )
