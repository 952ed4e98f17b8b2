"""Finding and reading the files of a configuration directory. Knows no YAML.

Nothing that resolves outside the repository is read: a pull request could otherwise make CI show
what it must not.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

from pdsync.diagnostics import Diagnostic, Place, error
from pdsync.frozen import frozen
from pdsync.source.text.characters import MOST_BYTES

ENDINGS = {".yaml", ".yml"}


@frozen
class Files:
    """The bytes of each file by the name shown in places, in order; and what could not be read."""

    contents: Mapping[str, bytes]
    problems: tuple[Diagnostic, ...]


def repository_of(directory: Path) -> Path:
    """The nearest directory up that has a `.git`; without one, the directory itself."""
    absolute = Path(os.path.abspath(directory))  # noqa: PTH100 - takes out `..`, follows no links
    chain = (absolute, *absolute.parents)
    return next((place for place in chain if (place / ".git").exists()), absolute)


def paths_from_root(directory: Path) -> Callable[[str], str]:
    """Return how a name in places is written from the root of the directory's repository.

    Without a repository the root is the current directory. A path that leads out of it is absolute.
    """
    try:
        here = Path.cwd()
    except OSError:  # somebody removed it
        return str
    repository = repository_of(directory)
    root = repository if (repository / ".git").exists() else here

    @cache
    def from_root(name: str) -> str:
        absolute = Path(os.path.abspath(name))  # noqa: PTH100 - takes out `..` and follows no links
        inside = absolute.is_relative_to(root)
        return (absolute.relative_to(root) if inside else absolute).as_posix()

    return from_root


def read_files(directory: Path, root: Path) -> Files:
    """Read every YAML file below the directory, hidden ones left out."""
    contents: dict[str, bytes] = {}
    problems: list[Diagnostic] = []
    for found in _found(directory, Path(os.path.realpath(root)), frozenset()):
        content = _read(found) if isinstance(found, Path) else found
        if isinstance(content, Diagnostic):
            problems.append(content)
        elif isinstance(found, Path):
            contents[shown(found)] = content
    return Files(dict(sorted(contents.items())), tuple(problems))


def has_yaml(directory: Path) -> bool:
    """Return True for a directory with YAML in it, readable or not."""
    root = Path(os.path.realpath(repository_of(directory)))
    return directory.is_dir() and any(_found(directory, root, frozenset()))


def shown(path: Path) -> str:
    """A path as people type it: from the current directory if it is below, always with `/`."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - takes out `..` and follows no links
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):  # it is not below, or somebody removed the current directory
        return path.as_posix()


def digest_of(contents: Mapping[str, bytes], directory: str) -> str:
    """A hash over names and contents: the same in whatever order they come, in whatever place."""
    from hashlib import sha256  # it loads OpenSSL, and lint asks for no hash

    top = PurePosixPath(directory)
    named = {
        (path.relative_to(top) if path.is_relative_to(top) else path).as_posix(): raw
        for path, raw in ((PurePosixPath(name), raw) for name, raw in contents.items())
    }
    whole = sha256()
    for name, raw in sorted(named.items()):
        for part in (name.encode("utf-8", "surrogatepass"), raw):
            whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def _found(folder: Path, root: Path, above: frozenset[Path]) -> Iterator[Path | Diagnostic]:
    """The YAML files below a folder; `above` are the folders it stands in, against circles."""
    real = Path(os.path.realpath(folder))
    if not real.is_relative_to(root):
        yield _outside(folder)
        return
    try:
        items = [] if real in above else sorted(folder.iterdir())
    except OSError:
        yield _unreadable(folder)
        return
    for item in items:
        if item.name.startswith("."):
            continue
        if item.is_dir():
            yield from _found(item, root, above | {real})
        elif item.suffix.lower() in ENDINGS:
            yield item if Path(os.path.realpath(item)).is_relative_to(root) else _outside(item)


def _read(path: Path) -> bytes | Diagnostic:
    if not path.is_file():
        return _unreadable(path)
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)  # enough to see that it is too large
    except OSError:
        return _unreadable(path)


def _outside(path: Path) -> Diagnostic:
    return error(
        "outside-repository",
        "this is a symbolic link that leads out of the repository; it is not read",
        help="put the file itself into the configuration directory",
        place=Place(shown(path), 1, 1),
    )


def _unreadable(path: Path) -> Diagnostic:
    return error(
        "unreadable-file",
        "this cannot be read",
        help="check that it exists, that it is a file, and that you may read it",
        place=Place(shown(path), 1, 1),
    )
