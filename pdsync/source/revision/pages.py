"""Pages of a repository as they were at a commit. Links of the file system lead nowhere in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path, PurePath, PurePosixPath

from pdsync.frozen import frozen
from pdsync.source.pages.reading import Nowhere, RepositoryPages, is_page, page_text
from pdsync.source.revision.tree import Tree


@frozen
class PagesAt(RepositoryPages):
    """The pages that a commit has; none is read before somebody asks."""

    tree: Tree | None = field(default=None, compare=False)

    @cached_property
    def _committed(self) -> Mapping[PurePosixPath, bytes]:
        """Every file of the commit by its path from the root: the id of its contents."""
        return self.tree.files() if self.tree else {}

    @cached_property
    def _folders_there(self) -> frozenset[PurePosixPath]:
        return frozenset(parent for path in self._committed for parent in path.parents)

    def _inside(self, path: Path) -> PurePosixPath | None:
        """Return a path from the root of the repository; None for one that leads out of it."""
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - no link of today counts
        top = Path(os.path.abspath(self.root or ""))  # noqa: PTH100 - as above
        inside = whole.relative_to(top) if whole.is_relative_to(top) else None
        return None if inside is None else PurePosixPath(inside.as_posix())

    def _looked_for(self, path: Path, *, or_folder: bool) -> str | Nowhere:
        inside = self._inside(path)
        if inside is None:
            return Nowhere.OUTSIDE
        is_there = inside in self._committed or (or_folder and inside in self._folders_there)
        return self._name(path) if is_there else Nowhere.MISSING

    def _found(self, top: PurePath | None) -> Iterator[str]:
        folder = self._inside(Path(top)) if top else None
        if folder is None or self.root is None:
            return
        for path in sorted(one for one in self._committed if one.is_relative_to(folder)):
            is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if is_page(path.name) and not is_hidden:
                yield self._name(Path(self.root, path))

    def _text(self, path: Path) -> str | None:
        inside = self._inside(path)
        oid = self._committed.get(inside) if inside else None
        return page_text(self.tree.content(oid)) if oid and self.tree else None
