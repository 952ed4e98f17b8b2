"""Workflows of a forge: plan for review, apply after the merge, drift on a schedule. Pure."""

from __future__ import annotations

import json

from pdsync import __version__
from pdsync.scaffold._repository import NewFile
from pdsync.scaffold._templates import filled

_ACTIONS = {
    "checkout": "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
    "python": "actions/setup-python@e797f83bcb11b83ae66e0230d6156d7c80228e7c # v6.0.0",
    "upload": "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2",
    "download": "actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0",
}
"""Actions by the commit of a version: a tag can be moved to other code."""
_OF_GITHUB = {
    "plan": "plan of a pull request",
    "apply": "apply after a merge",
    "drift": "what was changed outside",
}

_UPDATES = ".github/dependabot.yml"
_OTHER_UPDATES = (".github/dependabot.yaml", "renovate.json", ".github/renovate.json")


def workflows(forge: str, directory: str) -> tuple[NewFile, ...]:
    """Return the files by which a forge plans and applies the configuration in a directory."""
    quoted = json.dumps(directory, ensure_ascii=False)
    words = {**_ACTIONS, "directory": quoted, "version": __version__}
    if forge == "gitlab":
        text = filled("gitlab-ci.yml", words)
        return (NewFile(".gitlab-ci.yml", "plan, apply and drift in GitLab", text),)
    if forge != "github":
        return ()
    updates = filled("dependabot.yml", words)
    return (
        *(
            NewFile(
                f".github/workflows/pdsync-{name}.yml", about, filled(f"github-{name}.yml", words)
            )
            for name, about in _OF_GITHUB.items()
        ),
        NewFile(_UPDATES, "keeps their actions current", updates, others=_OTHER_UPDATES),
    )
