"""Every path that the documentation names is there."""

import re

import pytest
from source_code import FOLDERS, ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FENCED = re.compile(r"^( *)(`{3,}|~{3,}).*?^\1\2", re.DOTALL | re.MULTILINE)
QUOTED = re.compile(r"`([^`\s]+)`")
LINKED = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
TOP = tuple(f"{folder}/" for folder in FOLDERS)


def prose_of(text):
    """The page less its code blocks: what stands in those is somebody else's machine."""
    return FENCED.sub("", text)


def quoted_paths(text):
    """What is written in backquotes and begins with a folder of the project."""
    return [quoted for quoted in QUOTED.findall(prose_of(text)) if quoted.startswith(TOP)]


def linked_paths(text):
    """Links that stay within the project."""
    return [link for link in LINKED.findall(prose_of(text)) if ":" not in link]


def is_there(folder, path):
    """Whether the path exists; `<kind>` in it stands for at least one name."""
    pattern = re.sub(r"<[^>]+>", "*", path).rstrip("/")
    return any(folder.glob(pattern)) if "*" in pattern else (folder / pattern).exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_paths_named_on_a_page_exist(page):
    text = page.read_text(encoding="utf-8")
    quoted = [path for path in quoted_paths(text) if not is_there(ROOT, path)]
    linked = [path for path in linked_paths(text) if not is_there(page.parent, path)]
    assert quoted + linked == []


def test_a_path_that_is_gone_is_found():
    text = "See `pdsync/gone.py` and [that](docs/gone.md#part).\n```\n`pdsync/in_a_block.py`\n```\n"
    assert (quoted_paths(text), linked_paths(text)) == (["pdsync/gone.py"], ["docs/gone.md"])


def test_a_placeholder_stands_for_what_is_there():
    assert is_there(ROOT, "tests/test_<subject>.py")
    assert not is_there(ROOT, "tests/<kind>.rst")
