"""Every command line that a page or a help text tells people to type works on the example."""

import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from documentation import COMMANDS, PAGES, blocks, command_of, help_of
from git_repository import git
from source_code import ROOT

pytestmark = pytest.mark.slow  # the example, applied

OWN_TEST = {"docs/terraform.md"}
"""Pages whose steps need an account of their own, and are run by a test that makes it."""
GOES_ON = {"README.md"}
"""Pages whose blocks go on from one another; those of all others are alternatives."""
ELSEWHERE = {
    *("make", "git", "flock", "python", ".venv/bin/python", "source"),
    *("terraform", "opa", "curl", "mv", "rm"),
}
"""Programs that are not run: they are not pdsync."""
RUN_BY_A_PIPELINE = re.compile(r"^ *(?:- )?(?:run|script): (.+)$", re.MULTILINE)
ONLY_IF_ASKED = {"--live", "--from-account"}
"""Options without which a command that has one asks no account."""
ASKED_FOR_IT = {*ONLY_IF_ASKED, "--verify", "--plan"}


@dataclass(frozen=True)
class Line:
    """A command line of a page: the words after `pdsync`, and the file that takes its output."""

    words: tuple[str, ...]
    file: str | None = None

    @property
    def command(self):
        return command_of(self.words) or self.words[0]

    @property
    def is_run(self):
        """It neither waits for others nor asks them, and needs no state of Terraform."""
        return self.command not in {"sandbox", "comment"} and not {
            "--api-url",
            "--terraform-state",
        } & {*self.words}

    @property
    def moves_in(self):
        """It writes down an account that was made by hand, where nothing is written yet."""
        writes_all = self.command == "dump" and "--into" not in self.words
        return writes_all or "--from-account" in self.words

    @property
    def asks_the_account(self):
        options = {*re.findall(r"--[a-z-]+", help_of(self.command))}
        may = "--sandbox" in options
        return may and bool(not ONLY_IF_ASKED & options or ASKED_FOR_IT & {*self.words})

    @property
    def on_the_sandbox(self):
        """The words, with those that a test needs: which account, and no question."""
        has_one = {"--sandbox", "--base"} & {*self.words}
        more = ["--sandbox"] if self.asks_the_account and not has_one else []
        asks = re.search(r"--yes\b", help_of(self.command)) and "--out" not in self.words
        if asks and "--yes" not in self.words:
            more.append("--yes")
        return (*self.words, *more)


def lines(text):
    """The lines that a text of commands holds, without what is not pdsync's."""
    for row in text.splitlines():
        words = shlex.split(row.partition(" | ")[0], comments=True)
        while words and re.fullmatch(r"[A-Z_]+=\S*", words[0]):
            words = words[1:]
        if not words or words[0] in {"export", *ELSEWHERE}:
            continue
        if words[0] == "cd":
            yield Line(tuple(words))
            continue
        assert words[0] == "pdsync", row
        file = words[words.index(">") + 1] if ">" in words else None
        yield Line(tuple(words[1 : words.index(">")] if file else words[1:]), file)


def typed(page):
    """The commands of a page: its blocks of lines that begin with `$`, then those of pipelines."""
    for block in blocks(page, "console"):
        rows = [row[2:] for row in block.splitlines() if row.startswith("$ ")]
        yield list(lines("\n".join(rows)))
    for block in blocks(page, "yml"):
        yield list(lines("\n".join(RUN_BY_A_PIPELINE.findall(block))))


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The example organisation in a git repository of two commits."""
    there = tmp_path_factory.mktemp("example")
    shutil.copytree(ROOT / "policies", there / "policies")
    file = there / "policies" / "payments.yaml"
    now = file.read_text("utf-8")
    git("init", "-q", "-b", "main", at=there)
    for text in (now.replace("acknowledgement_timeout: 30m", "acknowledgement_timeout: 1h"), now):
        file.write_text(text, encoding="utf-8")
        git("add", "-A", at=there)
        git("commit", "-q", "-m", "Edit", at=there)
    git("update-ref", "refs/remotes/origin/main", "HEAD~1", at=there)
    return there


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A directory for what all stages are copied from, each made when it is asked for."""
    return tmp_path_factory.mktemp("made")


@pytest.fixture
def stage(example, made, run, tmp_path, monkeypatch):
    """Set the example up in a new directory for some lines: applied, or made by hand."""

    def stage(lines, number):
        by_hand = any(line.moves_in for line in lines)
        source = made / ("by-hand" if by_hand else "applied")
        if not source.exists():
            shutil.copytree(example, source)
            monkeypatch.chdir(source)
            make_by_hand(run) if by_hand else make_applied(run)
        there = tmp_path / f"stage-{number}"
        shutil.copytree(source, there)
        monkeypatch.chdir(there)

    return stage


def make_applied(run):
    """Apply the example; a saved plan and a second directory of it stand beside."""
    assert run("apply", "--sandbox", "--yes").code == 0
    override = ("--user", "Kavya Rao", "--from", "now", "--to", "2026-03-03")
    assert run("override", "add", "payments-primary", *override, "--sandbox", "--yes").code == 0
    assert run("plan", "--sandbox", "--out", "plan.json").code == 0
    shutil.copytree("policies", "staging")


def make_by_hand(run):
    """Make an account that no configuration has written yet."""
    settings = Path("policies") / "pdsync.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}\nownership: none\n", encoding="utf-8")
    assert run("apply", "--sandbox", "--yes").code == 0
    shutil.rmtree("policies")


def performed(line, run, monkeypatch):
    """Run a line, and keep what it prints where it says so."""
    if line.command == "cd":
        monkeypatch.chdir(line.words[1])
    if line.command == "cd" or not line.is_run:
        return
    ended = run(*line.on_the_sandbox)
    assert ended.code == 0, f"pdsync {' '.join(line.words)}\n{ended.out}{ended.err}"
    if line.file:
        Path(line.file).write_text(ended.out, encoding="utf-8")


@pytest.mark.parametrize(
    "page", [one for one in PAGES if any(typed(one))], ids=lambda one: one.stem
)
def test_the_commands_of_a_page_work(page, stage, run, monkeypatch):
    name = page.relative_to(ROOT).as_posix()
    if name in OWN_TEST:
        pytest.skip("a test of its own runs these")
    stages = [*typed(page)]
    if name in GOES_ON:
        stages = [[line for block in stages for line in block]]
    for number, block in enumerate(stages):
        stage(block, number)
        for line in block:
            performed(line, run, monkeypatch)


EXAMPLES = [
    (command, row)
    for command in COMMANDS
    for row in help_of(command).partition("\nExample:\n")[2].splitlines()
    if any(lines(row))
]


@pytest.mark.parametrize(("command", "row"), EXAMPLES, ids=lambda one: one.strip())
def test_the_example_of_a_help_text_works(command, row, stage, run, monkeypatch):
    stage([*lines(row)], 0)
    for line in lines(row):
        performed(line, run, monkeypatch)
