"""Reading configuration files: `load` is the front door. The only package that knows YAML."""

from pdsync.source._config import Config, Entry, Places, Safety, Settings
from pdsync.source._edit import NotEditable, comments_of, with_block
from pdsync.source._fields import place_of
from pdsync.source._load import load, load_texts
from pdsync.source._rotations import rotations_text
from pdsync.source._schema import json_schema

__all__ = [
    "Config",
    "Entry",
    "NotEditable",
    "Places",
    "Safety",
    "Settings",
    "comments_of",
    "json_schema",
    "load",
    "load_texts",
    "place_of",
    "rotations_text",
    "with_block",
]
