"""Commands that other tools have, and paths where none belongs: what to write instead."""

from __future__ import annotations

from pathlib import Path

_LINT = "`pdsync lint` checks the configuration, offline"
_PLAN = "`pdsync plan` shows what would change in the account"
_APPLY = "`pdsync apply` makes the changes of a plan"
_ADOPT = (
    "`pdsync dump` writes what the account has as YAML, `pdsync plan` shows what it adopts, and "
    "`pdsync apply` does"
)
_BEGIN = "`pdsync init` begins a repository, with settings and an example"
_DELETE = "delete it in the YAML: `pdsync plan` shows what goes, and `pdsync apply` deletes it"
_NO_STATE = "there is no state file: `pdsync plan` compares the YAML with the account itself"

_TRIED = {
    **dict.fromkeys(("validate", "check", "test", "verify", "fmt", "format"), _LINT),
    **dict.fromkeys(("diff", "preview", "status", "compare", "show"), _PLAN),
    **dict.fromkeys(("deploy", "sync", "push", "up", "update", "run"), _APPLY),
    **dict.fromkeys(("import", "adopt", "export", "pull", "fetch", "get"), _ADOPT),
    **dict.fromkeys(("new", "create", "bootstrap", "scaffold", "setup"), _BEGIN),
    **dict.fromkeys(("destroy", "delete", "remove", "rm"), _DELETE),
    **dict.fromkeys(("state", "refresh", "workspace"), _NO_STATE),
    "version": "`pdsync --version` shows it",
    "help": "`pdsync -h` lists the commands, `pdsync plan -h` says what one does",
}
_YAML = (".yaml", ".yml")


def instead_of(command: str) -> str | None:
    """Return what to use in place of a command that other tools have, or of a path."""
    if is_path(command):
        return f"write `pdsync lint --config {directory_of(command)}`"
    return _TRIED.get(command.lower())


def is_path(word: str) -> bool:
    """Return True for what can only be meant as a directory, or as a file of YAML."""
    return word.endswith(_YAML) or is_directory(word)


def is_directory(word: str) -> bool:
    """Return True for what can only be meant as a directory."""
    return word.endswith("/") or ("/" in word and Path(word).is_dir())


def directory_of(path: str) -> str:
    """Return the directory that is meant: a file's is that around it."""
    return str(Path(path).parent) if path.endswith(_YAML) else path
