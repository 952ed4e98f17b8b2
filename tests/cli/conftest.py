"""The command line as a person meets it: arguments in, what is printed and the exit code out."""

import io
import re
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from bad_merges import NIGHT
from command_line import CHECKOUT, NOON, Between, Ended, PassingTime, Terminal, the_account
from forge.step import Step
from git_repository import git
from hosting import hosting
from killing import KilledAfter
from lint_live import Linting
from reconcile.crews import InTurn
from reconcile.names import Killed
from report_page import Page
from terraform_states import MOVING

from pdsync import sandbox
from pdsync.cli import main
from pdsync.cli._clock import CommandClock
from pdsync.reconcile.apply import crew

EXAMPLE = Path(__file__).parents[2] / "policies"


@pytest.fixture(autouse=True)
def _in_a_new_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(autouse=True)
def _made_in_the_order_of_the_plan(monkeypatch):
    """Let the sandbox give the same ids each time, by which it sorts the targets of a policy.

    Several writers with threads are tried in tests/reconcile and by processes.
    """
    monkeypatch.setattr(crew, "Threads", InTurn)


@pytest.fixture
def example(tmp_path):
    """A copy of the example organisation, where commands look for a configuration."""
    return shutil.copytree(EXAMPLE, tmp_path / "policies")


@pytest.fixture
def write(tmp_path):
    """Write the configuration: the text of one file, in a stack called acme."""

    def write(text, *, settings="stack: acme\n"):
        directory = tmp_path / "policies"
        directory.mkdir(exist_ok=True)
        (directory / "pdsync.yaml").write_text(settings, encoding="utf-8")
        (directory / "checkout.yaml").write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def commit(write):
    """Commit a configuration of one file, in a new repository if there is none."""

    def commit(text, **settings):
        write(text, **settings)
        if not Path(".git").exists():
            git("init", "-q", "-b", "main")
        git("add", "-A")
        git("commit", "-q", "-m", "As it was")

    return commit


@pytest.fixture
def run(capfd, monkeypatch):
    """Run pdsync, some `days` after noon: at a terminal if something is `typed`, or on request.

    Whoever types waits for so many days before.
    """

    def run(*args, typed=None, terminal=False, days=0, waits=0):
        at_terminal = terminal or typed is not None
        time = PassingTime()
        typist = Terminal(typed, lambda: time.sleep(waits * 86_400))
        monkeypatch.setattr(sys, "stdin", typist if at_terminal else io.StringIO())
        monkeypatch.setattr(sys.stdout, "isatty", lambda: at_terminal)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: at_terminal)
        time.sleep(days * 86_400)
        capfd.readouterr()
        code = main(args, clock=CommandClock(time.now, time.monotonic, time.sleep))
        captured = capfd.readouterr()
        return Ended(code, captured.out, captured.err)

    return run


@pytest.fixture
def saved(run, write):
    """A plan of CHECKOUT in plan.json, which is returned."""
    write(CHECKOUT)
    run("plan", "--sandbox", "--out", "plan.json")
    return Path("plan.json")


@pytest.fixture
def step(tmp_path, monkeypatch):
    """The step of a job of GitHub Actions that pdsync runs in."""
    return Step(tmp_path, monkeypatch)


@pytest.fixture
def hosted(tmp_path, run):
    """A repository on a host, an account that is served, and jobs that run against both."""
    with hosting(tmp_path, run) as one:
        yield one


@pytest.fixture
def merge(write, run):
    """Commit a configuration some days on, and apply it."""

    def merge(text, days=0, *, settings="stack: acme\n", subject="Weekly turns"):
        write(text, settings=settings)
        if not Path(".git").exists():
            git("init", "-q", "-b", "main")
        git("add", "-A", "policies")
        git("commit", "-q", "-m", subject, when=(NOON + timedelta(days=days)).isoformat())
        ended = run("apply", "--sandbox", "--yes", "--allow-deletes", "9", days=days)
        assert ended.code == 0, ended.out + ended.err

    return merge


@pytest.fixture
def undo(run):
    """Take the last merge back, on the night after it."""

    def undo(*options, days=NIGHT, **how):
        return run("undo", "--sandbox", *options, days=days, **how)

    return undo


@pytest.fixture
def killed_after(monkeypatch):
    """Carry something out, and kill it after so many writes; True if it came so far."""

    def killed_after(writes, carry_out):
        whole = sandbox.transport
        with monkeypatch.context() as only_here:
            only_here.setattr(sandbox, "transport", lambda one: KilledAfter(whole(one), writes))
            try:
                carry_out()
            except Killed:
                return True
        return False

    return killed_after


@pytest.fixture
def turns(run):
    """Return who is on call by the account for eight weeks from an hour after the night."""

    def turns(key="primary"):
        range_ = ("--since", "2026-03-26T13:00:00Z", "--until", "2026-05-21T12:00:00Z")
        asked = ("oncall", key, "--live", "--sandbox", *range_, "--format", "json")
        (found,) = run(*asked, days=NIGHT + 1 / 24).json["schedules"]
        return [(one["start"], one["end"], one["users"]) for one in found["entries"]]

    return turns


@pytest.fixture
def account(write, run):
    """Make an account of some schedules."""

    def account(*schedules, more=""):
        write("schedules:\n" + "".join(schedules) + more)
        assert run("apply", "--sandbox", "--yes").code == 0

    return account


@pytest.fixture
def override(run):
    """Run `pdsync override` on the sandbox."""

    def override(*words, **how):
        return run("override", *words, "--sandbox", **how)

    return override


@pytest.fixture
def between(monkeypatch):
    """Have requests answered by a function; returns all that are asked from then on."""

    def between(answer):
        whole, asked = sandbox.transport, []
        monkeypatch.setattr(sandbox, "transport", lambda one: Between(whole(one), answer, asked))
        return asked

    return between


@pytest.fixture
def page(html):
    """The page of a report with these options, taken apart."""
    return lambda *options: Page(html(*options))


@pytest.fixture
def html(run):
    """The page of a report with these options."""

    def html(*options):
        ended = run("report", "--out", "-", *options)
        assert (ended.code, ended.err) == (0, "")
        return ended.out

    return html


@pytest.fixture
def worth_a_look(html):
    """What is worth a look, line by line, titles with a colon; [] for nothing."""

    def lines(*options):
        section = html(*options).split('<section id="attention"')[1].split("</h2>")[1]
        section = section.split('<section id="')[0]
        found = re.findall(r"<(h3|li|summary)[^>]*>(.*?)</\1>", section)
        texts = [(tag, " ".join(re.sub(r"<[^>]+>", "", text).split())) for tag, text in found]
        return [f"{text}:" if tag == "h3" else text for tag, text in texts]

    return lines


@pytest.fixture
def ids(run, write):
    """An account with what Terraform made, and its ids by those of the states of the cases."""
    write(MOVING, settings="ownership: none\n")
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        services = {
            one["name"]: world.get(f"/services/{one['id']}")["service"]
            for one in world.get("/services")["services"]
        }
        return {
            "P000001": world.named("team", "teams", "Checkout")["id"],
            "P000002": world.named("schedule", "schedules", "Checkout Primary")["id"],
            "P000004": world.named("policy", "escalation_policies", "Checkout")["id"],
            "P000009": services["Worker 0"]["id"],
            "P000006": services["Worker 1"]["id"],
            "P000007": services["basket.api"]["id"],
            "P000008": services["cart"]["id"],
            "P000011": services["basket.api"]["integrations"][0]["id"],
            "P000010": services["cart"]["integrations"][0]["id"],
            "ANA": world.named("user", "users", "Ana Silva")["id"],
        }


@pytest.fixture
def move(run):
    """Dump what a state tracks; returns the JSON's part about it, and what ended."""

    def move(text, *options, out="out"):
        Path("state").write_text(text, encoding="utf-8")
        options = ("--sandbox", "--out", out, "--terraform-state", "state", *options)
        ended = run("dump", *options, "--format", "json")
        assert (ended.code, ended.err) == (0, "")
        return ended.json["terraform"]

    return move


@pytest.fixture
def live(run, write, monkeypatch):
    return Linting(run, write, monkeypatch)
