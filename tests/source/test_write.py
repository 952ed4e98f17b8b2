"""Files are replaced whole, and only where they are still what was read."""

import errno
import os
from pathlib import Path

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


def test_a_new_file_is_not_written_where_a_link_leads_that_leads_nowhere(file):
    link = file.with_name("b.yaml")
    link.symlink_to("nowhere.yaml")
    message, _ = refused({"b.yaml": "b: 1\n"}, {})
    assert message == "there is a file b.yaml already"
    assert (link.is_symlink(), file.with_name("nowhere.yaml").exists()) == (True, False)


def test_what_may_not_be_written_is_said_in_words(file, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    message, _ = refused({"a.yaml": "a: 2\n"}, {"a.yaml": "a: 1\n"})
    assert message == "a.yaml cannot be written: it may not be written"


BOTH = ({"a.yaml": "a: 2\n", "b.yaml": "b: 2\n"}, {"a.yaml": "a: 1\n", "b.yaml": "b: 1\n"})


@pytest.fixture
def two(file):
    """Two files, and what is in their directory."""
    file.with_name("b.yaml").write_text("b: 1\n", encoding="utf-8")

    def contents():
        return {one.name: one.read_text(encoding="utf-8") for one in file.parent.iterdir()}

    return contents


def failing(real, number, problem):
    """Return a function that fails when it is called for the so-manieth time."""
    calls = []

    def called(*args, **more):
        calls.append(args)
        if len(calls) == number:
            raise problem
        return real(*args, **more)

    return called


READ_ONLY = "b.yaml cannot be written: nothing can be written on this disk"
UNTOUCHED = {"a.yaml": "a: 1\n", "b.yaml": "b: 1\n"}
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_full_disk_leaves_all_files_as_they_were(two, monkeypatch, number):
    monkeypatch.setattr(os, "fsync", failing(os.fsync, number, FULL))
    message, _ = refused(*BOTH)
    name = "a.yaml" if number <= 2 else "b.yaml"
    assert message == f"{name} cannot be written: the disk is full"
    assert two() == UNTOUCHED


def test_where_the_second_cannot_be_replaced_the_first_is_put_back(two, file, monkeypatch):
    file.chmod(0o640)
    monkeypatch.setattr(
        Path, "replace", failing(Path.replace, 2, OSError(errno.EROFS, "read-only"))
    )
    message, _ = refused(*BOTH)
    assert (message, two()) == (
        "b.yaml cannot be written: nothing can be written on this disk",
        UNTOUCHED,
    )
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_new_file_goes_again_where_the_next_cannot_be_replaced(two, monkeypatch):
    monkeypatch.setattr(
        Path, "replace", failing(Path.replace, 2, OSError(errno.EROFS, "read-only"))
    )
    refused({"new.yaml": "n: 1\n", "a.yaml": "a: 2\n"}, {"a.yaml": "a: 1\n"})
    assert two() == UNTOUCHED


@pytest.mark.parametrize("is_done", [True, False])
def test_ctrl_c_between_two_files_leaves_both_as_they_were(two, monkeypatch, is_done):
    real, calls = Path.replace, []

    def interrupted(path, target):
        calls.append(target)
        if len(calls) == 2:
            if is_done:
                real(path, target)
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files(*BOTH)
    assert two() == UNTOUCHED


def test_ctrl_c_while_all_is_made_ready_leaves_nothing_behind(two, monkeypatch):
    monkeypatch.setattr(os, "fsync", failing(os.fsync, 3, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write_files(*BOTH)
    assert two() == UNTOUCHED


def test_what_changes_while_the_edit_is_made_ready_is_refused(two, file, monkeypatch):
    real = os.fsync

    def edited(handle):
        file.with_name("b.yaml").write_text("b: 3\n", encoding="utf-8")
        real(handle)

    monkeypatch.setattr(os, "fsync", edited)
    assert refused(*BOTH) == ("b.yaml was changed since it was read", AGAIN)
    assert two() == UNTOUCHED | {"b.yaml": "b: 3\n"}


def test_what_could_not_be_put_back_is_named(two, monkeypatch):
    real, calls = Path.replace, []

    def failed(path, target):
        calls.append(target)
        if len(calls) > 1:
            raise OSError(errno.EROFS, "read-only")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", failed)
    assert refused(*BOTH) == (
        "a.yaml was written, and could not be put back",
        "see with `git diff` what is new there",
    )


def test_of_several_links_each_stays_one(two, file):
    link = file.with_name("c.yaml")
    link.symlink_to(file)
    write_files({"c.yaml": "a: 2\n", "b.yaml": "b: 2\n"}, {"c.yaml": "a: 1\n", "b.yaml": "b: 1\n"})
    assert link.is_symlink()
    assert two() == {"a.yaml": "a: 2\n", "b.yaml": "b: 2\n", "c.yaml": "a: 2\n"}
