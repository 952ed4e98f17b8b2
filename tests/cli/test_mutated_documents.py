"""Whatever a document looks like, lint names places in it, in words of ours, and ends.

Every second one is mended too, and shown. One that fails has its number in the message, and is
tried alone with PDSYNC_DOCUMENT=NUMBER.
"""

import json
import os
import re
import signal
from contextlib import contextmanager

import pytest
from cli.document_mutations import SETTINGS, documents, mutated

OTHERS_WORDS = re.compile(
    r"NoneType|KeyError|TypeError|AttributeError|ValueError|IndexError|OverflowError|Traceback"
    r"|Errno|this is a bug|internal error|pydantic|validation error|Input should|<class|<function"
    r"|object is not|object has no|unexpected keyword|Field required|Extra inputs|codec can't"
    r"|yaml\.|could not determine a constructor|while (parsing|scanning)|mapping values"
)
MOST_SECONDS = 5
ALONE = os.environ.get("PDSYNC_DOCUMENT")
FEW = [int(ALONE)] if ALONE else range(500)
MANY = range(500, 20_500)
FORMATS = ("json", "json", "json", "sarif", "github", "gitlab", "text")


@pytest.fixture(scope="module")
def seeds(shared):
    return documents(shared)


@contextmanager
def no_longer_than(seconds):
    """Raise TimeoutError in what uses the processor for longer."""

    def ring(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.fixture
def faults(run, tmp_path, seeds):
    """What is wrong with what lint says of the document of a number."""
    directory = tmp_path / "mutated"
    directory.mkdir()

    def faults(number):
        document = mutated(seeds, number)
        (directory / SETTINGS).write_bytes(b"stack: acme\nlint: {profile: strict}\n")
        (directory / "example.yaml").unlink(missing_ok=True)
        (directory / document.file).write_bytes(document.content)
        if document.file == SETTINGS:
            (directory / "example.yaml").write_bytes(b"teams: {web: {}}\n")
        format_ = FORMATS[number % len(FORMATS)]
        fixes = ("--diff",) if number % 2 else ()
        try:
            with no_longer_than(MOST_SECONDS):
                ended = run("lint", "--config", str(directory), "--format", format_, *fixes)
        except TimeoutError:
            return [f"{document.said}: no end after {MOST_SECONDS} s"]
        return [f"{document.said}: {one}" for one in _wrong(ended, format_, directory)]

    return faults


def _wrong(ended, format_, directory):
    yield from (f"says {one[0]}" for one in OTHERS_WORDS.finditer(ended.out + ended.err))
    if ended.code not in {0, 1}:
        yield f"exit {ended.code}: {ended.err}"
    if format_ == "json" and ended.code in {0, 1}:
        yield from _misplaced(ended, directory)


def _misplaced(ended, directory):
    found = json.loads(ended.out)["findings"]
    if ended.code != any(one["severity"] == "error" for one in found):
        yield f"exit {ended.code} with {len(found)} findings"
    for one in found:
        place = one["place"]
        if not place:
            yield f"no place: {one['message']}"
            continue
        lines = (directory.parent / place["file"]).read_bytes().count(b"\n") + 2
        if not (1 <= place["line"] <= lines and place["column"] >= 1):
            yield f"no such place: {place}"
        if not (one["message"].strip() and one["help"].strip()):
            yield f"says nothing: {one}"


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_mutated_document_shows_our_insides_or_leaves_a_place_out(faults, part):
    assert [one for number in FEW[part::4] for one in faults(number)] == []


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
def test_no_mutated_document_of_thousands_shows_our_insides(faults, part):
    assert [one for number in MANY[part::20] for one in faults(number)] == []
