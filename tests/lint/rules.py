"""What one rule says about a text, and the examples in its explanation."""

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import yaml
from source.saying import told
from tzif import tzif

from pdsync.kinds import Reach, Way
from pdsync.lint import LintContext, LiveFacts, all_rules
from pdsync.source import load_texts
from pdsync.zones import Database

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def database(title, version, **rules):
    """A database of time zones, each by a POSIX rule; `Europe__London` is Europe/London."""
    zones = {
        name.replace("__", "/"): ZoneInfo.from_file(io.BytesIO(tzif(rule)))
        for name, rule in {"Europe__London": "GMT0BST,M3.5.0/1,M10.5.0", **rules}.items()
    }
    return Database(title, version, f"update {title}", zones.get)


CHANGING, STEADY = "PST8PDT,M3.2.0,M11.1.0", "MST7"
DATABASES = (
    database("this system", "2025b", America__Vancouver=CHANGING),
    database("the package", "2026a", America__Vancouver=STEADY),
)


REACHED = Reach((Way("phone", usable=True, delays=(0,)),))


@dataclass(frozen=True)
class Somebody:
    """A person in an account, reached by phone at once unless said otherwise."""

    email: str
    role: str = "user"
    time_zone: str = "Europe/London"
    reach: Reach = REACHED


@dataclass(frozen=True)
class Another:
    """Something in an account that nobody manages."""

    kind: str
    name: str
    id: str = "P000001"
    by: str = "nobody"
    stack: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class Overridden:
    """A promise of `web` that an override makes not kept."""

    kind: str = "schedule"
    key: str = "web"
    field: str = "not_with"
    words: str = "ben@acme.example is on call here and by `web-second` then"
    why: str = "an override puts ben@acme.example on call by `web` then"
    more: int = 0


PEOPLE = (
    Somebody("ana@acme.example", reach=Reach(())),
    Somebody("ben@acme.example"),
    Somebody("olga@acme.example", role="read_only_user"),
)
ACCOUNT = LiveFacts(
    {},
    {one.email: one for one in PEOPLE},
    [Another("schedule", "WEB")],
    overridden=[Overridden()],
)
"""The account that the examples of rules with `--live` speak of."""


def found(rule, text, databases=DATABASES):
    """What a rule says about one file, by the settings of lint that may stand before it."""
    own = {}
    if text.startswith("lint:"):
        settings, _, text = text.partition("\n---\n")
        own = yaml.safe_load(settings)["lint"]["rules"][rule]
    config = load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": text})
    assert config.problems == (), told(config.problems)
    options = all_rules()[rule].settings.model_validate(own)
    account = ACCOUNT if all_rules()[rule].live else None
    context = LintContext(NOW, databases, account=account, settings=options)
    return told(all_rules()[rule].findings(config, context))


def examples(rule):
    """The YAML or page of a rule's explanation: the bad one, the good one."""
    text = all_rules()[rule].explanation
    return re.findall(r"```(?:yaml|markdown)\n(.*?)```", text, re.DOTALL)


def schedule(*layers, more=""):
    rows = "".join(f"      - {{{layer}}}\n" for layer in layers)
    return f"schedules:\n  a:\n    time_zone: Europe/London\n    layers:\n{rows}{more}"


def rotations(*rotations, more=""):
    return schedule(*rotations, more=more).replace("layers:", "rotations:")
