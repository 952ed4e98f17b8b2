"""Schemas that others publish, which check-jsonschema brings along."""

import subprocess
import sys


def check_schema(schema, *files):
    """Validate files against a published schema."""
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        schema,
        *map(str, files),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)
