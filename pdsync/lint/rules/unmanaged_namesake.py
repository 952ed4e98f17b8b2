"""The account has something else of the same name, which this configuration does not manage.

Why: people look for a schedule or a service by its name, and take the first that they find. Whoever
puts an override into the wrong `Web` at night covers nothing. The name is compared without regard
to capitals. The account is asked: `pdsync lint --live`.

Bad, where the account has another schedule called `Web`:

```yaml
schedules:
  web:
    name: Web
```

Good:

```yaml
schedules:
  web:
    name: Web front ends
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import KINDS
from pdsync.lint._live import Namesake
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, folded_name, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.CONFIGURATION
LIVE = True

_OWNERS = {
    "terraform": "Terraform manages",
    "nobody": "nobody manages",
    "unknown": "this configuration does not manage",
}


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every name that something else in the account has."""
    others: dict[tuple[str, str], list[Namesake]] = defaultdict(list)
    for one in context.account.unmanaged if context.account else ():
        others[one.kind, folded_name(one.kind, one.name).casefold()].append(one)
    for entry in config.entries:
        name = entry.resource.name
        if not name:
            continue
        for one in others[entry.kind, folded_name(entry.kind, name).casefold()]:
            yield Finding(
                place_of(entry, ("name",)),
                f"the account has another {KINDS[entry.kind].title} called '{one.name}' "
                f"({one.id}), which {_owner(one)}: people take one for the other",
                "give one of them another name, or delete the one that nobody needs",
            )


def _owner(one: Namesake) -> str:
    if one.by == "stack":
        return f"the stack `{one.stack}` manages as `{one.key}`"
    return _OWNERS[one.by]
