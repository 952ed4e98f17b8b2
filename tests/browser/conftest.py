"""A browser, and a report of the example organisation as an account has it."""

import contextlib
import io
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from many_schedules import many_schedules
from source_code import ROOT

from pdsync.cli import main
from pdsync.cli._clock import CommandClock
from pdsync.cli._planning import loaded
from pdsync.sandbox import Account, Habits, Sandbox, transport

NOW = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
WEEKS = 2  # in the first the clocks of London go forward, in the second those of Sydney back
SWAPPED = [
    f"- {one}@acme.example\n          - {other}@acme.example"
    for one, other in (("ben.okafor", "emma.johnson"), ("emma.johnson", "ben.okafor"))
]
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: make browser")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Chromium, as by apt-get install chromium")
    with playwright.sync_playwright() as driver:
        try:
            opened = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        except playwright.Error:
            pytest.skip("this Chromium does not start here")
        yield opened
        opened.close()


@dataclass(frozen=True)
class Written:
    """A report, the schedules as PagerDuty's double renders them by itself, and names by key."""

    file: Path
    schedules: dict
    names: dict
    weeks: int = WEEKS

    @property
    def url(self):
        return self.file.as_uri()


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """A report before and after a plan, with an override that only the account knows of."""
    folder = tmp_path_factory.mktemp("report")
    with contextlib.chdir(folder):
        shutil.copytree(ROOT / "policies", "policies")
        pdsync("apply", "--yes", "--sandbox-file", "acme.db", now=NOW - timedelta(weeks=4))
        schedules = overridden_and_rendered()
        file = Path("policies", "payments.yaml")
        text = file.read_text("utf-8").replace(*SWAPPED, 1)
        file.write_text(text, "utf-8")
        pdsync("plan", "--sandbox-file", "acme.db", "--out", "plan.json")
        told = ("--plan", "plan.json", "--sandbox-file", "acme.db", "--weeks", str(WEEKS))
        pdsync("report", *told, "--out", "report.html")
        config = loaded("policies")
        names = {one.key: str(one.resource.name) for one in config.of("schedule")}
    return Written(folder / "report.html", schedules, names)


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """A report of the example organisation, by its files alone."""
    file = tmp_path_factory.mktemp("example") / "report.html"
    with contextlib.chdir(ROOT):
        pdsync("report", "--out", str(file))
    return file


@pytest.fixture(scope="session")
def many(tmp_path_factory):
    """A report of sixty schedules and 120 services."""
    return reported(tmp_path_factory.mktemp("many"), many_schedules())


@pytest.fixture(scope="session")
def restless(tmp_path_factory):
    """A report of as many, with somebody else on call every eight hours."""
    return reported(tmp_path_factory.mktemp("restless"), many_schedules(restless=True))


def reported(folder, text):
    with contextlib.chdir(folder):
        Path("policies").mkdir()
        Path("policies", "all.yaml").write_text(text, "utf-8")
        pdsync("report", "--out", "report.html")
    return folder / "report.html"


def pdsync(*words, now=NOW):
    """Run a command that must succeed, at the time of the report or another."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main(words, clock=CommandClock(lambda: now, lambda: 0.0, lambda _: None))
    assert code == 0, out.getvalue()


def overridden_and_rendered():
    """The final schedules over the weeks of the report, by name, each by its own clocks."""
    account = Account.open("acme.db", clock=lambda: NOW)
    sandbox = Sandbox(account, Habits(rate_limit=0))
    headers = {"Authorization": "Token token=any", "Content-Type": "application/json"}
    with httpx.Client(
        transport=transport(sandbox), base_url="http://sandbox", headers=headers
    ) as client:
        listed = client.get("/schedules", params={"limit": 100}).json()["schedules"]
        overridden(client, next(one for one in listed if one["name"] == "Security"))
        found = {one["name"]: rendered(client, one) for one in listed}
    account.close()
    return found


def overridden(client, schedule):
    user = client.get("/users", params={"query": "ana.silva"}).json()["users"][0]
    override = {
        "start": "2026-03-26T10:00:00Z",
        "end": "2026-03-26T13:00:00Z",
        "user": {"id": user["id"], "type": "user_reference"},
    }
    answer = client.post(f"/schedules/{schedule['id']}/overrides", json={"overrides": [override]})
    assert answer.status_code == 201, answer.text


def rendered(client, schedule):
    params = {
        "since": (NOW - timedelta(days=3)).isoformat(),
        "until": (NOW + timedelta(days=15)).isoformat(),
        "time_zone": schedule["time_zone"],
    }
    whole = client.get(f"/schedules/{schedule['id']}", params=params).json()["schedule"]
    return whole["time_zone"], whole["final_schedule"]["rendered_schedule_entries"]
