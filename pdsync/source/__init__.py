"""Reading configuration files: `load` is the front door. The only package that knows YAML."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.source._config import (
        MOST_WRITERS,
        Config,
        Entry,
        Places,
        RawSetting,
        Safety,
        Settings,
    )
    from pdsync.source._explain import validate
    from pdsync.source._fields import edit_of, is_written, place_of, way_to
    from pdsync.source._files import has_yaml, paths_from_root
    from pdsync.source._identity import folded_name
    from pdsync.source._load import load, load_texts, stack_of
    from pdsync.source._sections import slug
    from pdsync.source._settings import account_name, is_stack, stack_name
    from pdsync.source._versions import this_or_newer
    from pdsync.source.pages.reading import Nowhere, RepositoryPages, is_page
    from pdsync.source.schema import json_schema
    from pdsync.source.text.anchors import unused_anchors
    from pdsync.source.text.inside import place_inside
    from pdsync.source.text.json_text import read_json
    from pdsync.source.text.originals import originals_in
    from pdsync.source.text.ways import ways_in

__all__ = [
    "MOST_WRITERS",
    "Config",
    "Entry",
    "Nowhere",
    "Places",
    "RawSetting",
    "RepositoryPages",
    "Safety",
    "Settings",
    "account_name",
    "edit_of",
    "folded_name",
    "has_yaml",
    "is_page",
    "is_stack",
    "is_written",
    "json_schema",
    "load",
    "load_texts",
    "originals_in",
    "paths_from_root",
    "place_inside",
    "place_of",
    "read_json",
    "slug",
    "stack_name",
    "stack_of",
    "this_or_newer",
    "unused_anchors",
    "validate",
    "way_to",
    "ways_in",
]
