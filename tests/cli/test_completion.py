"""`pdsync completion`: what a shell is told while a line is written, whatever is in the YAML."""

import shutil
import subprocess
import sys

import pytest
from source_code import ROOT

TEXT = """\
teams: {web: {}, data: {}}
schedules:
  web-primary:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}]
escalation_policies:
  web: {escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [o'brien@acme.example]}]}
services:
  checkout: {escalation_policy: web}
  checkout-low: {escalation_policy: web}
"""
HOSTILE = """\
services:
  $(touch owned): {}
  "`touch owned`": {}
  "a b; touch owned": {}
  "tab\\there": {}
  fine: {unknown_field: [}
"""
BASH_BREAKS = " \t\n\"'@><=;|&(:"
KINDS = ["team", "schedule", "escalation_policy", "service"]


@pytest.fixture(autouse=True)
def _a_configuration(write):
    write(TEXT)


@pytest.fixture
def replied(run):
    """What a shell gets for a line: the kind of reply, and the words."""

    def replied(line, *, shell="fish", breaks=""):
        more = ("--breaks", breaks) if breaks else ()
        ended = run("completion", shell, "--line", line, *more)
        assert (ended.code, ended.err) == (0, "")
        kind, *words = ended.out.splitlines()
        return kind, [word.partition("\t")[0] for word in words]

    return replied


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("pdsync si", ["simulate"]),
        ("pdsync --v", ["--version"]),
        ("pdsync plan --form", ["--format"]),
        ("pdsync plan --format ", ["text", "json", "markdown", "github"]),
        ("pdsync plan --format=m", ["--format=markdown"]),
        ("pdsync plan --region ", ["us", "eu"]),
        ("pdsync plan --team ", ["web", "data"]),
        ("pdsync plan --only se", ["service", "service:"]),
        ("pdsync plan --only service:check", ["service:checkout", "service:checkout-low"]),
        ("pdsync plan --only=service:checkout-", ["--only=service:checkout-low"]),
        ("pdsync plan --except te", ["team:"]),
        ("pdsync plan --except team:w", ["team:web"]),
        ("pdsync apply --only team:web --only team:d", ["team:data"]),
        ("pdsync oncall ", ["web-primary", "web", "checkout", "checkout-low"]),
        ("pdsync oncall web-primary che", ["checkout", "checkout-low"]),
        ("pdsync oncall schedule:", ["schedule:web-primary"]),
        ("pdsync simulate checkout-", ["checkout-low"]),
        ("pdsync upgrade ", ["web-primary"]),
        ("pdsync who ", ["ana.silva@acme.example", "o'brien@acme.example"]),
        ("pdsync who 'ana.silva@a", ["ana.silva@acme.example"]),
        ("pdsync who ana\\.s", ["ana.silva@acme.example"]),
        ("pdsync remove-user a", ["ana.silva@acme.example"]),
        ("pdsync remove-user x --replace-by a", ["ana.silva@acme.example"]),
        ("pdsync rename team:", ["team:web", "team:data"]),
        ("pdsync lint --explain odd-h", ["odd-hour"]),
        ("pdsync init --runbook check", ["checkout", "checkout-low"]),
        ("pdsync init --post-mortem x --service checkout-", ["checkout-low"]),
        ("pdsync init --stack odd-h", []),
        ("pdsync plan --time-zone Europe/Lon", ["Europe/London"]),
        ("pdsync completion ", ["bash", "zsh", "fish"]),
        ("pdsync plan -- --", []),
        ("pdsync plan checkout ", []),
        ("pdsync nonsense ", []),
        ("pdsync plan --only nonsense:", []),
    ],
)
def test_a_word_becomes(replied, line, words):
    assert [one for one in replied(line)[1] if not one.startswith("--") or "--" in line] == words


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("pdsync plan --config ", "directories"),
        ("pdsync init ", "directories"),
        ("pdsync plan --out=pl", "files"),
        ("pdsync apply ", "files"),
        ("pdsync plan --only s", "words"),
        ("pdsync plan --only service:", "words"),
        ("pdsync plan --except ", "unfinished"),
    ],
)
def test_files_and_directories_are_left_to_the_shell(replied, line, kind):
    assert replied(line)[0] == kind


def test_kinds_come_before_keys(replied):
    kinds = [*KINDS, *(f"{one}:" for one in KINDS)]

    assert replied("pdsync plan --only ") == ("words", kinds)


def test_an_option_is_offered_once_but_for_those_that_may_be_repeated(replied):
    _, words = replied("pdsync plan --sandbox --config policies --only team -")

    assert {"--sandbox", "--config", "--only"}.intersection(words) == {"--only"}


def test_bash_gets_the_part_after_the_colon(replied):
    line = "pdsync plan --only service:checkout-"

    assert replied(line, shell="bash", breaks=BASH_BREAKS) == ("words", ["checkout-low"])
    assert replied(line, shell="bash", breaks=" ") == ("words", ["service:checkout-low"])


def test_in_quotes_bash_parts_nothing(replied):
    line = 'pdsync plan --only "service:checkout-'

    assert replied(line, shell="bash", breaks=BASH_BREAKS) == ("words", ["service:checkout-low"])


def test_bash_gets_the_part_after_the_at(replied):
    line = "pdsync who ana.silva@"

    assert replied(line, shell="bash", breaks=BASH_BREAKS) == ("words", ["acme.example"])


def test_zsh_and_fish_are_told_what_an_option_does(run):
    said = "words\n--explain\tSay what a name in [ ] means, and check nothing.\n"

    assert run("completion", "zsh", "--line", "pdsync lint --e").out == said


def test_keys_are_those_of_the_directory_that_the_line_names(replied, tmp_path, monkeypatch):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.yaml").write_text("teams: {elsewhere: {}}\n")

    assert replied("pdsync plan --config other --team ") == ("words", ["elsewhere"])
    monkeypatch.setenv("PDSYNC_CONFIG", "other")
    assert replied("pdsync plan --team ") == ("words", ["elsewhere"])


@pytest.mark.parametrize("directory", ["nowhere", "policies/checkout.yaml"])
def test_without_a_configuration_there_are_no_keys(replied, directory):
    assert replied(f"pdsync plan --config '{directory}' --only service:") == ("words", [])


def test_of_a_broken_configuration_the_keys_are_those_that_can_be_read(replied, write, tmp_path):
    write("teams:\n  web: {nonsense: 1}\n  data: {}\n")
    (tmp_path / "policies" / "broken.yaml").write_text("teams:\n  shop: {\n")
    (tmp_path / "policies" / "binary.yaml").write_bytes(b"\xff\xfe\x00")

    assert replied("pdsync plan --team ") == ("words", ["web", "data"])


def test_rules_of_ones_own_are_offered_but_for_what_cannot_be_a_name(replied, write):
    write('rules: {own-one: {for: teams}, "own; touch owned": {}, own-two: }')
    assert replied("pdsync lint --explain own") == ("words", ["own-one", "own-two"])


def test_what_cannot_be_a_key_is_not_offered(replied, write):
    write(HOSTILE.replace(" [}", " 1}"))

    assert replied("pdsync plan --only service:") == ("words", ["service:fine"])


@pytest.fixture(scope="module")
def with_pdsync(tmp_path_factory):
    """The environment of a shell that finds this pdsync."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "pdsync"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pdsync "$@"\n')
    program.chmod(0o755)
    return {"PATH": f"{folder}:/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": str(ROOT)}


def said_by(shell, script, environment):
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell} on this machine")
    ended = subprocess.run(
        [program, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.stderr == ""
    return ended.stdout.splitlines()


IN_BASH = r"""
source <(pdsync completion bash)
compopt() { echo "compopt $*"; }
try() {
  COMP_LINE=$1; COMP_POINT=${#COMP_LINE}; shift
  COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
  _pdsync pdsync
  echo "${COMPREPLY[@]}"
}
try 'pdsync plan --only service:check' pdsync plan --only service : check
try 'pdsync who o' pdsync who o
try 'pdsync who "o' pdsync who '"o'
try 'pdsync plan --config pol' pdsync plan --config pol
"""
IN_ZSH = r"""
compdef() { print "compdef $*" }
compadd() { print -rl -- $words_found }
compset() { }
_files() { print "files $*" }
source <(pdsync completion zsh)
words=(pdsync plan --only service:check); CURRENT=4; PREFIX=service:check; _pdsync
words=(pdsync plan --config pol); CURRENT=4; PREFIX=pol; _pdsync
"""
IN_FISH = """
pdsync completion fish | source
complete -C 'pdsync plan --only service:check'
complete -C 'pdsync si'
"""


@pytest.mark.slow
def test_in_bash_words_are_found_and_quoted(with_pdsync):
    assert said_by("bash", IN_BASH, with_pdsync) == [
        "checkout checkout-low",
        "o\\'brien@acme.example",
        "o'brien@acme.example",
        "compopt -o dirnames",
        "",
    ]


@pytest.mark.slow
def test_in_zsh_words_are_found(with_pdsync):
    assert said_by("zsh", IN_ZSH, with_pdsync) == [
        "compdef _pdsync pdsync",
        "service:checkout",
        "service:checkout-low",
        "files -/",
    ]


@pytest.mark.slow
def test_in_fish_words_are_found(with_pdsync):
    assert said_by("fish", IN_FISH, with_pdsync) == [
        "service:checkout",
        "service:checkout-low",
        "simulate\tSimulate an incident.",
    ]


@pytest.mark.slow
def test_options_are_completed_without_reading_any_configuration():
    code = (
        "import sys; from pdsync.cli import main;"
        "main(['completion', 'bash', '--line', 'pdsync plan --on']);"
        "sys.exit(', '.join(n for n in ('pydantic', 'httpx', 'yaml') if n in sys.modules))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (ended.stdout, ended.stderr) == ("words\n--only\n", "\n")
