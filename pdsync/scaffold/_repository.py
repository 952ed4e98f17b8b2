"""Files that a new repository begins with: settings, an example, and what editors need. Pure."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from functools import cache

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.lint import rules_schema, settings_schema
from pdsync.render import dumps
from pdsync.scaffold._code_owners import owner_lines
from pdsync.scaffold._pages import Subject, filled_page
from pdsync.scaffold._templates import filled
from pdsync.source import json_schema, this_or_newer

_NO_ACCOUNT = """\
# The account's subdomain, as in NAME.pagerduty.com. With it a token of another account is refused,
# so that a mix-up of production and a trial account ends before the plan.
# account: NAME
"""
_ACCOUNT = """\
# The account's subdomain: a token of another account is refused, so that a mix-up of production
# and a trial account ends before the plan.
account: {}
"""
_EXAMPLE_OWNERS = {"{}/checkout.yaml": ("checkout",), "{}/runbooks/checkout.md": ("checkout",)}
_EXAMPLE = Subject("Checkout", "checkout", "high", "checkout", "Customers cannot pay.")


_OTHER_README = ("README", "readme.md", "README.rst", "README.adoc", "README.txt")
_OTHER_OWNERS = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")
_SCHEMA = "pdsync.schema.json"
_EXTENSION = "redhat.vscode-yaml"
_USUAL = "policies"
"""The directory that every command looks at where none is named."""


@frozen
class NewFile:
    """A file to be: its path from the top of the repository, what it is, and its text.

    It is there already where one of the `others` is, which hosts of repositories take for it.
    """

    path: str
    about: str
    text: str
    others: tuple[str, ...] = ()


@frozen
class Beginning:
    """Settings and owners that a repository begins with.

    `directory` is that of the configuration, seen from the top. `owners` are those of the files
    that there are; None where there is no configuration yet, which then begins with an example.
    """

    directory: str
    stack: str
    account: str | None = None
    owners: Mapping[str, tuple[str, ...]] | None = None


def beginning(given: Beginning) -> tuple[NewFile, ...]:
    """Return the files, those that people read first in front."""
    directory, is_new = given.directory, given.owners is None
    words = {"directory": directory, "stack": given.stack, "requires": this_or_newer()}
    words["account"] = _ACCOUNT.format(given.account) if given.account else _NO_ACCOUNT
    owners = given.owners
    if owners is None:
        owners = {file.format(directory): teams for file, teams in _EXAMPLE_OWNERS.items()}
    example = (
        NewFile(f"{directory}/checkout.yaml", "an example: one team", filled("example.yaml", {})),
        NewFile(
            f"{directory}/runbooks/checkout.md", "its runbook", filled_page("runbook", _EXAMPLE)
        ),
    )
    return (
        NewFile(f"{directory}/pdsync.yaml", "the settings", filled("pdsync.yaml", words)),
        *(example if is_new else ()),
        NewFile(
            "README.md",
            "how to change and to ask something",
            filled("README.md", words),
            _OTHER_README,
        ),
        NewFile(
            "CODEOWNERS",
            "who reviews what",
            filled("CODEOWNERS", {"lines": owner_lines(owners)}),
            _OTHER_OWNERS,
        ),
        _json(".vscode/settings.json", "for VS Code", _editor(directory)),
        _json(".vscode/extensions.json", "for VS Code", {"recommendations": [_EXTENSION]}),
        NewFile(_SCHEMA, "what editors check by", _schema()),
        NewFile(
            ".pre-commit-config.yaml",
            "lint before each commit",
            filled("pre-commit-config.yaml", {"lint": _lint(directory)}),
        ),
        NewFile(".gitignore", "what stays on your machine", filled("gitignore", {})),
    )


def _lint(directory: str) -> str:
    """Return the command that checks the directory, in quotes where YAML or a shell needs them."""
    if directory == _USUAL:
        return "pdsync lint"
    return json.dumps(f"pdsync lint --config {shlex.quote(directory)}", ensure_ascii=False)


@cache
def _schema() -> str:
    """Return the schema of the files, which takes longer to make than all the rest."""
    return f"{dumps(json_schema(settings_schema(), rules_schema()))}\n"


def _json(path: str, about: str, content: Json) -> NewFile:
    return NewFile(path, about, f"{dumps(content)}\n")


def _editor(directory: str) -> Json:
    """Return the settings of a workspace: a comment in a file would check its first document."""
    files = [f"{directory}/**/*{ending}" for ending in (".yaml", ".yml")]
    return {"yaml.schemas": {f"./{_SCHEMA}": files}, "yaml.customTags": ["!env scalar"]}
