"""The JSON Schema of the files: what can be written fits it, what cannot does not."""

import re
import shutil
from pathlib import Path
from typing import ClassVar

import pytest
import yaml
from command_line import PassingTime
from jsonschema import Draft202012Validator

from pdsync.cli import main
from pdsync.cli._clock import CommandClock
from pdsync.kinds import KINDS, Collection
from pdsync.source import json_schema, load, load_texts

POLICIES = Path(__file__).parents[2] / "policies"
SCHEMA = json_schema()
MANAGED = [kind for kind in KINDS.values() if kind.managed]


class Editor(yaml.SafeLoader):
    """Reads scalars as editors do, by YAML 1.2: 10:00 and a date are text."""

    yaml_implicit_resolvers: ClassVar = {}


for tag, pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?(0|[1-9][0-9]*)",
    "float": r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?",
    "merge": r"<<",
}.items():
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)


def refused(text):
    """Where a text does not fit the schema."""
    found = Draft202012Validator(SCHEMA).iter_errors(yaml.load(text, Editor))
    return sorted(error.json_path for error in found)


def test_it_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "file", sorted(POLICIES.rglob("*.yaml")), ids=lambda file: file.relative_to(POLICIES).as_posix()
)
def test_the_example_fits_it(file):
    assert refused(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "services:\n",
        "teams:\n  core:\n",
        "team: {name: Core}\n",
        "team: {name: 1e3, was: 2024}\n",
        "x-shared: [anything]\n",
        "stack: acme\nsafety: {max_deletes: 1}\n",
        "services: {web: {integrations: {mail: {type: generic_email}}}}\n",
        "services: {web: {extra: {anything: [1]}, auto_resolve_timeout: null}}\n",
        "teams: {core: {members: [ana@acme.example, {user: {id: PANA111}, role: observer}]}}\n",
        "teams: {core: {members: {ana@acme.example: manager}}}\n",
        "teams: {core: {members: null, default_role: none}}\n",
        "schedules: {a: {teams: null, layers: [{restrictions: null}]}}\n",
        "schedules: {a: {layers: [{only: null, from: null, until: null}]}}\n",
        "schedules: {a: {rotations: [{rotate: daily, only: null, from: null, until: null}]}}\n",
        "escalation_policies: {web: {teams: [{id: PTEAM11, type: team_reference}]}}\n",
    ],
)
def test_what_can_be_written_fits_it(text):
    assert refused(text) == []


WINDOWS = [
    "only: Mon-Fri 09:00-17:00",
    "only: [Mon-Fri 09:00-17:00, Sat 09:00-17:00]",
    "only: null",
    "only: [{type: weekly_restriction, start_day_of_week: Mon, start_time_of_day: 09:00,"
    " duration_seconds: 8h}]",
]
TURNS = [
    *("rotate: weekly", "rotate: daily", "rotate: hourly", "rotate: 12h", "rotate: 2 weeks"),
    *("rotate: every week", "rotate: Weekly", "rotate: every 2 weeks", "rotate: 604800"),
]
SHIFTS = [
    *("shifts: Mon-Fri 09:00-17:00", "shifts: 09:00-17:00", "shifts: Fri 18:00 - Mon 09:00"),
    "shifts: {start: 2026-01-01 09:00, length: 8h, rrule: FREQ=MONTHLY}",
    "shifts: {start: 2026-01-01 09:00, length: 28800, rrule: [FREQ=MONTHLY]}",
    "shifts: Sat-Sun, per_member: 5, name: Days",
    "shifts: Sat-Sun, everyone: true, from: 2026-02-01, until: null",
]
EVENT = """{name: Days, recurrence: [RRULE:FREQ=DAILY],
  start_time: {date_time: 2026-01-05T09:00:00Z, time_zone: Europe/London},
  end_time: {date_time: 2026-01-05T17:00:00Z, time_zone: Europe/London},
  effective_since: 2026-01-05T09:00:00Z, effective_until: null,
  assignment_strategy: {type: rotating_member_assignment_strategy, shifts_per_member: 1,
    members: [{type: user_member, user_id: PANA111}]}}"""
TOGETHER = EVENT.replace("rotating", "every").replace("shifts_per_member: 1,", "")
BEFORE = EVENT.replace("null", "2026-01-05T09:00:00Z").replace("since: 2026", "since: 2025")
ANCHOR = "anchor: {who: ana@acme.example, at: 2026-01-05 09:00}"
PEOPLE = "members: [ana@acme.example, ben@acme.example]"
LAYERS = [
    *(f"{{{one}, {PEOPLE}, {ANCHOR}}}" for one in TURNS),
    *(f"{{rotate: weekly, handoff: Mon 09:00, {PEOPLE}, {one}}}" for one in WINDOWS),
]
ROTATIONS = [
    *LAYERS,
    *(f"{{{one}, {PEOPLE}}}" for one in SHIFTS),
    "{shifts: Sat-Sun, members: [nobody, {id: PANA111}], time_zone: Europe/Paris}",
    f"{{events: [{BEFORE}, {TOGETHER}]}}",
    EVENT,
]
WRITTEN = [
    *(f"layers: [{one}]" for one in LAYERS),
    *(f"rotations: [{one}]" for one in ROTATIONS),
]


@pytest.mark.parametrize("parts", WRITTEN)
def test_a_schedule_that_lint_takes_fits_it(parts):
    text = f"schedules: {{a: {{time_zone: Europe/London, {parts}}}}}"
    assert [one for one in load_texts({"a.yaml": text}).problems if one.is_error] == []
    assert refused(text) == []


@pytest.mark.slow
def test_the_example_fits_it_when_its_schedules_are_upgraded(tmp_path):
    shutil.copytree(POLICIES, tmp_path, dirs_exist_ok=True)
    time = PassingTime()
    clock = CommandClock(time.now, time.monotonic, time.sleep)
    keys = [entry.key for entry in load(tmp_path).of("schedule")]
    codes = [main(["upgrade", key, "--config", str(tmp_path)], clock=clock) for key in keys]
    texts = [file.read_text(encoding="utf-8") for file in tmp_path.glob("*.yaml")]
    assert 0 in codes
    assert [refused(text) for text in texts] == [[]] * len(texts)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[]\n", ["$"]),
        ("servics: {}\n", ["$"]),
        ("users: {}\n", ["$"]),
        ("integrations: {}\n", ["$"]),
        ("services: []\n", ["$.services"]),
        ("services: {a b: {}}\n", ["$.services"]),
        ("service: {description: no name}\n", ["$.service"]),
        ("schedules: {a: {name: A, layrs: []}}\n", ["$.schedules.a"]),
        ("service: {name: A, integrations: {a: {servic: b}}}\n", ["$.service.integrations.a"]),
        ("service: {name: A, integrations: {a: {service: b}}}\n", ["$.service.integrations.a"]),
        ("service: {name: A, severity: urgent}\n", ["$.service.severity"]),
        ("escalation_policy: {name: A, num_loops: 10}\n", ["$.escalation_policy.num_loops"]),
        ("team: {name: A, members: {a@b.example: boss}}\n", ["$.team.members['a@b.example']"]),
        ("service: {name: A, support_hours: {start_time: 9}}\n", ["$.service.support_hours"]),
        ("stack: A\n", ["$.stack"]),
        ("safety: {max_delete_percent: 101}\n", ["$.safety.max_delete_percent"]),
    ],
)
def test_what_cannot_be_written_does_not_fit_it(text, where):
    assert refused(text) == where


def test_there_is_a_section_for_each_kind_and_a_property_for_each_setting():
    own = [kind for kind in MANAGED if isinstance(kind.endpoint, Collection)]
    sections = {name for kind in own for name in (kind.section, kind.name)}
    settings = {"requires", "stack", "stack_was", "ownership", "account", "safety", "lint"}
    assert set(SCHEMA["properties"]) == sections | settings | {"rules"}


@pytest.mark.parametrize("kind", MANAGED, ids=lambda kind: kind.name)
def test_every_field_says_what_it_is_for(kind):
    properties = SCHEMA["$defs"][kind.model.__name__]["properties"]
    said = {name: shape.get("description") for name, shape in properties.items()}
    assert [name for name, description in said.items() if not description] == []


def test_a_field_that_is_not_written_has_no_default():
    assert "'default':" not in str(SCHEMA)


@pytest.mark.parametrize("kind", MANAGED, ids=lambda kind: kind.name)
def test_a_field_that_is_refused_is_not_offered(kind):
    offered = SCHEMA["$defs"][kind.model.__name__]["properties"]
    assert sorted(set(offered) & set(kind.model.refused_fields)) == []
