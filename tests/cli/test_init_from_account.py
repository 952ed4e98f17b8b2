"""`pdsync init --from-account`: a repository that begins with what the account has."""

from pathlib import Path

import pytest

SHOP = """\
teams: {shop: {name: Shop}}
escalation_policies:
  shop:
    name: Shop
    team: shop
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana.silva@acme.example]}]
services:
  cart: {name: Cart, escalation_policy: shop, severity: low}
"""
FROM = ("--from-account", "--sandbox")


@pytest.fixture
def made(run, write):
    """Make an account that carries no marks, and leave no configuration behind."""
    write(SHOP, settings="ownership: none\n")
    assert run("apply", "--sandbox", "--yes").code == 0
    Path("policies").rename("elsewhere")


@pytest.mark.usefixtures("made")
def test_it_has_what_the_account_has_in_place_of_the_example(run):
    ended = run("init", *FROM)
    assert (ended.code, ended.err, ended.out) == (
        0,
        "",
        "Written:\n"
        "  policies/pdsync.yaml     the settings\n"
        "  README.md                how to change and to ask something\n"
        "  CODEOWNERS               who reviews what\n"
        "  .vscode/settings.json    for VS Code\n"
        "  .vscode/extensions.json  for VS Code\n"
        "  pdsync.schema.json       what editors check by\n"
        "  .pre-commit-config.yaml  lint before each commit\n"
        "  .gitignore               what stays on your machine\n"
        "\n"
        "policies/ has 1 team, 1 escalation policy, 1 service of acme, in 2 files.\n"
        "\n"
        "Next: pdsync lint && pdsync plan --sandbox\n",
    )
    assert [one.name for one in sorted(Path("policies").iterdir())] == ["pdsync.yaml", "shop.yaml"]
    assert Path("CODEOWNERS").read_text(encoding="utf-8").splitlines()[-1] == (
        "/policies/shop.yaml  @your-org/shop"
    )


def test_keys_have_one_dash_for_what_they_cannot_have(run, write):
    teams = ("Platform - Infra (EU+US)", "web--1")
    listed = "".join(f"  t{n}: {{name: {name}}}\n" for n, name in enumerate(teams))
    write(f"teams:\n{listed}", settings="ownership: none\n")
    run("apply", "--sandbox", "--yes")
    Path("policies").rename("elsewhere")
    run("init", *FROM)
    files = sorted(one for one in Path("policies").iterdir() if one.name != "pdsync.yaml")
    assert [one.name for one in files] == ["platform-infra-eu-us.yaml", "web--1.yaml"]
    lines = [line for one in files for line in one.read_text("utf-8").splitlines()]
    keys = [line for line in lines if line[:2] == "  " and line[2:3].isalpha()]
    assert keys == ["  platform-infra-eu-us:", "  web--1:"]


@pytest.mark.usefixtures("made")
def test_it_is_clean_and_plans_to_adoptions_without_fields(run):
    run("init", *FROM)
    settings = Path("policies/pdsync.yaml").read_text(encoding="utf-8")
    said = run("lint")
    changes = run("plan", "--sandbox", "--format", "json").json["changes"]
    assert ("\nstack: acme\n" in settings, "\naccount: acme\n" in settings) == (True, True)
    assert (said.code, said.out.splitlines()[-1][-12:]) == (0, "No problems.")
    assert sorted((one["kind"], one["action"], one["fields"]) for one in changes) == [
        (kind, "adopt", []) for kind in ("escalation_policy", "service", "team")
    ]


@pytest.mark.usefixtures("made")
def test_quiet_it_tells_what_the_dump_has(run):
    ended = run("init", *FROM, "--quiet")
    assert ended.out == (
        "policies/ has 1 team, 1 escalation policy, 1 service of acme, in 2 files.\n"
    )


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (
            FROM,
            "policies has YAML already",
            "name another DIR; or write the account beside it, with `pdsync dump --out DIR`",
        ),
        (
            (*FROM, "--account", "acme"),
            "--account does nothing with --from-account",
            "leave it out: the account says it",
        ),
        (
            ("--sandbox",),
            "--sandbox does nothing without --from-account",
            "add --from-account, or leave it out",
        ),
        (
            ("--runbook", "cart", "--sandbox"),
            "--sandbox does nothing without --game-day",
            "leave it out",
        ),
        (
            ("--runbook", "cart", "--from-account"),
            "--from-account does nothing where a page is written",
            "leave it out",
        ),
        (
            ("new", *FROM, "--stack", "A"),
            "--stack: this cannot be the name of a stack",
            "write 3 to 40 lowercase letters, digits or dashes",
        ),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(run, write, words, said, hint):
    write(SHOP)
    ended = run("init", *words)
    assert (ended.code, ended.err) == (1, f"error: {said}\n    = help: {hint}\n")
    assert not Path("README.md").exists()
    assert not Path("new").exists()


@pytest.fixture
def nameless(monkeypatch):
    """Have the account at an address that does not tell its name, as that of a served sandbox."""
    monkeypatch.setattr("pdsync.sandbox.serving.wire.NOT_SERVED", ".nowhere")


@pytest.mark.usefixtures("made", "nameless")
def test_where_the_account_tells_no_name_the_stack_is_called_as_the_directory(run):
    ended = run("init", "our-oncall", *FROM)
    settings = Path("our-oncall/policies/pdsync.yaml").read_text("utf-8").splitlines()
    said = [one for one in settings if one.startswith(("stack:", "account:"))]
    assert (ended.code, said) == (0, ["stack: our-oncall"])


@pytest.mark.usefixtures("nameless")
@pytest.mark.parametrize("command", [("init", "new", "--from-account"), ("dump", "--out", "new")])
def test_where_the_account_tells_no_name_that_of_its_marks_is_asked_about(run, write, command):
    write(SHOP)
    assert run("apply", "--sandbox", "--yes").code == 0
    ended = run(*command, "--sandbox")
    assert (ended.code, ended.err, Path("new").exists()) == (
        1,
        "error: the account has a stack `acme` already\n"
        "    = help: write --stack acme for what that manages; or --stack NAME, for another one\n",
        False,
    )


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("words", "plan"),
    [
        (["--sandbox"], "--sandbox-file ../pdsync-sandbox.db"),
        (["--sandbox-file", "pdsync-sandbox.db"], "--sandbox-file ../pdsync-sandbox.db"),
    ],
)
def test_the_next_step_is_about_the_same_account(run, monkeypatch, words, plan):
    ended = run("init", "new one", "--from-account", *words)
    assert ended.out.splitlines()[-1] == f"Next: cd 'new one' && pdsync lint && pdsync plan {plan}"

    monkeypatch.chdir("new one")
    found = run("plan", *plan.split(), "--format", "json").json
    assert {one["action"] for one in found["changes"]} == {"adopt"}
