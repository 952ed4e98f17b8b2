"""The main job, start to end, on the example organisation and a new sandbox: what `make demo` runs.

It uses pdsync as a person would, through its command line, and nothing else of it.
"""

import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = Path(".demo")  # ignored by git and made anew on every run
CONFIG = SCRATCH / "policies"
SANDBOX = SCRATCH / "sandbox.db"
REPORT = SCRATCH / "report.html"

# The edits, in terms of what policies/ holds: (file, what it says, what it is to say).
FIELD = ("payments.yaml", "acknowledgement_timeout: 30m", "acknowledgement_timeout: 15m")
TURNS = (
    "payments.yaml",
    "          - ben.okafor@acme.example\n          - emma.johnson@acme.example\n",
    "          - emma.johnson@acme.example\n          - ben.okafor@acme.example\n",
)
REMOVED_FILE = "payments.yaml"
REMOVED_SERVICE = "legacy-cart"
NEW_FILE = "gift-cards.yaml"
NEW_SERVICE = """\
services:
  gift-cards:
    name: Gift Cards
    description: Sells and redeems gift cards.
    severity: high
    escalation_policy: payments
    integrations:
      datadog:
        name: Datadog
        vendor: Datadog
"""
PERSON = "ana.silva@acme.example"
SCHEDULE = "payments-primary"
SERVICE = "recommendations"

ACCOUNT = ("--sandbox-file", SANDBOX.as_posix())

NO_CHANGES = 0
CHANGES = 2


@dataclass(frozen=True)
class Fold:
    """How much of a long output is shown: so many lines of its beginning and of its end at most.

    The end begins with a paragraph. It is what the command prints; only lines are left out, and
    their number is said.
    """

    first: int
    last: int

    def of(self, lines: list[str]) -> list[str]:
        """The lines that are shown, and how many are not."""
        hidden = len(lines) - self.first - self.last
        if hidden <= 1:
            return lines
        end = lines[len(lines) - self.last :]
        if lines[-self.last - 1] and "" in end:
            end = end[end.index("") + 1 :]
            hidden = len(lines) - self.first - len(end)
        return [*lines[: self.first], f"  [… {hidden} lines that this demo leaves out …]", *end]


def main() -> int:
    """Run the demo. The result is the exit code: 0, or 1 when a command did not end as it must."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    os.chdir(ROOT)
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir()
    try:
        on_a_new_account()
        after_some_edits()
        asked_without_an_account()
    except DemoError as problem:
        print(f"\nThe demo stopped: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    what_next()
    return 0


def on_a_new_account() -> None:
    """Create the whole organisation, and show that nothing is left to do."""
    shutil.copytree("policies", CONFIG)
    title(f"A new account, and {CONFIG.as_posix()}/, a copy of policies/: all is to be created")
    plan(exits=CHANGES, fold=Fold(9, 1))
    apply(fold=Fold(1, 1))
    title("The same plan again: nothing to do")
    plan(exits=NO_CHANGES)


def after_some_edits() -> None:
    """Edit the configuration, and carry the edits out."""
    title("Four edits: a field, turns, a new service, a removed service")
    change(FIELD, f"{FIELD[1]} becomes {FIELD[2].split()[-1]}")
    change(TURNS, f"{SCHEDULE}: two people change places")
    (CONFIG / NEW_FILE).write_text(NEW_SERVICE, encoding="utf-8")
    say_edit(NEW_FILE, "new")
    remove_service(CONFIG / REMOVED_FILE)
    plan(exits=CHANGES)
    apply(fold=Fold(0, 13))
    title("And again: nothing to do")
    plan(exits=NO_CHANGES)


def asked_without_an_account() -> None:
    """What the YAML alone answers."""
    title("Who is on call, by the YAML alone")
    run("oncall", SCHEDULE)
    title("What hangs on one person")
    run("who", PERSON)
    title("Whom an incident would reach")
    run("simulate", SERVICE)
    title("Everything on one page")
    run("report", "--out", REPORT.as_posix())
    print(f"  (its answer is the file: {REPORT.stat().st_size // 1024} KB, for any browser)")


def change(edit: tuple[str, str, str], told: str) -> None:
    """Write something else over the first place that says it."""
    name, old, new = edit
    file = CONFIG / name
    before = file.read_text(encoding="utf-8")
    if old not in before:
        raise DemoError(f"{file} does not say `{old.strip()}`")
    file.write_text(before.replace(old, new, 1), encoding="utf-8")
    say_edit(name, told)


def remove_service(file: Path) -> None:
    """Cut the service out: its line, and the deeper, blank or comment lines below it."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    opening = f"  {REMOVED_SERVICE}:"
    start = next((n for n, line in enumerate(lines) if line.rstrip() == opening), None)
    if start is None:
        raise DemoError(f"{file} has no service {REMOVED_SERVICE}")
    end = start + 1
    while end < len(lines) and (lines[end].startswith("   ") or not lines[end].strip()):
        end += 1
    file.write_text("".join(lines[:start] + lines[end:]), encoding="utf-8")
    say_edit(REMOVED_FILE, f"{REMOVED_SERVICE} is removed")


def say_edit(name: str, told: str) -> None:
    """Say what was edited."""
    print(f"  {CONFIG.as_posix()}/{name}: {told}")


def plan(*, exits: int, fold: Fold | None = None) -> None:
    """Show a plan. `--detailed-exitcode` makes it exit 2 when there is something to do."""
    run("plan", *ACCOUNT, "--detailed-exitcode", exits=exits, fold=fold)


def apply(*, fold: Fold) -> None:
    """Carry out what the plan showed."""
    run("apply", *ACCOUNT, "--yes", fold=fold)


def run(command: str, *options: str, exits: int = 0, fold: Fold | None = None) -> None:
    """Run one command, shown first, with no connection settings of this shell's.

    Raises DemoError when its exit code is not the expected one.
    """
    words = [command, "--config", CONFIG.as_posix(), *options]
    print(f"\n$ pdsync {' '.join(words)}", flush=True)
    own = ("PAGERDUTY_", "PDSYNC_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    ended = subprocess.run(
        [sys.executable, "-m", "pdsync", *words],
        env=environment | {"PYTHONUNBUFFERED": "1"},  # what is folded keeps its order
        check=False,
        stdout=subprocess.PIPE if fold else None,
        stderr=subprocess.STDOUT if fold else None,
        encoding="utf-8",
    )
    for line in fold.of(ended.stdout.splitlines()) if fold else ():
        print(line)
    if ended.returncode != exits:
        raise DemoError(f"pdsync {command} exited {ended.returncode}, not {exits}")


def title(text: str) -> None:
    """Say what the next commands show."""
    print(f"\n=== {text}", flush=True)


def what_next() -> None:
    """Say what was made, and what to do with it."""
    scripts = Path(sys.executable).parent
    here = scripts.relative_to(ROOT) if scripts.is_relative_to(ROOT) else scripts
    pdsync = (here / "pdsync").as_posix()
    print(f"""
Done. What to try next:
  open {REPORT.as_posix()}, the page of who is on call, in a browser
  edit the YAML in {CONFIG.as_posix()}/, and see what that would do:
    {pdsync} plan --config {CONFIG.as_posix()} {" ".join(ACCOUNT)}
  prove that an incident of any service finds somebody, at every minute of four weeks:
    {pdsync} simulate --all
  plan an account of your own, which only reads: README.md, "Five minutes to a plan"\
""")


class DemoError(Exception):
    """Something did not go as the demo promises; its text says what."""


if __name__ == "__main__":
    sys.exit(main())
