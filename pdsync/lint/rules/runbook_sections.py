"""A runbook of the repository lacks a section, or has one with nothing in it.

Why: at three in the morning people read from the top and stop at the first thing to do. A page
without "Mitigation" sends them to find out by themselves what somebody knew, and one whose
"Diagnosis" is still to be written does so after they have read it. A section is empty with nothing
but comments in it, with a word for later, or with what `pdsync init --runbook` has put there. Its
heading may say more: "Root Cause Analysis" is "Root Cause".
A service that names a part of a page, `runbook: pages.md#checkout`, is about the sections below
that heading. Where `runbook:` is an address of the web, or no page of Markdown, nothing is said,
nor of a page of more than 128 KiB, which no rule reads.

Bad:

```markdown
# Checkout

## Symptoms

Orders per minute drop.

## Mitigation

Todo:
```

Good:

```markdown
# Checkout

## Symptoms

Orders per minute drop.

## Diagnosis

Compare with the same hour last week.

## Mitigation

Roll back to the last green run.

## Root Cause

A release, twice of three times.

## Prevention

Releases go to one shop first.
```
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Annotated

from pydantic import Field

from pdsync.diagnostics import Severity
from pdsync.kinds import Listed
from pdsync.lint._rule import Finding, LintContext, RuleSettings, RuleSubject
from pdsync.lint.pages.page import COMMENT, PageBlock, PagePart
from pdsync.lint.pages.runbooks import Runbook, runbooks
from pdsync.on_demand import regex
from pdsync.package_text import package_text
from pdsync.source import Config

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.RUNBOOKS
HABIT = True
PAGES = True

_SECTIONS = ("Symptoms", "Diagnosis", "Mitigation", "Root Cause", "Prevention")
_AROUND = regex(r"^[\W\d_]+|[\W_]+$")
_LATER = regex(r"\b(TO-?[D]O|TB[AD]|FIX-?[M]E|to be (written|done|filled))\b", re.IGNORECASE)
_ONLY_LATER = regex(
    r"(to do|later|(coming )?soon|to (follow|come)|wip|work in progress|placeholder|xxx+|none yet)",
    re.IGNORECASE,
)
_SAYS = regex(r"\w|!\[")
_ITEM = regex(r"^(?:-|\d+\.) ")
_SHORT = 40
"""In a longer text it is one thing of several that comes later."""


class RunbookSections(RuleSettings):
    """The sections that a runbook has."""

    sections: Annotated[
        Listed[str], Field(description=f"What a runbook has: {', '.join(_SECTIONS)} unless said.")
    ] = _SECTIONS


OPTIONS = RunbookSections


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every runbook without all of its sections, or with an empty one."""
    sections = context.options(RunbookSections).sections
    for runbook in runbooks(config, context):
        for part in _parts(runbook, sections):
            yield from _found(runbook, part, sections)


def _parts(runbook: Runbook, sections: Sequence[str]) -> Iterator[PagePart | None]:
    """Yield the parts of a page that services name; None for the whole of it.

    A link into one section of a page is one to the page.
    """
    known = {_plain(one) for one in sections}
    parts = {one.anchor: runbook.page.by_anchor.get(one.anchor) for one in runbook.named}
    whole = {
        anchor: not anchor or (part is not None and _plain(part.heading.text) in known)
        for anchor, part in parts.items()
    }
    if any(whole.values()):
        yield None
    yield from (one for anchor, one in parts.items() if one and not whole[anchor])


def _found(runbook: Runbook, part: PagePart | None, sections: Sequence[str]) -> Iterator[Finding]:
    headed = [one for one in runbook.page.parts if part is None or one.heading in part.blocks]
    found = {one: _headed_so(headed, _plain(one)) for one in sections}
    missing = [name for name, one in found.items() if one is None]
    empty = [
        (name, one.heading) for name, one in found.items() if one and not _is_filled(one.blocks)
    ]
    if not missing and not empty:
        return
    first = empty[0][1] if empty and not missing else None
    yield Finding(
        runbook.place(first or (part.heading if part else None)),
        " and ".join(
            filter(None, (_told(missing, "missing"), _told([one for one, _ in empty], "empty")))
        ),
        "write under each of these headings what people need at night, and no more",
        runbook.related,
    )


def _headed_so(parts: Sequence[PagePart], name: str) -> PagePart | None:
    """Return the first part of a name, else the first whose heading begins with it."""
    exact = (one for one in parts if _plain(one.heading.text) == name)
    longer = (one for one in parts if _plain(one.heading.text).startswith(f"{name} "))
    return next(chain(exact, longer), None)


def _told(sections: Sequence[str], what: str) -> str:
    if not sections:
        return ""
    word, verb = ("section", "is") if len(sections) == 1 else ("sections", "are")
    return f"the {word} {_listed(sections)} {verb} {what}"


def _listed(sections: Sequence[str]) -> str:
    *most, last = (f"'{one}'" for one in sections)
    return f"{', '.join(most)} and {last}" if most else last


def _plain(heading: str) -> str:
    """Return a heading without numbers, signs and capitals around its words."""
    return _AROUND.sub("", heading).casefold()


def _is_filled(blocks: Sequence[PageBlock]) -> bool:
    return any(one.sort != "heading" and _says(one) for one in blocks)


def _says(block: PageBlock) -> bool:
    text = " ".join(COMMENT.sub("", block.text).split())
    is_left = block.sort == "text" and _is_left(text)
    is_later = len(text) <= _SHORT and _LATER.search(text)
    is_later = is_later or _ONLY_LATER.fullmatch(_AROUND.sub("", text))
    return _SAYS.search(text) is not None and not is_left and not is_later


def _is_left(text: str) -> bool:
    """Return True for what `pdsync init --runbook` writes, a word of a service in places."""
    texts, with_words = _template()
    return text in texts or any(one.fullmatch(text) for one in with_words)


@cache
def _template() -> tuple[set[str], list[re.Pattern[str]]]:
    """Return the texts of the template's sections: each is a line, an item or a cell."""
    _, _, sections = package_text("pdsync", "scaffold/templates/runbook.md").partition("\n## ")
    lines = (line for line in sections.splitlines()[1:] if not line.startswith(("#", "<!--")))
    texts = {_ITEM.sub("", cell.strip()) for line in lines for cell in line.split("|")}
    with_words = [re.escape(one) for one in texts if "$" in one]
    return texts, [re.compile(re.sub(r"\\\$[a-z]+", r"\\S+", one)) for one in with_words]
