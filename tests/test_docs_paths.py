"""Every path, module and word of the code that the documentation names is there."""

import ast
import re
from functools import cache
from pathlib import PurePath

import pytest
from source_code import FOLDERS, ROOT, modules, told

pytestmark = pytest.mark.slow  # walks every file of the project

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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_modules_named_without_their_folder_exist(page):
    there = {module.path.name for module in modules("pdsync", "tests", "docs")}
    named = {one for one in QUOTED.findall(page.read_text(encoding="utf-8")) if "/" not in one}
    assert sorted({one for one in named if one.endswith(".py")} - there) == []


def test_a_path_that_is_gone_is_found():
    text = "See `pdsync/gone.py` and [that](docs/gone.md#part).\n```\n`pdsync/in_a_block.py`\n```\n"
    assert (quoted_paths(text), linked_paths(text)) == (["pdsync/gone.py"], ["docs/gone.md"])


def test_a_placeholder_stands_for_what_is_there():
    assert is_there(ROOT, "tests/test_<subject>.py")
    assert not is_there(ROOT, "tests/<kind>.rst")


DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
HOP = re.compile(r"│ +(?P<name>\w+) +(?P<module>[\w/]+\.py)")
TYPE = re.compile(r"(?:^|▼\n│? +)([A-Z]\w+)(?: of ([A-Z]\w+))?", re.MULTILINE)


def section(text, heading):
    """What stands below a heading, down to the next of any level."""
    below = text.partition(f"# {heading}\n")[2]
    return re.split(r"^#+ ", below, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text, heading):
    """The rows of the table below a heading, each as its cells."""
    lines = [one for one in section(text, heading).splitlines() if one.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@cache
def defined():
    """The names that pdsync's own code gives to anything, by module; those of a part in it, too."""
    found = {}
    for module in modules("pdsync"):
        if module.part != "sandbox":
            found[module.place] = {name for node in module.nodes for name in names_of(node)}
    return found


def names_of(node):
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg


def everywhere():
    return set().union(*defined().values())


@pytest.mark.parametrize(
    "title", ["How a schedule travels", "How a dump travels", "How the rest travels"]
)
def test_each_hop_names_a_function_of_its_module(title):
    hops = HOP.findall(section(DESIGN, title))
    wrong = [f"{module} {name}" for name, module in hops if name not in of_module(module)]
    assert len(hops) > 20
    assert not wrong, told("this is not there any more:", wrong)


def of_module(module):
    return defined().get(f"pdsync/{module}", set())


@pytest.mark.parametrize(
    ("title", "some"),
    [
        ("How a schedule travels", {"Schedule", "Drafted", "Plan", "Call"}),
        ("How a dump travels", {"Snapshot", "Wish", "Chosen", "AsWritten", "DumpEntry", "Dump"}),
        ("How the rest travels", {"Drift", "WayBack", "OverrideRequest", "Judgement", "Notice"}),
    ],
)
def test_each_stop_names_a_type(title, some):
    picture = section(DESIGN, title).partition("```text")[2]
    stops = {name for pair in TYPE.findall(picture) for name in pair if name}
    types = {name.removesuffix("ies") + "y" if name == "Entries" else name for name in stops}
    assert some <= types <= everywhere()


def test_the_glossary_has_each_word_once_and_in_order():
    words = [word.strip("*").replace("-", "") for word, _, _ in rows(DESIGN, "Words")]
    assert words == sorted(set(words))


def test_the_glossary_names_what_the_code_has():
    named = [name for _, _, code in rows(DESIGN, "Words") for name in re.findall(r"`(\w+)`", code)]
    assert sorted(set(named) - everywhere()) == []


def test_every_folder_stands_where_changes_are_looked_up():
    named = quoted_paths(section(CONTRIBUTING, "Where do I change…?"))
    folders = {module.path.parent for module in modules("pdsync")}
    lost = {one for one in folders if not any(is_around(one, other) for other in named)}
    assert not lost, told("a row of the table is to lead here:", map(str, lost))


def is_around(folder, named):
    """Whether a path leads into a folder, or is of a folder that it is in."""
    path = PurePath(re.sub(r"<[^>]+>", "*", named))
    around = (folder, *folder.parents)
    return folder in path.parents or any(one.match(str(path)) for one in around)


@pytest.mark.parametrize("row", rows(CONTRIBUTING, "What a change takes"), ids=lambda row: row[0])
def test_a_change_names_its_code_and_its_tests(row):
    _, code, tests = row
    assert quoted_paths(code) or code.startswith("the same")
    assert [path for path in quoted_paths(tests) if path.startswith("tests/")]


def test_ten_changes_and_more_are_explained():
    assert len(rows(CONTRIBUTING, "What a change takes")) >= 10
