"""The page on coming from Terraform: its steps do what it says, its tables name what there is."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from command_line import the_account
from source_code import ROOT
from terraform_states import ARGUMENTS, moved_to

from pdsync.terraform.resource_types import MEMBERSHIP, types

PAGE = (ROOT / "docs" / "terraform.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^```console\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
TABLES = dict(re.findall(r"^### (pagerduty_\w+):.*?\n\n(.*?)\n\n", PAGE, re.DOTALL | re.MULTILINE))
"""Rows of the tables by the type that they are about."""
KIND_OF = {name: kind.name for name, kind in types().items()} | {MEMBERSHIP: "team"}


def commands():
    """Every command of the page's steps, with what it prints."""
    for block in STEPS:
        for text in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = text.partition("\n")
            yield command, printed.strip("\n")


def looks_like(printed):
    """A pattern for what a command prints, in which `…` on a line of its own is anything."""
    lines = [".*" if one == "…" else re.escape(one) for one in printed.splitlines()]
    return re.compile("\n".join(lines) + "\n*", re.DOTALL)


def test_the_steps_of_the_page_do_what_it_says(ids, shared, run):
    """Those of pdsync and the shell; what Terraform says of removed.tf is another test's."""
    shutil.rmtree("policies")
    Path("terraform").mkdir()
    state = (shared / "cases" / "terraform" / "state-v4-modules.tfstate").read_text("utf-8")
    Path("state.json").write_text(moved_to(state, ids), encoding="utf-8")
    done = []
    for command, printed in commands():
        program, *words = shlex.split(command)
        if program == "pdsync":
            ended = run(*words, "--sandbox")
            assert ended.code == 0, ended.err
            assert looks_like(printed).fullmatch(ended.out), f"{command}\n{ended.out}"
        elif program in {"mv", "rm"}:
            subprocess.run([program, *words], check=True)
        else:
            assert program == "terraform", command
        done.append(program)

    assert done.count("pdsync") == 4
    assert [one.name for one in Path("terraform").iterdir()] == ["removed.tf"]
    assert not Path("state.json").exists()


def rows(type_):
    """What Terraform calls something, and the fields of pdsync's that the page says it is."""
    for line in TABLES[type_].splitlines()[2:]:
        left, right = (one.strip() for one in line.strip("|").split("|"))
        yield left.strip("`"), re.findall(r"`([a-z_]+(?:\[\])?(?:\.[a-z_]+(?:\[\])?)*)`", right)


@pytest.mark.parametrize("type_", ARGUMENTS)
def test_the_page_has_every_argument_of_a_resource(type_):
    assert sorted(name for name, _ in rows(type_)) == sorted(ARGUMENTS[type_])


@pytest.mark.parametrize("type_", ARGUMENTS)
def test_every_field_that_the_page_names_is_one_of_its_kind(type_):
    page = (ROOT / "docs" / "kinds" / f"{KIND_OF[type_]}.md").read_text(encoding="utf-8")
    known = {*re.findall(r"^\| `([a-z_.\[\]]+)` \|", page, re.MULTILINE), "null", "weekly"}
    named = {field.removesuffix("[]") for _, fields in rows(type_) for field in fields}
    assert named - known == set()


def test_the_page_has_a_table_for_every_type_that_pdsync_takes_over():
    assert {*TABLES} == {*KIND_OF} == {*ARGUMENTS}


def test_every_argument_that_a_state_has_is_one_that_the_page_knows(shared):
    """Beside what the account works out, which nobody writes."""
    worked_out = {"id", "html_url", "type", "status", "created_at", "last_incident_timestamp"}
    state = json.loads((shared / "cases" / "terraform" / "state-v4-modules.tfstate").read_text())
    for one in state["resources"]:
        if one["mode"] == "managed":
            known = ARGUMENTS[one["type"]] | worked_out | {"final_schedule"}
            assert {*one["instances"][0]["attributes"]} - known == set(), one["type"]


NAMED = {"teams": "Checkout", "schedules": "Checkout Primary", "services": "cart"}
NAMED |= {"escalation_policies": "Checkout"}


@pytest.mark.parametrize("section", NAMED)
def test_a_data_source_finds_what_pdsync_applied_by_the_name_that_it_asks_for(section, ids):
    """As PagerDuty's provider asks: `query`, and of the answers the one of exactly that name."""
    with the_account() as world:
        found = world.get(f"/{section}", query=NAMED[section])[section]
    assert [one["id"] in ids.values() for one in found if one["name"] == NAMED[section]] == [True]
