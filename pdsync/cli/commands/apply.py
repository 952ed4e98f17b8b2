"""`pdsync apply`: make the changes of a plan."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.amounts import amounts, taken_amount
from pdsync.cli.arguments.words import Command, UsageProblem, argument, option

if TYPE_CHECKING:
    from pdsync.cli._applying import Run
    from pdsync.cli._planning import Selection
    from pdsync.cli._saved import Saved
    from pdsync.render import Json


@click.command(
    cls=Command,
    short_help="Make the changes of a plan.",
    epilog="""
pdsync apply --sandbox
pdsync apply --yes plan.json
""",
)
@argument(
    "file",
    metavar="[PLAN]",
    required=False,
    takes_file=True,
    about="A file written by `pdsync plan --out`. [default: a new plan]",
)
@_options.yes
@_options.writers
@_options.config
@_options.connection
@_options.selection
@_options.output_format("text", "json", "github")
@option(
    "--merged-from",
    metavar="REF",
    group="Configuration",
    help="Tell apart what a merge changes since this revision of git, as `pdsync plan` does, and "
    "refuse what `safety.drift` forbids to take back.",
)
@amounts
@_options.people
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Plan, show the plan, ask, and make its changes: its calls and no other.

    With PLAN, a file written by `pdsync plan --out`, it plans again and sends nothing unless the
    result is the same.

    Exits with 0 when all is done, with 1 when it is not, with 3 when it is refused or when only
    blocked deletions are left.
    """
    from pdsync.cli._account import AccountOptions, opened
    from pdsync.cli._applying import Run, allowed_writers
    from pdsync.cli._planning import Look, Planning, Selection, loaded
    from pdsync.cli.merging.revision import before_merge
    from pdsync.cli.undoing.earlier import way_back
    from pdsync.cli.undoing.ending import ended

    output, format_, ref = context.output, options["format_"], options["merged_from"]
    amount = taken_amount(options) or _unasked(context, options)
    saved, selection = _meant(Selection.taken_from(options), options["file"], ref)
    to = saved.goes_back_to if saved else None
    back = way_back(options["directory"], to[1], to[0]) if to else None
    config = back.earlier.config if back else loaded(options["directory"])
    writers = allowed_writers(options["writers"], config)
    before = before_merge(options["directory"], ref, config, output) if ref else None
    output.transient("Reading the account …")
    with opened(AccountOptions.taken_from(options), context.clock, output) as reached:
        made = saved.made_at if saved else None
        planning = Planning(config, reached, context.clock, selection, options["horizon"], made)
        planning = replace(planning, back=back, before=before)
        shown = (selection.show_ids, options["people"], options["time_zone"], amount)
        look = Look(*shown, is_sent=options["yes"])
        run = Run(planning.plan(), config, look, output, json=format_ == "json", writers=writers)
        if format_ == "github":
            run = replace(run, at_the_end=partial(_tell_the_runner, run, options["file"]))
        run.show()
        if saved:
            saved.check(run.plan, context.clock.now(), reached.client)
        end = run.to_the_end(planning, yes=options["yes"])
    return ended(run, end)


def _unasked(context: CommandContext, options: dict[str, Any]) -> str | None:
    """Return how much of a plan is shown where nobody says; None for what a question leaves."""
    if not options["yes"]:
        return None
    return "summary" if context.output.is_quiet else "all"


def _meant(given: Selection, file: str | None, ref: str | None) -> tuple[Saved | None, Selection]:
    """Return the saved plan, if one is named, and the selection that it brings or that is given."""
    from pdsync.cli._saved import Saved

    if file is None:
        return None, given
    if ref:
        hint = "write it for `pdsync plan --out`: a plan that it refuses is not applied"
        raise UsageProblem("a saved plan does without --merged-from", hint=hint)
    saved = Saved.read(file, given)
    return saved, saved.selection


def _tell_the_runner(run: Run, file: str | None, row: Json) -> None:
    """Add what became of the plan to the summary of the job, annotate what was not done."""
    from pdsync.cli.terminal.actions import WorkflowStep, most_annotations
    from pdsync.render.plan import apply_annotations, apply_markdown, apply_outputs
    from pdsync.source import paths_from_root

    step, look = WorkflowStep.of_environment(), run.look
    step.summarize(apply_markdown(look.of(row, "names"), show_ids=look.show_ids))
    step.tell(apply_outputs(row, file))
    from_root = paths_from_root(Path(run.config.directory))
    if lines := apply_annotations(look.of(row, "emails"), from_root, most=most_annotations()):
        run.output.raw("\n" + "\n".join(lines))
