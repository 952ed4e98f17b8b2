"""`pdsync oncall --live` and `--verify`: the account, as read and as it renders itself."""

import json

import httpx
import pytest
from cli.test_oncall import ACME, schedule

from pdsync import sandbox

WITHOUT_PHASE = ACME.replace("        rotation_virtual_start: 2026-01-05 09:00\n", "")


@pytest.fixture(autouse=True)
def _an_account(write, run):
    write(ACME)
    assert run("apply", "--sandbox", "--yes").code == 0


class Altered(httpx.BaseTransport):
    """An account whose own rendering has another text in place of one."""

    def __init__(self, inner, before, after):
        self.inner, self.before, self.after = inner, before, after

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        body = json.loads(answer.read() or "null")
        if isinstance(body, dict) and "final_schedule" in body.get("schedule", {}):
            final = json.dumps(body["schedule"]["final_schedule"])
            body["schedule"]["final_schedule"] = json.loads(final.replace(self.before, self.after))
        return httpx.Response(answer.status_code, json=body)


@pytest.fixture
def altered(monkeypatch):
    """Have the account's own rendering altered on its way."""

    def altered(before, after):
        whole = sandbox.transport
        monkeypatch.setattr(sandbox, "transport", lambda one: Altered(whole(one), before, after))

    return altered


def test_the_account_says_the_same_as_the_yaml_that_made_it(run):
    offline, live = run("oncall", "primary"), run("oncall", "primary", "--live", "--sandbox")

    assert live.out == offline.out.replace("policies/", "pdsync-sandbox.db")


def test_a_schedule_without_a_phase_is_told_by_the_account_alone(run, write):
    write(WITHOUT_PHASE)

    offline = run("oncall", "primary", "--format", "json")
    live = run("oncall", "primary", "--live", "--sandbox", "--format", "json")

    assert (offline.code, live.code) == (1, 0)
    assert "write an `anchor:`" in schedule(offline)["undecided"]
    assert schedule(live)["entries"][0]["users"] == ["ana.silva@acme.example"]


def test_no_configuration_is_needed_to_ask_an_account(run, tmp_path):
    (tmp_path / "policies").rename(tmp_path / "elsewhere")

    ended = run("oncall", "Primary", "--live", "--sandbox", "--format", "json")

    assert [one["name"] for one in ended.json["schedules"]] == ["Primary"]


def test_verify_finds_no_difference(run):
    ended = run("oncall", "--verify", "--sandbox")

    assert ended.code == 0
    assert ended.last_line == "2 schedules: 2 the same, 0 different"
    assert "primary   the same 2 Mar 2026" in ended.out


def test_verify_tells_the_first_difference_and_its_interval(run, altered):
    altered("T09:00:00", "T10:00:00")

    ended = run("oncall", "primary", "--verify", "--sandbox", "--format", "json")

    (found,) = ended.json["verified"]
    assert (ended.code, found["same"]) == (1, False)
    assert found["difference"] == {
        "start": "2026-03-09T09:00:00+00:00",
        "end": "2026-03-09T10:00:00+00:00",
        "here": ["ben.okafor@acme.example"],
        "there": ["ana.silva@acme.example"],
    }


def test_verify_looks_at_the_next_change_of_the_clocks_too(run):
    ended = run("oncall", "primary", "--verify", "--weeks", "1", "--sandbox", "--format", "json")

    (found,) = ended.json["verified"]
    near, change = found["ranges"]
    assert near == {"start": "2026-03-02T12:00:00+00:00", "end": "2026-03-09T12:00:00+00:00"}
    assert change["start"] < "2026-03-29" < change["end"]
