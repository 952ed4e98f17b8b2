"""`pdsync lint`: what is wrong with the configuration, without asking anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments import options as _options
from pdsync.cli.arguments.words import Command, OneOf, UsageProblem, is_written, near, option
from pdsync.cli.terminal import exit_codes as _exit
from pdsync.diagnostics import Diagnostic, Severity
from pdsync.errors import PdsyncError

if TYPE_CHECKING:
    from pdsync.cli._account import AccountOptions
    from pdsync.lint import LintContext, Rule, Sifted
    from pdsync.render import Style
    from pdsync.render.findings import Linted
    from pdsync.source import Config


def _formats() -> tuple[str, ...]:
    from pdsync.render.findings import finding_formats

    return finding_formats()


@click.command(
    cls=Command,
    short_help="Check the configuration, offline or --live.",
    epilog="""
pdsync lint
pdsync lint --config staging/ --format json
pdsync lint --format sarif > pdsync.sarif
pdsync lint --fail-on warning
pdsync lint --base origin/main
pdsync lint --live
pdsync lint --explain sliver
pdsync lint --diff
pdsync lint --fix
""",
)
@_options.config
@_options.connection
@_options.output_format(found=_formats)
@option(
    "--fail-on",
    type=OneOf("error", "warning", "info", "never"),
    default="error",
    show_default=True,
    help="Exit with 1 when there is a finding as bad as that, or worse.",
)
@option(
    "--baseline",
    metavar="FILE",
    help="Leave out what FILE has, the JSON of an earlier run, and count it as suppressed.",
)
@option(
    "--base",
    metavar="REF",
    help="Compare with a revision of git: a broken `expect` that is no worse than there is a "
    "warning. REF:DIR where the directory had another name.",
)
@option(
    "--profile",
    type=OneOf("default", "strict"),
    help="Check habits too (strict), or not, whatever pdsync.yaml says.",
)
@option(
    "--live",
    is_flag=True,
    help="Ask the account too, by GET requests alone: whom it cannot reach, what is not written.",
)
@option("--fix", is_flag=True, help="Mend in the files what can be mended without a doubt.")
@option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@option("--test-rules", is_flag=True, help="Run the examples of your own rules, and no more.")
@option("--resolved", is_flag=True, help="Print the configuration, references resolved, as JSON.")
@option("--list", "is_list", is_flag=True, help="List the rules, and check nothing.")
@option("--explain", metavar="NAME", help="Say what a name in [ ] means, and check nothing.")
@_options.terminal
@click.pass_obj
def command(context: CommandContext, /, explain: str | None, **options: Any) -> int:
    """Check the configuration. Needs no network and no token, unless --live.

    Exits with 1 when there is an error, or what --fail-on says; with --fix, when there still is.
    """
    output = context.output
    if options["fix"] and options["diff"]:
        raise UsageProblem("--fix writes what --diff only shows", hint="write one of the two")
    if options["live"] and (options["fix"] or options["diff"]):
        hint = "leave out --live: what the account says is mended there"
        raise UsageProblem("--fix and --diff are about the files alone", hint=hint)
    if explain is not None:
        rules = _rules(options["directory"])
        output.out(_explained(explain, rules, output.out_style.columns))
        return _exit.FINE
    if options["is_list"]:
        _refuse_formats_of_findings(options["format_"])
        output.out(_list(_rules(options["directory"]), options["format_"], output.out_style))
        return _exit.FINE
    return _check(context, **options)


def _refuse_formats_of_findings(format_: str) -> None:
    if format_ not in {"text", "json"}:
        hint = "write --format text or json with it"
        raise UsageProblem(f"--list has no format {format_}: it lists no findings", hint=hint)


def _rules(directory: str) -> Mapping[str, Rule]:
    """Return the rules of lint, and those of the configuration's own if there is one."""
    from pdsync.lint import all_rules, rules_of
    from pdsync.source import load

    try:
        return rules_of(load(Path(directory)))
    except PdsyncError:
        return all_rules()


def _list(rules: Mapping[str, Rule], format_: str, style: Style) -> str:
    from pdsync.render import dumps
    from pdsync.render.linted import rules_json, rules_text

    found = rules_json(rules.values())
    return dumps(found) if format_ == "json" else rules_text(found, style)


def _check(context: CommandContext, format_: str, **options: Any) -> int:
    from pdsync.cli.terminal.lint_formats import linted, write_findings
    from pdsync.lint import tried_rules
    from pdsync.render.findings import tested_json
    from pdsync.source import load

    account, directory = _account(options), options["directory"]
    config = load(Path(directory))
    if options["test_rules"]:
        tried = tried_rules(config)
        tested = linted(tried.problems, directory, config.texts)
        tested = replace(tested, tested=tested_json(tried.examples))
        write_findings(tested, format_ if is_written("format_") else None, context.output)
        return _exit.WRONG if tried.problems else _exit.FINE
    if options["resolved"]:
        context.output.out(_resolved(config, context))
        return _exit.WRONG if config.is_broken else _exit.FINE
    look = partial(_look, context, options, _facts(context, options), account)
    if options["fix"]:
        from pdsync.cli.linting.fixing import fixed

        made = fixed(Path(directory), config, look)
        left = _linted(made.after, made.left, options)
        told = replace(left, mended=made.mended, comments=made.comments)
    elif options["diff"]:
        from pdsync.cli.linting.fixing import would_be_fixed

        found, diffs = would_be_fixed(config, look)
        told = replace(_linted(config, found, options), diffs=diffs)
    else:
        told = _linted(config, look(config), options)
    write_findings(told, format_ if is_written("format_") else None, context.output)
    return _exit.WRONG if _is_failed(told.findings, options["fail_on"]) else _exit.FINE


def _resolved(config: Config, context: CommandContext) -> str:
    from pdsync.lint import LintContext, resolved_json
    from pdsync.render import dumps

    return dumps(resolved_json(config, LintContext(context.clock.now())))


def _account(options: dict[str, Any]) -> AccountOptions | None:
    """Return what says where the account is, if it is to be asked."""
    from pdsync.cli._account import AccountOptions, connecting
    from pdsync.cli.arguments.useless_options import refuse

    found = AccountOptions.taken_from(options)
    if not options["live"]:
        refuse(connecting(), "without --live", "add --live to ask the account, or leave it out")
    return found if options["live"] else None


def _facts(context: CommandContext, options: dict[str, Any]) -> LintContext:
    """Return what a configuration is checked against, but for the account."""
    from pdsync.lint import LintContext
    from pdsync.zones import databases

    facts = LintContext(context.clock.now(), databases())
    if options["base"] is None:
        return facts
    from pdsync.cli.linting.base import base_of

    return replace(facts, base=base_of(options["directory"], options["base"], context.output))


def _look(
    context: CommandContext,
    options: dict[str, Any],
    facts: LintContext,
    account: AccountOptions | None,
    config: Config,
) -> Sifted:
    """Look at a configuration, and leave out what a baseline has."""
    from pdsync.lint import checked

    # What several rules need is worked out anew for each configuration.
    fresh = replace(facts, memory={})
    if account and not config.is_broken:
        from pdsync.cli.linting.account import over_account

        found = over_account(config, account, context, fresh, options["profile"])
    else:
        found = checked(config, fresh, options["profile"])
    if options["baseline"] is None:
        return found
    from pdsync.cli.terminal.lint_baseline import without_known

    told = without_known(_linted(config, found, options), options["baseline"])
    return replace(found, told=told.findings, suppressed=told.suppressed)


def _linted(config: Config, found: Sifted, options: dict[str, Any]) -> Linted:
    from pdsync.cli.terminal.lint_formats import linted
    from pdsync.render import looked_at_json

    kinds = None if config.is_broken else [entry.kind for entry in config.entries]
    seen = looked_at_json(len(config.texts), kinds, found.promises)
    told = linted(
        found.told, options["directory"], {**config.texts, **config.pages.read}, seen, found.rules
    )
    return replace(told, suppressed=found.suppressed)


def _is_failed(findings: Iterable[Diagnostic], fail_on: str) -> bool:
    if fail_on == "never":
        return False
    return any(one.severity.is_as_bad_as(Severity(fail_on)) for one in findings)


def _explained(name: str, rules: Mapping[str, Rule], columns: int) -> str:
    from pdsync.lint import explained
    from pdsync.render import prose

    others = explained()
    if name in rules:
        rule = rules[name]
        texts = [rule.explanation, *(f"`{one}`: {said}" for one, said in rule.options.items())]
        habit = ", profile strict" * rule.habit
        text = prose("\n\n".join(texts), columns)
        return f"{name} ({rule.severity}{habit})\n\n{text}"
    if name in others:
        return f"{name}\n\n{prose(others[name], columns)}"
    guess = near(name, [*rules, *others])
    hint = f"did you mean {guess}?" if guess else f"the rules are: {', '.join(rules)}"
    raise UsageProblem(f"there is no rule '{name}' with an explanation", hint=hint)
