"""A repository with pages, for rules that read runbooks."""

from dataclasses import replace
from pathlib import Path

import pytest
from lint.rules import NOW
from source.saying import told

from pdsync.lint import LintContext, all_rules
from pdsync.source import load

SERVICE = "services: {checkout: {escalation_policy: {name: Web}, runbook: RUNBOOK}}\n"


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Write files into a repository whose current directory it is, and load the configuration."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)

    def written(files):
        for name, text in {"policies/pdsync.yaml": "stack: acme\n", **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load(Path("policies"))

    return written


@pytest.fixture
def found_in(repository):
    """What a rule says of a page that one service names, with other files beside it.

    Places beside are those of the service, and are left out.
    """

    def found(rule, page, files=None, runbook="runbooks/checkout.md"):
        names = {
            "policies/a.yaml": SERVICE.replace("RUNBOOK", runbook),
            "policies/runbooks/checkout.md": page,
        }
        config = repository({**names, **(files or {})})
        assert config.problems == (), told(config.problems)
        said = [*all_rules()[rule].findings(config, LintContext(NOW))]
        related = {one.message for each in said for one in each.related}
        assert related <= {"service `checkout` names it"}
        return told(replace(one, related=()) for one in said)

    return found
