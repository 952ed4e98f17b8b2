"""`plan --unmanaged`: whose everything is that the configuration does not manage."""

import json
import re
from pathlib import Path

import httpx
import pytest

from pdsync import sandbox
from pdsync.render.plan.markdown.room import Room
from pdsync.render.plan.markdown.unmanaged import unmanaged_part

THEIRS = """\
teams: {shop: {name: Shop}, odd: {name: "Odd | _b_"}}
schedules:
  shifts:
    name: Shifts
    time_zone: Etc/UTC
    teams: [shop]
    rotations:
      - {name: R, rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}
escalation_policies:
  shop:
    name: Shop
    team: shop
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana.silva@acme.example]}]
  loose:
    name: Loose
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana.silva@acme.example]}]
services:
  cart: {name: Cart, escalation_policy: shop}
"""
NOBODYS = """\
services:
  till: {name: Till, escalation_policy: {name: Shop}, description: Managed by Terraform}
  near: {name: "Near *[b]*", escalation_policy: {name: Loose}, description: managed by terraform}
  ours: {name: Ours, escalation_policy: {name: Loose}}
"""
OURS = """\
services:
  mine: {name: Mine, escalation_policy: {name: Loose}}
  ours: {name: Ours}
"""
TEXT = """\
Not managed here: 8 of 10 (nobody 1, Terraform 1, stack theirs 6)
  Odd | _b_   1 team: stack theirs 1
  Shop        1 team, 1 schedule, 1 escalation policy, 2 services:
              Terraform 1, stack theirs 4
  (no team)   1 escalation policy, 1 service: nobody 1, stack theirs 1
"""
NAMED = """\

  Odd | _b_
    stack theirs   team  Odd | _b_

  Shop
    Terraform      service            Till
    stack theirs   team               Shop
                   schedule           Shifts
                   escalation policy  Shop
                   service            Cart

  (no team)
    nobody         service            Near *[b]*
    stack theirs   escalation policy  Loose
"""


@pytest.fixture
def account(run, write):
    """Some of the account is another stack's, Terraform's, nobody's and ours."""
    for text, settings in (
        (THEIRS, "stack: theirs\n"),
        (NOBODYS, "ownership: none\n"),
        (OURS.replace("  ours: {name: Ours}\n", ""), "stack: acme\n"),
    ):
        write(text, settings=settings)
        assert run("apply", "--sandbox", "--yes").code == 0
    write(OURS)


@pytest.fixture
def plan(account, run):
    return lambda *words: run("plan", "--sandbox", "--unmanaged", *words)


def listed(text):
    """What is said of it, from its heading to the summary."""
    return (
        "Not managed here" + text.partition("Not managed here")[2].rpartition("\n\nPlan")[0] + "\n"
    )


def test_everything_is_named_by_team_and_what_is_adopted_is_ours(plan):
    ended = plan()
    assert (ended.code, ended.err, listed(ended.out)) == (0, "", TEXT + NAMED)
    assert "= service ours" in ended.out


def test_what_has_the_mark_of_the_former_name_of_the_stack_is_ours(account, run, write):
    write("teams: {}\n", settings="stack: acme-2\nstack_was: theirs\n")
    plan = run("plan", "--sandbox", "--unmanaged", "--format", "json").json
    owners = {one["by"] for one in plan["unmanaged"]["things"]}
    marks = {one["stack"] for one in plan["unmanaged"]["things"]}
    assert (owners, marks) == ({"nobody", "stack", "terraform"}, {None, "acme"})


def test_a_summary_counts(plan):
    assert f"{TEXT}… `--full` names each of them.\n" in plan("--summary").out


def test_a_screen_that_is_too_small_for_it_has_the_counts(account, run, monkeypatch):
    monkeypatch.setenv("LINES", "15")
    words = ("plan", "--sandbox", "--unmanaged", "--no-color")
    short, full = run(*words, terminal=True).out, run(*words, "--full", terminal=True).out
    assert (f"{TEXT}… `--full` names each of them.\n" in short, NAMED in full) == (True, True)


def test_json_has_each_of_it(plan):
    row = plan("--format", "json").json["unmanaged"]
    things = row.pop("things")
    assert row == {"total": 10, "missing": []}
    found = [
        (one["kind"], one["name"], one["by"], one["stack"], one["key"], one["teams"])
        for one in things
    ]
    assert found == [
        ("team", "Odd | _b_", "stack", "theirs", "odd", ["Odd | _b_"]),
        ("team", "Shop", "stack", "theirs", "shop", ["Shop"]),
        ("schedule", "Shifts", "stack", "theirs", "shifts", ["Shop"]),
        ("escalation_policy", "Shop", "stack", "theirs", "shop", ["Shop"]),
        ("service", "Cart", "stack", "theirs", "cart", ["Shop"]),
        ("service", "Till", "terraform", None, None, ["Shop"]),
        ("escalation_policy", "Loose", "stack", "theirs", "loose", []),
        ("service", "Near *[b]*", "nobody", None, None, []),
    ]
    till = things[5]
    assert till["url"].endswith(f"/{till['id']}")


def test_markdown_escapes_names_and_folds_them(plan):
    part = plan("--format", "markdown").out.partition("### Not managed")[2]
    assert part == (
        " here: 8 of 10 (nobody 1, Terraform 1, stack theirs 6)\n"
        "\n"
        "| team | |\n"
        "|---|---|\n"
        "| Odd `\\|` `_b_` | 1 team: stack theirs 1 |\n"
        "| Shop | 1 team, 1 schedule, 1 escalation policy, 2 services: Terraform 1, "
        "stack theirs 4 |\n"
        "| (no team) | 1 escalation policy, 1 service: nobody 1, stack theirs 1 |\n"
        "\n"
        "<details><summary>Each of them</summary>\n"
        "\n"
        "**Odd `|` `_b_`**\n"
        "\n"
        "- stack theirs: team `Odd | _b_`\n"
        "\n"
        "**Shop**\n"
        "\n"
        "- stack theirs: team `Shop`\n"
        "- stack theirs: schedule `Shifts`\n"
        "- stack theirs: escalation policy `Shop`\n"
        "- stack theirs: service `Cart`\n"
        "- Terraform: service `Till`\n"
        "\n"
        "**(no team)**\n"
        "\n"
        "- stack theirs: escalation policy `Loose`\n"
        "- nobody: service `Near *[b]*`\n"
        "\n"
        "</details>\n"
    )


def test_only_narrows_it_to_kinds(plan):
    row = plan("--only", "service", "--format", "json").json["unmanaged"]
    assert ([one["name"] for one in row["things"]], row["total"]) == (
        ["Cart", "Till", "Near *[b]*"],
        5,
    )


def test_a_team_narrows_it_to_what_is_theirs(account, run, write):
    write("teams: {shop: {name: Shop}}\n", settings="stack: theirs\n")
    words = ("--unmanaged", "--team", "shop", "--format", "json", "--allow-deletes", "9")
    row = run("plan", "--sandbox", *words).json["unmanaged"]
    assert ([one["name"] for one in row["things"]], row["total"]) == (["Till"], 5)


def test_it_takes_no_request_more(account, run):
    def requests(*words):
        said = run("plan", "--sandbox", "--verbose", *words).err
        return sorted(re.findall(r"(?:GET|POST|PUT|DELETE) \S+", said))

    assert requests("--unmanaged") == requests() != []


def test_a_saved_plan_is_applied_all_the_same(plan, run):
    plan("--out", "plan.json")
    assert "unmanaged" in json.loads(Path("plan.json").read_text(encoding="utf-8"))
    assert run("apply", "--sandbox", "--yes", "plan.json").code == 0


def test_it_is_told_when_nothing_changes_and_with_quiet(plan, run):
    run("apply", "--sandbox", "--yes")
    ended = plan("--quiet")
    assert (ended.code, "Not managed here: 8 of 10" in ended.out) == (0, True)


def test_where_all_is_ours_that_is_said(run, write):
    write("teams: {a: {}}\n")
    run("apply", "--sandbox", "--yes")
    said = "\n\nNot managed here: nothing (of 1 thing, it is managed)\n\nNo changes."
    assert said in run("plan", "--sandbox", "--unmanaged").out
    assert said in run("plan", "--sandbox", "--unmanaged", "--summary").out


class Other(httpx.BaseTransport):
    """An account of whose teams something else is told."""

    def __init__(self, inner, tell):
        self.inner, self.tell = inner, tell

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if request.url.path != "/teams":
            return answer
        return httpx.Response(200, json=self.tell(json.loads(answer.read())))


@pytest.fixture
def teams(monkeypatch):
    """Have something else told of teams."""
    real = sandbox.transport

    def teams(tell):
        monkeypatch.setattr(sandbox, "transport", lambda one: Other(real(one), tell))

    return teams


def test_what_was_not_listed_is_said(plan, teams):
    teams(lambda row: row | {"total": 3})
    row = plan("--format", "json").json["unmanaged"]
    assert [one[:11] for one in row["missing"]] == ["GET /teams "]
    assert row["missing"][0] in " ".join(plan().out.split())


def test_whose_a_thing_without_a_description_is_is_not_known(plan, teams):
    def without(row):
        return row | {
            "teams": [{k: v for k, v in one.items() if k != "description"} for one in row["teams"]]
        }

    teams(without)
    things = plan("--format", "json").json["unmanaged"]["things"]
    assert [(one["name"], one["by"]) for one in things if one["kind"] == "team"] == [
        ("Odd | _b_", "unknown"),
        ("Shop", "unknown"),
    ]
    assert "(nobody 1, Terraform 1, stack theirs 4, not known 2)" in plan().out


def test_many_teams_are_counted_and_fit_what_a_comment_takes(run, write):
    teams = "".join(f"  t{number}: {{}}\n" for number in range(100, 130))
    write(f"teams:\n{teams}", settings="stack: theirs\n")
    run("apply", "--sandbox", "--yes")
    write("teams: {a: {}}\n")
    said = run("plan", "--sandbox", "--unmanaged", "--summary").out
    assert (
        "  t111  1 team: stack theirs 1\n… and 18 more teams: `--full` names each of them.\n"
    ) in said
    rows = [
        {"kind": "team", "id": "P", "name": f"t{one}", "by": "nobody", "teams": [f"t{one}"]}
        for one in range(9_000)
    ]
    (part,) = unmanaged_part({"things": rows, "total": 9_000, "missing": []}, Room(60_000))
    assert len(part.encode()) < 60_000
    assert part.endswith("more: `pdsync plan --unmanaged` shows all\n\n</details>")
