"""What is installed: the package with all its files, and a manual page that renders."""

import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from documentation import COMMANDS, help_of
from source_code import PACKAGE, ROOT

pytestmark = pytest.mark.slow  # a build takes seconds

MANUAL = ROOT / "docs" / "pdsync.1"
PARTS = ("pyproject.toml", "README.md", "LICENSE", "docs/pdsync.1")
BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"
OPTION = re.compile(r"^  (?:-h, )?(--[a-z-]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built without a network from a copy, so that nothing is left behind here."""
    source = tmp_path_factory.mktemp("source")
    shutil.copytree(PACKAGE, source / "pdsync", ignore=shutil.ignore_patterns("__pycache__"))
    (source / "docs").mkdir()
    for part in PARTS:
        shutil.copy(ROOT / part, source / part)
    target = tmp_path_factory.mktemp("wheel")
    built = [sys.executable, "-c", BUILD, target]
    subprocess.run(built, cwd=source, capture_output=True, check=True)
    (built,) = target.glob("*.whl")
    with zipfile.ZipFile(built) as opened:
        yield opened


def test_the_wheel_has_every_file_of_the_package(wheel):
    here = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert here - set(wheel.namelist()) == set()


def test_the_wheel_has_the_manual_page_where_man_looks_for_it(wheel):
    (found,) = [name for name in wheel.namelist() if name.endswith(".1")]

    assert re.fullmatch(r"pdsync-[0-9.]+\.data/data/share/man/man1/pdsync\.1", found)
    assert wheel.read(found) == MANUAL.read_bytes()


def rendered(*command):
    if shutil.which(command[0]) is None:
        pytest.skip(f"there is no {command[0]} on this machine")
    return subprocess.run([*command, MANUAL], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "command", [("groff", "-man", "-Tutf8", "-ww", "-z"), ("mandoc", "-T", "lint", "-W", "warning")]
)
def test_the_manual_page_renders_without_a_warning(command):
    ended = rendered(*command)
    said = (ended.stdout + ended.stderr).splitlines()

    # It is the page of a version: a date would change it without a change of what it says.
    assert [line for line in said if "missing date" not in line] == []


def test_the_rendered_page_names_every_command_and_option():
    text = rendered("groff", "-man", "-Tascii", "-P-cbou").stdout
    wanted = {f"pdsync {name}" for name in COMMANDS}
    wanted |= {option for name in COMMANDS for option in OPTION.findall(help_of(name))}

    assert {word for word in wanted if word not in text} == set()
