"""A link of a runbook leads to nothing in the repository: no file, no heading, no picture.

Why: "see the page of the gateway" is read while customers wait, and then there is none. Files are
moved and headings renamed in quiet weeks, and the pages that link to them are not looked at.
Headings are known by the names that GitHub makes of them. Addresses of the web are not asked.

Bad:

```markdown
# Checkout

If the gateway times out, see [what to do](gateway-of-last-year.md#switch).
```

Good:

```markdown
# Checkout

If the gateway times out, see [what to do](#switch).

## Switch

Take the other region.
```
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from pdsync.diagnostics import Place, Severity
from pdsync.kinds import did_you_mean
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.pages.page import Link, MarkdownPage
from pdsync.lint.pages.runbooks import Runbook, page_of, runbooks
from pdsync.on_demand import regex
from pdsync.source import Config, Nowhere

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.RUNBOOKS
HABIT = True
PAGES = True

_WEB = regex(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_LINES = regex(r"L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?")


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """The first link to each thing that is not there, and parts that services name in vain."""
    for runbook in runbooks(config, context):
        for naming in runbook.named:
            wrong = _unknown_part(naming.anchor, runbook.page, f"'{runbook.file}'")
            if wrong:
                yield Finding(naming.place, *wrong)
        seen = set()
        for link in runbook.page.links:
            leads = link.target, None if link.target else link.text
            found = None if leads in seen else _wrong(link, runbook, config, context)
            seen.add(leads)
            if found:
                yield Finding(_place(link, runbook), *found, runbook.related)


def _place(link: Link, runbook: Runbook) -> Place:
    return Place(runbook.file, link.line, link.column, max(len(link.text), 1))


def _wrong(
    link: Link, runbook: Runbook, config: Config, context: LintContext
) -> tuple[str, str] | None:
    """Say what is wrong with a link, and what to write."""
    if link.target is None:
        how = f"write `[{link.text}]: PATH` on a line of its own, or the path in ( )"
        return f"nothing says where '{link.text}' leads", how
    if not link.target or _WEB.match(link.target):
        return None
    path, _, anchor = link.target.partition("#")
    path = path.partition("?")[0]
    if not path:
        return _unknown_part(unquote(anchor), runbook.page, "this page")
    found = config.pages.linked(runbook.file, path)
    if found is Nowhere.OUTSIDE:
        return f"'{unquote(path)}' leads out of the repository", "write its address on the web"
    if found is Nowhere.MISSING:
        how = "write the path from this page's folder, or from the top of the repository after `/`"
        return f"there is no file '{unquote(path)}'", how
    other = page_of(config, context, str(found)) if anchor else None
    return _unknown_part(unquote(anchor), other, f"'{found}'") if other else None


def _unknown_part(anchor: str, page: MarkdownPage, where: str) -> tuple[str, str] | None:
    if not anchor or anchor == "top" or _LINES.fullmatch(anchor) or anchor in page.anchors:
        return None
    near = did_you_mean(anchor, tuple(sorted(page.anchors)))
    how = f"did you mean `#{near}`?" if near else "write that of a heading, in small letters with -"
    return f"{where} has no heading '#{anchor}'", how
