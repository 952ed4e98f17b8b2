"""`pdsync init --runbook`, `--post-mortem` and `--game-day`: pages by how bad it is."""

import re
from pathlib import Path

import pytest

SERVICES = """\
escalation_policies:
  web:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana.silva@acme.example]}]
services:
  a: {name: "A | <b>*", severity: critical, escalation_policy: web, incident_urgency_rule: high}
  b: {name: B, severity: low, escalation_policy: web, runbook: https://wiki.acme.example/b}
  c: {name: C, escalation_policy: web}
"""
AS_HIGH = "It asks as for severity high"


@pytest.fixture
def services(write):
    write(SERVICES)


def headings(path):
    return re.findall(r"^#+ (.*)$", Path(path).read_text(encoding="utf-8"), re.MULTILINE)


def test_a_runbook_has_its_sections_and_the_line_that_leads_to_it_is_said(run, services):
    ended = run("init", "--runbook", "a")
    assert (ended.code, ended.err, ended.out) == (
        0,
        "",
        "Written: policies/runbooks/a.md, a runbook to fill in, as severity critical asks. Write "
        "`runbook: runbooks/a.md` on service `a`, at policies/checkout.yaml:5:3.\n",
    )
    sections = ["Symptoms", "Diagnosis", "Mitigation", "Root Cause", "Prevention"]
    assert headings("policies/runbooks/a.md") == ["A `|` `<b>*`", *sections]


def test_a_post_mortem_has_a_timeline_five_whys_and_actions(run, services):
    ended = run("init", "--post-mortem", "2026-03-02-web", "--service", "b")
    page = Path("post-mortems/2026-03-02-web.md").read_text(encoding="utf-8")
    assert ended.out == (
        "Written: post-mortems/2026-03-02-web.md, a post-mortem to fill in, as severity low asks.\n"
    )
    assert headings("post-mortems/2026-03-02-web.md") == [
        "Post-mortem: 2026-03-02-web",
        "What happened",
        "Timeline",
        "Five whys",
        "What went well, and where we were lucky",
        "On call",
        "Actions",
    ]
    assert "| action | owner | due | done |" in page


def test_a_game_day_has_the_simulation_that_pdsync_simulate_prints(run, services):
    assert run("init", "--game-day", "a").code == 0
    page = Path("game-days/a.md").read_text(encoding="utf-8")
    simulated = run("simulate", "a", "--at", "2026-03-09 10:00").out.rstrip()
    assert f"```text\n{simulated}\n```\n" in page
    assert headings("game-days/a.md") == [
        "Game day: A `|` `<b>*`",
        "Scenario",
        "Simulation",
        "What to watch",
        "What we learned",
    ]


def test_a_game_day_of_the_account_has_what_is_live(run, services):
    run("apply", "--sandbox", "--yes")
    assert run("init", "--game-day", "b", "--live", "--sandbox").code == 0
    page = Path("game-days/b.md").read_text(encoding="utf-8")
    simulated = run("simulate", "b", "--live", "--sandbox", "--at", "2026-03-09T10:00Z").out
    assert "by the account of 2026-03-02:\n\n```text\npdsync simulate · pdsync-sandbox.db" in page
    assert simulated.rstrip() in page


def test_a_game_day_is_when_it_is_asked_for(run, services):
    run("init", "--game-day", "a", "--at", "2026-12-08 14:00")
    page = Path("game-days/a.md").read_text(encoding="utf-8")
    assert "| When | Tue 8 Dec 2026 14:00 Etc/UTC |" in page


def test_the_worse_it_is_the_more_is_asked(run, services):
    for kind in ("runbook", "post-mortem", "game-day"):
        for key in "abc":
            run("init", f"--{kind}", key)
    pages = {
        (one.parent.name, one.stem): one.read_text(encoding="utf-8") for one in Path().rglob("*.md")
    }
    asked = {
        "customers | within 15 minutes": {("runbooks", "a")},
        "Roll back or go on?": {("runbooks", "a")},
        "Customers notice:": {("runbooks", "a"), ("runbooks", "c")},
        "It can wait:": {("runbooks", "b")},
        "Whom did we tell": {("post-mortems", "a")},
        "What was lost for good?": {("post-mortems", "a"), ("post-mortems", "c")},
        "who decided to roll back": {("game-days", "a")},
        "Where:": {("game-days", "a"), ("game-days", "c")},
    }
    found = {words: {one for one, text in pages.items() if words in text} for words in asked}
    assert found == asked
    assert not [text for text in pages.values() if "<!--" in text or "$" in text]


def test_without_a_severity_it_is_said_how_it_asks(run, services):
    assert run("init", "--post-mortem", "c").out == (
        f"Written: post-mortems/c.md, a post-mortem to fill in. {AS_HIGH}: service `c` has no "
        "`severity`, at policies/checkout.yaml:7:3.\n"
    )


def test_a_page_needs_no_configuration(run):
    assert run("init", "ours", "--runbook", "network").out == (
        f"Written: ours/policies/runbooks/network.md, a runbook to fill in. {AS_HIGH}: --service "
        "KEY names the service it is about.\n"
    )


def test_a_broken_configuration_does_not_keep_a_runbook_from_being_written(run, write):
    write(SERVICES + "teems: {}\n")
    assert run("init", "--runbook", "b").out == (
        "Written: policies/runbooks/b.md, a runbook to fill in, as severity low asks.\n"
    )


def test_what_there_is_is_never_written_over(run, services):
    for page in ("policies/runbooks/a.md", "post-mortems/a-2.md"):
        Path(page).parent.mkdir()
        Path(page).write_text("ours\n", encoding="utf-8")
    ended = [run("init", "--runbook", "a.md"), run("init", "--post-mortem", "a-2")]
    assert [(one.code, one.err) for one in ended] == [
        (
            1,
            "error: policies/runbooks/a.md is there already, and is not written over\n"
            "    = help: edit that one, or choose another name, such as a-2\n",
        ),
        (
            1,
            "error: post-mortems/a-2.md is there already, and is not written over\n"
            "    = help: edit that one, or choose another name, such as a-2-2\n",
        ),
    ]
    assert Path("policies/runbooks/a.md").read_text(encoding="utf-8") == "ours\n"


@pytest.mark.parametrize("name", ["../a", "a/b", "/tmp/a", ".a", "..", "a\x1b[2J", "x" * 101])
def test_a_name_that_is_no_file_of_the_folder_is_refused(run, name):
    ended = run("init", "--game-day", name)
    shown = name.replace("\x1b", "\\x1b")
    assert (ended.code, ended.err.splitlines()[0]) == (
        1,
        f"error: --game-day cannot be '{shown}'",
    )
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (
            ["--runbook", "x", "--service", "aa"],
            "there is no service 'aa' in policies/",
            "write the key of a service that is there",
        ),
        (["--game-day", "d"], "policies/ has no service 'd'", ""),
        (
            ["--runbook", "a", "--at", "2026-12-08"],
            "--at does nothing without --game-day",
            "leave it out",
        ),
        (
            ["--runbook", "a", "--game-day", "a"],
            "--runbook and --game-day are two pages",
            "write one after the other",
        ),
    ],
)
def test_what_is_not_there_is_said(run, services, words, said, hint):
    ended = run("init", *words)
    lines = ended.err.splitlines()
    assert (ended.code, lines[0]) == (1, f"error: {said}")
    assert hint in lines[1]
    assert not Path("game-days").exists()


def test_a_page_knows_a_policy_that_is_named_by_its_name(run, write):
    write(SERVICES.replace("policy: web}", "policy: {name: WEB}}"))
    run("init", "--runbook", "c")
    assert "escalation policy web" in Path("policies/runbooks/c.md").read_text(encoding="utf-8")
