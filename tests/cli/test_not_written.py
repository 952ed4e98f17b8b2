"""A window and an end that the YAML no longer has, as a person meets it."""

import pytest

SANDBOX = ("--sandbox-file", "account.db")
CASE = "cases/field/01-unwritten-only-taken-for-always"


@pytest.fixture
def texts(shared):
    """What was applied, and the same without `only:` and `until:`."""
    case = shared / CASE
    files = (case / "before.yaml", case / "policies" / "a.yaml")
    return [file.read_text(encoding="utf-8") for file in files]


def risks(out):
    """Each risk as one line."""
    lines = " ".join(out.split()).split("! risk ")[1:]
    return [line.partition(" says that this is meant")[0] for line in lines]


def test_a_plan_tells_both_as_risks_with_who_is_on_call(write, run, texts):
    before, after = texts
    write(before)
    assert run("apply", "--yes", *SANDBOX).code == 0
    write(after)
    assert risks(run("plan", *SANDBOX).out) == [
        "layer 'Office hours' loses `only: Mon-Fri 09:00-17:00`, which is not written: "
        "ana.silva@acme.example is on call instead of nobody, first on 2026-03-02 17:00 "
        "(Europe/London); `only: null`",
        "layer 'Launch' loses `until: 2027-06-28 09:00`, which is not written: "
        "ana.silva@acme.example is on call instead of nobody, first on 2027-06-28 09:00 "
        "(Europe/London); `until: null`",
    ]


def test_an_adoption_is_refused_at_the_layers(write, run, texts):
    before, after = texts
    write(before, settings="ownership: none\n")
    assert run("apply", "--yes", *SANDBOX).code == 0
    write(after)
    ended = run("plan", *SANDBOX)
    heads = [line for line in ended.err.splitlines() if "error[" in line]
    assert (ended.code, [line.partition(" ")[0] for line in heads]) == (
        1,
        ["policies/checkout.yaml:5:9:", "policies/checkout.yaml:13:9:"],
    )
