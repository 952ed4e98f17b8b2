"""Parts of `undo`: merges, keys, overrides, what the past does not tell, and its formats."""

from bad_merges import ANA, BAD, BEN, CHLOE, DAILY, EVENTS, POLICY, ROTA, SHIFTS, TEAM, head
from by_hand import ByHand
from command_line import NOON, the_account
from git_repository import git
from reconcile.on_duty import override

from pdsync import sandbox


def test_of_a_merge_it_goes_back_to_what_was_there_before_it(merge, undo, write, run):
    merge(ROTA)
    before = head()
    git("checkout", "-q", "-b", "topic")
    write(DAILY)
    git("commit", "-q", "-am", "Daily turns", when="2026-03-10T12:00:00Z")
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-ff", "-m", "Merge topic", "topic", when="2026-03-25T12:00:00Z")
    assert run("apply", "--sandbox", "--yes", days=BAD).code == 0
    ended = undo("--yes")
    assert f"Back to {before}" in ended.out
    assert ended.out.endswith(f"  git revert -m 1 {head()}\n")


def test_what_has_keys_is_deleted_only_if_that_is_allowed(merge, undo):
    keyed = POLICY + "  till:\n    name: Till\n    escalation_policy: checkout\n"
    keyed += EVENTS
    merge(ROTA + POLICY)
    merge(ROTA + keyed, BAD)
    ended = undo("--yes")
    text = " ".join(ended.out.split())
    assert ended.code == 3
    assert "Service `till` goes with its keys: what is sent with them is lost." in text
    assert "check that nobody does, then allow it with `--allow-deletes 1`" in text
    assert undo("--yes", "--allow-deletes", "1").code == 0


def test_what_comes_back_with_another_key_is_told_first(merge, undo):
    keyed = POLICY + EVENTS
    merge(ROTA + keyed)
    merge(ROTA + keyed[: keyed.index("services:")], BAD)
    undone = undo("--format", "json").json["undo"]
    assert [one[:40] for one in undone["lost"]] == [
        "Integration 'Ev' of service `cart` comes",
        "Service `cart` comes back with another i",
        "Incidents that are open stay with whoeve",
    ]


def test_an_override_says_nothing_of_turns(merge, undo, turns, run):
    merge(ROTA)
    with the_account() as world:
        override(world, BEN, "2026-03-09T09:00:00Z", "2026-03-20T12:00:00Z", "Primary")
    expected = turns()
    merge(DAILY, BAD)
    assert undo("--yes").code == 0
    assert turns() == expected


def test_an_override_of_rotations_makes_the_past_no_shorter(merge, undo, run):
    merge(SHIFTS)
    when = ("--instead-of", CHLOE, "--from", "2026-03-20T09:00Z", "--to", "2026-03-20T12:00Z")
    made = run(
        "override",
        "add",
        "primary",
        "--user",
        ANA,
        *when,
        "--anyway",
        "--sandbox",
        "--yes",
        days=17,
    )
    assert made.code == 0, made.err
    merge(SHIFTS.replace("per_member: 5", "per_member: 1"), BAD)
    pinned = undo("--format", "json").json["undo"]["pinned"]
    assert [(one["part"], one["since"][:10]) for one in pinned] == [
        ("rotation 'days'", "2026-03-02"),
        ("rotation 'nights'", "2026-03-02"),
    ]


def test_turns_that_the_past_contradicts_are_left_as_they_are(merge, undo, turns, run, write):
    merge(ROTA)
    write(ROTA.replace(f"[{ANA}, {BEN}, {CHLOE}]", f"[{BEN}, {ANA}, {CHLOE}]"))
    assert run("apply", "--sandbox", "--yes", days=1).code == 0
    merge(DAILY, BAD)
    before = turns()
    with the_account() as world:
        world.account.store.db.execute("DELETE FROM audit")
        world.account.store.db.commit()
    ended = undo("--yes")
    assert ended.code == 1
    assert (
        "Schedule `primary`: the account's past contradicts it: others were on call than by any "
        "turns."
    ) in " ".join(ended.out.split())
    assert turns() == before


def test_run_again_after_a_break_it_finds_the_same_turns(merge, undo, turns):
    merge(ROTA + POLICY)
    expected = turns()
    merge(DAILY + POLICY.replace("name: Cart", "name: Basket"), BAD)
    assert undo("--yes", "--only", "service").code == 0
    assert undo("--yes").code == 0
    assert turns() == expected


def test_markdown_shows_it_and_sends_nothing(merge, undo):
    merge(ROTA)
    merge(DAILY, BAD)
    ended = undo("--format", "markdown")
    first, second, *_ = ended.out.splitlines()
    assert (first, second) == ("<!-- pdsync undo stack=61636d65 -->", "## pdsync undo: 1 to update")
    assert "### Turns go on as they did" in ended.out
    assert f"- `git revert {head()}`" in ended.out
    assert undo("--format", "json").json["summary"]["update"] == 1


def test_in_markdown_whoever_has_a_turn_is_told_by_name(merge, undo):
    merge(ROTA)
    merge(DAILY, BAD)
    assert ": Ana Silva has the turn of" in undo("--format", "markdown").out
    assert ": AS has the turn of" in undo("--people", "initials").out


def test_a_line_to_write_has_the_address_whatever_people_are_called(merge, undo):
    merge(TEAM + ROTA)
    merge(TEAM, BAD)
    assert f"anchor: {{who: {ANA}, at: 2026-03-25}}" in undo("--format", "markdown").out


def test_a_schedule_that_was_renamed_has_its_turns_back_too(merge, undo, turns):
    merge(ROTA + POLICY)
    expected = turns()
    renamed = DAILY.replace("  primary:\n", "  first:\n    was: primary\n")
    merge(renamed + POLICY.replace("[primary]", "[first]"), BAD)
    assert undo("--yes").code == 0
    assert turns() == expected


def test_a_stack_that_was_renamed_is_found_by_its_marks(merge, undo, turns):
    merge(ROTA)
    expected = turns()
    merge(DAILY, BAD, settings="stack: other\nstack_was: acme\n")
    assert undo("--yes").code == 0
    assert turns() == expected


def test_what_runs_is_ended_ahead_of_time_and_never_deleted(merge, undo):
    merge(SHIFTS)
    merge(SHIFTS.replace("per_member: 5", "per_member: 1"), BAD)
    (change,) = undo("--format", "json").json["changes"]
    assert [(one["method"], one["path"].split("/")[-2:][0]) for one in change["calls"]] == [
        ("PUT", "events"),
        ("POST", change["calls"][1]["path"].split("/")[-2]),
        ("PUT", "events"),
    ]
    assert change["calls"][0]["body"] == {"event": {"effective_until": "${soon}"}}


def test_without_an_audit_trail_the_date_of_the_commit_counts(merge, undo, turns):
    people = [{"name": who.partition("@")[0], "email": who} for who in (ANA, BEN, CHLOE)]
    seed = {"abilities": ["teams"], "users": people}
    sandbox.Account.open("pdsync-sandbox.db", seed=seed, clock=lambda: NOON).close()
    merge(ROTA)
    expected = turns()
    merge(DAILY, BAD)
    assert undo("--yes").code == 0
    assert turns() == expected


def test_what_is_not_selected_is_not_looked_for(merge, undo):
    merge(ROTA + POLICY)
    merge(DAILY + POLICY.replace("name: Cart", "name: Basket"), BAD)
    found = undo("--only", "service", "--format", "json").json
    assert (found["undo"]["pinned"], [one["key"] for one in found["changes"]]) == ([], ["cart"])


def test_of_a_team_only_its_schedules_are_looked_for(merge, undo):
    teams = "teams: {web: {name: Web}, shop: {name: Shop}}\n"
    merge(teams + _of_teams(ROTA))
    merge(teams + _of_teams(DAILY), BAD)
    found = undo("--team", "web", "--format", "json").json
    assert [one["schedule"] for one in found["undo"]["pinned"]] == ["primary"]
    assert [one["key"] for one in found["changes"]] == ["primary"]


def test_of_a_team_only_its_things_are_left_with_a_schedule_that_is_gone(merge, undo):
    teams = "teams: {web: {name: Web}, shop: {name: Shop}}\n"
    own = ROTA.replace("    layers:", "    teams: [web]\n    layers:")
    policies = POLICY.replace("    escalation_rules:", "    teams: [web]\n    escalation_rules:")
    policies = policies.replace("services:", OTHER.replace("Other", "Shop's") + "services:")
    merge(teams + own + policies.replace("name: Shop's", "name: Shop's\n    teams: [shop]"))
    merge(teams, BAD)
    found = undo("--team", "web", "--format", "json").json
    (left,) = found["undo"]["left_out"]
    assert [one["key"] for one in left["with_it"]] == ["checkout", "cart"]
    assert found["except"] == []


def _of_teams(rota):
    body = rota.partition("\n")[2]
    web = body.replace("    layers:", "    teams: [web]\n    layers:")
    shop = body.replace("  primary:", "  other:").replace("name: Primary", "name: Other")
    return "schedules:\n" + web + shop.replace("    layers:", "    teams: [shop]\n    layers:")


def test_the_revert_is_told_once_the_account_is_back(merge, undo):
    merge(ROTA)
    merge(DAILY, BAD)
    assert "git revert" not in undo(typed="n\n").out
    assert "git revert" in undo("--yes").out


OTHER = """\
  other:
    name: Other
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [primary]}
"""


def _with_one_that_cannot_go(merge):
    """Let the bad merge make a policy, and somebody use it by hand."""
    merge(ROTA + POLICY)
    merge(DAILY + POLICY.replace("services:", OTHER + "services:"), BAD)
    with ByHand() as ana:
        ana.make_service("Till", of="Other")


def test_the_revert_is_told_where_only_blocked_deletions_are_left(merge, undo):
    _with_one_that_cannot_go(merge)
    ended = undo(typed="y\n")
    assert (ended.code, "git revert" in ended.out) == (3, True)


def test_a_hand_off_while_the_question_waits_takes_the_revert_back_as_well(merge, undo):
    _with_one_that_cannot_go(merge)
    ended = undo(typed="y\n", waits=8)
    assert ended.code == 3
    assert "Nothing was sent: since the plan was shown" in ended.err
    assert "git revert" not in ended.out + ended.err
