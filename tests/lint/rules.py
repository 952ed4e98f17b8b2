"""What one rule says about a text, and the examples in its explanation."""

import re
from datetime import UTC, datetime

from source.saying import told

from pdsync.lint import all_rules
from pdsync.source import load_texts

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def found(rule, text):
    """What a rule says about one file."""
    config = load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": text})
    assert config.problems == (), told(config.problems)
    return told(all_rules()[rule].findings(config, NOW))


def examples(rule):
    """The YAML of a rule's explanation: the bad one, the good one."""
    return re.findall(r"```yaml\n(.*?)```", all_rules()[rule].explanation, re.DOTALL)


def schedule(*layers, more=""):
    rows = "".join(f"      - {{{layer}}}\n" for layer in layers)
    return f"schedules:\n  a:\n    time_zone: Europe/London\n    layers:\n{rows}{more}"


def rotations(*rotations, more=""):
    return schedule(*rotations, more=more).replace("layers:", "rotations:")
