"""`lint --format gitlab`: a report of code quality."""

from command_line import CHECKOUT


def test_nothing_wrong_is_an_empty_list(run, write):
    write(CHECKOUT)

    ended = run("lint", "--format", "gitlab")

    assert (ended.code, ended.out) == (0, "[]\n")


def test_a_finding_is_an_issue(run, write):
    write(CHECKOUT.replace("num_loops", "num_lops"))

    ended = run("lint", "--format", "gitlab")

    (issue,) = ended.json
    assert (ended.code, len(issue.pop("fingerprint"))) == (1, 32)
    assert issue == {
        "description": "`num_lops` is not a field of an escalation policy\n"
        "help: did you mean `num_loops`?",
        "check_name": "unknown-field",
        "severity": "major",
        "location": {"path": "policies/checkout.yaml", "lines": {"begin": 4}},
    }


def test_no_two_issues_have_one_fingerprint(run, write):
    write("teams:\n" + "".join(f"  t{number}: {{nam: x, nam: y}}\n" for number in range(5)))

    marks = [one["fingerprint"] for one in run("lint", "--format", "gitlab").json]

    assert (len(marks), len({*marks})) == (10, 10)


def test_a_path_begins_at_the_root_of_the_repository(run, write, tmp_path, monkeypatch):
    write("teems: {}\n")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "policies")

    (issue,) = run("lint", "--config", ".", "--format", "gitlab").json

    assert issue["location"]["path"] == "policies/checkout.yaml"


def test_a_run_that_ended_early_is_an_issue_of_the_directory(run):
    ended = run("lint", "--format", "gitlab")

    assert [one["location"] for one in ended.json] == [{"path": "policies", "lines": {"begin": 1}}]
