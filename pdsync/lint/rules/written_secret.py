"""A key or a token of PagerDuty's is written in the configuration.

Why: with a routing key anybody can wake your people at night, or resolve the incident that should;
with a token anybody can read or change who is on call. A repository is read by many, by what builds
it, and for as long as its history lasts. Names, descriptions, `extra` and comments are all looked
at; what is found is shown with dots in its place, here and in all other messages.

Bad:

```yaml
services:
  checkout:
    escalation_policy: {name: Payments}
    description: Send events with 0123456789abcdef0123456789abcdef
```

Good:

```yaml
services:
  checkout:
    escalation_policy: {name: Payments}
    description: The key for events is in the vault, under payments/checkout
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.credentials import TOKEN, credentials, may_have_credentials
from pdsync.diagnostics import Place, Severity
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.on_demand import regex
from pdsync.source import Config

SEVERITY = Severity.ERROR
SUBJECT = RuleSubject.CONFIGURATION

_BREAK = regex("\r\n|[\n\r\x85\u2028\u2029]")
_HARM = "whoever reads this file can wake your people with it, or resolve what should"
_WORSE = "whoever reads this file can do with it what its owner can"
_HELP = (
    "take it out, keep it in a store of secrets, and have PagerDuty make a new one: this one stays "
    "in the history of the repository"
)


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every key and token in the text of any file, comments included."""
    for name, text in config.texts.items():
        lines = _BREAK.split(text) if may_have_credentials(text) else ()
        for number, line in enumerate(lines, start=1):
            for one in credentials(line):
                what, harm = ("token", _WORSE) if one.sort == TOKEN else ("routing key", _HARM)
                yield Finding(
                    Place(name, number, one.start + 1, one.end - one.start),
                    f"this looks like a {what} of PagerDuty: {harm}",
                    _HELP,
                )
