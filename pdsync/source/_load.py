"""A directory of files, or texts from memory, into a configuration. The package's front door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from pdsync.diagnostics import Diagnostic, Place
from pdsync.errors import PdsyncError
from pdsync.source._check import CheckContext, check
from pdsync.source._config import Config, Entry, Places, RawSetting
from pdsync.source._explain import validate
from pdsync.source._files import read_files, repository_of, shown
from pdsync.source._foreign import foreign_values
from pdsync.source._identity import distinct
from pdsync.source._sections import OWN_RULES, DocumentPart, Setting, Written, parts
from pdsync.source._settings import OTHER_VERSION, settings_from, stack_in
from pdsync.source.pages.reading import RepositoryPages
from pdsync.source.text.characters import decoded
from pdsync.source.text.document import Reading
from pdsync.source.text.parse import read

SETTINGS_FILE = "pdsync.yaml"


def load(directory: Path, *, root: Path | None = None) -> Config:
    """Read a configuration directory; everything wrong with its contents is in `problems`.

    `root` is the repository that nothing may lead out of; by default the nearest directory up
    with a `.git`, else the directory itself. Raises PdsyncError if there is no such directory,
    or no YAML in it.
    """
    if not directory.is_dir():
        raise _no_directory(directory)
    repository = root or repository_of(directory)
    files = read_files(directory, repository)
    if not files.contents and not files.problems:
        raise _no_yaml(directory)
    config = _config(files.contents, shown(directory), RepositoryPages(directory, repository))
    return replace(config, problems=_sorted((*files.problems, *config.problems)))


def load_texts(texts: Mapping[str, str | bytes], *, directory: str = ".") -> Config:
    """Read a configuration from memory: texts by file name, those in `directory` at its top.

    Whether runbooks exist is not checked.
    """
    contents = {
        name: text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        for name, text in texts.items()
    }
    return _config(contents, directory, RepositoryPages())


def stack_of(config: Config) -> str | None:
    """Return the stack of a configuration; of settings that cannot be read the one in its line."""
    text = config.texts.get((PurePosixPath(config.directory) / SETTINGS_FILE).as_posix(), "")
    return config.settings.stack or stack_in(text)


def _no_directory(directory: Path) -> PdsyncError:
    if directory.exists():
        return PdsyncError(
            f"{directory} is a file, not a directory",
            hint="name the directory that holds the configuration: --config DIR",
        )
    return PdsyncError(
        f"there is no directory {directory}",
        hint="run pdsync where the configuration is, or name its directory: --config DIR",
    )


def _no_yaml(directory: Path) -> PdsyncError:
    return PdsyncError(
        f"there is no YAML in {shown(directory).rstrip('/')}/",
        hint="a configuration is files that end in .yaml or .yml; name the directory that holds "
        "them: --config DIR",
    )


def _config(contents: Mapping[str, bytes], directory: str, pages: RepositoryPages) -> Config:
    texts = {name: decoded(raw, name) for name, raw in contents.items()}
    readings = {name: _read(name, *decoding) for name, decoding in texts.items()}
    found = list(_parts(readings, directory))
    named = dict(_by_name(found))
    own_rules = tuple(RawSetting(*one) for one in named.pop(OWN_RULES, ()))
    settings, wrong_settings = settings_from(named)
    written, twice = distinct(part for part in found if isinstance(part, Written))
    entries, not_understood = _entries(written)
    context = CheckContext(
        settings, _declared(written), all(each.whole for each in readings.values()), pages
    )
    read = {(entry.kind, entry.key) for entry in entries}
    unfit = [each for each in written if (each.kind.name, each.address) not in read]
    problems = (
        *(problem for each in readings.values() for problem in each.problems),
        *foreign_values(found, (text for text, _ in texts.values())),
        *(part for part in found if isinstance(part, Diagnostic)),
        *wrong_settings,
        *twice,
        *not_understood,
        *check(entries, unfit, context),
    )
    return Config(
        settings=settings,
        entries=entries,
        # To another version the rest may be as it should: what this one makes of it is beside it.
        problems=tuple(one for one in wrong_settings if one.rule == OTHER_VERSION)
        or _sorted(problems),
        texts={name: text for name, (text, _) in texts.items()},
        contents=contents,
        directory=directory,
        pages=pages,
        own_rules=own_rules,
    )


def _read(name: str, text: str, problem: Diagnostic | None) -> Reading:
    return Reading((), (problem,), whole=False) if problem else read(text, name)


def _parts(readings: Mapping[str, Reading], directory: str) -> Iterable[DocumentPart]:
    settings_file = (PurePosixPath(directory) / SETTINGS_FILE).as_posix()
    for name, reading in readings.items():
        for document in reading.documents:
            yield from parts(document, in_settings=name == settings_file)


def _by_name(found: Iterable[DocumentPart]) -> Mapping[str, list[tuple[Any, Places]]]:
    settings: dict[str, list[tuple[Any, Places]]] = defaultdict(list)
    for part in found:
        if isinstance(part, Setting):
            settings[part.name].append((part.value, part.places))
    return settings


def _declared(written: Iterable[Written]) -> Mapping[str, frozenset[str]]:
    keys: dict[str, set[str]] = defaultdict(set)
    for each in written:
        keys[each.kind.name].add(each.address)
    return {kind: frozenset(found) for kind, found in keys.items()}


def _entries(written: Iterable[Written]) -> tuple[tuple[Entry, ...], list[Diagnostic]]:
    entries: list[Entry] = []
    problems: list[Diagnostic] = []
    for each in written:
        if each.body is None:
            continue
        read = validate(each.kind.model, each.whole, each.places, each.kind.title)
        if isinstance(read, list):
            problems += read
        elif each.sound:
            entries.append(Entry(each.kind.name, each.address, read, each.places))
    return tuple(entries), problems


def _sorted(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """In order of place. Of several about one place only the first said, unless fields are missing.

    What is said later about a place follows from what was said before, as a rule.
    """
    first: dict[tuple[Place | None, str], Diagnostic] = {}
    for problem in problems:
        is_one_of_many = problem.place is None or problem.rule == "missing-field"
        first.setdefault((problem.place, problem.message if is_one_of_many else ""), problem)
    return tuple(sorted(first.values(), key=lambda one: one.order))
