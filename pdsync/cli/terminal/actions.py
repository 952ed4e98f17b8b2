"""A step of a workflow of GitHub Actions: its summary and its outputs, in files of its runner."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen


def in_actions() -> bool:
    """Return True in a workflow of GitHub Actions, whose runner obeys lines of the log."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def most_annotations() -> int:
    """Return how many annotations of a level this process may write.

    The runner takes ten of a step, and for it all steps inside of an action are one: in that of
    pdsync there are two that annotate. Source: the code of the runner.
    """
    from pdsync.render import MOST_ANNOTATIONS

    is_in_action = bool(os.environ.get("GITHUB_ACTION_PATH"))
    return MOST_ANNOTATIONS // 2 if is_in_action else MOST_ANNOTATIONS


@frozen
class WorkflowStep:
    """Files that the runner reads when the step is over; None for what it does not ask for."""

    summary: str | None
    outputs: str | None

    @classmethod
    def of_environment(cls) -> WorkflowStep:
        """Return the step that this process runs in."""
        names = ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")
        return cls(*(os.environ.get(name) or None for name in names))

    def summarize(self, text: str) -> None:
        """Add Markdown to the summary of the job; raises PdsyncError if it cannot be written."""
        _append(self.summary, f"{text.rstrip()}\n\n")

    def tell(self, outputs: Mapping[str, str]) -> None:
        """Set outputs of the step; raises PdsyncError if they cannot be written."""
        _append(self.outputs, "".join(_output(*one) for one in outputs.items()))


def _output(name: str, value: str) -> str:
    """Return an output as the runner reads it: ended by a line that nothing in it can guess."""
    end = f"end-{os.urandom(16).hex()}"
    return f"{name}<<{end}\n{value}\n{end}\n"


def _append(file: str | None, text: str) -> None:
    if file is None:
        return
    try:
        with Path(file).open("a", encoding="utf-8", errors="replace", newline="\n") as opened:
            opened.write(text)
    except (OSError, ValueError) as problem:
        raise PdsyncError(
            "the runner's file for summary and outputs cannot be written",
            hint="this is for a step of GitHub Actions; elsewhere use another --format",
        ) from problem
