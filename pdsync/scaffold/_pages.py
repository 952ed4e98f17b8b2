"""Pages to fill in: runbooks, post-mortems and game days, by how bad it is when a service fails.

What is not known of a severity is asked as for `high`.
"""

from __future__ import annotations

from collections.abc import Mapping

from pdsync.frozen import frozen
from pdsync.render import markdown
from pdsync.scaffold._templates import filled

_UNKNOWN = "high"


@frozen
class Page:
    """A kind of page: its template, and its folder, below the configuration or beside it."""

    title: str
    folder: str
    in_configuration: bool = False


PAGES: Mapping[str, Page] = {
    "runbook": Page("runbook", "runbooks", in_configuration=True),
    "post_mortem": Page("post-mortem", "post-mortems"),
    "game_day": Page("game day", "game-days"),
}


@frozen
class Subject:
    """Subject of a page: a service as the configuration has it, or a title alone."""

    title: str
    key: str | None = None
    severity: str | None = None
    policy: str | None = None
    description: str | None = None


def filled_page(kind: str, subject: Subject, words: Mapping[str, str] | None = None) -> str:
    """Return the page of a kind; `words` are those that the subject has not."""
    own = {
        "title": markdown(subject.title),
        "service": markdown(subject.title),
        "key": subject.key or "SERVICE",
        "about": _about(subject),
    }
    return filled(
        f"{kind.replace('_', '-')}.md", {**own, **(words or {})}, subject.severity or _UNKNOWN
    )


def _about(subject: Subject) -> str:
    if subject.key is None:
        return "Service: _which_"
    facts = [f"Service `{subject.key}`"]
    facts += [f"severity {subject.severity}"] if subject.severity else []
    facts += [f"escalation policy {markdown(subject.policy)}"] if subject.policy else []
    return " · ".join(facts) + (
        f"\n\n{markdown(subject.description)}" if subject.description else ""
    )
