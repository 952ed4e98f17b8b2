"""JSON Schema of the YAML files, for editors."""

from pdsync.source.schema.document import json_schema

__all__ = ["json_schema"]
