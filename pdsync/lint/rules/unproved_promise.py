"""Promises of `expect:` that only the account can prove.

Why: members, turns and a time zone that are not written stay as they are in the account, where
people keep them, and the YAML alone does not say what they are. Nothing is proved by a guess at
them. `pdsync plan` asks the account, and proves the promise by what is there.

Bad, as long as nobody is to know it offline:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
    expect:
      coverage: always
```

Good:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
    expect:
      coverage: always
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import Undecided
from pdsync.lint._promised import verdicts
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.promises import UnprovedPromise
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.PROMISES


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every entry that promises something which takes the account to know, once a reason."""
    # Of what cannot be read nothing is known either, and that is told already.
    for entry, found in () if config.is_broken else verdicts(config, context):
        unproved = [one.why for one in found if isinstance(one, UnprovedPromise)]
        for why in {one.reason: one for one in unproved}.values():
            yield _finding(entry, why)


def _finding(entry: Entry, why: Undecided) -> Finding:
    ways = [f"write {why.write}"] if why.write else []
    return Finding(
        place_of(entry, why.path) if why.path else entry.place,
        f"{why.reason}, so what `{entry.key}` promises is not proved here",
        "; ".join([*ways, "`pdsync plan` proves it by the account"]),
    )
