"""People who are to be on call, and days, as options name them; complaints about these."""

from __future__ import annotations

from datetime import date, datetime

from pdsync.cli._asking import RosterSource
from pdsync.cli._person import person_of
from pdsync.cli.arguments.words import UsageProblem
from pdsync.kinds import STAKEHOLDERS
from pdsync.roster import Identity
from pdsync.units import A_YEAR


def somebody(rosters: RosterSource, word: str) -> Identity:
    """Return a person who can be on call; raises UsageProblem."""
    who = person_of(rosters, word)
    if why := unfit_people(rosters).get(who.token):
        hint = "give them a role that responds in PagerDuty, or name somebody else"
        raise UsageProblem(f"{who.email} cannot be on call: {why}", hint=hint)
    return who


def day_of(option: str, text: str, now: datetime) -> date:
    """Return the date that an option names; raises UsageProblem for another text, or one too far.

    Overrides are read and made for a year ahead.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        hint = "write a date, as 2026-12-24"
        raise UsageProblem(f"{option} cannot be '{text}'", hint=hint) from None
    latest = (now + A_YEAR).date()
    if day > latest:
        hint = f"overrides are made for a year ahead: write a date until {latest}"
        raise UsageProblem(f"{option} {day} is too far ahead", hint=hint)
    return day


def unfit_people(rosters: RosterSource) -> dict[str, str]:
    """Return who of an account cannot be on call, by id, and why."""
    users = rosters.live.account.snapshot.of("user") if rosters.live else {}
    roles = {ident: live.raw.get("role") for ident, live in users.items()}
    return {
        ident: f"a stakeholder (role `{role}`), whom PagerDuty takes into no schedule"
        for ident, role in roles.items()
        if isinstance(role, str) and role in STAKEHOLDERS
    }
