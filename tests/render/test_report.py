"""What became of a plan, in words."""

from plans import ADOPTED, BLOCKED, DELETED, POLICY, RULES, SERVICE, plan

from pdsync.reconcile import Applied, Outcome, Result
from pdsync.render import PLAIN
from pdsync.render.plan import apply_json, apply_text, plan_json, question

MIXED = (
    Outcome(POLICY, Result.DONE, id="PNEW001"),
    Outcome(SERVICE, Result.FAILED, "PUT /services/PSERV01: 400 Invalid Input Provided"),
    Outcome(RULES, Result.SKIPPED, "it needs service `checkout-api`, which is failed"),
    Outcome(ADOPTED, Result.SKIPPED, "it needs service `checkout-api`, which is failed"),
    Outcome(DELETED, Result.UNKNOWN, "the answer was lost"),
    Outcome(BLOCKED, Result.BLOCKED, BLOCKED.blocked[0]),
)

REPORT = """\
  failed   ~ service checkout-api  "Checkout API"
           PUT /services/PSERV01: 400 Invalid Input Provided

  skipped  ~ escalation policy platform
  skipped  = service search  "Search"
           it needs service `checkout-api`, which is failed

  unknown  - service legacy-cart  "Legacy Cart"
           the answer was lost

  blocked  - service shop  "Shop"
           it has 2 open incidents: #12 and #14

Not complete: 1 created, 1 failed, 1 unknown, 2 skipped, 1 blocked.
Run it again: what is done stays done."""


def applied(*outcomes, **more):
    return Applied(plan(*(outcome.change for outcome in outcomes)), outcomes, **more)


def text(*outcomes, **more):
    return apply_text(apply_json(applied(*outcomes, **more)), PLAIN)


def test_what_was_not_done_is_listed_with_why():
    assert text(*MIXED) == REPORT


def test_all_done_is_one_line():
    assert text(MIXED[0], Outcome(DELETED, Result.DONE)) == "Applied: 1 created, 1 deleted."


def test_what_to_know_of_a_done_change_is_told():
    done = Outcome(POLICY, Result.DONE, notes=("its key is on https://acme.example/x",))

    assert text(done).splitlines()[:2] == [
        '  note     + escalation policy checkout  "Checkout"',
        "           its key is on https://acme.example/x",
    ]


def test_what_could_not_be_read_back_is_not_complete():
    problem = "what was written could not be read back: no answer"

    assert text(MIXED[0], problem=problem) == (
        f"{problem}\n\nNot complete: 1 created.\nRun it again: what is done stays done."
    )


def test_json_counts_every_result():
    summary = apply_json(applied(*MIXED))["summary"]

    assert summary == {
        "create": 1,
        "update": 2,
        "adopt": 1,
        "delete": 1,
        "replace": 0,
        "blocked": 1,
        "calls": 5,
        "seconds": 1,
        "done": 1,
        "failed": 1,
        "unknown": 1,
        "skipped": 2,
    }


def test_json_has_the_id_of_what_was_made():
    changes = apply_json(applied(*MIXED))["changes"]

    assert [change["id"] for change in changes[:2]] == ["PNEW001", "PSERV01"]


def test_the_question_names_one_call_without_losses():
    assert question(plan_json(plan(POLICY))) == "Apply this 1 call? [y/N] "


def test_what_pagerduty_refused_must_be_put_right_first():
    refused = Outcome(SERVICE, Result.FAILED, "400 No", again=False)
    skipped = Outcome(POLICY, Result.SKIPPED, "it needs that", again=False)

    assert text(MIXED[0], refused, skipped).splitlines()[-2:] == [
        "Not complete: 1 created, 1 failed, 1 skipped.",
        "Put right what PagerDuty refused, then apply that: what is done stays done.",
    ]


def test_what_can_be_done_again_is_said_beside_what_was_refused():
    refused = Outcome(SERVICE, Result.FAILED, "400 No", again=False)
    lost = Outcome(POLICY, Result.UNKNOWN, "the answer was lost")

    assert text(refused, lost).splitlines()[-1] == (
        "Run it again for the rest, and put right what PagerDuty refused: what is done stays done."
    )
