"""The main job, start to end, on the example organisation and a new sandbox: what `make demo` runs.

It uses pdsync as a person would, through its command line, and nothing else of it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = Path(".demo")  # ignored by git and made anew on every run
CONFIG = SCRATCH / "policies"
SANDBOX = SCRATCH / "sandbox.db"

# The three edits, in terms of what policies/ holds.
FIELD_FILE = "payments.yaml"
FIELD_OLD = "acknowledgement_timeout: 30m"
FIELD_NEW = "acknowledgement_timeout: 15m"
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

NO_CHANGES = 0
CHANGES = 2


def main() -> int:
    """Run the demo. The result is the exit code: 0, or 1 when a command did not end as it must."""
    os.chdir(ROOT)
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir()
    try:
        on_a_new_account(Path("policies"))
        after_three_edits()
    except DemoError as problem:
        print(f"\nThe demo stopped: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(f"\nDone. The account it made is in {SANDBOX.as_posix()}.")
    return 0


def on_a_new_account(config: Path) -> None:
    """Create the whole organisation, and show that nothing is left to do."""
    title("A new account: everything is to be created")
    plan(config, exits=CHANGES)
    apply(config)
    title("The same plan again: nothing to do")
    plan(config, exits=NO_CHANGES)


def after_three_edits() -> None:
    """Edit a copy of the configuration, and carry the edits out."""
    shutil.copytree("policies", CONFIG)
    title("Three edits: a field, a new service, a removed service")
    change_field(CONFIG / FIELD_FILE)
    (CONFIG / NEW_FILE).write_text(NEW_SERVICE, encoding="utf-8")
    print(f"  {CONFIG.as_posix()}/{NEW_FILE}: new")
    remove_service(CONFIG / REMOVED_FILE)
    plan(CONFIG, exits=CHANGES)
    apply(CONFIG)
    title("And again: nothing to do")
    plan(CONFIG, exits=NO_CHANGES)


def change_field(file: Path) -> None:
    """Write the new value of the field over its first old one."""
    before = file.read_text(encoding="utf-8")
    if FIELD_OLD not in before:
        raise DemoError(f"{file} does not say `{FIELD_OLD}`")
    file.write_text(before.replace(FIELD_OLD, FIELD_NEW, 1), encoding="utf-8")
    print(f"  {file.as_posix()}: {FIELD_OLD} becomes {FIELD_NEW}")


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
    print(f"  {file.as_posix()}: {REMOVED_SERVICE} is removed")


def plan(config: Path, *, exits: int) -> None:
    """Show a plan. `--detailed-exitcode` makes it exit 2 when there is something to do."""
    run("plan", config, "--detailed-exitcode", exits=exits)


def apply(config: Path) -> None:
    """Carry out what the plan showed."""
    run("apply", config, "--yes", exits=0)


def run(command: str, config: Path, flag: str, *, exits: int) -> None:
    """Run one command, shown first, with no connection settings of this shell's.

    Raises DemoError when its exit code is not the expected one.
    """
    words = [command, "--config", config.as_posix(), "--sandbox-file", SANDBOX.as_posix(), flag]
    print(f"\n$ pdsync {' '.join(words)}", flush=True)
    own = ("PAGERDUTY_", "PDSYNC_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    ended = subprocess.run([sys.executable, "-m", "pdsync", *words], env=environment, check=False)
    if ended.returncode != exits:
        raise DemoError(f"pdsync {command} exited {ended.returncode}, not {exits}")


def title(text: str) -> None:
    """Say what the next commands show."""
    print(f"\n=== {text}", flush=True)


class DemoError(Exception):
    """Something did not go as the demo promises; its text says what."""


if __name__ == "__main__":
    sys.exit(main())
