"""Replacing the block of a key in a file: nothing else of the file changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.source import load_texts
from pdsync.source.edit import NotEditable, block_edit

TEXT = """\
# Ours.
schedules:
  a:
    name: A  # the first
    # Who is on call.
    layers:
      - name: Base   # every week
        rotate: weekly

        # in turn
        members: [a@b.c]
    # Kept.
    expect: {coverage: always}
  b:
    time_zone: Etc/UTC
"""


def replaced(text, *lines, key="a"):
    config = load_texts({"a.yaml": text})
    layers = config.find("schedule", key).places.key(("layers",))
    edit = block_edit(text, layers, lines)
    lines = text.splitlines(keepends=True)
    return "".join([*lines[: edit.start], *edit.lines, *lines[edit.end :]])


def test_only_the_block_is_replaced():
    assert replaced(TEXT, "rotations:", "  - x") == TEXT.replace(
        TEXT[TEXT.index("    layers") : TEXT.index("    # Kept")], "    rotations:\n      - x\n"
    )


def test_a_list_may_stand_at_the_column_of_its_key():
    text = (
        "schedules:\n  a:\n    layers:\n    - rotate: weekly\n      members: [a@b.c]\n    name: A\n"
    )
    assert replaced(text, "x: 1") == "schedules:\n  a:\n    x: 1\n    name: A\n"


def test_the_last_block_of_a_file_ends_with_it():
    text = "schedules:\n  a:\n    layers:\n      - {rotate: weekly, members: [a@b.c]}"
    assert replaced(text, "x: 1") == "schedules:\n  a:\n    x: 1\n"


def test_line_ends_stay_as_they_are():
    text = TEXT.replace("\n", "\r\n")
    assert replaced(text, "x: 1").count("\r\n") == replaced(text, "x: 1").count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "schedules: {a: {layers: [{rotate: weekly, members: [a@b.c]}]}}\n",
        "schedules:\n  a:\n    layers: [{rotate: weekly, members: [a@b.c]}]\n",
        "x-l: &l [{rotate: weekly, members: [a@b.c]}]\nschedules:\n  a:\n    layers: *l\n",
    ],
)
def test_what_does_not_stand_in_lines_of_its_own_is_not_edited(text):
    with pytest.raises(NotEditable):
        replaced(text, "x: 1")


@given(st.lists(st.sampled_from(["", "# note", "      # deep", "    # same"]), max_size=4))
def test_comments_after_the_block_stay(between):
    text = TEXT.replace("    # Kept.\n", "".join(f"{line}\n" for line in between))
    rest = text[text.index("members: [a@b.c]\n") + len("members: [a@b.c]\n") :]
    assert replaced(text, "x: 1").endswith(f"    x: 1\n{rest}")
