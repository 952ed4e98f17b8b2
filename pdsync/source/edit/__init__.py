"""Edits of YAML files that leave everything else as it was."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.changes import Add, Change, Comment, Edit, Lines, Put, Remove, Rename
    from pdsync.source.edit.files import write_files
    from pdsync.source.edit.parts import parts_text
    from pdsync.source.edit.proof import Edited, Stretches, edited
    from pdsync.source.edit.remarks import Remark, remarks
    from pdsync.source.edit.renaming import renamed
    from pdsync.source.edit.scalars import flow_text, scalar_text
    from pdsync.source.edit.stretches import NotEditable

__all__ = [
    "Add",
    "Change",
    "Comment",
    "Edit",
    "Edited",
    "Lines",
    "NotEditable",
    "Put",
    "Remark",
    "Remove",
    "Rename",
    "Stretches",
    "edited",
    "flow_text",
    "parts_text",
    "remarks",
    "renamed",
    "scalar_text",
    "write_files",
]
