"""Target of `--markdown`: the file that `pdsync comment` puts on a forge."""

from __future__ import annotations

from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.terminal.out_file import Out


def markdown_place(file: str | None) -> Out | None:
    """Return where to write Markdown, if anywhere; refuses at once where it could not be."""
    if file is None:
        return None
    out = Out(file, "plan.md", 0o644, option="--markdown")
    if out.is_stdout:
        hint = "write --format markdown, which prints it"
        raise UsageProblem("--markdown is for a file beside what is printed", hint=hint)
    out.check()
    return out
