"""Somebody takes turns for a team and is not in it.

Why: PagerDuty adds people of a schedule to the teams of the schedule, and to nobody else's. Where a
policy of a team calls a schedule that is of no team, whoever is on call by it is woken for services
that they may not see, and cannot silence, hand on or override what wakes them. It is told where all
teams of the policies that call the schedule list their members, and none has them.

Bad:

```yaml
teams:
  web: {members: {ana@acme.example: manager}}
schedules:
  nights:
    time_zone: Europe/London
    teams: []
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example, ben@acme.example]}]
escalation_policies:
  web:
    team: web
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [nights]}]
```

Good:

```yaml
teams:
  web: {members: {ana@acme.example: manager, ben@acme.example: responder}}
schedules:
  nights:
    time_zone: Europe/London
    teams: [web]
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example, ben@acme.example]}]
escalation_policies:
  web:
    team: web
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [nights]}]
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from pdsync.diagnostics import Related, Severity
from pdsync.kinds import EscalationPolicy, Ref, Schedule, people_of
from pdsync.lint._people import people_in
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.series import all_of, any_of
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.PEOPLE
HABIT = True


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Those of each schedule without teams of its own who are in none that it is for."""
    owners = _owners(config)
    for entry in config.of("schedule"):
        schedule = entry.resource
        if not isinstance(schedule, Schedule) or schedule.teams:
            continue
        teams = owners.get(Ref("schedule", key=entry.key))
        if not teams:
            continue
        members = {who for team in teams for who in people_of(team.resource)}
        if any(who.key is None for who in members):
            continue  # somebody is listed by id: only the account knows who
        yield from _outside(entry, members, teams, context.now)


def _outside(
    entry: Entry, members: set[Ref], teams: tuple[Entry, ...], now: datetime
) -> Iterator[Finding]:
    outside = [
        (path, who.key)
        for path, who in people_in(entry.resource, now)
        if who.key is not None and who not in members
    ]
    if outside:
        names, people = any_of(f"`{team.key}`" for team in teams), {who: None for _, who in outside}
        are, members_ = ("are", "members") if len(people) > 1 else ("is", "member")
        yield Finding(
            place_of(entry, outside[0][0]),
            f"{all_of(people)} {are} called for {names} by this schedule, and {are} no {members_}",
            "write `teams:` on the schedule, and list them among the members",
            tuple(Related(f"team `{team.key}`", team.place) for team in teams),
        )


def _owners(config: Config) -> Mapping[Ref, tuple[Entry, ...]]:
    """Return the teams whose policies call each schedule, where all of them list their members."""
    found: defaultdict[Ref, dict[str | None, Entry | None]] = defaultdict(dict)
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy):
            continue
        for rule in policy.escalation_rules:
            for target in rule.targets:
                found[target][policy.team.key if policy.team else None] = _team(config, policy)
    known = {ref: [*teams.values()] for ref, teams in found.items()}
    return {
        ref: tuple(team for team in teams if team)
        for ref, teams in known.items()
        if None not in teams
    }


def _team(config: Config, policy: EscalationPolicy) -> Entry | None:
    team = config.meant(policy.team) if policy.team else None
    return team if team and "members" in team.resource.model_fields_set else None
