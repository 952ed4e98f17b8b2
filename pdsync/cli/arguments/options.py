"""Options that several commands share, each written once. Declares; decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any, TypeVar

from pdsync.cli.arguments.loudness import quiet, verbose
from pdsync.cli.arguments.params import Horizon, TimeZone, Writers
from pdsync.cli.arguments.words import Number, OneOf, option

_F = TypeVar("_F", bound=Callable[..., Any])

SANDBOX_FILE = "pdsync-sandbox.db"

config = option(
    "--config",
    "directory",
    metavar="DIR",
    default="policies",
    show_default=True,
    envvar="PDSYNC_CONFIG",
    show_envvar=True,
    group="Configuration",
    help="The directory that holds the YAML.",
)


def output_format(*formats: str, found: Callable[[], Iterable[str]] = tuple) -> Callable[[_F], _F]:
    """`--format`, text by default; one of some, or of those that are `found` later."""
    return option(
        "--format",
        "format_",
        type=OneOf(*formats, found=found),
        default="text",
        show_default=True,
        group="Output",
        help="How to write the result.",
    )


live = option(
    "--live", is_flag=True, group="Connection", help="Ask the account, overrides included."
)

yes = option("--yes", is_flag=True, group="Safety", help="Do not ask.")

writers = option(
    "--writers",
    metavar="N",
    type=Writers(),
    group="Safety",
    help="Send up to N changes at one time, 1 to 8, where they may be. "
    "[default: 4, or `safety.writers`]",
)

force = option(
    "--force",
    is_flag=True,
    group="Output",
    help="Let --out write over a file that pdsync did not make.",
)

markdown_file = option(
    "--markdown",
    "markdown_file",
    metavar="FILE",
    group="Output",
    help="Write it as Markdown as well, into a file for `pdsync comment`.",
)

_CONNECTION = (
    option(
        "--sandbox",
        is_flag=True,
        group="Connection",
        help=f"Use the embedded pretend PagerDuty, kept in {SANDBOX_FILE}.",
    ),
    option(
        "--sandbox-file",
        metavar="FILE",
        group="Connection",
        help="Use the embedded sandbox stored in FILE.",
    ),
    option(
        "--token-file",
        metavar="FILE",
        group="Connection",
        help="Read the API token from a file. [env var for the token itself: PAGERDUTY_TOKEN]",
    ),
    option(
        "--region",
        metavar="us|eu",
        envvar="PAGERDUTY_SERVICE_REGION",
        show_envvar=True,
        group="Connection",
        help="The service region of the account. [default: us]",
    ),
    option(
        "--api-url",
        metavar="URL",
        envvar="PDSYNC_API_URL",
        show_envvar=True,
        group="Connection",
        help="The address of the API, if it is neither region's.",
    ),
    verbose,
)

_SELECTION = (
    option(
        "--only",
        metavar="KIND[:KEY]",
        multiple=True,
        group="Selection",
        help="Only this kind, or only this one resource. May be repeated.",
    ),
    option("--team", metavar="KEY", group="Selection", help="Only what belongs to this team."),
    option(
        "--except",
        "excepted",
        metavar="KIND:KEY",
        multiple=True,
        group="Selection",
        help="Leave this one resource alone for now. May be repeated.",
    ),
)

_EFFECTIVE = option(
    "--effective",
    type=OneOf("now", "handoff"),
    default="now",
    show_default=True,
    group="Selection",
    help="When changed rotations take effect: at once, or each at its next hand-off.",
)

_SAFETY = (
    option(
        "--allow-deletes",
        metavar="N",
        type=Number(),
        group="Safety",
        help="Allow up to N deletions, whatever `safety:` says.",
    ),
    option(
        "--restore-overrides",
        is_flag=True,
        group="Safety",
        help="Put an override back that a schedule change makes PagerDuty lose.",
    ),
)

_HANDING_OVER = (
    yes,
    option(
        "--dry-run", is_flag=True, group="Safety", help="Show what would change, and send nothing."
    ),
    option(
        "--anyway",
        is_flag=True,
        group="Safety",
        help="Although it puts somebody on call twice at once, or takes another's cover away.",
    ),
)


def shown_people(default: str) -> Callable[[_F], _F]:
    """`--people` of a command that shows who is on call, not a plan."""
    return option(
        "--people",
        type=OneOf("names", "emails", "initials"),
        default=default,
        show_default=True,
        group="Output",
        help="How people are shown. Names are known with --live.",
    )


time_zone = option(
    "--time-zone",
    metavar="ZONE",
    type=TimeZone(),
    group="Output",
    help="The clocks for times of shifts. [default: each schedule's own]",
)

clocks = option(
    "--time-zone",
    metavar="ZONE",
    type=TimeZone(),
    group="Time",
    help="The clocks for times, written and shown. [default: each schedule's own]",
)

_PEOPLE = (
    option(
        "--horizon",
        metavar="TIME",
        type=Horizon(),
        default="4 weeks",
        show_default=True,
        group="Output",
        help="How far ahead to tell who is on call.",
    ),
    time_zone,
    option("--show-ids", is_flag=True, group="Output", help="Show PagerDuty's ids as well."),
    option(
        "--people",
        type=OneOf("names", "emails", "initials"),
        group="Output",
        help="How people are shown. [default: emails; names in Markdown]",
    ),
    quiet,
)


def connection(command: _F) -> _F:
    """Add the options that say where the account is, and whether requests are told."""
    return _all(_CONNECTION, command)


def terminal(command: _F) -> _F:
    """Add the option for how much is told; for colours every command has its own."""
    return quiet(command)


def selection(command: _F) -> _F:
    """Add the options for part of the configuration, and for what may be lost."""
    return _all((*_SELECTION, _EFFECTIVE, *_SAFETY), command)


def handing_over(command: _F) -> _F:
    """Add the options for what changes overrides."""
    return _all(_HANDING_OVER, command)


def people(command: _F) -> _F:
    """Add the options for how a plan looks to people."""
    return _all(_PEOPLE, command)


def _all(options: tuple[Callable[[Any], Any], ...], command: _F) -> _F:
    decorated: _F = reduce(lambda inner, add: add(inner), reversed(options), command)
    return decorated
