"""What `undo` leaves as it is, since it cannot be as it was, and all else that goes back."""

from bad_merges import BAD, CHLOE, DAILY, NIGHT, POLICY, ROTA, head
from by_hand import ByHand

LEFT = (
    "Schedule `primary`: it is shift-based now, and PagerDuty turns none back into layers, so keep "
    "its `rotations:` in the files, whatever else is reverted."
)


def _upgraded(merge):
    merge(ROTA + POLICY)
    merge(ROTA.replace("layers:", "rotations:") + POLICY.replace("name: Cart", "name: Basket"), BAD)


def test_a_schedule_that_was_upgraded_is_left_by_itself(merge, undo):
    """PagerDuty turns no rotations back into layers; all else goes back."""
    _upgraded(merge)
    ended = undo("--yes")
    text = " ".join(ended.out.split())
    assert (ended.code, f"Left as it is: {LEFT}" in text) == (1, True)
    assert "Left alone for now" not in text
    assert "Applied: 1 updated." in ended.out, ended.out + ended.err
    assert undo("--yes").out.splitlines()[-4].endswith(", but for what is left as it is.")


def test_a_saved_plan_of_an_upgrade_leaves_the_same(merge, undo, run):
    _upgraded(merge)
    undo("--out", "undo.json")
    ended = run("apply", "undo.json", "--sandbox", "--yes", days=NIGHT)
    assert (ended.code, "Applied: 1 updated." in ended.out) == (1, True), ended.err
    assert LEFT in " ".join(ended.out.split())


def test_in_markdown_an_upgrade_is_left_as_well(merge, undo):
    _upgraded(merge)
    lines = undo("--format", "markdown").out.splitlines()
    assert lines[lines.index("### Left as it is") + 2] == f"- {LEFT}"
    assert "Left alone for now" not in "\n".join(lines)


def _without_chloe(merge, good, bad):
    """Merge and apply both; then Chloe, whom only the good one names, leaves the account."""
    merge(good)
    merge(bad, BAD)
    with ByHand() as ana:
        ana.delete("users", "Chloe Martin")


GONE = (
    f"Schedule `primary`: the account has no user '{CHLOE}'; once the files are reverted, "
    "`pdsync plan` says where."
)


def test_what_names_somebody_who_is_gone_is_left_and_all_else_goes_back(merge, undo):
    bad = DAILY.replace(f", {CHLOE}", "") + POLICY.replace("name: Cart", "name: Basket")
    _without_chloe(merge, ROTA + POLICY, bad)
    ended = undo("--yes")
    assert (ended.code, f"Left as it is: {GONE}" in " ".join(ended.out.split())) == (1, True)
    assert "Applied: 1 updated." in ended.out, ended.out + ended.err


def test_where_it_is_not_there_any_more_what_needs_it_is_left_too(merge, undo):
    teams = "teams: {web: {name: Web}}\n"
    _without_chloe(merge, teams + ROTA + POLICY, teams.replace("Web", "Net"))
    found = undo("--format", "json").json
    (left,) = found["undo"]["left_out"]
    assert (left["kind"], left["key"], left["lines"]) == ("schedule", "primary", [])
    assert [one["key"] for one in left["with_it"]] == ["checkout", "cart"]
    assert [(one["action"], one["key"]) for one in found["changes"]] == [("update", "web")]


def test_what_is_not_selected_may_name_whom_it_likes(merge, undo):
    bad = DAILY.replace(f", {CHLOE}", "") + POLICY.replace("name: Cart", "name: Basket")
    _without_chloe(merge, ROTA + POLICY, bad)
    assert undo("--yes", "--except", "schedule:primary").code == 0


def _risks(undo, *options):
    found = undo(*options, "--format", "json").json["changes"]
    return {one["key"]: [risk[:67] for risk in one["risks"]] for one in found}


BACK = "takes back what was changed outside of the configuration: name, by "


def test_a_repair_by_hand_that_goes_back_too_is_a_risk(merge, undo):
    merge(ROTA + POLICY)
    merge(DAILY + POLICY, BAD)
    with ByHand() as ana:
        ana.change("Cart", name="Cart, with Ana's repair")
    assert _risks(undo) == {"primary": [], "cart": [BACK]}


def test_what_was_deleted_by_hand_and_is_made_again_is_a_risk(merge, undo):
    merge(ROTA + POLICY)
    merge(DAILY + POLICY, BAD)
    with ByHand() as ana:
        ana.delete("services", "Cart")
    assert _risks(undo) == {
        "primary": [],
        "cart": ["makes again what was deleted outside of the configuration, by ana.s"],
    }


def test_what_the_merge_deleted_is_made_again_without_one(merge, undo):
    merge(ROTA + POLICY)
    merge(DAILY + POLICY[: POLICY.index("services:")], BAD)
    assert _risks(undo, "--allow-deletes", "9") == {"primary": [], "cart": []}


def test_what_the_merge_did_is_none(merge, undo):
    merge(ROTA + POLICY)
    merge(DAILY + POLICY.replace("name: Cart", "name: Basket"), BAD)
    assert _risks(undo) == {"primary": [], "cart": []}


def test_what_any_merge_since_did_is_none_of_them_reverted_or_not(merge, undo, commit):
    merge(ROTA + POLICY)
    before = head()
    merge(DAILY + POLICY.replace("name: Cart", "name: Basket"), BAD)
    commit(ROTA + POLICY)
    assert _risks(undo, "--to", before) == {"primary": [], "cart": []}


def test_a_repair_of_what_was_renamed_since_is_found_as_well(merge, undo):
    merge(ROTA + POLICY)
    merge(DAILY + POLICY.replace("  cart:\n", "  basket:\n    was: cart\n"), BAD)
    with ByHand() as ana:
        ana.change("Cart", name="Cart, with Ana's repair")
    assert _risks(undo)["cart"] == [BACK]
