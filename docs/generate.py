"""Fills the generated parts of the pages: `python docs/generate.py`, after a change of output.

A generated part stands between `<!-- NAME -->` and `<!-- end -->`; the rest is written by hand.
What it holds is what pdsync prints, never what it should print.
"""  # noqa: INP001 - a script, not a package

import ast
import os
import re
import runpy
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache, partial
from io import StringIO
from pathlib import Path
from textwrap import indent
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent

# What the plan in the README is about: edits of the example organisation.
EDITS = {
    "          - ben.okafor@acme.example\n          - emma.johnson@acme.example\n": (
        "          - emma.johnson@acme.example\n          - ben.okafor@acme.example\n"
    ),
    "  legacy-cart:\n    name: Legacy Cart\n": None,
    "acknowledgement_timeout: 30m": "acknowledgement_timeout: 15m",
    "escalation_delay_in_minutes: 15m\n        targets: [payments-secondary]": (
        "escalation_delay_in_minutes: 10m\n        targets: [payments-secondary]"
    ),
}
# What the account has that the README writes down.
BEFORE = """\
teams: {search: {name: Search}}
escalation_policies:
  search:
    name: Search
    team: search
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [ana.silva@acme.example]}
services:
  search-api:
    name: Search API
    description: Finds what is for sale.
    escalation_policy: search
"""
IN_A_LIST = " " * 3
CHRISTMAS = "2026-12-24T18:00Z"
NEW = """\
services:
  gift-cards:
    name: Gift Cards
    severity: high
    escalation_policy: payments
    acknowledgement_timeout: 1h
"""


def main() -> None:
    """Write every page anew."""
    for page in PAGES:
        page.write_text(filled(page), encoding="utf-8", newline="\n")
    MANUAL.write_text(manual(), encoding="utf-8", newline="\n")


def manual() -> str:
    """The manual page as it is now."""
    return str(MAN["page"]())


def filled(page: Path) -> str:
    """The page with its generated parts as they are now."""
    text = page.read_text(encoding="utf-8")
    for name, part in PAGES[page].items():
        before, opening, after = text.partition(f"<!-- {name} -->\n")
        text = before + opening + part() + after[after.index("<!-- end -->") :]
    return text


def help_texts() -> str:
    """A heading and the help text for each command."""
    texts = (f"\n## pdsync {name}\n\n```text\n{help_of(name)}```\n" for name in commands())
    return "".join([*texts, "\n"])


def formats() -> str:
    """The JSON formats that any module names, in the order of their names."""
    modules = (ROOT / "pdsync").rglob("*.py")
    texts = (module.read_text(encoding="utf-8") for module in modules)
    found = {name for text in texts for name in re.findall(r'"(pdsync\.[a-z-]+/[0-9]+)"', text)}
    return "".join([*(f"- `{name}`\n" for name in sorted(found)), "\n"])


def scopes() -> str:
    """What a token needs for the example organisation."""
    return f"```text\n$ pdsync scopes\n{pdsync('scopes', at=ROOT)}```\n\n"


def commands() -> list[str]:
    """The name of every command, those of a group after it."""
    return [name for name, _ in MAN["commands"]()]


@cache
def help_of(command: str) -> str:
    """What a command says of itself."""
    return pdsync(*command.split(), "--help", at=ROOT)


def plan_of_edits() -> str:
    """The plan for a few edits, after the example organisation was applied."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        shutil.copytree(ROOT / "policies", at / "policies")
        pdsync("apply", "--yes", "--writers", "1", "--sandbox-file", "acme.db", at=at)
        edit(at / "policies")
        plan = pdsync("plan", "--sandbox-file", "acme.db", at=at)
    return f"```text\n$ pdsync plan\n{plan}```\n"


def first_plan() -> str:
    """The plan of what the README has written, about the account that it was written from."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        write({"before/account.yaml": BEFORE}, at)
        account = ("--sandbox-file", "acme.db")
        pdsync("apply", "--yes", "--config", "before", *account, at=at)
        pdsync("init", "--from-account", *account, at=at)
        plan = pdsync("plan", *account, at=at)
    return indent(f"```text\n{plan}```\n", IN_A_LIST) + IN_A_LIST


def write(files: Mapping[str, str], at: Path) -> None:
    """Write files below a directory."""
    for name, text in files.items():
        (at / name).parent.mkdir(exist_ok=True)
        (at / name).write_text(text, encoding="utf-8")


def edit(policies: Path) -> None:
    """Make the edits; a first line with nothing to replace it by takes its whole block along."""
    file = policies / "payments.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in EDITS.items():
        before, found, after = text.partition(old)
        if not found:
            sys.exit(f"{file} does not say {old!r}: change EDITS in {__file__}")
        text = before + (new + after if new else re.sub(r"\A( {4,}.*\n|\n)*", "", after))
    file.write_text(text, encoding="utf-8")
    (policies / "gift-cards.yaml").write_text(NEW, encoding="utf-8")


def said(*words: str) -> str:
    """What a command prints about the example organisation."""
    return f"```text\n$ pdsync {' '.join(words)}\n{pdsync(*words, at=ROOT)}```\n"


def diagram() -> str:
    """An incident of the example organisation, drawn."""
    at_work = ("--at", "2026-12-22T23:00Z", "--ack-after", "40m")
    words = ("simulate", "recommendations", *at_work, "--format", "mermaid")
    return f"```mermaid\n{pdsync(*words, at=ROOT)}```\n"


def pdsync(*words: str, at: Path) -> str:
    """What pdsync prints, on a terminal of eighty columns; run in this process."""
    shown, told = StringIO(), StringIO()
    with (
        chdir(at),
        patch.dict(os.environ, COLUMNS="80"),
        patch.object(sys, "excepthook"),
        redirect_stdout(shown),
        redirect_stderr(told),
    ):
        code = SAME_DAY["run"](words)
    if code:
        sys.exit(f"pdsync {' '.join(words)} exited {code}:\n{told.getvalue()}")
    return shown.getvalue()


def fields_of(kind: str) -> str:
    """The table of a kind's fields."""
    return str(FIELDS["table"](kind))


def limits() -> str:
    """The bounds of one request to PagerDuty, from the constants of the client."""
    from pdsync import network
    from pdsync.api import _client, _retry

    rows = {
        "until a connection is there": f"{network.CONNECT_SECONDS} s",
        "until an answer begins, and between two pieces of it": f"{network.READ_SECONDS} s",
        "for all of an answer, its headers included": f"{network.WHOLE_SECONDS // 60} minutes",
        "size of an answer, unpacked": f"{network.MOST_BYTES // 2**20} MB",
        "attempts of a request that may be repeated": f"{_retry.ATTEMPTS}",
        "waiting of one request for the rate limit, in all": (
            f"{_retry.LONGEST_LIMIT / 60:.0f} minutes"
        ),
        "reads at one time": f"{_client.PARALLEL}",
    }
    lines = "".join(f"| {what} | {most} |\n" for what, most in rows.items())
    return f"| | at most |\n|---|---|\n{lines}"


def folders() -> str:
    """A line for each module and folder of the package, from their docstrings."""
    top = ROOT / "pdsync"
    modules = [one for one in top.glob("[a-z]*.py") if one.stem != "__main__"]
    packages = top.rglob("*/__init__.py")
    return "".join(_line(one, top) for one in [*sorted(packages), *sorted(modules)])


def _line(module: Path, top: Path) -> str:
    said = (ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").splitlines()[0]
    is_folder = module.name == "__init__.py"
    at = module.parent if is_folder else module
    depth = len(at.relative_to(top).parts) - 1
    return f"{'  ' * depth}- `{at.name}{'/' * is_folder}`: {said}\n"


MAN = runpy.run_path(str(ROOT / "docs" / "man.py"))
LINT = runpy.run_path(str(ROOT / "docs" / "lint_parts.py"))
SAME_DAY = runpy.run_path(str(ROOT / "docs" / "same_day.py"))
MANUAL = ROOT / "docs" / "pdsync.1"
FIELDS = runpy.run_path(str(ROOT / "docs" / "fields.py"))
KINDS = [page.stem for page in sorted((ROOT / "docs" / "kinds").glob("*.md"))]
WRITTEN = [kind for kind in KINDS if FIELDS["KINDS"][kind].managed]
PAGES: Mapping[Path, Mapping[str, Callable[[], str]]] = {
    ROOT / "README.md": {"plan": plan_of_edits, "first": first_plan},
    ROOT / "docs" / "cli.md": {"help": help_texts},
    ROOT / "docs" / "design.md": {"folders": folders},
    ROOT / "docs" / "oncall.md": {
        "oncall": partial(said, "oncall", "payments", "--at", CHRISTMAS),
        "simulate": partial(said, "simulate", "recommendations", "--at", CHRISTMAS),
        "diagram": diagram,
    },
    ROOT / "docs" / "plan-and-apply.md": {"limits": limits},
    ROOT / "docs" / "own-rules.md": {"facts": LINT["facts"]},
    ROOT / "docs" / "security.md": {"scopes": scopes},
    ROOT / "docs" / "support.md": {"formats": formats},
    ROOT / "docs" / "rules.md": {
        "subjects": LINT["rules_by_subject"],
        "rules": LINT["rules"],
        "names": LINT["other_names"],
    },
    **{
        ROOT / "docs" / "kinds" / f"{one}.md": {"fields": partial(fields_of, one)}
        for one in WRITTEN
    },
}


if __name__ == "__main__":
    main()
