"""Files are replaced whole, and only where they are still what was read."""

import os

import pytest

from pdsync.errors import PdsyncError
from pdsync.source.edit import write_files


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    return path


def refused(new, read):
    with pytest.raises(PdsyncError) as caught:
        write_files(new, read)
    return caught.value.message, caught.value.hint


AGAIN = "nothing was written: run it again"


def test_a_file_is_replaced_and_keeps_its_mode(file):
    file.chmod(0o640)
    write_files({"a.yaml": "a: 2\n"}, {"a.yaml": "a: 1\n"})
    assert (file.read_text(encoding="utf-8"), file.stat().st_mode & 0o777) == ("a: 2\n", 0o640)


def test_what_changed_since_it_was_read_is_refused(file):
    file.write_text("a: 3\n", encoding="utf-8")
    assert refused({"a.yaml": "a: 2\n"}, {"a.yaml": "a: 1\n"}) == (
        "a.yaml was changed since it was read",
        AGAIN,
    )
    assert file.read_text(encoding="utf-8") == "a: 3\n"


def test_what_is_gone_is_refused(file):
    file.unlink()
    told = refused({"a.yaml": "a: 2\n"}, {"a.yaml": "a: 1\n"})
    assert told == ("a.yaml is gone since it was read", AGAIN)


def test_what_is_there_already_is_not_overwritten(file):
    told = refused({"a.yaml": "a: 2\n"}, {})
    assert told == ("there is a file a.yaml already", AGAIN)


def test_of_several_all_are_written_or_none(file):
    other = file.with_name("b.yaml")
    other.write_text("b: 1\n", encoding="utf-8")
    refused({"b.yaml": "b: 2\n", "a.yaml": "a: 2\n"}, {"b.yaml": "b: 1\n", "a.yaml": "no"})
    assert other.read_text(encoding="utf-8") == "b: 1\n"
    assert {one.name for one in file.parent.iterdir()} == {"a.yaml", "b.yaml"}


def test_a_new_file_can_be_read_by_others(file):
    write_files({"b.yaml": "b: 1\n"}, {})
    assert file.with_name("b.yaml").stat().st_mode & 0o444 == 0o444


def test_a_link_stays_one(file):
    link = file.with_name("link.yaml")
    link.symlink_to(file)
    write_files({"link.yaml": "a: 2\n"}, {"link.yaml": "a: 1\n"})
    assert (link.is_symlink(), file.read_text(encoding="utf-8")) == (True, "a: 2\n")


def test_what_may_not_be_written_is_said_in_words(file, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    message, _ = refused({"a.yaml": "a: 2\n"}, {"a.yaml": "a: 1\n"})
    assert message == "a.yaml cannot be written: Permission denied"
