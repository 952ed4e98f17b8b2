"""The manual page, from the commands themselves. Writes roff, to nobody."""  # noqa: INP001 - for generate.py, not a package

import re
from collections.abc import Iterator

import click

from pdsync import __version__, cli
from pdsync.cli.arguments.groups import each_command

ABOUT = "PagerDuty configuration as code"
EXIT_CODES = {
    "0": "Fine: nothing to do, or all done.",
    "1": "Something is wrong: the command line, the configuration, the account, a promise that is "
    "broken, or an apply that is not complete.",
    "2": "`plan --detailed-exitcode`: there are changes.",
    "3": "Refused, and nothing was sent; or all is done but for blocked deletions.",
    "130": "Interrupted.",
}
ENVIRONMENT = {
    "PAGERDUTY_TOKEN": "The key or OAuth token of the account; a read-only key is enough to plan.",
    "HTTPS_PROXY, ALL_PROXY, NO_PROXY": "The proxy on the way to the account.",
    "SSL_CERT_FILE, SSL_CERT_DIR": "Certificates that are trusted.",
    "NO_COLOR": "No colour.",
    "FORCE_HYPERLINK": "1: the terminal shows links, whatever it is called; 0: none.",
    "PYTHONTZPATH": "Where time zones are looked for, in place of the newest on the machine.",
    "PDSYNC_DEBUG": "Show the details of a bug.",
}
FILES = {
    "policies/": "The configuration: every file below it that ends in .yaml or .yml.",
    "policies/pdsync.yaml": "The settings: the stack, the account, limits.",
    "pdsync-sandbox.db": "The account of `--sandbox`.",
}


def page() -> str:
    """The whole page."""
    return "".join(f"{line}\n" for line in lines())


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield '.\\" Made by docs/generate.py from what the commands say of themselves.'
    yield f'.TH PDSYNC 1 "" "pdsync {__version__}" "{ABOUT}"'
    yield ".SH NAME"
    yield f"pdsync \\- {roff(ABOUT)}"
    yield ".SH SYNOPSIS"
    for name, command in commands():
        yield from (".br",) if name != "apply" else ()
        usage = " ".join(
            command.collect_usage_pieces(click.Context(command, **command.context_settings))
        )
        yield f"\\fBpdsync {name}\\fR {roff(usage)}"
    yield ".SH DESCRIPTION"
    yield from text(cli._pdsync.help or "")  # noqa: SLF001 - the way in, which has no other name
    yield ".SH COMMANDS"
    for name, command in commands():
        yield from described(name, command)
    yield from section("EXIT STATUS", EXIT_CODES)
    yield from section("ENVIRONMENT", {**ENVIRONMENT, **variables()})
    yield from section("FILES", FILES)


def commands() -> list[tuple[str, click.Command]]:
    """Every command with its name."""
    return [*each_command(cli._pdsync)]  # noqa: SLF001 - the way in, which has no other name


def described(name: str, command: click.Command) -> Iterator[str]:
    """What a command does, its options in groups, its example."""
    ctx = click.Context(command, info_name=name, **command.context_settings)
    yield f".SS pdsync {name}"
    yield from text(command.help or "")
    groups: dict[str, list[tuple[str, str]]] = {}
    for param in command.get_params(ctx):
        if record := param.get_help_record(ctx):
            groups.setdefault(getattr(param, "group", "Other options"), []).append(record)
    for group, records in groups.items():
        yield ".PP"
        yield f"\\fI{roff(group)}\\fR"
        for term, about in records:
            yield from (".TP", f"\\fB{roff(term)}\\fR", inline(about))
    yield ".PP"
    yield "\\fIExample\\fR"
    yield from (".PP", ".nf", ".RS")
    yield from (guarded(roff(line)) for line in (command.epilog or "").strip().splitlines())
    yield from (".RE", ".fi")


def section(title: str, entries: dict[str, str]) -> Iterator[str]:
    """A section of words and what each means."""
    yield f".SH {title}"
    for term, about in entries.items():
        yield from (".TP", f"\\fB{roff(term)}\\fR", inline(about))


def variables() -> dict[str, str]:
    """The variables that stand for options."""
    found = {}
    for _, command in commands():
        for param in command.params:
            if isinstance(param, click.Option) and isinstance(param.envvar, str):
                found[param.envvar] = f"Stands for {param.opts[0]}."
    return dict(sorted(found.items()))


def text(words: str) -> Iterator[str]:
    """Paragraphs."""
    for number, paragraph in enumerate(words.strip().split("\n\n")):
        yield from (".PP",) if number else ()
        yield inline(" ".join(paragraph.split()))


def inline(words: str) -> str:
    """A sentence, with code in bold."""
    return guarded(re.sub(r"`([^`]*)`", r"\\fB\1\\fR", roff(" ".join(words.split()))))


def guarded(line: str) -> str:
    """A line that is no request of roff, whatever it begins with."""
    return f"\\&{line}" if line.startswith((".", "'")) else line


def roff(words: str) -> str:
    """Words as they stand, for roff: a dash is one that can be copied."""
    escaped = words.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "".join(one if one.isascii() else f"\\[u{ord(one):04X}]" for one in escaped)
