"""An anchor of YAML that no alias refers to.

Why: whoever changes the delay at `&pages` believes that it changes for all who wait by it. Where
the last alias was replaced by a value of its own, nothing changes but the line, and the next
incident goes the old way.

Bad:

```yaml
x-waits: &waits 30m
services:
  checkout: {escalation_policy: {name: Payments}, acknowledgement_timeout: 1h}
```

Good:

```yaml
x-waits: &waits 30m
services:
  checkout: {escalation_policy: {name: Payments}, acknowledgement_timeout: *waits}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, unused_anchors

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.CONFIGURATION
HABIT = True


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every anchor without an alias in its document."""
    for file, text in config.texts.items():
        for name, place in unused_anchors(text, file):
            yield Finding(
                place,
                f"nothing refers to `&{name}`: to change it here changes nothing",
                f"write `*{name}` where it is meant, or delete the anchor",
            )
