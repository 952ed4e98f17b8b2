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

from collections.abc import Iterator, Sequence

from pdsync.diagnostics import Severity
from pdsync.kinds import Undecided
from pdsync.lint._promised import verdicts
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.promises import UnprovedPromise
from pdsync.series import all_of
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.PROMISES

_EXPECT = "expect"


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every entry that promises something which takes the account to know, once a reason."""
    # Of what cannot be read nothing is known either, and that is told already.
    for entry, found in () if config.is_broken else verdicts(config, context):
        unproved = [one for one in found if isinstance(one, UnprovedPromise)]
        for why in {one.why.reason: one.why for one in unproved}.values():
            fields = [one.field for one in unproved if one.why.reason == why.reason]
            yield _finding(entry, why, fields, of_all=len(fields) == len(found))


def _finding(entry: Entry, why: Undecided, fields: Sequence[str], *, of_all: bool) -> Finding:
    """Return the finding of one reason; with the promises that it is of, unless `of_all`.

    What something else leaves open is told at the first of the promises.
    """
    which = "" if of_all else f", {all_of(f'`{one}`' for one in fields)},"
    path = (_EXPECT, fields[0]) if why.path == (_EXPECT,) else why.path
    ways = [f"write {why.write}"] if why.write else []
    return Finding(
        place_of(entry, path) if path else entry.place,
        f"{why.reason}, so what `{entry.key}` promises{which} is not proved here",
        "; ".join([*ways, "`pdsync plan` proves it by the account"]),
    )
