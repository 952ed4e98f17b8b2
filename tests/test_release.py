"""What a release writes into what it builds: the way back to its repository."""

import re
import shutil
import subprocess
import sys
import tomllib

import pytest
from source_code import ROOT

AT = "https://github.com/acme/pdsync"


@pytest.fixture
def released(tmp_path):
    """The README and the project as a release builds them."""
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    code = f"import runpy; runpy.run_path({str(ROOT / '.ci' / 'links.py')!r})['main'](*{{}})"
    words = (AT, "v0.2.0", str(tmp_path))
    subprocess.run([sys.executable, "-c", code.format(words)], check=True)
    return tmp_path


def test_every_link_of_the_readme_leads_to_the_tag(released):
    text = (released / "README.md").read_text("utf-8")
    led = re.findall(r"(!?)\[[^\]]*\]\(([^)]+)\)", text)
    files = [(mark, to) for mark, to in led if not to.startswith("#") and AT in to]
    elsewhere = [to for _, to in led if AT not in to and not to.startswith(("#", "https://"))]
    there = {
        mark: {to.partition("/v0.2.0/")[0] for kind, to in files if kind == mark}
        for mark in ("", "!")
    }
    paths = {to.partition("/v0.2.0/")[2].partition("#")[0] for _, to in files}
    assert elsewhere == []
    assert there == {"": {f"{AT}/blob"}, "!": {f"{AT}/raw"}}
    assert [one for one in paths if not (ROOT / one).is_file()] == []


def test_the_project_says_where_it_is(released):
    project = tomllib.loads((released / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["urls"] == {
        "Source": AT,
        "Changelog": f"{AT}/blob/v0.2.0/CHANGELOG.md",
        "Issues": f"{AT}/issues",
    }
