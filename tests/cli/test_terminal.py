"""What a terminal gets: progress, colour where it is wanted, nothing that could steer it."""

import errno
import os
import sys

import pytest
from command_line import CHECKOUT

from pdsync.sandbox import Account


def test_a_terminal_gets_colour(run, write):
    write(CHECKOUT)

    assert "\x1b[32m+ service checkout-api" in run("plan", "--sandbox", terminal=True).out


@pytest.mark.parametrize("name", ["NO_COLOR", "TERM"])
def test_the_environment_can_forbid_colour(run, write, monkeypatch, name):
    write(CHECKOUT)
    monkeypatch.setenv(name, "dumb")

    assert "\x1b" not in run("plan", "--sandbox", terminal=True).out


def test_an_option_can_forbid_colour(run, write):
    write(CHECKOUT)

    assert "\x1b" not in run("plan", "--sandbox", "--no-color", terminal=True).out


def test_on_a_terminal_a_line_shows_what_is_being_done(run, write):
    write(CHECKOUT)

    ended = run("apply", "--sandbox", typed="y\n")

    assert "\r\x1b[2KReading the account …\r\x1b[2K" in ended.err
    assert "\r\x1b[2K  2/3 \x1b[32m+\x1b[0m service checkout-api" in ended.err


def test_elsewhere_progress_is_one_plain_line_per_change(run, write):
    write(CHECKOUT)

    ended = run("apply", "--sandbox", "--yes")

    assert ended.err == (
        '  1/3 done     + escalation policy checkout  "Checkout"\n'
        '  2/3 done     + service checkout-api  "Checkout API"\n'
        '  3/3 done     + service legacy-cart  "Legacy Cart"\n'
    )


def test_the_width_of_the_terminal_is_used(run, write, monkeypatch):
    write(CHECKOUT)
    monkeypatch.setenv("COLUMNS", "100")

    heads = [line for line in run("plan", "--sandbox").out.splitlines() if "checkout.yaml" in line]

    assert [len(head) for head in heads] == [100, 100, 100]


def test_no_id_is_shown_unless_asked_for(run, write):
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    write(CHECKOUT.replace("30m", "15m"))

    shown = run("plan", "--sandbox").out
    with_ids = run("plan", "--sandbox", "--show-ids").out

    head = '  ~ service checkout-api  "Checkout API"'
    assert f"{head}  " in shown
    assert f"{head}  (P" in with_ids


def test_a_reader_who_leaves_does_not_end_an_apply(run, write, monkeypatch):
    write(CHECKOUT)
    monkeypatch.setattr(sys.stdout, "write", gone(errno.EPIPE))

    ended = run("apply", "--sandbox", "--yes")

    assert ended.code == 0
    assert ended.err.endswith('  3/3 done     + service legacy-cart  "Legacy Cart"\n')


def test_an_output_that_cannot_be_written_is_an_error(run, write, monkeypatch):
    write(CHECKOUT)
    monkeypatch.setattr(sys.stdout, "write", gone(errno.ENOSPC))

    ended = run("plan", "--sandbox")

    assert (ended.code, ended.err) == (
        1,
        "error: the output could not be written: No space left on device\n",
    )


def gone(number):
    def write(_):
        raise OSError(number, os.strerror(number))

    return write


def test_what_the_account_holds_cannot_steer_the_terminal(run, write, tmp_path):
    evil = "Cart\x1b[2J\u202e\x9b31m"
    seed = {"teams": [{"id": "PTEAM01", "name": "Cart", "description": evil}]}
    Account.open(tmp_path / "pdsync-sandbox.db", seed=seed).close()
    write("teams:\n  cart:\n    id: PTEAM01\n    description: Baskets\n")

    ended = run("plan", "--sandbox")

    assert "Cart\\x1b[2J\\u202e\\x9b31m → Baskets" in ended.out
    assert [one for one in ended.out if not one.isprintable() and one != "\n"] == []
