"""A directory is read whole, and nothing outside of its repository is read at all."""

import os
import sys

import pytest
from source.saying import expected, told

from pdsync.errors import PdsyncError
from pdsync.source import load

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with an empty configuration, as the current directory; a secret beside it."""
    root = tmp_path / "repo"
    (root / ".git").mkdir(parents=True)
    (root / "policies").mkdir()
    (tmp_path / "secret.yaml").write_text("teams: {secret: {}}\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def write(root, **files):
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_yaml", ".yaml").replace("_yml", ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def loaded(root, directory="policies"):
    return load(root.joinpath(directory).relative_to(root))


def test_every_yaml_file_below_is_read_and_hidden_ones_are_not(repository):
    write(
        repository,
        policies__b_yaml="teams: {b: {}}",
        policies__a_yml="teams: {a: {}}",
        policies__deep__er__c_yaml="teams: {c: {}}",
        policies__notes="teams: {no: {}}",
        policies__d_yaml="teams: {d: {}}",
    )
    write(repository / "policies" / ".hidden", e_yaml="teams: {no: {}}")
    write(repository / "policies", **{".f_yaml": "teams: {no: {}}"})
    config = loaded(repository)
    assert ([entry.key for entry in config.entries], config.problems) == (["a", "b", "d", "c"], ())


def test_places_name_files_as_people_type_them(repository):
    write(repository, policies__sub__a_yaml="teems: {}\n", policies__pdsync_yaml="stack: acme\n")
    config = loaded(repository)
    assert (str(config.problems[0].place), config.directory, config.settings.stack) == (
        "policies/sub/a.yaml:1:1",
        "policies",
        "acme",
    )


def test_places_outside_of_the_current_directory_begin_as_they_were_typed(repository):
    write(repository, policies__a_yaml="teems: {}\n")
    config = load(repository / "policies", root=repository)
    assert config.directory == "policies"
    os.chdir(repository / ".git")
    config = load(repository / "policies")
    assert str(config.problems[0].place) == f"{(repository / 'policies').as_posix()}/a.yaml:1:1"


def test_a_directory_without_yaml_is_no_configuration(repository):
    write(repository / "policies" / ".hidden", e_yaml="teams: {no: {}}")
    with pytest.raises(PdsyncError) as found:
        loaded(repository)
    assert found.value.message == "there is no YAML in policies/"


def test_a_file_without_a_section_is_a_configuration_without_entries(repository):
    write(repository, policies__pdsync_yaml="# nothing yet\n")
    config = loaded(repository)
    assert (config.entries, config.problems, config.settings.stack) == ((), (), None)


def test_no_directory(repository):
    with pytest.raises(PdsyncError) as caught:
        loaded(repository, "polices")
    assert (caught.value.message, caught.value.hint) == (
        "there is no directory polices",
        "run pdsync where the configuration is, or name its directory: --config DIR",
    )


def test_a_file_where_a_directory_is_wanted(repository):
    write(repository, a_yaml="")
    with pytest.raises(PdsyncError) as caught:
        loaded(repository, "a.yaml")
    assert (caught.value.message, caught.value.hint) == (
        "a.yaml is a file, not a directory",
        "name the directory that holds the configuration: --config DIR",
    )


def test_the_digest_does_not_depend_on_where_the_directory_stands(repository, tmp_path):
    write(repository, policies__a_yaml="teams: {}\n", copy__a_yaml="teams: {}\n")
    assert loaded(repository).digest == loaded(repository, "copy").digest


@LINKS
def test_links_out_of_the_repository_are_refused_unread(repository, tmp_path):
    (repository / "policies" / "a.yaml").symlink_to(tmp_path / "secret.yaml")
    (repository / "policies" / "b").symlink_to(tmp_path)
    config = loaded(repository)
    assert (config.entries, dict(config.texts)) == ((), {})
    assert told(config.problems) == expected("""
        policies/a.yaml:1:1 outside-repository: this is a symbolic link that leads out of the repository; it is not read
          put the file itself into the configuration directory
        policies/b:1:1 outside-repository: this is a symbolic link that leads out of the repository; it is not read
          put the file itself into the configuration directory
        """)  # fmt: skip  # noqa: E501 - a message is one line


@LINKS
def test_a_configuration_directory_that_is_such_a_link_is_refused(repository, tmp_path):
    (repository / "linked").symlink_to(tmp_path)
    assert told(loaded(repository, "linked").problems) == expected("""
        linked:1:1 outside-repository: this is a symbolic link that leads out of the repository; it is not read
          put the file itself into the configuration directory
        """)  # fmt: skip  # noqa: E501 - a message is one line


@LINKS
def test_links_within_the_repository_are_followed_and_circles_are_not(repository):
    write(repository, shared__a_yaml="teams: {a: {}}\n")
    (repository / "policies" / "shared").symlink_to(repository / "shared")
    (repository / "shared" / "again").symlink_to(repository / "policies")
    config = loaded(repository)
    assert ([entry.key for entry in config.entries], config.problems) == (["a"], ())


@LINKS
def test_a_link_to_nothing_is_an_error(repository):
    (repository / "policies" / "a.yaml").symlink_to(repository / "gone.yaml")
    assert told(loaded(repository).problems) == expected("""
        policies/a.yaml:1:1 unreadable-file: this cannot be read
          check that it exists, that it is a file, and that you may read it
        """)


def test_without_a_repository_the_directory_is_the_limit(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, policies__a_yaml="services: {a: {runbook: ../notes.md}}\n", notes="")
    assert told(loaded(tmp_path).problems) == expected("""
        policies/a.yaml:1:25 outside-repository: '../notes.md' leads out of the repository
          name a file by its path from the root of the repository, or write a URL
        """)


@pytest.mark.parametrize(
    "runbook",
    ["docs/shop.md", "docs/shop.md#restart", "shop.md", "https://wiki.acme.example/shop?a=b"],
)
def test_a_runbook_is_a_url_or_a_file_from_the_root_or_the_configuration(repository, runbook):
    write(repository, policies__a_yaml=f"services: {{a: {{runbook: '{runbook}'}}}}\n")
    write(repository / "docs", **{"shop.md": ""})
    write(repository / "policies", **{"shop.md": ""})
    assert told(loaded(repository).problems) == ""


def test_a_runbook_that_is_not_there(repository):
    write(repository, policies__a_yaml="services: {a: {runbook: docs/gone.md}}\n")
    assert told(loaded(repository).problems) == expected("""
        policies/a.yaml:1:25 missing-runbook: there is no file 'docs/gone.md'
          write its path from the root of the repository or from the configuration directory
        """)


@pytest.mark.parametrize(
    ("runbook", "how"),
    [
        ("Runbooks/Shop.md", "did you mean `runbooks/shop.md`?"),
        ("SHOP.md#restart", "did you mean `shop.md`?"),
        (
            "wiki.acme.example/shop",
            "write `https://wiki.acme.example/shop` for a page of the web, or its path from the "
            "root of the repository or from the configuration directory",
        ),
    ],
)
def test_a_runbook_that_is_there_in_other_capitals_or_on_the_web_is_named(repository, runbook, how):
    write(repository, policies__a_yaml=f"services: {{a: {{runbook: '{runbook}'}}}}\n")
    write(repository / "policies" / "runbooks", **{"shop.md": ""})
    assert [one.help for one in loaded(repository).problems] == [how]


@pytest.mark.parametrize("runbook", ["../../secret.yaml", "/etc/passwd", "\\0"])
def test_a_runbook_outside_of_the_repository_is_refused(repository, runbook):
    write(repository, policies__a_yaml=f'services: {{a: {{runbook: "{runbook}"}}}}\n')
    (problem,) = loaded(repository).problems
    assert (problem.rule, str(problem.place)) == ("outside-repository", "policies/a.yaml:1:25")
