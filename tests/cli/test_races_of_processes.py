"""Two applies at once, as processes against one served account: `make long` runs these."""

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager

import pytest

from pdsync.api import Client, Connection
from pdsync.kinds import split_mark
from pdsync.sandbox import Account, Habits, Sandbox, transport

pytestmark = pytest.mark.long

ROTA = "[{name: L, rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}]"
TEXT = f"""\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    SORT: {ROTA}
  second:
    name: Second
    time_zone: Europe/London
    SORT: {ROTA}
  MINE:
    name: MINE
    time_zone: Europe/London
    SORT: {ROTA}
escalation_policies:
  p: {{name: P, escalation_rules: [{{escalation_delay_in_minutes: 5, targets: [primary]}}]}}
  q: {{name: Q, escalation_rules: [{{escalation_delay_in_minutes: 5, targets: [second]}}]}}
services:
  s:
    name: S
    escalation_policy: p
    integrations: {{ev: {{name: Ev, type: events_api_v2_inbound_integration}}}}
"""
RACES = [
    pytest.param(number, sort, same, id=f"{number} {sort}, {'the same' if same else 'others'}")
    for number, (sort, same) in enumerate(
        [(sort, same) for sort in ("layers", "layers", "layers", "rotations") for same in (1, 0)]
        * 5
    )
]
"""40: with layers and with rotations, the same text and two texts that have much in common."""


class Folder:
    """A directory with a configuration of its own, in which pdsync runs."""

    def __init__(self, path, text):
        self.path = path
        (path / "policies").mkdir(parents=True)
        (path / "policies" / "pdsync.yaml").write_text("stack: acme\n", encoding="utf-8")
        (path / "policies" / "all.yaml").write_text(text, encoding="utf-8")

    def start(self, *words, **settings):
        command = [sys.executable, "-m", "pdsync", *words, "--format", "json"]
        return subprocess.Popen(
            command,
            cwd=self.path,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words):
        return ended(self.start(*words))


def ended(process):
    """The exit code of a process, and the JSON that it printed."""
    out, err = process.communicate(timeout=600)
    assert "Traceback" not in err, err
    return process.returncode, json.loads(out)


@contextmanager
def served(database, *habits):
    command = [sys.executable, "-m", "pdsync", "sandbox", "--db", str(database), "--port", "0"]
    with subprocess.Popen([*command, *habits], stdout=subprocess.PIPE, text=True) as process:
        yield re.match(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
        process.terminate()


def client_of(database):
    sandbox = Sandbox(Account.open(str(database)), Habits(rate_limit=0))
    return Client(Connection("https://api.pagerduty.com", "t", "s"), transport=transport(sandbox))


def keys_of_twins(client):
    """The keys of which the account has several."""
    schedules = [*client.get("/schedules")["schedules"]]
    for one in client.get("/v3/schedules")["schedules"]:
        schedules += [client.get(f"/v3/schedules/{one['id']}")["schedule"]]
    counts = Counter(split_mark(one["description"])[1].key for one in schedules)
    for service in client.get("/services", (("include[]", "integrations"),))["services"]:
        counts.update(f"s/{one['name'].lower()}" for one in service["integrations"])
    return {key for key, count in counts.items() if count > 1}


def named(row):
    return {one["key"] for one in row["twins"]}


def untold(row):
    """The keys of which a run says that lists did not let it see whether there are several."""
    why = "whether another run has made it as well could not be read"
    return {one["key"] for one in row["changes"] if (one["reason"] or "").startswith(why)}


def put_right(client, twins):
    """What the plan says: keep one, delete the others."""
    for one in twins:
        for other in one["of"]:
            if other["id"] != one["keep"]:
                client.send("DELETE", path_of(client, one["kind"], other), repeatable=False)


def path_of(client, kind, twin):
    if kind == "integration":
        return "/services/" + twin["url"].partition("/services/")[2]
    v3 = {one["id"] for one in client.get("/v3/schedules")["schedules"]}
    return f"{'/v3' if twin['id'] in v3 else ''}/schedules/{twin['id']}"


@pytest.mark.parametrize(("number", "sort", "same"), RACES)
def test_no_twin_stays_unnoticed_and_the_way_out_is_one(tmp_path, number, sort, same):
    text = TEXT.replace("SORT", sort)
    texts = [text.replace("MINE", mine) for mine in ("a", "a" if same else "b")]
    folders = [Folder(tmp_path / str(at), text) for at, text in enumerate(texts)]
    database = tmp_path / "account.db"
    weather = [f"--hostile={number}"] if number % 4 == 3 else ["--latency", str(number % 5 * 10)]
    with served(database, *weather) as url:
        settings = {"PDSYNC_API_URL": url, "PAGERDUTY_TOKEN": "made-up"}
        running = []
        for folder in folders:
            running.append(folder.start("apply", "--yes", **settings))
            time.sleep(number % 7 * 0.03)
        runs = [ended(process) for process in running]
    (tmp_path / "runs.json").write_text(json.dumps(runs, indent=1), encoding="utf-8")
    client = client_of(database)

    there = keys_of_twins(client)
    assert there <= set().union(*(named(row) | untold(row) for _, row in runs))
    assert [code for code, row in runs if named(row) and code != 1] == []

    words = ("--sandbox-file", str(database))
    code, plan = folders[0].run("plan", *words)
    assert (named(plan), code == 1) == (there, bool(there))
    put_right(client, plan["twins"])
    codes = [folders[0].run("apply", "--yes", "--allow-deletes", "9", *words)[0] for _ in "ab"]
    assert codes[-1] == 0
    code, plan = folders[0].run("plan", *words)
    assert (code, plan["changes"]) == (0, [])
