"""What people see in an editor: yaml-language-server checks, explains and completes by the schema.

`make editors` installs the server where Node is.
"""

import json
import shutil
import sys
from pathlib import Path

import pytest
from documentation import PAGES, blocks
from editors.language_server import LanguageServer
from source.test_schema_scalars import properties
from source_code import ROOT

from pdsync.lint import settings_schema
from pdsync.source import json_schema, load_texts

SERVER = Path(sys.prefix) / "editors/node_modules/yaml-language-server/bin/yaml-language-server"
SCHEMA = json_schema(settings_schema())

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("node"), reason="needs Node, which is not here"),
    pytest.mark.skipif(not SERVER.exists(), reason="needs what make editors installs"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    schema = tmp_path_factory.mktemp("editors") / "pdsync.schema.json"
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    with LanguageServer(SERVER, schema) as server:
        assert server.remarks("servics: {}\n") != []  # by then it has the schema
        yield server


def test_the_example_organisation_has_no_remarks(server):
    files = sorted((ROOT / "policies").rglob("*.yaml"))
    remarks = {file.name: server.remarks(file.read_text(encoding="utf-8")) for file in files}
    assert remarks == {file.name: [] for file in files}


def test_no_yaml_of_a_page_that_lint_takes_has_remarks(server):
    texts = [text for page in PAGES for text in blocks(page, "yaml")]
    taken = [
        one for one in texts if not any(p.is_error for p in load_texts({"a.yaml": one}).problems)
    ]
    assert len(taken) > 50
    remarks = {text: server.remarks(text) for text in taken}
    # The server's own: it is the bad example of our rule about the same.
    wrong = [
        one for found in remarks.values() for one in found if "Unused anchor" not in one.message
    ]
    assert wrong == []


LENGTH = "write a length such as 15m, 4h or 1 week, or a number of seconds"
TIMEOUT = f"{LENGTH}; `null` is never"
TURN = "write weekly, daily, or a length such as 12h or 2 weeks"
HANDOFF = "write a day and a time such as `Mon 09:00`, or a time alone for turns of hours or days"
WINDOW = (
    "write days and hours such as `Mon-Fri 09:00-17:00`, hours alone for every day, days alone for "
    "whole days, or `Fri 18:00 - Mon 09:00`"
)
COVERAGE = "write `always`, or windows such as `Mon-Fri 09:00-17:00`"
ZONE = (
    "write a name such as Europe/London or Etc/UTC; a zone has the name of one city, as "
    "Europe/Berlin is that of all of Germany"
)
PERSON = "write an e-mail address, or {id: P…}"
FLAG = "write true or false"
CLOCK = "write a time such as 09:00"
TIME = "write a time such as 2026-01-05 09:00, or an instant such as 2026-01-05T09:00:00Z"
DATE = "write a date such as 2026-01-05, or a time within the turn such as 2026-01-07 12:00"
KEY = "a key is 1 to 100 letters, digits, dots, dashes or underscores"
ID = "an id is capitals and digits, such as P123ABC; it ends the page's address"

# What is written, with | where the editor underlines, and what it says.
WRONG = [
    ("schedules: {a: {time_zone: |Europe/Londn}}", ZONE),
    ("schedules: {a: {time_zone: |GMT+1}}", ZONE),
    ("service: {name: A, support_hours: {time_zone: |Berlin2}}", ZONE),
    ("service: {name: A, acknowledgement_timeout: |15 minutess}", TIMEOUT),
    ("service: {name: A, acknowledgement_timeout: |soon}", TIMEOUT),
    ("service: {name: A, auto_resolve_timeout: |4ms}", TIMEOUT),
    ("service: {name: A, auto_resolve_timeout: |[4h]}", TIMEOUT),
    (
        "service: {name: A, auto_pause_notifications_parameters: {enabled: true, timeout: |quick}}",
        LENGTH,
    ),
    ("schedules: {a: {layers: [{members: [|ana.acme.example]}]}}", PERSON),
    ("schedules: {a: {layers: [{users: [|ana]}]}}", PERSON),
    ("schedules: {a: {rotations: [{members: [|Ana Silva <ana@acme.example>]}]}}", PERSON),
    ("schedules: {a: {layers: [{anchor: {who: |ana, at: 2026-01-05}}]}}", PERSON),
    ("schedules: {a: {layers: [{anchor: {who: ana@acme.example, at: |Monday}}]}}", DATE),
    ("schedules: {a: {layers: [{rotate: |fortnightly}]}}", TURN),
    ("schedules: {a: {rotations: [{rotate: |every month}]}}", TURN),
    (
        "escalation_policies: {a: {escalation_rules: "
        "[{targets: [a], escalation_delay_in_minutes: |0}]}}",
        None,
    ),
    ("schedules: {a: {layers: [{handoff: |25:00}]}}", HANDOFF),
    ("schedules: {a: {layers: [{handoff: |Mo. 9:00}]}}", HANDOFF),
    ("schedules: {a: {layers: [{only: |Mon-Fry 09:00-17:00}]}}", WINDOW),
    ("schedules: {a: {layers: [{only: [|9-17]}]}}", None),
    ("schedules: {a: {expect: {coverage: |alway}}}", COVERAGE),
    ("schedules: {a: {expect: {min_rest: |11}}}", "write a length such as 15m, 11h or 1 week"),
    ("escalation_policy: {name: A, escalation_rules: |[]}", None),
    ("schedules: {a: {layers: [{from: |tomorrow}]}}", TIME),
    ("schedules: {a: {rotations: [{until: |05.01.2026}]}}", TIME),
    ("service: {name: A, support_hours: {start_time: |9 o'clock}}", CLOCK),
    ("service: {name: A, support_hours: {start_time: |25:00}}", CLOCK),
    ("teams: {a: {protected: |yes}}", FLAG),
    ("schedules: {a: {rotations: [{everyone: |1}]}}", FLAG),
    ("teams: {a: {was: |web team}}", KEY),
    ("teams: {a: {id: |p123abc}}", ID),
    ("teams: {|a b: {}}", KEY),
    ("|servics: {}", "Property servics is not allowed."),
    ("service: {name: A, |severty: low}", "Property severty is not allowed."),
    ("service: {name: A, severity: |urgent}", None),
    ("escalation_policy: {name: A, num_loops: |12}", None),
    ("services: |[]", None),
    ("stack: |Acme Corp", None),
    ("lint: {profile: |loud}", None),
    ("lint: {rules: {sliver: {|enable: false}}}", "Property enable is not allowed."),
    ("teams: {a: {members: [|ana.acme.example]}}", None),
    ("safety: {max_delete_percent: |101}", None),
]


def test_what_is_wrong_is_underlined_and_told_in_our_words(server):
    found = [
        (text[: one.column - 1] + "|", said and one.message)
        for marked, said in WRONG
        for text in [marked.replace("|", "")]
        for one in server.remarks(text)[:1]
    ]
    assert found == [(marked[: marked.index("|") + 1], said) for marked, said in WRONG]


FIELDS = {
    "schedules:\n  a:\n    {}: x\n": "Schedule",
    "services:\n  a:\n    {}: x\n": "Service",
    "teams:\n  a:\n    {}: x\n": "Team",
    "escalation_policies:\n  a:\n    {}: x\n": "EscalationPolicy",
    "schedules:\n  a:\n    layers:\n      - {}: x\n": "Layer",
    "schedules:\n  a:\n    rotations:\n      - {}: x\n": "WrittenRotation",
    "escalation_policies:\n  a:\n    escalation_rules:\n      - {}: x\n": "EscalationRule",
}


@pytest.mark.parametrize("document", FIELDS, ids=FIELDS.values())
def test_every_field_is_explained_where_the_mouse_rests(server, document):
    fields = properties(SCHEMA["$defs"][FIELDS[document]])
    line = document[: document.index("{}")].count("\n") + 1
    column = len(document[: document.index("{}")].rpartition("\n")[2]) + 2
    shown = {name: server.hover(document.format(name), line, column) for name in fields}
    assert [name for name, one in fields.items() if one["description"] not in shown[name]] == []


VALID = [
    "time_zone: Europe/London",
    "layers: [{rotate: 12h}]",
    "layers: [{only: Mon-Fri 09:00-17:00}]",
    "layers: [{anchor: {who: ana@acme.example, at: 2026-01-05}}]",
    "layers: [{users: [ana@acme.example]}]",
    "rotations: [{shifts: Sat-Sun}]",
    "expect: {coverage: always}",
    "teams: [web]",
    "was: b",
]


@pytest.mark.parametrize("written", VALID)
def test_what_may_be_null_has_one_title(server, written):
    text = f"schedules:\n  a:\n    {written}\n"
    column = text.splitlines()[2].rindex(":") - 1
    assert "||" not in server.hover(text, 3, column)


def test_values_that_a_field_takes_beside_others_are_no_allowed_values(server):
    shown = server.hover("schedules:\n  a:\n    layers:\n      - rotate: 12h\n", 4, 10)
    assert "Allowed" not in shown
    assert "2 weeks" in shown


def test_the_name_of_every_time_zone_is_offered(server):
    offered = server.completions("schedules:\n  a:\n    time_zone: \n", 3, 16)
    assert {"Europe/Berlin", "America/New_York", "Etc/UTC", "Asia/Kolkata"} <= set(offered)
