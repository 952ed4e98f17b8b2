"""`pdsync plan`: what would change in the account."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.amounts import amounts, taken_amount
from pdsync.cli.arguments.words import Command, UsageProblem, option
from pdsync.frozen import frozen

if TYPE_CHECKING:
    from pdsync.cli._planning import Look, Selection
    from pdsync.cli.terminal.out_file import Out
    from pdsync.cli.terminal.output import Output
    from pdsync.reconcile import Plan
    from pdsync.render import Style
    from pdsync.source import Config


@click.command(
    cls=Command,
    short_help="Show what would change in the account.",
    epilog="""
pdsync plan --sandbox
pdsync plan --format markdown --out plan.json > plan.md
pdsync plan --unmanaged --team payments
""",
)
@_options.config
@_options.connection
@_options.selection
@_options.output_format("text", "json", "markdown", "github")
@option(
    "--out",
    metavar="FILE",
    group="Output",
    help="Save the plan as well, for `pdsync apply`; - prints it, and the text goes to standard "
    "error.",
)
@_options.force
@_options.markdown_file
@option(
    "--detailed-exitcode",
    "detailed",
    is_flag=True,
    group="Output",
    help="Exit with 2 when there are changes.",
)
@option(
    "--unmanaged",
    is_flag=True,
    group="Output",
    help="List as well what of the account is managed by nobody, by another stack or by Terraform, "
    "by team.",
)
@option(
    "--merged-from",
    metavar="REF",
    group="Configuration",
    help="Tell apart what a merge changes since this revision of git, and what is taken back that "
    "was changed outside of the configuration.",
)
@option(
    "--base",
    metavar="REF",
    group="Configuration",
    help="Compare with this revision of git in place of the account: no token, no network. REF:DIR "
    "where the directory had another name.",
)
@amounts
@_options.people
@click.pass_obj
def command(context: CommandContext, /, **options: Any) -> int:
    """Show what would change in the account. Only reads: a read-only token is enough.

    Exits with 0, with 1 when something is wrong, with 3 when the plan is refused.
    """
    from pdsync.cli._planning import Look, Selection, loaded
    from pdsync.cli.commenting.markdown_file import markdown_place
    from pdsync.cli.commenting.no_plan import NoPlan
    from pdsync.cli.terminal.plan_exit_codes import code_of_plan

    output = context.output
    out = _place(options.pop("out"), force=options.pop("force"))
    if out and out.is_stdout and options["format_"] == "github":
        hint = "write --out FILE: the runner reads its lines from standard output"
        raise UsageProblem("--format github and --out - go to one place", hint=hint)
    page = markdown_place(options.pop("markdown_file"))
    selection = Selection.taken_from(options)
    amount = taken_amount(options) or ("summary" if output.is_quiet else None)
    instead = NoPlan("plan", options["directory"], page, options["format_"], output)
    with instead.told():
        config = loaded(options["directory"])
        plan = _planned(config, selection, context, options)
    if out and not plan.is_broken:
        _save(plan, selection, out, output)
    look = Look(selection.show_ids, options["people"], options["time_zone"], amount)
    if plan.is_broken:
        instead.tell(plan.diagnostics)
    elif page:
        page.write(_as_markdown(plan, look))
    is_beside = out is not None and out.is_stdout
    shown = _Shown(config, look, output, is_beside=is_beside, saved=out.file if out else None)
    _show(plan, options["format_"], shown)
    return code_of_plan(plan, detailed=options["detailed"])


def _planned(
    config: Config, selection: Selection, context: CommandContext, options: dict[str, Any]
) -> Plan:
    if not options["base"]:
        return _over_account(config, selection, context, options)
    _refuse_what_asks_the_account()
    return _without_account(config, selection, context, options)


def _over_account(
    config: Config, selection: Selection, context: CommandContext, options: dict[str, Any]
) -> Plan:
    """Plan over the account that the options name."""
    from pdsync.cli._account import AccountOptions, opened
    from pdsync.cli._planning import Planning

    before = None
    if options["merged_from"]:
        from pdsync.cli.merging.revision import before_merge

        before = before_merge(options["directory"], options["merged_from"], config, context.output)
    context.output.transient("Reading the account …")
    with opened(AccountOptions.taken_from(options), context.clock, context.output) as reached:
        planning = Planning(config, reached, context.clock, selection, options["horizon"])
        return replace(planning, unmanaged=options["unmanaged"], before=before).plan()


_OF_ACCOUNT = (
    *("out", "force", "merged_from", "unmanaged", "restore_overrides", "effective", "show_ids"),
)
"""Options that need the account."""


def _refuse_what_asks_the_account() -> None:
    from pdsync.cli._account import connecting
    from pdsync.cli.arguments.useless_options import refuse

    hint = "leave it out, or leave out --base to plan over the account"
    refuse((*connecting(), *_OF_ACCOUNT), "with --base, which asks no account", hint)


def _without_account(
    config: Config, selection: Selection, context: CommandContext, options: dict[str, Any]
) -> Plan:
    """Plan over the configuration at a revision, in place of the account."""
    from pdsync.cli.comparing.since import earlier_config, planned_since

    revision, before, is_there = earlier_config(options["directory"], options["base"], config)
    if not is_there:
        place = options["directory"].rstrip("/")
        context.output.aside(
            f"There is no configuration in {place}/ at {revision}, so all of it is new. Where the "
            f"directory had another name: --base {revision}:DIR"
        )
    asked = replace(selection.asked(f"the configuration at {revision}"), horizon=options["horizon"])
    return planned_since(config, before, revision, asked, context.clock)


def _place(file: str | None, *, force: bool) -> Out | None:
    """Return where to save the plan, if anywhere; refuses at once where it could not be."""
    from pdsync.cli.terminal.out_file import Out

    out = Out(file, "plan.json", 0o600, force=force) if file else None
    if out:
        out.check()
    return out


def _save(plan: Plan, selection: Selection, out: Out, output: Output) -> None:
    from pdsync.cli._saved import saved_text

    text = saved_text(plan, selection)
    if out.is_stdout:
        output.out(text.removesuffix("\n"))
    else:
        out.write(text)


@frozen
class _Shown:
    """Form of a shown plan; `is_beside` when the plan itself goes to standard output.

    `saved` is the file that it was saved in, if it was.
    """

    config: Config
    look: Look
    output: Output
    is_beside: bool
    saved: str | None

    @property
    def style(self) -> Style:
        return self.output.err_style if self.is_beside else self.output.out_style

    def say(self, text: str) -> None:
        (self.output.err if self.is_beside else self.output.out)(text)


def _show(plan: Plan, format_: str, shown: _Shown) -> None:
    from pdsync.cli import _planning
    from pdsync.render.plan import plan_dumps, plan_json

    look = shown.look
    if plan.is_broken and format_ != "json":
        style = shown.output.err_style
        shown.output.err(_planning.broken_text(plan, shown.config, style))
        if format_ == "github":
            _annotate_what_broke(plan, shown)
    elif format_ == "github":
        shown.say(_planning.as_text(plan, shown.config, look, shown.style))
        _tell_the_runner(plan, shown)
    elif format_ == "markdown":
        shown.say(_as_markdown(plan, look).rstrip())
    elif format_ == "text" and shown.output.is_quiet and _planning.nothing_to_tell(plan):
        return
    elif format_ == "text":
        shown.say(_planning.as_text(plan, shown.config, look, shown.style))
    elif plan.is_broken or not shown.is_beside:
        shown.output.out(plan_dumps(plan_json(plan)))


def _as_markdown(plan: Plan, look: Look) -> str:
    from pdsync.render.plan import plan_json, plan_markdown

    shown = look.of(plan_json(plan, calls=False), "names")
    return plan_markdown(shown, show_ids=look.show_ids)


def _annotate_what_broke(plan: Plan, shown: _Shown) -> None:
    from pdsync.cli.terminal.lint_formats import linted, write_early_end

    found = linted(plan.diagnostics, shown.config.directory, shown.config.texts)
    write_early_end(found, "github", shown.output)


def _tell_the_runner(plan: Plan, shown: _Shown) -> None:
    """Add to the summary of the job, annotate the lines that change, and set the outputs."""
    from pdsync.cli.terminal.actions import WorkflowStep, most_annotations
    from pdsync.render.plan import (
        SUMMARY_LIMIT,
        plan_annotations,
        plan_json,
        plan_markdown,
        plan_outputs,
    )
    from pdsync.source import paths_from_root

    row, step = plan_json(plan), WorkflowStep.of_environment()
    named = shown.look.of(row, "names")
    step.summarize(plan_markdown(named, show_ids=shown.look.show_ids, limit=SUMMARY_LIMIT))
    step.tell(plan_outputs(row, shown.saved))
    from_root = paths_from_root(Path(shown.config.directory))
    row = shown.look.of(row, "emails")
    if lines := plan_annotations(row, from_root, most=most_annotations()):
        shown.output.raw("\n" + "\n".join(lines))
