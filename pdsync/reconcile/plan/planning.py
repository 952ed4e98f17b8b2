"""Wanted and live into a plan. Pure: everything live was read before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from pdsync.diagnostics import Diagnostic, Severity, error
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Kind, When, kind_of, map_refs
from pdsync.promises import unpromised
from pdsync.reconcile._account_zones import on_clocks
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Address, Change, Plan
from pdsync.reconcile._states import AsItIs, Wanted
from pdsync.reconcile._teams import Teams
from pdsync.reconcile.checks.addresses import addresses_elsewhere
from pdsync.reconcile.checks.anchor_people import stray_anchors
from pdsync.reconcile.checks.duplicates import needed_twins, standing_still, told, why_still
from pdsync.reconcile.checks.effective_dates import far_rotations
from pdsync.reconcile.checks.missing_fields import incomplete_parts
from pdsync.reconcile.checks.open_gaps import gaps_in_the_way
from pdsync.reconcile.checks.promises import unkept_promises
from pdsync.reconcile.checks.unfit_people import unfit_people
from pdsync.reconcile.checks.unknown_references import standing, told_once, wrong_references
from pdsync.reconcile.checks.unread_parts import left_alone, why_unread
from pdsync.reconcile.checks.zone_rules import changed_zones
from pdsync.reconcile.match.as_it_should_be import is_as_it_should_be
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.match.several import Twins
from pdsync.reconcile.names.suspected_renames import Renames
from pdsync.reconcile.plan.draft import Drafted, Drafting, draft, wanted_mark
from pdsync.reconcile.plan.effective_times import takes_effect
from pdsync.reconcile.plan.judging import Judging
from pdsync.reconcile.plan.key_change import removed_or_replaced
from pdsync.reconcile.plan.limits import refusals
from pdsync.reconcile.plan.made_changes import after_plan, made_changes
from pdsync.reconcile.plan.not_written import Unwritten
from pdsync.reconcile.plan.order import ordered
from pdsync.reconcile.plan.replacing import refused_replacements
from pdsync.reconcile.plan.selection import excepted
from pdsync.reconcile.plan.side_effects import with_side_effects, written_members
from pdsync.reconcile.read.list_doubts import doubtful_lists
from pdsync.source import Config, Entry


@frozen
class Planned:
    """A plan, and what it was worked out with."""

    plan: Plan
    drafted: Mapping[Address, Drafted]
    directory: Directory


def plan(known: Known) -> Planned:
    """The ordered differences, what is wrong with them, and why they may not be sent."""
    directory = Directory(
        known.config, known.snapshot, known.matching, show_ids=known.options.show_ids
    )
    wanted, unresolved = _resolved(known, directory)
    drafted = _drafted(known, directory, wanted, unresolved)
    made = made_changes(known, drafted, directory)
    written = written_members(drafted, directory)
    kept = tuple(with_side_effects(one, drafted, known, directory, written) for one in made.kept)
    kept = tuple(Renames(known, drafted, made.changes).told(kept))
    unwritten = Unwritten(known.matching, wanted, directory, _when(known))
    kept = tuple(unwritten.risky(kept))
    twins = _twins(known, kept, drafted)
    by_address = {change.address: change for change in kept}
    judging = Judging(
        known.config,
        known.matching,
        directory,
        drafted,
        by_address,
        known.now,
        known.snapshot,
        wanted,
    )
    problems = (
        *known.matching.problems, *told_once(chain(*unresolved.values())),
        *map(told, twins), *made.problems,
        *_not_creatable(kept, wanted), *incomplete_parts(kept, drafted, known.config),
        *_unavailable(known), *other_account(known),
        *made.memberships.missing(directory),
        *refused_replacements(
            known.matching, after_plan(known, drafted), wanted, known.config, kept
        ),
        *unkept_promises(judging), *unfit_people(judging, known.snapshot),
        *addresses_elsewhere(judging),
        *far_rotations(known.config, wanted, known.now),
        *stray_anchors(known.config, known.matching, wanted, directory, known.now),
        *doubtful_lists(
            known.snapshot.doubts,
            [one for one in kept if not one.blocked],
            known.config.settings.safety,
        ),
        *changed_zones(judging),
        *unwritten.errors(kept, known.config),
        *gaps_in_the_way(known, wanted),
    )  # fmt: skip
    changes = ordered(Teams(known, drafted, directory).told(kept))
    whole = Plan(
        stack=known.config.settings.stack if known.config.settings.marks else None,
        account=known.snapshot.subdomain,
        site=known.snapshot.site,
        source=known.config.directory,
        target=known.options.target,
        changes=changes,
        diagnostics=(*known.config.problems, *_notes(known.config), *problems),
        refused=_refused(known, changes),
        digest=known.config.digest,
        made_at=known.now,
        people=directory.people,
        twins=twins,
        soon=takes_effect(kept, known.now),
        excepted=excepted(made.changes, known.options, known.matching.pairs.keys() - wanted.keys()),
        seen={
            kind: frozenset(found)
            for kind, found in known.snapshot.live.items()
            if KINDS[kind].names_repeat
        },
    )
    return Planned(whole, drafted, directory)


def judged_again(planned: Planned, known: Known) -> Planned:
    """The same plan, once a list in doubt proved whole: that alone says what is refused."""
    refused = _refused(known, planned.plan.changes)
    return replace(planned, plan=replace(planned.plan, refused=refused))


_Wrong = Mapping[Address, Sequence[Diagnostic]]


def _resolved(known: Known, directory: Directory) -> tuple[dict[Address, Wanted], _Wrong]:
    """Every matched entry with canonical references, and an error for each that leads nowhere.

    One that could lead to several concerns its entry alone, and is left in it as it is. What is
    left alone need not lead anywhere.
    """
    wanted: dict[Address, Wanted] = {}
    problems: dict[Address, Sequence[Diagnostic]] = {}
    for entry in known.config.entries:
        address = entry.kind, entry.key
        if address not in known.matching.pairs:
            continue
        there = standing(known.matching.pairs[address], known.now)
        problems[address] = wrong = list(wrong_references(entry, directory, there))
        if any(one.stops for one in wrong):
            if address in known.options.excepted:  # nothing is done of it
                problems[address] = ()
            continue
        found = map_refs(unpromised(entry.resource), directory.canonical_or_same)
        live = known.matching.pairs[address] or known.matching.replaces(entry)
        read = on_clocks(entry, found, live, known.now)
        if isinstance(read, list):
            wrong += read
        else:
            wanted[address] = Wanted(read)
    return wanted, problems


def _twins(
    known: Known, kept: Sequence[Change], drafted: Mapping[Address, Drafted]
) -> tuple[Twins, ...]:
    """Return the duplicates in the account that the changes are about."""
    twins = known.matching.twins
    found = (one for change in kept for one in needed_twins(change, drafted, twins))
    return tuple({one.address: one for one in found}.values())


def _drafted(
    known: Known, directory: Directory, wanted: Mapping[Address, Wanted], wrong: _Wrong
) -> dict[Address, Drafted]:
    drafted = {}
    for entry in known.config.entries:
        address = (entry.kind, entry.key)
        if address not in wanted:
            continue
        if still := _why_still(address, known, wrong):
            live = known.matching.pairs[address]
            drafted[address] = standing_still(entry, wanted[address], live, still, known.now)
        else:
            drafted[address] = _compared(known, directory, entry, wanted[address])
    return drafted


def _compared(known: Known, directory: Directory, entry: Entry, wanted: Wanted) -> Drafted:
    """Return the draft of an entry, compared only as far as something may differ."""
    live, settings = known.matching.pairs[entry.kind, entry.key], known.config.settings
    mark = wanted_mark(live.kind, entry, settings, live.mark) if live else None
    if live and is_as_it_should_be(wanted, live, mark, known.now):
        return Drafted(None, AsItIs(live, known.now))
    if why := why_unread(entry, wanted, live, known.matching, known.now):
        return left_alone(entry, wanted, live, why)
    old, when = known.matching.replaces(entry), _when(known)
    mine = replace(when, replaces=old.resource(known.now)) if old else when
    use = Drafting(directory, settings, mine)
    return removed_or_replaced(draft(entry, wanted, live, use), entry, live, use)


def _why_still(address: Address, known: Known, wrong: _Wrong) -> str | None:
    """Why nothing is done of an entry; None where something may be."""
    twins = known.matching.twins.get(address)
    if twins:
        return why_still(twins)
    return next((one.message for one in wrong[address] if one.is_error), None)


def _when(known: Known) -> When:
    return When(known.now, at_handoff=known.options.effective == "handoff")


def _not_creatable(
    changes: Sequence[Change], wanted: Mapping[Address, Wanted]
) -> Iterator[Diagnostic]:
    for change in changes:
        if change.id is not None or change.address not in wanted:
            continue
        kind = kind_of(KINDS[change.kind], wanted[change.address])
        written = wanted[change.address].model_fields_set
        missing = [name for name in kind.required if name not in written]
        if missing:
            yield _incomplete(kind, change, missing)


def _incomplete(kind: Kind, change: Change, missing: Sequence[str]) -> Diagnostic:
    names = kind.in_words(missing)
    lines = names.replace("`time_zone`", "`time_zone: Europe/London`")
    return error(
        "incomplete",
        f"{kind.title} `{change.key}` is not in the account, and cannot be created without {names}",
        help=f"write {lines}, or `id:` or `was:` if it exists under another name",
        place=change.place,
    )


def _unavailable(known: Known) -> Iterator[Diagnostic]:
    for kind in sorted(known.snapshot.unavailable):
        entry = next(known.config.of(kind), None)
        if entry:
            section = KINDS[kind].section
            yield error(
                "missing-ability",
                f"this account's plan has no {section.replace('_', ' ')}",
                help=f"delete the section `{section}:`, or ask PagerDuty to add the ability",
                place=entry.place,
            )


def other_account(known: Known) -> Iterator[Diagnostic]:
    """The error of a token for another account than the configuration is for."""
    wanted, found = known.config.settings.account, known.snapshot.subdomain
    if wanted is not None and found is not None and wanted != found:
        yield error(
            "other-account",
            f"the configuration is for the account `{wanted}`, and this token is for `{found}`",
            help="use the token of the right account, or correct `account:` in pdsync.yaml",
        )


def _notes(config: Config) -> Iterator[Diagnostic]:
    if config.settings.marks:
        return
    why = "no `stack` is set" if config.settings.stack is None else "`ownership` is `none`"
    yield Diagnostic(
        "no-stack",
        Severity.INFO,
        f"{why}: nothing is marked as managed, resources are matched by name, "
        "and nothing is ever deleted",
        help="write `stack: NAME` in pdsync.yaml to let pdsync own what it makes",
    )


def _refused(known: Known, changes: Sequence[Change]) -> tuple[str, ...]:
    return refusals(
        changes,
        known.matching,
        known.snapshot,
        known.config.settings,
        known.options.allow_deletes,
    )
