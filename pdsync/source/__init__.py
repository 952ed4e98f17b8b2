"""Reading configuration files: `load` is the front door. The only package that knows YAML."""

from pdsync.source._config import MOST_WRITERS, Config, Entry, Places, Safety, Settings
from pdsync.source._fields import place_of
from pdsync.source._files import has_yaml
from pdsync.source._identity import folded_name
from pdsync.source._load import load, load_texts
from pdsync.source._schema import json_schema
from pdsync.source.edit.files import write_files
from pdsync.source.edit.lines import Edit, NotEditable, block_edit, comments_of
from pdsync.source.edit.proof import Disturbs, Edited, edited
from pdsync.source.edit.rotations import rotations_text

__all__ = [
    "MOST_WRITERS",
    "Config",
    "Disturbs",
    "Edit",
    "Edited",
    "Entry",
    "NotEditable",
    "Places",
    "Safety",
    "Settings",
    "block_edit",
    "comments_of",
    "edited",
    "folded_name",
    "has_yaml",
    "json_schema",
    "load",
    "load_texts",
    "place_of",
    "rotations_text",
    "write_files",
]
