"""`pdsync lint` on runbooks: when they are read, in every format, and how a finding is silenced."""

import json
from pathlib import Path

import pytest

SERVICE = "services:\n  web: {name: Web, severity: SEVERITY, runbook: runbooks/web.md}\n"
STRICT = "stack: acme\nlint: {profile: strict}\n"
PAGE = "# Web\n\nSee [the gateway](gate%20way.md).\n"
NAME = "policies/runbooks/w\u00e9b page.md"


@pytest.fixture
def page(write):
    """Write a configuration and the runbook of its service."""

    def page(text, settings=STRICT, name="policies/runbooks/web.md"):
        file = name.removeprefix("policies/")
        service = "  web: {name: Web, runbook: 'FILE'}\n".replace("FILE", file)
        write(f"services:\n{service}", settings=settings)
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")

    return page


def rules(ended):
    """The rules that speak of the page, and those that are suppressed."""
    read = json.loads(ended.out)
    return (
        [one["rule"] for one in read["findings"] if one["place"]["file"].endswith(".md")],
        [one["rule"] for one in read.get("suppressed", [])],
    )


BOTH = ["runbook-sections", "dead-link"]


def test_habits_are_told_where_they_are_asked_for_and_nothing_is_said_otherwise(run, page):
    page(PAGE)
    assert rules(run("lint", "--format", "json")) == (BOTH, [])
    assert rules(run("lint", "--format", "json", "--profile", "default")) == ([], [])


def test_text_shows_the_line_of_the_page_and_of_the_service(run, page):
    page(PAGE, "stack: acme\nlint: {rules: {dead-link: {severity: warning}}}\n")
    assert run("lint").out == (
        "policies/runbooks/web.md:3:5: warning[dead-link]: there is no file 'gate way.md'\n"
        "    See [the gateway](gate%20way.md).\n"
        "        ^^^^^^^^^^^^^\n"
        "    = note: service `web` names it (policies/checkout.yaml:2:29)\n"
        "      web: {name: Web, runbook: 'runbooks/web.md'}\n"
        "                                ^^^^^^^^^^^^^^^^^\n"
        "    = help: write the path from this page's folder, or from the top of the repository "
        "after `/`\n\n"
        "2 files: 1 service. 1 warning.\n"
    )


def test_sarif_has_the_uri_of_the_page(run, page):
    page("# Web\n", name=NAME)
    log = json.loads(run("lint", "--format", "sarif").out)
    (result,) = [one for one in log["runs"][0]["results"] if one["ruleId"] == "runbook-sections"]
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (
        "policies/runbooks/w%C3%A9b%20page.md",
        1,
    )
    assert "logicalLocations" not in result["locations"][0]


def test_annotations_and_code_quality_have_its_path(run, page):
    page("# Web\n", name=NAME)
    said = run("lint", "--format", "github").out
    assert f"::notice file={NAME},line=1,col=1,endColumn=6,title=" in said
    paths = [one["location"]["path"] for one in json.loads(run("lint", "--format", "gitlab").out)]
    assert NAME in paths


def test_settings_hold_for_paths_of_pages(run, page):
    page(
        PAGE,
        f"{STRICT[:-2]}, paths: {{runbooks/**: {{rules: {{dead-link: {{enabled: false}}}}}}}}}}\n",
    )
    assert rules(run("lint", "--format", "json")) == (["runbook-sections"], [])


def test_sections_can_be_others_for_a_path(run, page):
    own = "paths: {runbooks/**: {rules: {runbook-sections: {sections: [Do]}}}}"
    page("# Web\n\n## Do\n\nIt.\n", f"{STRICT[:-2]}, {own}}}\n")
    assert rules(run("lint", "--format", "json")) == ([], [])


IGNORE = "<!-- pdsync: ignore[RULE] the old wiki has it, until 2027-01-31 -->"


@pytest.mark.parametrize(
    ("text", "told", "suppressed"),
    [
        (f"{IGNORE}\n{PAGE}", [], BOTH),
        (PAGE.replace("\nSee", f"\n{IGNORE}\n\nSee"), BOTH[:1], BOTH[1:]),
        (PAGE.replace(".\n", f". {IGNORE}\n"), BOTH[:1], BOTH[1:]),
        (PAGE + IGNORE, BOTH, []),
        (f"    {IGNORE}\n\n{PAGE}", BOTH, []),
    ],
)
def test_a_comment_silences_its_line_or_what_is_under_it(text, told, suppressed, run, page):
    page(text.replace("RULE", "dead-link, runbook-sections"))
    found, silent = rules(run("lint", "--format", "json"))
    assert ([one for one in found if one in BOTH], sorted(silent)) == (told, sorted(suppressed))


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("<!-- pdsync: ignore[dead-link] -->", "1:1: warning[bad-ignore]: this does not say why"),
        ("<!-- pdsync: ignore why -->", "write `<!-- pdsync: ignore[RULE] reason -->`"),
        ("<!-- pdsync: ignore[dead-lnk] x -->", "1:21: warning[bad-ignore]: there is no rule"),
        ("<!-- pdsync: ignore[sliver] x -->", "1:21: warning[unused-ignore]: `sliver` finds"),
        (
            "<!-- pdsync: ignore[dead-link]\n  it comes, until 2026-01-01 -->",
            "1:1: warning[expired-ignore]",
        ),
    ],
)
def test_a_comment_that_is_odd_is_told(comment, says, run, page):
    page(f"{comment}\n{PAGE}")
    assert says in run("lint").out


def test_a_baseline_has_findings_of_pages_too(run, page):
    page(PAGE)
    Path("old.json").write_text(run("lint", "--format", "json").out, encoding="utf-8")
    page(f"\n\n{PAGE}[b](lost.md)\n")
    found = rules(run("lint", "--format", "json", "--baseline", "old.json"))
    assert found[0] == ["dead-link"]


@pytest.mark.parametrize("severity", ["critical", "low", None])
def test_a_runbook_of_init_lacks_nothing_but_what_is_to_be_filled_in(severity, run, write):
    own = f", severity: {severity}" if severity else ""
    write(f"services: {{web: {{name: Web, runbook: runbooks/web.md{own}}}}}\n", settings=STRICT)
    run("init", "--runbook", "web")
    read = json.loads(run("lint", "--format", "json").out)["findings"]
    assert [one["message"] for one in read if one["place"]["file"].endswith(".md")] == [
        "the sections 'Symptoms', 'Diagnosis', 'Mitigation', 'Root Cause' and 'Prevention' are "
        "empty"
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe\x00",
        b"# A\x00\x1b[2J\n[a](\x1b[2J.md)\n",
        b"> " * 5_000 + b"[a](b.md)",
        b"[" * 20_000,
        b"[" * 3_000,
        b"<!--" * 3_000,
        b"#" * 600_000,
        b"# A\r\r\x0c[a](b.md)\xe2\x80\xa8[c](d.md)",
        b"---\n",
        b"| a |\n|---|\n" + b"| [a](b.md)\\| |\n" * 500,
    ],
)
def test_a_page_with_anything_in_it_is_no_trouble(raw, run, page):
    page("")
    Path("policies/runbooks/web.md").write_bytes(raw)
    ended = run("lint")
    assert (ended.code, ended.err) == (0, "")
    assert "\x1b" not in ended.out


def test_a_fix_of_the_yaml_leaves_what_is_found_in_pages(run, page):
    page(f"<!-- pdsync: ignore[sliver] x -->\n{PAGE}")
    before = rules(run("lint", "--format", "json"))[0]
    assert sorted(before) == sorted([*BOTH, "unused-ignore"])
    text = "# pdsync: ignore[sliver] gone\nstack: acme\nlint: {profile: strict}\n"
    Path("policies/pdsync.yaml").write_text(text, encoding="utf-8")
    fixed = run("lint", "--fix", "--format", "json")
    assert rules(fixed)[0] == before
    assert Path("policies/pdsync.yaml").read_text(encoding="utf-8") == STRICT
