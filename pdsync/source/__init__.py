"""Reading configuration files: `load` is the front door. The only package that knows YAML."""

from pdsync.source._config import MOST_WRITERS, Config, Entry, Places, Safety, Settings
from pdsync.source._fields import place_of
from pdsync.source._files import has_yaml
from pdsync.source._identity import folded_name
from pdsync.source._load import load, load_texts
from pdsync.source._schema import json_schema

__all__ = [
    "MOST_WRITERS",
    "Config",
    "Entry",
    "Places",
    "Safety",
    "Settings",
    "folded_name",
    "has_yaml",
    "json_schema",
    "load",
    "load_texts",
    "place_of",
]
