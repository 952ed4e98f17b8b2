"""What the documentation says is so: its YAML loads, its commands exist, its help is current."""

import re
from importlib import import_module
from textwrap import indent

import click
import pytest
from documentation import COMMANDS, PAGES, blocks, command_of, generate, help_of
from published_schemas import check_schema
from source_code import ROOT, plug_ins

from pdsync.cli.completion.values import KNOWN
from pdsync.source import load_texts

pytestmark = pytest.mark.slow  # runs pdsync for every generated part

NAMED = re.compile(r"# (policies/\S+)\n")


def name_of(page):
    return page.relative_to(ROOT).as_posix()


def files_of(page):
    """The page's YAML as one configuration: a file per block, named by its first line or not."""
    for number, text in enumerate(blocks(page, "yaml"), start=1):
        named = NAMED.match(text)
        yield named[1] if named else f"policies/block-{number}.yaml", text


def commands_in(page):
    """Every `pdsync …` that the page tells people to type, as words."""
    for text in blocks(page, "console"):
        for line in re.findall(r"^\$ .*?\bpdsync (.*)$", text, re.MULTILINE):
            yield line.split()


def unknown_words(words):
    command, options = command_of(words), [word for word in words if word.startswith("--")]
    if command is None:
        return words[:1]
    return [option for option in options if option.partition("=")[0] not in help_of(command)]


EXPLAINED = ROOT / "docs" / "rules.md"  # tests/lint loads its examples, one by one


@pytest.mark.parametrize("page", [page for page in PAGES if page != EXPLAINED], ids=name_of)
def test_the_yaml_of_a_page_loads(page):
    config = load_texts(dict(files_of(page)), directory="policies")
    assert [(str(found.place), found.message) for found in config.problems] == []


PIPELINES = [(page, block) for page in PAGES for block in blocks(page, "yml")]


@pytest.mark.parametrize(("page", "block"), PIPELINES, ids=[name_of(one) for one, _ in PIPELINES])
def test_a_forge_takes_the_pipeline_of_a_page(page, block, tmp_path):
    file, schema = tmp_path / "pipeline.yml", "vendor.github-workflows"
    if block.startswith("- "):
        job = "on: push\njobs:\n  steps:\n    runs-on: ubuntu-latest\n    steps:\n"
        block = job + indent(block, " " * 6)
    elif not block.startswith("on:"):
        schema = "vendor.gitlab-ci"
    file.write_text(block, encoding="utf-8")
    checked = check_schema(schema, file)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_an_action_of_a_page_is_pinned_by_a_commit(page):
    used = re.findall(r"uses: (.+)", "\n".join(blocks(page, "yml")))
    assert [one for one in used if not re.search(r"@([0-9a-f]{40}|COMMIT) # \S", one)] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_commands_of_a_page_exist(page):
    assert [unknown for words in commands_in(page) for unknown in unknown_words(words)] == []


@pytest.mark.parametrize("page", generate["PAGES"], ids=name_of)
def test_the_generated_parts_of_a_page_are_current(page):
    text = page.read_text(encoding="utf-8")
    assert text == generate["filled"](page), "run: python docs/generate.py"


def test_the_page_on_security_says_of_each_command_what_its_token_needs():
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = page.partition("| what you run |")[2].partition("\n\n")[0]
    assert [name for name in COMMANDS if f"`{name}`" not in rows and name != "override"] == []


def test_the_manual_page_is_current():
    page = generate["MANUAL"].read_text(encoding="utf-8")
    assert page == generate["manual"](), "run: python docs/generate.py"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_an_example(command):
    assert f"  pdsync {command}" in help_of(command).partition("\nExample:\n")[2]


def test_every_word_of_the_help_says_what_completes_it():
    """In pdsync/cli/completion/values.py, `KNOWN`."""
    unknown = [
        f"{name}: {metavar}"
        for name in plug_ins("cli/commands")
        for metavar in values_of(import_module(f"pdsync.cli.commands.{name}").command)
        if metavar not in KNOWN and "|" not in metavar
    ]

    assert unknown == []


def values_of(command):
    """What the help calls the values of a command."""
    ctx = click.Context(command, **command.context_settings)
    params = [one for one in command.params if not getattr(one, "hidden", False)]
    valued = [one for one in params if not getattr(one, "is_flag", False)]
    return [one.make_metavar(ctx).strip("[].") for one in valued]
