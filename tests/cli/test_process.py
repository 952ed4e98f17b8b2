"""What only a process of its own shows: start-up, bugs in words, a closed pipe."""

import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version

import pytest
from command_line import CHECKOUT
from source_code import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.process]  # a process takes a second to start

HEAVY = ("pydantic", "httpx", "yaml", "deepdiff", "rich", "sqlite3", "zoneinfo")


def python(*args, **settings):
    return subprocess.run(
        [sys.executable, *args], capture_output=True, text=True, check=False, **settings
    )


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from pdsync.cli import main; main(['--help']);"
        f"sys.exit(', '.join(name for name in {HEAVY} if name in sys.modules))"
    )

    assert python("-c", code).stderr == "\n"


@pytest.mark.parametrize(
    "words", [["lint", "policies"], ["plan", "--bogus"], ["override", "add"], ["planing"]]
)
def test_words_that_are_wrong_import_nothing_heavy(words):
    imported, _ = imported_by(words, cwd=ROOT)

    assert among(imported, {"pdsync.kinds", "pydantic_core", "yaml"}) == set()


def imported_by(words, **settings):
    """Every module that a command imports, and what it printed."""
    code = (
        f"import sys; from pdsync.cli import main; main({words!r});"
        "print(*sys.modules, file=sys.stderr)"
    )
    ended = python("-c", code, **settings)
    return set(ended.stderr.split()), ended.stdout


def among(modules, unwanted):
    """Return those of the unwanted that are there, or a module of theirs."""
    return {one for one in unwanted if any(f"{name}.".startswith(f"{one}.") for name in modules)}


OF_ACCOUNTS_AND_FIXES = {
    *("pdsync.api", "pdsync.reconcile", "pdsync.roster", "pdsync.sandbox"),
    *("pdsync.network", "pdsync.forge", "pdsync.dump", "pdsync.terraform", "pdsync.scaffold"),
    *("pdsync.render.plan", "pdsync.render.page", "httpx", "deepdiff"),
    *("pdsync.lint.fixing.mended", "pdsync.source.edit.proof", "pdsync.source.schema"),
}


def test_no_plugin_of_another_program_sees_what_pydantic_validates(tmp_path):
    about = tmp_path / "nosy-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: nosy\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[pydantic]\nnosy = nosy:plugin\n")
    (tmp_path / "nosy.py").write_text("raise SystemExit('it was loaded')")

    ended = python("-m", "pdsync", "lint", cwd=ROOT, env=os.environ | {"PYTHONPATH": str(tmp_path)})

    assert (ended.returncode, ended.stderr) == (0, "")


LOADED_BY_WHAT_WAITS = {"email", "hmac", "_hashlib"}
"""Modules that `importlib.metadata` and `secrets` import, which pydantic does."""

OF_PLANS_AND_DUMPS = {
    *("pdsync.kinds.schedule.in_words", "pdsync.kinds.schedule.losses"),
    *("pdsync.kinds.schedule.layers.resolve", "pdsync.kinds.schedule.layers.wire"),
    *("pdsync.source.edit.outline", "difflib", "json"),
}


def test_the_way_in_lets_modules_wait_of_which_lint_uses_nothing():
    code = (
        "import sys; from pdsync.__main__ import main; sys.argv = ['pdsync', 'lint']; main();"
        "print(*sys.modules, file=sys.stderr)"
    )
    ended = python("-c", code, cwd=ROOT)

    imported = set(ended.stderr.split())
    assert ("No problems." in ended.stdout, "pydantic" in imported) == (True, True)
    assert among(imported, LOADED_BY_WHAT_WAITS | OF_PLANS_AND_DUMPS) == set()


def test_what_waits_is_there_for_who_asks():
    code = (
        "import sys; from pdsync.__main__ import main; sys.argv = ['pdsync', '--version']; main();"
        "from importlib import metadata; from secrets import token_hex; import tempfile, tokenize;"
        "tempfile.TemporaryFile().close();"
        "print(metadata.version('click'), len(token_hex(4)), tokenize.NAME == 1)"
    )
    ended = python("-c", code)

    assert ended.stdout.splitlines()[1:] == [f"{version('click')} 8 True"]


def test_lint_imports_nothing_of_accounts_and_fixes():
    imported, said = imported_by(["lint"], cwd=ROOT)

    assert ("No problems." in said, among(imported, OF_ACCOUNTS_AND_FIXES)) == (True, set())


OF_OTHER_WORK = {
    *("pdsync.reconcile.apply.run", "pdsync.reconcile.verify", "pdsync.reconcile.overrides"),
    *("pdsync.reconcile.drift", "pdsync.reconcile.going_back", "pdsync.reconcile.read.rosters"),
    *("pdsync.roster", "pdsync.oncall.final", "pdsync.oncall.proofs", "pdsync.oncall.convert"),
    *("pdsync.render.page", "pdsync.render.plan.markdown.document", "pdsync.cli.terminal.problems"),
    *("pdsync.forge", "pdsync.lint", "pdsync.dump", "pdsync.terraform", "pdsync.scaffold"),
    "deepdiff",
}


def test_a_plan_that_changes_nothing_imports_only_what_finds_that(write, tmp_path):
    write(CHECKOUT)
    python("-m", "pdsync", "apply", "--sandbox", "--yes", cwd=tmp_path)

    imported, said = imported_by(["plan", "--sandbox"], cwd=tmp_path)

    assert ("No changes." in said, among(imported, OF_OTHER_WORK)) == (True, set())


A_BUG = """
import sys
from pdsync import source
from pdsync.cli import main
source.load = lambda _: 1 / 0
sys.exit(main(sys.argv[1:]))
"""
WORDS = "this is a bug in pdsync 0.1.0: ZeroDivisionError: division by zero"


def test_a_bug_is_told_in_a_line_and_how_to_report_it():
    ended = python("-c", A_BUG, "lint")

    first, second = ended.stderr.splitlines()
    assert (ended.returncode, ended.stdout, first) == (1, "", f"error: {WORDS}")
    assert second.startswith(
        "    = help: run it again with PDSYNC_DEBUG=1, and put what that shows"
    )


def test_a_bug_is_json_where_json_was_asked_for():
    ended = python("-c", A_BUG, "lint", "--format", "json")

    (finding,) = json.loads(ended.stdout)["findings"]
    assert (ended.returncode, finding["rule"], finding["message"]) == (1, "bug", WORDS)


def test_the_details_of_a_bug_are_shown_on_request(monkeypatch):
    monkeypatch.setenv("PDSYNC_DEBUG", "1")

    ended = python("-c", A_BUG, "lint")

    assert ended.stderr.startswith("Traceback (most recent call last):\n")


A_BUG_IN_A_CHANGE = """
import sys
import time
time.sleep = lambda seconds: None  # what was not answered is looked for again and again
from pdsync.api import Client
from pdsync.cli import main
send = Client.send
def broken(self, method, path, body, **options):
    return 1 / 0 if path == "/services" else send(self, method, path, body, **options)
Client.send = broken
sys.exit(main(sys.argv[1:]))
"""
OUTLIVED = """\
  unknown  + service checkout-api  "Checkout API"
  unknown  + service legacy-cart  "Legacy Cart"
           a bug in pdsync broke it off (PDSYNC_DEBUG=1 shows the details, for a
           bug report)

Not complete: 1 created, 2 unknown.
Run it again: what is done stays done.
"""


def test_a_bug_in_one_change_leaves_the_report_of_the_others(write, tmp_path, monkeypatch):
    write(CHECKOUT)
    monkeypatch.setenv("COLUMNS", "80")

    ended = python("-c", A_BUG_IN_A_CHANGE, "apply", "--sandbox", "--yes", cwd=tmp_path)

    assert (ended.returncode, ended.stdout.partition("\n\n  unknown")[2]) == (
        1,
        OUTLIVED.removeprefix("  unknown"),
    )


def test_the_details_of_a_bug_in_one_change_are_shown_on_request(write, tmp_path, monkeypatch):
    write(CHECKOUT)
    monkeypatch.setenv("PDSYNC_DEBUG", "1")

    ended = python("-c", A_BUG_IN_A_CHANGE, "apply", "--sandbox", "--yes", cwd=tmp_path)

    assert ended.stderr.count("Traceback (most recent call last):\n") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_pipe_that_closes_is_no_trouble(write, tmp_path):
    write(CHECKOUT)

    ended = subprocess.run(
        f"{sys.executable} -m pdsync plan --sandbox --format json | head -c 1",
        shell=True, capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip

    assert (ended.stdout, ended.stderr) == ("{", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own ways")
def test_output_is_utf_8_whatever_the_locale(write, tmp_path, monkeypatch):
    write(CHECKOUT)
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")

    ended = python("-m", "pdsync", "plan", "--sandbox", cwd=tmp_path, encoding="utf-8")

    assert ended.stdout.startswith("pdsync plan · policies/ → pdsync-sandbox.db")


INTERRUPTED_BY_ITS_IMPORTS = """
import importlib.abc, sys

class CtrlC(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "click":
            raise KeyboardInterrupt

sys.meta_path.insert(0, CtrlC())
from pdsync.__main__ import main
sys.exit(main())
"""


def test_ctrl_c_before_anything_has_begun_is_no_traceback():
    ended = python("-c", INTERRUPTED_BY_ITS_IMPORTS)

    assert (ended.returncode, ended.stdout, ended.stderr) == (
        130,
        "",
        "Interrupted; nothing was sent.\n",
    )


HEAPS = """
import threading
from ctypes import CDLL, c_void_p
from pdsync.cli._account import AccountOptions, opened
from pdsync.cli._clock import REAL
from pdsync.cli.terminal.output import Output

def take():
    kept = bytearray(10_000)
    all_there.wait()

all_there = threading.Barrier(4)
with opened(AccountOptions(api_url="http://127.0.0.1:1"), REAL, Output(color=False)):
    threads = [threading.Thread(target=take) for _ in range(all_there.parties)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
c = CDLL(None)
c.malloc_info(0, c_void_p.in_dll(c, "stdout"))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has several heaps")
def test_threads_that_ask_an_account_take_memory_from_one_heap():
    environment = {"PAGERDUTY_TOKEN": "read-only"}

    ended = python("-c", HEAPS, env=environment)

    assert (ended.stdout.count("<heap nr="), ended.stderr) == (1, "")
