"""`lint --format github`: annotations of GitHub Actions, and by themselves in a workflow."""

import pytest
from command_line import CHECKOUT

MISSPELT = CHECKOUT.replace("num_loops", "num_lops")
TOKEN = "u+AbCdEfGhIjKlMnOpQr"
ANNOTATION = (
    "::error file=policies/checkout.yaml,line=4,col=5,endColumn=13,title=unknown-field::"
    "`num_lops` is not a field of an escalation policy%0Ahelp: did you mean `num_loops`?"
)


@pytest.fixture
def _in_a_workflow(monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")


def annotations(ended):
    return [line for line in ended.out.splitlines() if line.startswith("::")]


def test_a_finding_is_an_annotation(run, write):
    write(MISSPELT)

    ended = run("lint", "--format", "github")

    assert (ended.code, ended.out) == (1, f"{ANNOTATION}\n2 files. 1 error.\n")


def test_nothing_wrong_is_no_annotation(run, write):
    write(CHECKOUT)

    ended = run("lint", "--format", "github")

    said = "2 files: 1 escalation policy, 2 services. No problems.\n"
    assert (ended.code, ended.out) == (0, said)


def test_what_the_runner_reads_is_escaped(run, write, tmp_path):
    write(CHECKOUT)
    (tmp_path / "policies" / "a,b:c%.yaml").write_text('teams:\n  "50%,\\n::x": {}\n')

    (line, *_) = run("lint", "--format", "github").out.splitlines()

    assert line.startswith("::error file=policies/a%2Cb%3Ac%25.yaml,line=2,col=3,endColumn=14,")
    assert "::'50%25,\\n::x' cannot be a key%0Ahelp: " in line


def test_a_path_begins_at_the_root_of_the_repository(run, write, tmp_path, monkeypatch):
    write(MISSPELT)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "policies")

    ended = run("lint", "--config", ".", "--format", "github")

    assert annotations(ended) == [ANNOTATION]


def many(count):
    return "teams:\n" + "".join(f"  t{number}: {{nam: x}}\n" for number in range(count))


def test_more_than_ten_of_a_level_are_counted_by_the_tenth_and_follow_it(run, write):
    write(many(12))

    found = annotations(run("lint", "--format", "github"))

    assert found[9] == "::error title=pdsync lint::and 3 more errors, in the log"
    assert [line.partition(",col=")[0] for line in (*found[:9], *found[10:])] == [
        f"::error file=policies/checkout.yaml,line={line}" for line in range(2, 14)
    ]


@pytest.mark.usefixtures("_in_a_workflow")
def test_in_a_workflow_those_that_text_has_do_not_follow(run, write):
    write(many(12))

    ended = run("lint")

    assert (len(annotations(ended)), ended.out.count("error[unknown-field]")) == (10, 12)


def test_ten_of_a_level_are_all_shown(run, write):
    write(many(10))

    found = annotations(run("lint", "--format", "github"))

    assert [len(found), ",line=11," in found[-1]] == [10, True]


@pytest.mark.usefixtures("_in_a_workflow")
def test_in_a_workflow_text_has_annotations_below(run, write):
    write(MISSPELT)

    ended = run("lint")

    lines = ended.out.splitlines()
    assert (ended.code, lines[-3:]) == (1, ["2 files. 1 error.", "", ANNOTATION])
    assert lines[0].startswith("policies/checkout.yaml:4:5: error[unknown-field]")


@pytest.mark.usefixtures("_in_a_workflow")
@pytest.mark.parametrize("format_", ["text", "json", "gitlab"])
def test_in_a_workflow_a_format_that_is_written_stands_alone(run, write, format_):
    write(MISSPELT)

    assert annotations(run("lint", "--format", format_)) == []


@pytest.mark.usefixtures("_in_a_workflow")
def test_in_a_workflow_no_text_of_a_file_is_a_command(run, write):
    write("::warning::y: {name: '##[error]no', nam: x}\n")

    ended = run("lint", "--format", "text")

    assert ended.out.splitlines()[1] == r"    \x3a:warning::y: {name: '#\x23[error]no', nam: x}"


@pytest.mark.usefixtures("_in_a_workflow")
def test_in_a_workflow_a_run_that_ends_early_is_an_annotation(run):
    ended = run("lint", "--config", "::error::x")

    assert ended.out == (
        "::error title=error::there is no directory ::error::x%0Ahelp: "
        "run pdsync where the configuration is, or name its directory: --config DIR\n"
    )
    assert "\n::" not in ended.err


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github", "gitlab"])
def test_no_format_shows_a_token(run, write, format_):
    write(f"teams:\n  core:\n    name: Core\n    '{TOKEN}': x\n")

    ended = run("lint", "--format", format_)

    assert (ended.code, TOKEN in ended.out) == (1, False)
