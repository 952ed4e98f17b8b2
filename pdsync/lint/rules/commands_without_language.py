"""A block of commands in a runbook does not say what it is for: a shell, a database, a log.

Why: whoever copies it at night has to guess where it is to be pasted, and `DROP` in the wrong
window is a second incident. With a language it is coloured too, and a flag that was broken by a
line end is seen. What a program prints is `text`.

Bad:

```markdown
# Checkout

~~~
kubectl rollout undo deployment/checkout
~~~
```

Good:

```markdown
# Checkout

~~~bash
kubectl rollout undo deployment/checkout
~~~
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pdsync.diagnostics import Severity
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.pages.runbooks import runbooks
from pdsync.source import Config

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.RUNBOOKS
HABIT = True
PAGES = True

_MOST_LINES = 5


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every runbook with such blocks, at the first of them."""
    for runbook in runbooks(config, context):
        blocks = [one for one in runbook.page.blocks if one.sort == "code" and not one.language]
        if blocks:
            yield Finding(
                runbook.place(blocks[0]),
                _told([one.first for one in blocks]),
                "write it behind the fence, as in ```bash; `text` is for what is only read",
                runbook.related,
            )


def _told(lines: Sequence[int]) -> str:
    if len(lines) == 1:
        return "this block of commands has no language"
    shown = ", ".join(map(str, lines[:_MOST_LINES])) + ", …" * (len(lines) > _MOST_LINES)
    return f"{len(lines)} blocks of commands have no language, in lines {shown}"
