"""Checks of entries together, without a network: references, members, limits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from pdsync.diagnostics import Diagnostic, error, mendable
from pdsync.frozen import frozen
from pdsync.kinds import (
    KINDS,
    Mark,
    TeamMember,
    account_of_address,
    split_mark,
    titled,
    with_mark,
)
from pdsync.on_demand import regex
from pdsync.source._config import Entry, Settings
from pdsync.source._identity import identity_problems
from pdsync.source._partly import without_wrong_fields
from pdsync.source._references import unknown_references
from pdsync.source._sections import Written
from pdsync.source.pages.reading import Nowhere, RepositoryPages

_HOST = regex(r"[\w-]+(\.[\w-]+)+/")


@frozen
class CheckContext:
    """Context that entries are checked against.

    `declared` are the keys written for each kind, those of unsound entries too. It is `complete`
    only if every file could be read. Runbooks are looked for among the `pages`.
    """

    settings: Settings
    declared: Mapping[str, frozenset[str]]
    complete: bool
    pages: RepositoryPages = field(default_factory=RepositoryPages)


def check(
    entries: Sequence[Entry], unfit: Sequence[Written], context: CheckContext
) -> Iterator[Diagnostic]:
    """Everything that is wrong with entries that are well-formed one by one.

    And with what can be understood of those that are `unfit`: one mistake hides no other.
    """
    known = [*entries, *_understood(unfit)]
    yield from identity_problems(known)
    if context.complete:
        yield from unknown_references(entries, unfit, context.declared)
    for entry in known:
        yield from _cleared(entry)
        yield from _written_mark(entry)
        yield from _long_description(entry, context.settings)
        yield from _bad_runbook(entry, context.pages)
    yield from _missing_members(known)
    yield from _other_accounts(known, context.settings.account)


def _understood(unfit: Iterable[Written]) -> Iterator[Entry]:
    for each in unfit:
        read = without_wrong_fields(each.kind.model, each.whole) if each.sound else None
        if read is not None:
            yield Entry(each.kind.name, each.address, read, each.places)


def _cleared(entry: Entry) -> Iterator[Diagnostic]:
    kind = KINDS[entry.kind]
    for name in kind.required:
        is_null = name in entry.resource.model_fields_set and getattr(entry.resource, name) is None
        if is_null and name not in kind.endpoint.by_place:
            yield error(
                "invalid-value",
                f"PagerDuty takes no {kind.title} without `{name}`",
                help="write one; or delete the line: what is not written stays as it is",
                place=entry.places.value((name,)),
            )


def _long_description(entry: Entry, settings: Settings) -> Iterator[Diagnostic]:
    limit = KINDS[entry.kind].description_limit
    description = getattr(entry.resource, "description", None)
    if limit is None or not isinstance(description, str):
        return
    whole = description
    if settings.marks and KINDS[entry.kind].marked:
        mark = Mark(str(settings.stack), entry.key, protected=entry.resource.protected)
        whole = with_mark(description, mark)
    if len(whole) > limit:
        ours = len(whole) - len(description)
        yield error(
            "long-description",
            f"this is {len(whole) - limit} characters too long",
            help=f"write at most {limit - ours}: PagerDuty takes {limit}, the mark needs {ours}",
            place=entry.places.value(("description",)),
        )


def _written_mark(entry: Entry) -> Iterator[Diagnostic]:
    description = getattr(entry.resource, "description", None)
    if isinstance(description, str) and split_mark(description)[1] is not None:
        found = error(
            "written-mark",
            "this ends in a mark of ownership, which pdsync writes by itself",
            help="leave the mark out",
            place=entry.places.value(("description",)),
        )
        text = description
        while split_mark(text)[1] is not None:
            text = split_mark(text)[0]
        fix = entry.places.rewriting(("description",), text)
        yield mendable(found, replace(fix, does="leaves the mark out"))


def _bad_runbook(entry: Entry, pages: RepositoryPages) -> Iterator[Diagnostic]:
    written = getattr(entry.resource, "runbook", None)
    found = pages.runbook(written) if isinstance(written, str) else None
    if not isinstance(written, str) or not isinstance(found, Nowhere):
        return
    if found is Nowhere.OUTSIDE:
        message = f"'{written}' leads out of the repository"
        how = "name a file by its path from the root of the repository, or write a URL"
        rule = "outside-repository"
    else:
        file = written.partition("#")[0]
        message = f"there is no file '{file}'"
        how = _where_it_may_be(file, pages)
        rule = "missing-runbook"
    yield error(rule, message, help=how, place=entry.places.value(("runbook",)))


def _other_accounts(entries: Sequence[Entry], account: str | None) -> Iterator[Diagnostic]:
    """Yield the addresses of another account than the configuration's, or than most of them."""
    mailed = [(entry, of) for entry in entries if (of := account_of_address(entry.resource))]
    if not mailed:
        return
    ours = account or Counter(of for _, of in mailed).most_common(1)[0][0]
    whose = "the configuration is" if account else "others are"
    for entry, of in mailed:
        if of != ours:
            yield error(
                "other-account",
                f"this address is of the account `{of}`, and {whose} of `{ours}`",
                help=f"write one that ends with @{ours}.pagerduty.com: an account reads no other",
                place=entry.places.value(("integration_email",)),
            )


def _where_it_may_be(written: str, pages: RepositoryPages) -> str:
    """Say what to write for a file that is not there."""
    end = f"/{written}".casefold()
    alike = next((one for one in pages.below() if one.casefold().endswith(end)), None)
    if alike:
        return f"did you mean `{alike[-len(written) :]}`?"
    of_the_web = f"`https://{written}` for a page of the web, or " if _HOST.match(written) else ""
    return (
        f"write {of_the_web}its path from the root of the repository or from the configuration "
        "directory"
    )


_NEW_ROLE = TeamMember.model_fields["role"].default


def _missing_members(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    added = _added_members(entries)
    for entry in entries:
        if entry.kind != "team" or "members" not in entry.resource.model_fields_set:
            continue
        listed = [ref for _, ref in entry.refs if ref.kind == "user"]
        if any(ref.key is None for ref in listed):
            continue  # somebody is listed by id: only the account knows who
        known = {ref.key for ref in listed}
        missing = {who: why for who, why in added[entry.key].items() if who not in known}
        if missing:
            yield _not_listed(entry, missing)


def _added_members(entries: Sequence[Entry]) -> Mapping[str, dict[str, Entry]]:
    """For each team whom PagerDuty adds to it, and the first entry that is the reason."""
    added: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        for team, user in KINDS[entry.kind].members(entry.resource):
            if team.key is not None and user.key is not None:
                added[team.key].setdefault(user.key, entry)
    return added


def _not_listed(team: Entry, missing: Mapping[str, Entry]) -> Diagnostic:
    why = ", ".join(
        f"{who} because of the {titled(entry.kind, entry.key)}" for who, entry in missing.items()
    )
    found = error(
        "missing-member",
        f"PagerDuty adds people to this team who are not listed: {why}",
        help=f"add {', '.join(missing)}; or remove `members`, and it is left alone",
        place=team.places.key(("members",)),
    )
    return mendable(found, team.places.adding(("members",), dict.fromkeys(missing, _NEW_ROLE)))
