"""Edits of YAML files that leave everything else as it was."""

from pdsync.source.edit.files import write_files
from pdsync.source.edit.lines import Edit, NotEditable, block_edit, comments_of
from pdsync.source.edit.proof import Disturbs, Edited, edited
from pdsync.source.edit.rotations import rotations_text

__all__ = [
    "Disturbs",
    "Edit",
    "Edited",
    "NotEditable",
    "block_edit",
    "comments_of",
    "edited",
    "rotations_text",
    "write_files",
]
