"""A saved plan that is out of date says who changed what moved, and when."""

from by_hand import ByHand
from command_line import CHECKOUT


def test_a_stale_plan_names_what_moved_and_who_did_it_when(run, write):
    write(CHECKOUT)
    assert run("apply", "--sandbox", "--yes").code == 0
    write(CHECKOUT.replace("timeout: 30m", "timeout: 45m"))
    assert run("plan", "--sandbox", "--out", "plan.json").code == 0
    with ByHand() as ana:
        ana.change("Checkout API", acknowledgement_timeout=600)
        end = ana.end
    ended = run("apply", "plan.json", "--sandbox", "--yes")
    assert ended.code == 3
    assert (
        "plan.json is out of date: service `checkout-api`: it was changed in the account, by "
        f"ana.silva@acme.example with an API token that ends in {end} at 2026-03-02 12:00 (UTC)"
    ) in " ".join(ended.err.split())
