"""Runbooks of a configuration: the pages that its services name, each taken apart once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from pdsync.diagnostics import Place, Related
from pdsync.frozen import frozen
from pdsync.lint._rule import LintContext
from pdsync.lint.pages.markdown import page
from pdsync.lint.pages.page import MarkdownPage, PageBlock
from pdsync.source import Config, Entry, is_page, place_of


@frozen
class NamedBy:
    """Where a service names a page: by which key, and which part of the page."""

    entry: Entry
    anchor: str

    @property
    def key(self) -> str:
        """The service's key."""
        return self.entry.key

    @property
    def place(self) -> Place:
        """The place where it does, which is looked for where it is told."""
        return place_of(self.entry, ("runbook",))


@frozen
class Runbook:
    """A page that services name."""

    file: str
    page: MarkdownPage
    named: tuple[NamedBy, ...]

    @property
    def related(self) -> tuple[Related, ...]:
        """The first service that names it, with the number of the others."""
        others = len(self.named) - 1
        who = f" and {others} more name it" if others else " names it"
        return tuple(Related(f"service `{one.key}`{who}", one.place) for one in self.named[:1])

    def place(self, block: PageBlock | None = None) -> Place:
        """Return the place of a block; by default of what the page begins with."""
        shown = [one for one in self.page.blocks if one.sort != "html"]
        line = block.first if block else shown[0].first if shown else 1
        text = self.page.lines[line - 1]
        plain = text.lstrip()
        return Place(self.file, line, len(text) - len(plain) + 1, max(len(plain.rstrip()), 1))


def runbooks(config: Config, context: LintContext) -> Sequence[Runbook]:
    """Return every page of the repository that a service names, in order of names."""
    if "runbooks" not in context.memory:
        context.memory["runbooks"] = tuple(_runbooks(config, context))
    found: Sequence[Runbook] = context.memory["runbooks"]
    return found


def _runbooks(config: Config, context: LintContext) -> Iterator[Runbook]:
    for file, named in sorted(_named(config).items()):
        found = page_of(config, context, file)
        if found is not None:
            yield Runbook(file, found, tuple(named))


def page_of(config: Config, context: LintContext, file: str) -> MarkdownPage | None:
    """Return a page taken apart, the same for all rules of one run; None if it cannot be read."""
    known: dict[str, MarkdownPage | None] = context.memory.setdefault("pages", {})
    if file not in known:
        text = config.pages.text(file) if is_page(file) else None
        known[file] = None if text is None else page(text)
    return known[file]


def page_files(config: Config) -> Sequence[str]:
    """Return the pages that a rule may be about: below the configuration, or named by a service."""
    return tuple(dict.fromkeys([*config.pages.below(), *_named(config)]))


def _named(config: Config) -> dict[str, list[NamedBy]]:
    found: dict[str, list[NamedBy]] = {}
    for entry in config.of("service"):
        written = getattr(entry.resource, "runbook", None) or ""
        file = config.pages.runbook(written) if written else None
        if isinstance(file, str) and is_page(file):
            anchor = unquote(written.partition("#")[2])
            found.setdefault(file, []).append(NamedBy(entry, anchor))
    return found
