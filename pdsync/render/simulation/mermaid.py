"""A simulated incident as a Mermaid flowchart, for documents. Returns text; draws nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.json_types import Json
from pdsync.kinds import duration_words
from pdsync.render._escape import visible
from pdsync.render.agenda.text import title
from pdsync.render.simulation.text import (
    by_whom,
    ending_words,
    facts,
    lead,
    runs,
    skipped,
)

_ASSIGNING = {"assigned", "escalated", "repeated"}
_ENTITIES = {ord(character): f"#{ord(character)};" for character in '#"<>&`'}


def simulation_mermaid(row: Json) -> str:
    """A box for the beginning, for each step and for the end, with the minutes between them.

    Repeats that go the same way are one box.
    """
    lines = ["flowchart TD", f'    begin(["{_label(title(row["service"]), facts(row))}"])']
    before, passed = "begin", 0
    for number, (minutes, texts) in enumerate(_boxes(row)):
        node = f"step{number}"
        lines.append(f'    {node}["{_label(*texts)}"]')
        lines.append(f"    {before} -->|{_after(minutes - passed)}| {node}")
        before, passed = node, minutes
    return "\n".join(
        [*lines, f'    finish(["{_label(ending_words(row))}"])', f"    {before} --> finish"]
    )


def _boxes(row: Json) -> Iterator[tuple[int, list[str]]]:
    for run in runs(row["steps"], row):
        for step in run.steps:
            texts = [lead(step, row)]
            texts += by_whom(step, row) if step["event"] in _ASSIGNING else []
            yield step["minutes"], [*texts, *skipped(step, row)]
        if run.again:
            yield run.again["minutes"], [run.words]


def _after(minutes: int) -> str:
    return f"after {duration_words(60 * minutes)}" if minutes else "at once"


def _label(*texts: str) -> str:
    return "<br/>".join(visible(text).translate(_ENTITIES) for text in texts)
