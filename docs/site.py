"""Builds the site of the documentation: `make site`, into .site/html.

The start page is the README, and the changelog is a page beside the others: what GitHub shows and
what the site shows are the same files.
"""  # noqa: INP001 - a script, not a package

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FROM_THE_TOP = {"index.md": "README.md", "CHANGELOG.md": "CHANGELOG.md"}
ELSEWHERE = r"LICENSE|CONTRIBUTING\.md|policies/[^)]*"
"""Files of the repository that are no pages: links to them lose their target."""
NAVIGATION = {
    "Start": "index.md",
    "Moving in": {
        "A new repository": "init.md",
        "From an account": "dump.md",
        "From scripts": "scripts.md",
        "From Terraform": "terraform.md",
        "Upgrading": "upgrading.md",
    },
    "Daily work": {
        "Plan and apply": "plan-and-apply.md",
        "Pull requests and merges": "pull-requests.md",
        "Drift": "drift.md",
        "The night after a bad merge": "bad-merge.md",
        "Who is on call": "oncall.md",
        "Holidays and swaps": "holidays-and-swaps.md",
        "The report": "report.md",
        "Rules of lint": "rules.md",
        "Promises": "promises.md",
        "Rules of your own": "own-rules.md",
    },
    "Reference": {
        "Configuration": "configuration.md",
        "Command line": "cli.md",
        "Ownership": "ownership.md",
        "Security": "security.md",
        "The sandbox": "sandbox.md",
        "Versions and support": "support.md",
        "Changelog": "CHANGELOG.md",
    },
    "Kinds": {
        page.stem.replace("_", " ").capitalize(): f"kinds/{page.name}"
        for page in sorted(DOCS.glob("kinds/*.md"))
    },
    "Inside": {"Design": "design.md"},
}


def main(target: str = ".site") -> int:
    """Build the site below a directory; the generator's exit code, 1 for any warning of it."""
    site = Path(target).resolve()
    shutil.rmtree(site, ignore_errors=True)
    gather(site / "pages")
    (site / "zensical.toml").write_text(settings(), encoding="utf-8")
    words = [sys.executable, "-m", "zensical", "build", "--strict", "-f", "zensical.toml"]
    return subprocess.run(words, cwd=site, check=False).returncode  # noqa: S603 - our own words


def gather(pages: Path) -> None:
    """Copy all pages and pictures into one folder, with links that hold there."""
    shutil.copytree(DOCS, pages, ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.1"))
    for name, source in FROM_THE_TOP.items():
        shutil.copy(ROOT / source, pages / name)
    for page in pages.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        text = re.sub(r"\]\((?:docs/|\.\./(?=[A-Z]+\.md))", "](", text)
        text = text.replace("```mermaid\n", "```text\n")  # drawn by a script from elsewhere
        page.write_text(re.sub(rf"\]\(({ELSEWHERE})\)", "]", text), encoding="utf-8")


def settings() -> str:
    """Return the settings of the generator."""
    nav = [
        {title: [{one: page} for one, page in pages.items()] if isinstance(pages, dict) else pages}
        for title, pages in NAVIGATION.items()
    ]
    return "\n".join(
        [
            "[project]",
            'site_name = "pdsync"',
            'site_description = "PagerDuty configuration as code"',
            'docs_dir = "pages"',
            'site_dir = "html"',
            f"nav = {toml(nav)}",
            "[project.theme]",
            "font = false",  # none from elsewhere
            'features = ["content.code.copy", "navigation.footer", "navigation.sections", '
            '"navigation.top", "search.highlight"]',
            "",
        ]
    )


def toml(value: object) -> str:
    """Return a value as TOML writes it in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
