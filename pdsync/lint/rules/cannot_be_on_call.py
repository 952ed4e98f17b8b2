"""Somebody is to be on call who cannot be: a stakeholder, or somebody who is not in the account.

Why: PagerDuty refuses the change, in the middle of an apply, or notifies nobody. A stakeholder has
the role `read_only_user` or `read_only_limited_user`; those of the first are taken into a team as
observers alone. The account is asked, by `pdsync lint --live` and by a plan. Where such a person
stands in the account already it is a warning.

Bad, where Olga is a stakeholder:

```yaml
escalation_policies:
  web:
    escalation_rules:
      - escalation_delay_in_minutes: 30m
        targets: [olga@acme.example]
```

Good:

```yaml
escalation_policies:
  web:
    escalation_rules:
      - escalation_delay_in_minutes: 30m
        targets: [ana@acme.example]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import ONLY_OBSERVERS, STAKEHOLDERS, Ref, Team
from pdsync.lint._live import LiveFacts
from pdsync.lint._people import people_in
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.ERROR
SUBJECT = RuleSubject.PEOPLE
LIVE = True


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Everybody in a schedule or a policy who cannot be on call, once for each; then teams."""
    account = context.account
    if account is None:
        return
    for kind in ("schedule", "escalation_policy"):
        for entry in config.of(kind):
            yield from _in_entry(entry, account)
    for entry in config.of("team"):
        yield from _in_team(entry, account)


def _in_entry(entry: Entry, account: LiveFacts) -> Iterator[Finding]:
    told: set[Ref] = set()
    for path, ref in people_in(entry.resource):
        why = _why_not(ref, account)
        if ref in told or why is None:
            continue
        told.add(ref)
        yield Finding(
            place_of(entry, path),
            f"{ref.key} cannot be on call: {why}",
            "write somebody else in their place, or give them a role that responds in PagerDuty",
            excused=account.has(entry, ref),
        )


def _in_team(entry: Entry, account: LiveFacts) -> Iterator[Finding]:
    """Yield stakeholders whom a team has in a role that PagerDuty gives them in none."""
    there = account.present.get((entry.kind, entry.key))
    before = there.members if isinstance(there, Team) else ()
    members = entry.resource.members if isinstance(entry.resource, Team) else ()
    for number, member in enumerate(members):
        person = account.people.get(member.user.key) if member.user.key else None
        if person and person.role in ONLY_OBSERVERS and member.role != "observer":
            yield Finding(
                place_of(entry, ("members", number, "user")),
                f"{person.email} is a stakeholder (role `{person.role}`), and PagerDuty takes "
                "those into a team as observers only",
                f"write {{user: {person.email}, role: observer}}",
                excused=member in before,
            )


def _why_not(ref: Ref, account: LiveFacts) -> str | None:
    """Return why somebody cannot be on call; None where they can, or it is not known."""
    person = account.people.get(ref.key) if ref.key else None
    if person is None:
        return "they are not in the account" if ref.key and account.all_people else None
    if person.role in STAKEHOLDERS:
        return (
            f"they are a stakeholder (role `{person.role}`), and PagerDuty takes none into "
            "schedules and escalation policies"
        )
    return None
