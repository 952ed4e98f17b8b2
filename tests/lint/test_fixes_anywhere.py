"""Comments that silence nothing, wherever they stand: without them a file is what it was."""

import random
from pathlib import Path

from lint.rules import DATABASES, NOW

from pdsync.lint import LintContext, checked, mended
from pdsync.source import load_texts

EXAMPLE = Path(__file__).parents[2] / "policies"
TEXTS = {one.name: one.read_text(encoding="utf-8") for one in sorted(EXAMPLE.glob("*.yaml"))}
IGNORE = "# pdsync: ignore[sliver, odd-hour] as it was"


def with_comments(text, chance):
    """A text with comments in lines of their own, and behind what has none."""
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        if line.strip() and chance.random() < 0.15:
            yield f"{indent}{IGNORE}"
        beside = line.strip() and "#" not in line and chance.random() < 0.15
        yield f"{line}  {IGNORE}" if beside else line


def test_files_are_what_they_were_before_they_had_comments_that_silence_nothing():
    chance = random.Random(1)
    texts = {name: "\n".join(with_comments(one, chance)) + "\n" for name, one in TEXTS.items()}
    assert texts != TEXTS

    done = mended(load_texts(texts), lambda config: checked(config, LintContext(NOW, DATABASES)))

    assert done.after.texts == TEXTS
