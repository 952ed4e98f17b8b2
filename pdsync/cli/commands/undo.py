"""`pdsync undo`: the account back to what it was at an earlier revision, turns included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.amounts import amounts, taken_amount
from pdsync.cli.arguments.words import Command, UsageProblem, option

if TYPE_CHECKING:
    from pdsync.cli._applying import Run
    from pdsync.cli._planning import Selection
    from pdsync.cli.terminal.out_file import Out


@click.command(
    cls=Command,
    short_help="Bring the account back to what it was before a bad merge.",
    epilog="""
pdsync undo --sandbox
pdsync undo --to HEAD~1 --out undo.json
pdsync undo --yes --allow-deletes 2
""",
)
@option(
    "--to",
    metavar="REF",
    group="Configuration",
    help="The revision of git to go back to. [default: before the last commit that changed the "
    "configuration]",
)
@_options.yes
@_options.writers
@_options.config
@_options.connection
@_options.selection
@_options.output_format("text", "json", "markdown")
@option(
    "--out",
    metavar="FILE",
    group="Output",
    help="Save the plan, for `pdsync apply FILE`; without --yes nothing is sent.",
)
@_options.force
@amounts
@_options.people
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Bring the account back to what it was at an earlier revision, and whose turn it was with it.

    Plans, shows the plan, asks, and makes its changes, as `pdsync apply` does. Whose turn it was is
    taken from the account's own past; a schedule of which that does not tell it stays as it is.
    The files stay as they are: `git revert` takes the merge back there. With --format markdown it
    shows the plan alone.

    Exits with 0 when all is done, with 1 when it is not, or a schedule was left as it is, with 3
    when it is refused or when only blocked deletions are left.
    """
    from pdsync.cli._account import AccountOptions, opened
    from pdsync.cli._applying import Run, allowed_writers
    from pdsync.cli._planning import Look, Planning, Selection
    from pdsync.cli.undoing.earlier import way_back
    from pdsync.cli.undoing.ending import ended

    output, yes, format_ = context.output, options["yes"], options["format_"]
    out = _place(options)
    selection = Selection.taken_from(options)
    unasked = "summary" if output.is_quiet else "all"
    amount = taken_amount(options) or (unasked if yes else None)
    back = way_back(options["directory"], options["to"])
    config = back.earlier.config
    writers = allowed_writers(options["writers"], config)
    output.transient("Reading the account …")
    with opened(AccountOptions.taken_from(options), context.clock, output) as reached:
        made = Planning(config, reached, context.clock, selection, options["horizon"], back=back)
        shown = (selection.show_ids, options["people"], options["time_zone"], amount)
        look, json = Look(*shown, is_sent=yes), format_ == "json"
        run = Run(made.plan(), config, look, output, json=json, writers=writers)
        if out and not run.plan.is_broken:
            _save(run, out, selection)
        if format_ == "markdown" or (out and not yes):
            return _shown(run, format_, is_printed=bool(out and out.is_stdout))
        run.show()
        end = run.to_the_end(made, yes=yes)
    return ended(run, end)


def _place(options: dict[str, Any]) -> Out | None:
    """Return where to save the plan, if anywhere; refuses at once where it could not be."""
    from pdsync.cli.terminal.out_file import Out

    if options["yes"] and options["format_"] == "markdown":
        hint = "leave out --yes to see the plan, or --format markdown to carry it out"
        raise UsageProblem("--yes and --format markdown do not go together", hint=hint)
    file, force = options.pop("out"), options.pop("force")
    if not file:
        return None
    out = Out(file, "plan.json", 0o600, force=force)
    out.check()
    if out.is_stdout and (options["yes"] or options["format_"] != "text"):
        hint = "write --out FILE, or leave out --yes and --format"
        raise UsageProblem("--out - prints the plan alone", hint=hint)
    return out


def _save(run: Run, out: Out, selection: Selection) -> None:
    from pdsync.cli._saved import saved_text

    text = saved_text(run.plan, selection)
    if out.is_stdout:
        run.output.out(text.removesuffix("\n"))
    else:
        out.write(text)


def _shown(run: Run, format_: str, *, is_printed: bool) -> int:
    """Show the plan, unless it is printed already; returns the exit code."""
    from pdsync.cli.terminal.plan_exit_codes import code_of_plan
    from pdsync.cli.undoing.ending import say_what_is_left
    from pdsync.render.plan import plan_dumps, plan_json, plan_markdown

    plan = run.plan
    if plan.is_broken or (format_ == "text" and not is_printed):
        run.show()
        if not plan.is_broken:
            say_what_is_left(run)
    elif format_ == "json":
        run.output.out(plan_dumps(plan_json(plan)))
    elif format_ == "markdown":
        row = run.look.of(plan_json(plan), "names")
        run.output.out(plan_markdown(row, show_ids=run.look.show_ids).rstrip())
    return code_of_plan(plan, detailed=False)
