"""The pages: their blocks, what fills their generated parts, what commands say of themselves."""

import re
import runpy
from textwrap import dedent

from source_code import ROOT

generate = runpy.run_path(str(ROOT / "docs" / "generate.py"))
COMMANDS = generate["commands"]()
help_of = generate["help_of"]

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
_FENCED = re.compile(
    r"^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE
)


def blocks(page, language):
    """Every block of a language on a page."""
    found = _FENCED.finditer(page.read_text(encoding="utf-8"))
    return [dedent(each["text"]) for each in found if each["language"] == language]


def command_of(words):
    """The command that words name, with that of its group: `override add`; None for none."""
    names = (" ".join(words[:count]) for count in (2, 1))
    return next((name for name in names if name in COMMANDS), None)
