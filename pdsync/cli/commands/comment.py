"""`pdsync comment`: a plan on its pull request, or drift in an issue, kept up to date in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.loudness import verbose
from pdsync.cli.arguments.words import Command, Number, UsageProblem, argument, option
from pdsync.cli.terminal import exit_codes as _exit
from pdsync.errors import Forbidden

if TYPE_CHECKING:
    from pdsync.cli.terminal.output import Output
    from pdsync.forge import ForgeJob, Notice

_SAID = {
    "new": "New {noun}: {url}",
    "changed": "Updated the {noun}: {url}",
    "closed": "Closed the {noun}: {url}",
    "same": "The {noun} is up to date: {url}",
    "none": "Nothing to tell, and there is no {noun}.",
    "behind": "Nothing was written: the pull request has a newer commit, whose run has its plan.",
}
_OUTDATED = "Put away the {noun} that no longer holds: {url}"


@click.command(
    cls=Command,
    short_help="Put a plan on its pull request, or drift in an issue.",
    epilog="""
pdsync plan --markdown plan.md
pdsync comment plan.md
pdsync drift --since 7d --markdown drift.md
pdsync comment drift.md --issue
""",
)
@argument(
    "file",
    metavar="PLAN",
    takes_file=True,
    about="Markdown that `pdsync plan` or `pdsync drift` wrote; - reads standard input.",
)
@option(
    "--issue",
    is_flag=True,
    group="Place",
    help="Keep an issue instead: opened, updated in place, and closed when nothing is left to "
    "tell.",
)
@option(
    "--number",
    metavar="N",
    type=Number(least=1),
    group="Place",
    help="The pull request or merge request. [default: the one that the job is about]",
)
@option(
    "--always",
    is_flag=True,
    group="Place",
    help="Begin a comment even where nothing would change.",
)
@verbose
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Put a plan on its pull request: one comment for each stack, which is updated in place.

    Runs in a job of GitHub Actions (with GITHUB_TOKEN, the job's own) or of GitLab CI (with
    GITLAB_TOKEN, one of the project). Where the forge gives a fork's job no token that may write,
    it says so, and the text goes to the summary of the job.
    """
    from pdsync.cli.commenting.surroundings import job_around
    from pdsync.cli.commenting.text import notice_in

    of_issue, number, output = options["issue"], options["number"], context.output
    if of_issue and number:
        hint = "leave --number out: the issue is found by what it is about"
        raise UsageProblem("--issue and --number go to two places", hint=hint)
    job = job_around(number=number, of_issue=of_issue)
    notice = notice_in(options["file"], job)
    try:
        _keep(job, notice, context, always=options["always"])
    except Forbidden as problem:
        if not job.is_foreign:
            raise
        _without_right(notice, output, problem.message)
    return _exit.FINE


def _keep(job: ForgeJob, notice: Notice, context: CommandContext, *, always: bool) -> None:
    from pdsync.cli._account import waiting
    from pdsync.forge import ForgeClient, access_of, keep, place_of

    output, clock = context.output, context.clock
    with ForgeClient(
        access_of(job),
        waiting=waiting(clock),
        now=lambda: clock.now().timestamp(),
        notice=output.aside,
        follow=output.follow,
    ) as client:
        place = place_of(job, client)
        kept = keep(place, notice, lambda text: output.err(f"warning: {text}"), always=always)
    output.out(_SAID[kept.is_now].format(noun=place.noun, url=kept.url))
    for url in kept.outdated:
        output.out(_OUTDATED.format(noun=place.noun, url=url))


def _without_right(notice: Notice, output: Output, why: str) -> None:
    """Say that a fork's job may write no comment; the text goes where it may write."""
    from pdsync.cli.terminal.actions import WorkflowStep

    step = WorkflowStep.of_environment()
    step.summarize(notice.text)
    instead = "; it is in the summary of the job instead" if step.summary else ""
    output.err(
        f"warning: nothing was written to the pull request{instead}\n"
        f"  a fork's job, or Dependabot's, gets no token that may write ({why})"
    )
