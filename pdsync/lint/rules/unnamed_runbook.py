"""A runbook that no service names: whoever is woken is not led to it.

Why: a page that nobody finds at night might as well not be there, and one whose service was
renamed or deleted is out of date before anybody reads it. Runbooks are the Markdown files in a
folder called `runbooks` below the configuration, and what lies beside a runbook that a service
names in a folder of that name. A page that a runbook links to is found by that, and one that a
service names by its address at a forge; `README.md` and `index.md` are about the folder.

Bad:

```yaml
services:
  checkout: {escalation_policy: {name: Payments}}
```

Good:

```yaml
services:
  checkout: {escalation_policy: {name: Payments}, runbook: runbooks/checkout.md}
```
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from pdsync.diagnostics import Severity
from pdsync.kinds import did_you_mean
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.pages.runbooks import Runbook, page_of, runbooks
from pdsync.source import Config, is_page

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.RUNBOOKS
HABIT = True
PAGES = True

_FOLDERS = {"runbooks", "runbook"}
_TAIL = 2
"""The last names of an address of the web by which it is known for that of a page."""
_OF_THE_FOLDER = {"readme", "index"}


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every page of such a folder to which nothing leads."""
    if config.is_broken:
        return
    known, on_the_web = _led_to(config, context), _on_the_web(config)
    for file in _in_folders(config, known):
        path = PurePosixPath(file)
        if (
            file in known
            or path.stem.lower() in _OF_THE_FOLDER
            or path.parts[-_TAIL:] in on_the_web
        ):
            continue
        page = page_of(config, context, file)
        if page:
            place = Runbook(file, page, ()).place()
            yield Finding(place, "no service names this runbook", _how(path, config))


def _led_to(config: Config, context: LintContext) -> set[str]:
    """Return the runbooks that services name, and the pages that those link to."""
    left = [one.file for one in runbooks(config, context)]
    known = set(left)
    while left:
        file = left.pop()
        page = page_of(config, context, file)
        paths = [one.target.partition("#")[0] for one in page.links if one.target] if page else []
        found = [config.pages.linked(file, one) for one in paths if one and ":" not in one]
        new = {one for one in found if isinstance(one, str) and is_page(one)} - known
        known |= new
        left += new
    return known


def _on_the_web(config: Config) -> set[tuple[str, ...]]:
    """Return how the addresses end that services name, such as `runbooks/web.md` at a forge."""
    written = (str(getattr(one.resource, "runbook", None) or "") for one in config.of("service"))
    paths = (PurePosixPath(unquote(urlsplit(one).path)) for one in written if "://" in one)
    return {path.parts[-_TAIL:] for path in paths}


def _in_folders(config: Config, known: Collection[str]) -> Iterator[str]:
    parents = (PurePosixPath(one).parent for one in known)
    beside = {one for one in parents if one.name.lower() in _FOLDERS}
    pages = [
        *config.pages.below(),
        *(one for at in sorted(beside) for one in config.pages.below(at)),
    ]
    for file in dict.fromkeys(pages):
        if _FOLDERS & {one.lower() for one in PurePosixPath(file).parent.parts}:
            yield file


def _how(path: PurePosixPath, config: Config) -> str:
    keys = tuple(one.key for one in config.of("service"))
    near = path.stem if path.stem in keys else did_you_mean(path.stem, keys)
    whose = f"service `{near}`" if near else "the service that it is for"
    return f"write `runbook:` with its path on {whose}, or delete it"
