"""`pdsync completion`: a script for a shell, and the answers to what that script asks."""

from __future__ import annotations

import click

from pdsync.cli._context import CommandContext
from pdsync.cli.arguments.words import Command, OneOf, argument, option


@click.command(
    cls=Command,
    short_help="Print the completion for a shell.",
    epilog="""
source <(pdsync completion bash)        # in ~/.bashrc
source <(pdsync completion zsh)         # in ~/.zshrc, below compinit
pdsync completion fish | source         # in ~/.config/fish/config.fish
""",
)
@argument("shell", type=OneOf("bash", "zsh", "fish"), about="The shell: bash, zsh or fish.")
@option("--line", hidden=True, help="The line that is being written, up to the cursor.")
@option("--breaks", default="", hidden=True, help="What parts words in this shell.")
@click.pass_context
def command(ctx: click.Context, shell: str, line: str | None, breaks: str) -> int:
    """Print a script that completes commands, options and the keys of the configuration.

    Files, directories, kinds, keys, teams and people are those of the configuration where the line
    is written, of a broken one too as far as it can be read. No account is asked.
    """
    from pdsync.cli.completion.replies import reply, script
    from pdsync.cli.terminal import exit_codes as _exit

    output = ctx.ensure_object(CommandContext).output
    output.out(script(shell) if line is None else reply(ctx.find_root(), shell, line, breaks))
    return _exit.FINE
