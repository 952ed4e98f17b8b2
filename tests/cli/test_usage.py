"""What is said when the command line does not say what to do: in our words, with a way out."""

import shlex

import pytest
from command_line import CHECKOUT

from pdsync import zones

MISTAKES = {
    "plna": (
        "there is no command 'plna'",
        "did you mean `pdsync plan`? `pdsync -h` lists the commands",
    ),
    "--bogus": ("pdsync has no option --bogus", "`pdsync -h` lists the options"),
    "plan --formt json": (
        "pdsync plan has no option --formt",
        "did you mean --format? `pdsync plan -h` lists the options",
    ),
    "simulate --service checkout": (
        "pdsync simulate has no option --service",
        "write SERVICE without an option before it",
    ),
    "who": ("pdsync who needs E-MAIL", "`pdsync who -h` shows what it takes"),
    "plan --format": ("--format needs a value", "`pdsync plan -h` lists the options"),
    "plan --sandbox=3": ("--sandbox takes no value", "`pdsync plan -h` lists the options"),
    "plan --people names --people emails": (
        "--people is written twice, and one is taken",
        "leave the others out",
    ),
    "override remove primary --id A --id B --id C": (
        "--id is written 3 times, and one is taken",
        "leave the others out",
    ),
    "plan --format xml": ("--format cannot be 'xml'", "it is text, json, markdown or github"),
    "plan --people x": ("--people cannot be 'x'", "it is names, emails or initials"),
    "plan --allow-deletes all": (
        "--allow-deletes cannot be 'all'",
        "it is a whole number, 0 or more",
    ),
    "sandbox --port 99999": (
        "--port cannot be '99999'",
        "it is a whole number, 0 to 65535",
    ),
    "plan --only :key": (
        "--only cannot be ':key'",
        "write a kind, such as service, or service:KEY",
    ),
    **{
        f"{words} ''": (
            f"{name} is empty",
            "write a value; does a variable in its place have none?",
        )
        for words, name in {
            "plan --sandbox-file": "--sandbox-file",
            "apply --yes --api-url": "--api-url",
            "lint --config": "--config",
            "plan --sandbox --out": "--out",
            "plan --sandbox --only": "--only",
            "plan --sandbox --horizon": "--horizon",
            "report --out report.html --plan": "--plan",
            "apply --sandbox --yes": "PLAN",
            "oncall": "KEY",
        }.items()
    },
    "plan now": (
        "pdsync plan does not know what to do with 'now'",
        "`pdsync plan -h` shows what it takes",
    ),
    **{
        f"{words} {path}": (
            f"'{path}' is a path, and the configuration is named by an option",
            f"write `pdsync {words} --config {directory}`",
        )
        for words, path, directory in [
            ("lint", "policies/", "policies/"),
            ("lint", "policies", "policies"),
            ("plan", "policies/payments.yaml", "policies"),
            ("apply", "./policies", "./policies"),
            ("oncall", "services.yml", "."),
            ("simulate", "policies/", "policies/"),
        ]
    },
    "policies/": (
        "there is no command 'policies/'",
        "write `pdsync lint --config policies/`",
    ),
    "apply policies/checkout.yaml": (
        "policies/checkout.yaml is not a saved plan",
        "write `pdsync apply --config policies` to plan and apply what it says",
    ),
    **{
        word: (f"there is no command '{word}'", advice)
        for word, advice in {
            "import": "`pdsync dump` writes what the account has as YAML, `pdsync plan` shows what "
            "it adopts, and `pdsync apply` does",
            "bootstrap": "`pdsync init` begins a repository, with settings and an example",
            "validate": "`pdsync lint` checks the configuration, offline",
            "Check": "`pdsync lint` checks the configuration, offline",
            "diff": "`pdsync plan` shows what would change in the account",
            "sync": "`pdsync apply` makes the changes of a plan",
            "destroy": "delete it in the YAML: `pdsync plan` shows what goes, and `pdsync apply` "
            "deletes it",
            "state": "there is no state file: `pdsync plan` compares the YAML with the account "
            "itself",
            "version": "`pdsync --version` shows it",
            "help": "`pdsync -h` lists the commands, `pdsync plan -h` says what one does",
        }.items()
    },
    "lint --sarif": ("pdsync lint has no option --sarif", "`pdsync lint -h` lists the options"),
    "plan --only servce --sandbox": (
        "--only servce: there is no such kind",
        "did you mean `service`?",
    ),
}


@pytest.mark.parametrize(("line", "says"), MISTAKES.items(), ids=MISTAKES)
def test_a_mistake_is_explained(run, write, line, says):
    write(CHECKOUT)
    message, advice = says

    ended = run(*shlex.split(line))

    expected = f"error: {message}\n    = help: {advice}\n"
    assert (ended.code, ended.out, ended.err) == (1, "", expected)


def test_a_mistake_under_format_json_is_json_too(run):
    ended = run("plan", "--format=json", "--bogus")

    assert ended.code == 1
    assert ended.json == {
        "format": "pdsync.plan/2",
        "version": "0.1.0",
        "tzdata": zones.in_use(),
        "stack": None,
        "account": None,
        "site": None,
        "source": "",
        "target": "",
        "digest": "",
        "refused": [],
        "changes": [],
        "summary": {
            "create": 0,
            "update": 0,
            "adopt": 0,
            "delete": 0,
            "replace": 0,
            "blocked": 0,
            "calls": 0,
            "seconds": 0,
        },
        "diagnostics": [
            {
                "rule": "usage",
                "severity": "error",
                "message": "pdsync plan has no option --bogus",
                "help": "`pdsync plan -h` lists the options",
                "place": None,
                "related": [],
            }
        ],
        "made_at": None,
        "people": {},
        "oncall": None,
        "valid_until": None,
        "except": [],
        "twins": [],
        "soon": None,
        "reads": [],
    }


def test_a_directory_that_is_not_there_is_named(run):
    ended = run("lint", "--config", "nowhere")

    assert (ended.code, ended.err) == (
        1,
        "error: there is no directory nowhere\n"
        "    = help: run pdsync where the configuration is, or name its directory: --config DIR\n",
    )


def test_every_help_text_ends_with_an_example(run):
    commands = [(), ("lint",), ("plan",), ("apply",), ("schema",), ("sandbox",)]
    texts = [run(*command, "-h").out for command in commands]

    endings = [text[text.index("\nExample:\n") :].splitlines()[2:] for text in texts]

    assert all(lines and all(line.startswith("  ") for line in lines) for lines in endings)


def test_options_stand_in_groups(run):
    text = run("plan", "-h").out

    groups = [line for line in text.splitlines() if line.endswith(":") and line[0] != " "]

    assert groups == [
        "Configuration:",
        "Connection:",
        "Selection:",
        "Safety:",
        "Output:",
        "Other options:",
        "Example:",
    ]


ARGUMENTS = {
    "oncall": "[KEY]...",
    "simulate": "[SERVICE]",
    "apply": "[PLAN]",
    "upgrade": "SCHEDULE",
}


@pytest.mark.parametrize(("command", "name"), ARGUMENTS.items(), ids=ARGUMENTS)
def test_every_argument_is_explained(run, command, name):
    arguments = run(command, "-h").out.partition("\nArguments:\n")[2]

    assert arguments.startswith(f"  {name}  ")
    assert len(arguments.splitlines()[0].split()) > 5


@pytest.mark.parametrize("command", ["oncall", "simulate"])
def test_help_says_how_a_time_is_written(run, command):
    text = " ".join(run(command, "-h").out.split())

    assert 'A time T is 2026-12-24 or "2026-12-24 18:00", on the clocks of' in text


def test_help_names_every_environment_variable(run):
    text = " ".join(run("plan", "-h").out.split())

    names = ("PDSYNC_CONFIG", "PAGERDUTY_TOKEN", "PAGERDUTY_SERVICE_REGION", "PDSYNC_API_URL")
    assert [name for name in (*names, "NO_COLOR") if name not in text] == []


def test_the_version_is_shown(run):
    version = zones.in_use()
    assert run("--version").out == f"pdsync 0.1.0 (time zones: {version})\n"


def test_a_saved_plan_is_named_by_its_option_where_there_is_one(run, tmp_path):
    tmp_path.joinpath("plan.json").write_text("{}", "utf-8")
    ended = run("report", "plan.json", "--out", "-")
    assert (ended.code, ended.err) == (
        1,
        "error: 'plan.json' is a file, and a saved plan is named by an option\n"
        "    = help: write `pdsync report --plan plan.json`\n",
    )
