"""Files of a directory at a commit: their contents by path. Knows no YAML and no model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.source._files import ENDINGS
from pdsync.source.revision.git import Git
from pdsync.source.text.characters import MOST_BYTES

_LINK = b"120000"
_MOST_LINKS = 8
_TOO_LARGE = bytes(MOST_BYTES + 1)
"""Stands for a file that is too large to be read."""
_HEAD = 3
"""Words of the line before an object that is there: its id, its type and its size."""


@frozen
class _File:
    """A file or a link of a tree; `path` from the root of the repository."""

    path: PurePosixPath
    oid: bytes
    size: int
    is_link: bool

    @property
    def is_yaml(self) -> bool:
        return self.path.suffix.lower() in ENDINGS


@frozen
class Tree:
    """All that a commit has."""

    git: Git
    commit: str

    def contents(self, directory: PurePosixPath) -> Mapping[PurePosixPath, bytes]:
        """Return the YAML files below a directory by their path in there.

        Hidden ones are left out, and links are followed inside of the repository, as where files
        are read.
        """
        return dict(self._below(directory, PurePosixPath()))

    def files(self) -> Mapping[PurePosixPath, bytes]:
        """Return the id of the contents of every file, by its path; links are none."""
        listed = self._listed(PurePosixPath())
        return {one.path: one.oid for one in listed if not one.is_link}

    def content(self, oid: bytes) -> bytes:
        """Return the contents of a file by their id."""
        return self._blobs([oid])[0]

    def _below(
        self, directory: PurePosixPath, shown: PurePosixPath, links: int = 0
    ) -> Iterator[tuple[PurePosixPath, bytes]]:
        """Yield the files below a directory, which is reached as `shown` through so many links."""
        found = {shown / one.path.relative_to(directory): one for one in self._listed(directory)}
        seen = {path: one for path, one in found.items() if not _is_hidden(path)}
        files = {path: one for path, one in seen.items() if one.is_yaml and not one.is_link}
        small = {path: one.oid for path, one in files.items() if one.size <= MOST_BYTES}
        yield from dict.fromkeys(files.keys() - small.keys(), _TOO_LARGE).items()
        yield from zip(small, self._blobs([*small.values()]), strict=True)
        for path, one in seen.items():
            if one.is_link and links < _MOST_LINKS:
                yield from self._behind(one, path, links)

    def _behind(
        self, link: _File, shown: PurePosixPath, links: int
    ) -> Iterator[tuple[PurePosixPath, bytes]]:
        """Yield what a link leads to, if that is a file or a directory of the repository."""
        name = link.path.as_posix().encode("utf-8", "surrogateescape")
        if b"\n" in name:
            return
        asked = b"%s:%s\n" % (self.commit.encode(), name)
        kind, body = next(_objects(self._asked(asked, "--follow-symlinks")), (b"", b""))
        if kind == b"blob" and link.is_yaml:
            yield shown, body if len(body) <= MOST_BYTES else _TOO_LARGE
        elif kind == b"tree":
            (target,) = self._blobs([link.oid])
            inside = _joined(link.path.parent, target.decode("utf-8", "surrogateescape"))
            yield from self._below(inside, shown, links + 1)

    def _listed(self, directory: PurePosixPath) -> Iterator[_File]:
        """Yield all files and links below a directory, however deep."""
        below = [f":(literal){directory.as_posix()}/"] if directory.parts else []
        asked = ("ls-tree", "-r", "-z", "-l", "--full-tree", self.commit, "--", *below)
        for row in self._whole(self.git.answer(*asked)).split(b"\0"):
            about, _, name = row.partition(b"\t")
            mode, kind, oid, size = about.split() if name else (b"", b"", b"", b"")
            if kind == b"blob":
                path = PurePosixPath(name.decode("utf-8", "surrogateescape"))
                yield _File(path, oid, int(size), mode == _LINK)

    def _blobs(self, oids: Sequence[bytes]) -> list[bytes]:
        """Return the contents of some objects in their order."""
        if not oids:
            return []
        found = [body for _, body in _objects(self._asked(b"".join(b"%s\n" % one for one in oids)))]
        if len(found) < len(oids):
            self._whole(None)
        return found

    def _asked(self, objects: bytes, *options: str) -> bytes:
        return self._whole(self.git.answer("cat-file", "--batch", *options, given=objects))

    def _whole(self, answer: bytes | None) -> bytes:
        if answer is None:
            raise PdsyncError(
                f"the repository lacks files of {self.commit[:12]}: it is a clone of a part",
                hint="fetch all of it: git fetch --refetch --no-filter",
            )
        return answer


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _objects(answer: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield type and contents of each object in an answer of `cat-file --batch`, if all is there.

    It ends at the first that is not there.
    """
    at = 0
    while (end := answer.find(b"\n", at)) > 0:
        head = answer[at:end].split()
        if len(head) != _HEAD or not head[2].isdigit():
            return
        size = int(head[2])
        yield head[1], answer[end + 1 : end + 1 + size]
        at = end + size + 2


def _joined(folder: PurePosixPath, to: str) -> PurePosixPath:
    """Return where a relative link that stays in the repository leads."""
    parts = [*folder.parts]
    for part in PurePosixPath(to).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)
