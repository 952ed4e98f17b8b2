"""Somebody who is on call is a member of no team.

Why: in PagerDuty a team is who may see and change what it owns, and who is shown beside it. Who is
woken at night and belongs to no team may not be able to change the override that would let them
sleep. Only where every team lists its members is it known; whom PagerDuty adds to a team, since a
schedule or policy of it names them, is a member.

Bad:

```yaml
teams:
  web: {members: {ana@acme.example: manager}}
escalation_policies:
  web:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ben@acme.example]}]
```

Good:

```yaml
teams:
  web: {members: {ana@acme.example: manager, ben@acme.example: responder}}
escalation_policies:
  web:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ben@acme.example]}]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import KINDS
from pdsync.lint._people import people_in
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.PEOPLE
HABIT = True
YIELDS_TO = ("outside-the-team",)


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """The first place of each person whom no team lists, where all teams list theirs."""
    teams = [*config.of("team")]
    listed = {ref for team in teams for _, ref in team.refs if ref.kind == "user"}
    written = all("members" in team.resource.model_fields_set for team in teams)
    if not teams or not written or any(ref.key is None for ref in listed):
        return
    entries = [*config.of("schedule"), *config.of("escalation_policy")]
    known = {ref.key for ref in listed} | {who for one in entries for who in _added(one)}
    for entry in entries:
        for path, ref in people_in(entry.resource, context.now):
            if ref.key is not None and ref.key not in known:
                known.add(ref.key)
                yield Finding(
                    place_of(entry, path),
                    f"{ref.key} is on call and a member of no team",
                    "add them to `members` of the team that they work for",
                )


def _added(entry: Entry) -> Iterator[str]:
    """Yield the people whom PagerDuty adds to a team because of an entry."""
    for _, user in KINDS[entry.kind].members(entry.resource):
        if user.key is not None:
            yield user.key
