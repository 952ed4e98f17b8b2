"""The first five minutes with one service: what exists is adopted by its name alone."""

import pytest
from documentation import generate

FIRST = {
    "policies/pdsync.yaml": "stack: acme\n",
    "policies/first.yaml": "services:\n  search-api:\n    name: Search API\n",
}


@pytest.fixture
def account(run, tmp_path):
    """An account that has what README speaks of, made by others, and files with a name of it."""
    files = {"before/account.yaml": generate["BEFORE"]}
    generate["write"]({**files, **FIRST}, tmp_path)
    assert run("apply", "--yes", "--config", "before", "--sandbox").code == 0


def test_the_first_configuration_is_clean(run, account):
    ended = run("lint")

    assert (ended.code, ended.out) == (0, "2 files: 1 service. No problems.\n")


def test_the_first_plan_adopts_and_has_no_fields(run, account):
    ended = run("plan", "--sandbox", "--format", "json")

    assert [
        (one["action"], one["kind"], one["name"], one["fields"]) for one in ended.json["changes"]
    ] == [("adopt", "service", "Search API", [])]
    assert "  = service search-api" in run("plan", "--sandbox").out


def test_the_plan_after_the_first_apply_is_empty(run, account):
    applied = run("apply", "--sandbox", "--yes")

    assert applied.last_line == "Applied: 1 adopted."
    assert run("plan", "--sandbox").last_line.startswith("No changes.")


def test_a_name_that_nothing_has_is_an_error(run, account, tmp_path):
    (tmp_path / "policies" / "first.yaml").write_text("services: {a: {name: Serch API}}\n")

    ended = run("plan", "--sandbox")

    assert ended.code == 1
    assert "service `a` is not in the account" in ended.err
