"""The person whom a word on the command line means. Prints nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pdsync.cli._asking import RosterSource
from pdsync.cli._other_kinds import another_kind
from pdsync.cli.arguments.words import UsageProblem
from pdsync.errors import NotWhole
from pdsync.json_types import Json
from pdsync.kinds import near_address, near_key
from pdsync.reconcile import Live, teams_of_user
from pdsync.roster import Identity, Naming
from pdsync.series import any_of
from pdsync.source import Config


def person_of(rosters: RosterSource, word: str) -> Identity:
    """Find a person by e-mail, in an account by name or id too; raises UsageProblem."""
    if rosters.live is None:
        return _written(rosters, word)
    users = rosters.live.account.snapshot.of("user").values()
    wanted = word.casefold()
    exact = [one for one in users if wanted == one.handle.casefold() or word == one.id]
    named = [one for one in users if wanted == one.name.casefold()]
    found = exact or [one for one in named if one.name == word] or named
    if len(found) > 1:
        both = any_of(map(_told_apart, sorted(found, key=lambda one: one.handle)))
        raise UsageProblem(f"'{word}' is the name of several people", hint=f"write {both}")
    if found:
        return Identity(found[0].handle.lower(), found[0].id, found[0].name)
    known = [one.handle for one in users] if "@" in word else [one.name for one in users]
    raise _unknown(rosters, word, known, "write an e-mail, a name or an id of the account")


def _told_apart(user: Live) -> str:
    """Return somebody's e-mail, with their job and teams if these are told."""
    title = user.raw.get("job_title")
    job = [title] if isinstance(title, str) and title else []
    try:
        teams = [*teams_of_user(user).values()]
    except NotWhole:
        teams = []
    about = ", ".join([*job, *(f"team {one}" for one in teams)])
    return f"{user.handle} ({about})" if about else user.handle


def _written(rosters: RosterSource, word: str) -> Identity:
    entries = rosters.config.entries if rosters.config else ()
    refs = (ref for entry in entries for _, ref in entry.refs)
    known = dict.fromkeys(ref.key for ref in refs if ref.kind == "user" and ref.key)
    if word.lower() in known:
        return Identity(word.lower())
    hint = "write an e-mail that stands there, or ask the account with --live"
    if "@" not in word:
        hint = "people are written by e-mail; add --live to ask the account by name"
    raise _unknown(rosters, word, known, hint)


def _unknown(rosters: RosterSource, word: str, known: Iterable[str], hint: str) -> UsageProblem:
    guess = (near_address if "@" in word else near_key)(word.lower(), known)
    other = another_kind(rosters.written, word, ("user",), known)
    hint = other or (f"did you mean {guess}?" if guess else hint)
    return UsageProblem(f"{rosters.label} names no person '{word}'", hint=hint)


def teams_of(rosters: RosterSource, who: Identity, named: Iterable[Naming]) -> list[Json]:
    """Return the teams of a person: those of the account, else those whose members are written."""
    if rosters.live is None:
        return [_written_team(one) for one in named if one.entry.kind == "team"]
    user = rosters.live.account.snapshot.of("user")[who.token]
    config = rosters.live.account.config
    return [_live_team(*one, config) for one in teams_of_user(user).items()]


def _written_team(one: Naming) -> Json:
    team: Any = one.entry.resource
    role = team.members[one.path[1]].role
    return {"key": one.entry.key, "name": team.name, "id": None, "role": role}


def _live_team(ident: str, name: str, config: Config) -> Json:
    keys = [one.key for one in config.of("team") if one.resource.name == name]
    return {"key": keys[0] if keys else None, "name": name, "id": ident, "role": None}
