"""`pdsync sandbox`: serves the embedded PagerDuty until it is stopped."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.process]  # a process takes a second to start


@pytest.fixture
def served(tmp_path):
    """A running `pdsync sandbox`: its process and its address."""
    command = [sys.executable, "-m", "pdsync", "sandbox", "--db", "account.db"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        yield process, re.match(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
        process.kill()


@pytest.mark.skipif(os.name == "nt", reason="Windows sends signals another way")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_it_ends_quietly(served, number):
    process, _ = served

    process.send_signal(getattr(signal, number))

    assert process.wait(timeout=10) == 0


def test_it_answers_like_pagerduty(served):
    _, url = served
    asked = urllib.request.Request(
        f"{url}/users?limit=1", headers={"Authorization": "Token token=any"}
    )

    with urllib.request.urlopen(asked) as answer:
        body = json.load(answer)

    assert (answer.status, len(body["users"]), body["more"]) == (200, 1, True)


def test_a_seed_that_is_not_there_is_named(run):
    ended = run("sandbox", "--seed", "seed.json")

    assert (ended.code, ended.err) == (
        1,
        "error: --seed seed.json: cannot read seed.json: there is no such file\n",
    )


def test_a_port_in_use_is_named(run, served):
    _, url = served
    port = url.rpartition(":")[2]

    ended = run("sandbox", "--port", port, "--db", "other.db")

    assert ended.code == 1
    said = f"error: cannot listen on port {port}: another program listens there\n"
    assert ended.err.startswith(said)


def test_https_without_its_library_says_which_command_installs_it(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "trustme", None)

    ended = run("sandbox", "--tls", "--db", "other.db")

    assert (ended.code, ended.err) == (
        1,
        "error: --tls needs a library that is not installed\n"
        "    = help: install it with: python -m pip install 'pdsync[tls]'\n",
    )


def test_https_names_its_authority_and_keeps_its_key(tmp_path):
    pytest.importorskip("trustme")
    command = [sys.executable, "-m", "pdsync", "sandbox", "--tls", "--db", "account.db"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        greeting = [process.stdout.readline() for _ in range(2)]
        process.terminate()
        rest = process.stdout.read()
    assert re.match(r"https://127\.0\.0\.1:\d+  ", greeting[0])
    assert greeting[1:] == ["clients must trust the authority in account.db.ca.pem\n"]
    assert rest == ""
