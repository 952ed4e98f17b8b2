"""Finding and reading the pages of a repository, none before somebody asks. Knows no Markdown.

Nothing that resolves outside the repository is read, or told to be there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import Enum
from functools import cached_property
from pathlib import Path, PurePath
from urllib.parse import unquote

from pdsync.frozen import frozen
from pdsync.on_demand import regex
from pdsync.source._files import shown

_MARKDOWN = (".md", ".markdown")
_MOST_BYTES = 128 * 1024
_MOST_SIGNS = 3_000
"""What is larger, or opens more brackets, is no page that people read at night."""
_ENDS = regex(r"\r\n?")
_ODD_ENDS = regex("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What some count as the end of a line, and Markdown does not."""
_URLS = ("https://", "http://")


class Nowhere(Enum):
    """Reason why a path leads to no file of the repository."""

    MISSING = "missing"
    OUTSIDE = "outside"


@frozen
class RepositoryPages:
    """Pages of the repository `root`, with the configuration in `directory`; none without these.

    A page is known by its file's name in places, and read once, when somebody asks for its text.
    """

    directory: Path | None = None
    root: Path | None = None
    _texts: dict[str, str | None] = field(default_factory=dict)
    _runbooks: dict[str, str | Nowhere] = field(default_factory=dict)
    _folders: dict[PurePath | None, tuple[str, ...]] = field(default_factory=dict)
    _files: dict[tuple[str, bool], str | Nowhere] = field(default_factory=dict)

    @property
    def read(self) -> Mapping[str, str]:
        """The texts that were read until now, by name."""
        return {name: text for name, text in self._texts.items() if text is not None}

    def runbook(self, written: str) -> str | Nowhere | None:
        """Return the file that a runbook of a service means; None for an address of the web.

        It is seen from the top of the repository, or from the directory of the configuration, and
        looked for once, since many ask.
        """
        if self.root is None or self.directory is None or written.startswith(_URLS):
            return None
        if written not in self._runbooks:
            path = written.partition("#")[0]
            found = [self._file(base / path) for base in (self.root, self.directory)]
            names = [one for one in found if isinstance(one, str)]
            inside = Nowhere.MISSING if Nowhere.MISSING in found else Nowhere.OUTSIDE
            self._runbooks[written] = names[0] if names else inside
        return self._runbooks[written]

    def linked(self, page: str, path: str) -> str | Nowhere:
        """Return the file or folder that a link of a page leads to: `/` is the repository's top."""
        if self.root is None:
            return Nowhere.OUTSIDE
        plain = unquote(path)
        base = self.root if plain.startswith("/") else Path(page).parent
        return self._file(base / plain.lstrip("/"), or_folder=True)

    def below(self, top: PurePath | None = None) -> Sequence[str]:
        """Return the Markdown files below a folder, hidden ones left out: the configuration's."""
        if top not in self._folders:
            self._folders[top] = tuple(self._found(top or self.directory))
        return self._folders[top]

    def _found(self, top: PurePath | None) -> Iterator[str]:
        for folder, inner, names in os.walk(top) if top else ():
            inner[:] = sorted(one for one in inner if not one.startswith("."))
            for name in sorted(names):
                found = self._file(Path(folder) / name) if is_page(name) else Nowhere.MISSING
                if isinstance(found, str) and not name.startswith("."):
                    yield found

    def text(self, name: str) -> str | None:
        """Return the text of a page; None for one that cannot be read, or is far too long."""
        if name not in self._texts:
            self._texts[name] = self._text(Path(name))
        return self._texts[name]

    def _text(self, path: Path) -> str | None:
        try:
            with path.open("rb") as file:
                return page_text(file.read(_MOST_BYTES + 1))
        except OSError:
            return None

    @cached_property
    def _below(self) -> Path:
        return Path(os.path.realpath(self.directory or ""))

    @cached_property
    def _top(self) -> Path:
        return Path(os.path.realpath(self.root or ""))

    def _file(self, path: Path, *, or_folder: bool = False) -> str | Nowhere:
        """Return the file that a path leads to; looked for once, since many rules ask."""
        which = os.fspath(path), or_folder
        if which not in self._files:
            self._files[which] = self._looked_for(path, or_folder=or_folder)
        return self._files[which]

    def _looked_for(self, path: Path, *, or_folder: bool) -> str | Nowhere:
        try:
            real = Path(os.path.realpath(path))
            if not real.is_relative_to(self._top):
                return Nowhere.OUTSIDE
            is_there = real.exists() if or_folder else real.is_file()
        except ValueError:
            return Nowhere.OUTSIDE  # a character that no file name can have
        except OSError:
            return Nowhere.MISSING  # longer than a name can be, or where nobody may look
        return self._name(real) if is_there else Nowhere.MISSING

    def _name(self, real: Path) -> str:
        """Return a file as places name it: below the configuration, else from where we are."""
        if self.directory is not None and real.is_relative_to(self._below):
            return shown(self.directory / real.relative_to(self._below))
        return shown(real)


def is_page(name: str) -> bool:
    """Return True for a file that is called as one of Markdown is."""
    return name.lower().endswith(_MARKDOWN)


def page_text(raw: bytes) -> str | None:
    """Return the text of a page; None for one that is far too long."""
    if len(raw) > _MOST_BYTES or raw.count(b"[") + raw.count(b"<") > _MOST_SIGNS:
        return None
    return _ODD_ENDS.sub(" ", _ENDS.sub("\n", raw.decode("utf-8-sig", errors="replace")))
