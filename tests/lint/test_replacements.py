"""What a finding's fix comes to as places and texts: made there, it is what `--fix` writes."""

import pytest
from lint.rules import DATABASES, NOW, examples
from lint.test_fixes import BAD, FIXABLE, IGNORE, configuration, made
from lint.test_fixes_of_reading import SURE, TEXT

from pdsync.lint import LintContext, checked

TEXTS = [
    *[examples(rule)[0] for rule in FIXABLE],
    *[TEXT.replace(right, wrong, 1) for _, right, wrong in SURE],
    f"{IGNORE}\n{BAD}",
    f"{IGNORE}\n{BAD}".replace("\n", "\r\n"),
    BAD.replace("schedules:", f"schedules:  {IGNORE}"),
]


def replaced(text):
    """A text with what each finding's fix comes to, the last first."""
    told = checked(configuration(text), LintContext(NOW, DATABASES), "strict").told
    new = [one for finding in told if finding.fix for one in finding.fix.replacements]
    for one in sorted(new, key=lambda one: one.start, reverse=True):
        start, end = (offset(text, place) for place in (one.start, one.end))
        text = text[:start] + one.text + text[end:]
    return text


def offset(text, place):
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1


@pytest.mark.parametrize("text", TEXTS)
def test_replacements_come_to_what_fix_writes(text):
    assert replaced(text) == made(text).after.texts["a.yaml"]
