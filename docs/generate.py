"""Fills the generated parts of the pages here: `python docs/generate.py`, after a change of help.

A generated part stands between `<!-- help -->` and `<!-- end -->`; the rest is written by hand.
"""  # noqa: INP001 - a script, not a package

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "cli.md"
PART = re.compile(r"(?<=<!-- help -->\n).*?(?=<!-- end -->)", re.DOTALL)


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def filled(page: str) -> str:
    """The page with the help texts as they are now."""
    return PART.sub(lambda _: "".join(sections()), page)


def sections() -> Iterator[str]:
    """A heading and the help text for each command."""
    for name in commands():
        yield f"\n## pdsync {name}\n\n```text\n{help_of(name)}```\n"
    yield "\n"


def commands() -> list[str]:
    """The name of every command: one module each."""
    modules = (ROOT / "pdsync" / "cli").glob("[a-z]*.py")
    return sorted(module.stem.replace("_", "-") for module in modules)


def help_of(*words: str) -> str:
    """What a command says of itself, on a terminal of a hundred columns."""
    environment = {**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "pdsync", *words, "--help"]
    shown = subprocess.run(  # noqa: S603 - pdsync itself
        command, env=environment, cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    return shown.stdout


if __name__ == "__main__":
    main()
