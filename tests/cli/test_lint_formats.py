"""Each format of lint tells the same, of whatever is wrong with what it reads."""

import re
from itertools import pairwise
from urllib.parse import unquote

import pytest
from command_line import CHECKOUT

FORMATS = ("json", "sarif", "github", "gitlab")
ANNOTATION = re.compile(r"::error (?:file=(.*?),line=(\d+),.*?,)?title=([a-z0-9-]+)::")

FILES = {
    "YAML that ends too early": (b"services: [\n", "broken-yaml", 1),
    "YAML that is indented wrong": (b"teams:\n  a:\n      name: A\n    b: {}\n", "broken-yaml", 4),
    "a tab": (b"teams:\n\ta: {}\n", "broken-yaml", 2),
    "another encoding": ("teams:\n  a: {name: Zürich}\n".encode("latin-1"), "not-utf-8", 2),
    "UTF-16": ("teams: {}\n".encode("utf-16"), "not-utf-8", 1),
    "a character that YAML has not": (b"teams:\n  a: {name: \x07}\n", "broken-yaml", 2),
    "an unknown section": (b"\n\nteems: {}\n", "unknown-section", 3),
    "an unknown key": (
        b"service:\n  name: Web\n  escalation_policy: gone\n",
        "unknown-reference",
        3,
    ),
    "a text": (b"hello\n", "invalid-value", 1),
}
SETTINGS = {
    "no YAML": ("stack: [\n", 1),
    "a wrong value": ("\nstack: A\n", 2),
    "an unknown setting": ("stack: acme\n\nsafty: {}\n", 3),
    "another version": ('stack: acme\nrequires: ">=99"\n', 2),
}


@pytest.fixture
def places(run):
    """The findings of a run in each format: their rules, files and lines."""

    def places(*options):
        found = {}
        for format_ in FORMATS:
            ended = run("lint", "--format", format_, *options)
            assert ended.code == 1
            found[format_] = _READ[format_](ended)
        return found

    return places


def in_json(ended):
    rows = ended.json["findings"]
    at = [one["place"] or {"file": None, "line": None} for one in rows]
    return [(one["rule"], it["file"], it["line"]) for one, it in zip(rows, at, strict=True)]


def in_sarif(ended):
    rows = ended.json["runs"][0]["results"]
    at = [one["locations"][0]["physicalLocation"] for one in rows]
    return [
        (one["ruleId"], unquote(it["artifactLocation"]["uri"]), it["region"]["startLine"])
        for one, it in zip(rows, at, strict=True)
    ]


def in_annotations(ended):
    found = [ANNOTATION.match(line) for line in ended.out.splitlines()]
    return [(one[3], one[1], one[2] and int(one[2])) for one in found if one]


def in_code_quality(ended):
    return [
        (one["check_name"], one["location"]["path"], one["location"]["lines"]["begin"])
        for one in ended.json
    ]


_READ = dict(zip(FORMATS, (in_json, in_sarif, in_annotations, in_code_quality), strict=True))


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_used_is_told_in_each_format(write, places, tmp_path, case):
    content, rule, line = FILES[case]
    write(CHECKOUT)
    (tmp_path / "policies" / "bad.yaml").write_bytes(content)

    found = places()

    assert all(one == other for one, other in pairwise(found.values()))
    told, file, at = found["json"][0]
    assert (told, file, at) == (rule, "policies/bad.yaml", line)


@pytest.mark.parametrize("case", SETTINGS)
def test_wrong_settings_are_told_in_each_format(write, places, case):
    settings, line = SETTINGS[case]
    write(CHECKOUT, settings=settings)

    found = places()

    assert all(one == other for one, other in pairwise(found.values()))
    assert [one[1:] for one in found["json"]] == [("policies/pdsync.yaml", line)]


@pytest.mark.parametrize(
    ("options", "rule", "at"),
    [
        (("--config", "empty"), "error", "empty"),
        (("--config", "gone"), "error", "gone"),
        (("--config", "empty/a.txt"), "error", "empty/a.txt"),
        (("--config=empty", "--confg"), "usage", "empty"),
        (("--fail-on", "nothing"), "usage", "policies"),
    ],
)
def test_what_ends_a_run_early_is_told_in_each_format(places, tmp_path, options, rule, at):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.txt").write_text("x")

    assert places(*options) == {
        "json": [(rule, None, None)],
        "sarif": [(rule, at, 1)],
        "github": [(rule, None, None)],
        "gitlab": [(rule, at, 1)],
    }


@pytest.mark.parametrize("format_", FORMATS)
def test_a_current_directory_that_is_gone_is_told_in_each_format(
    run, tmp_path, monkeypatch, format_
):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    ended = run("lint", "--format", format_)

    assert (ended.code, "there is no directory policies" in ended.out) == (1, True)


def test_a_directory_is_read_though_the_current_one_is_gone(run, write, tmp_path, monkeypatch):
    write(CHECKOUT)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    ended = run("lint", "--config", str(tmp_path / "policies"))

    said = "2 files: 1 escalation policy, 2 services. No problems.\n"
    assert (ended.code, ended.out) == (0, said)


def test_a_directory_out_of_this_repository_is_read(run, write, tmp_path, monkeypatch):
    write(CHECKOUT)
    (tmp_path / "here" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")

    assert run("lint", "--config", "../policies").code == 0
