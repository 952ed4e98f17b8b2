"""What a terminal gets: progress, colour where it is wanted, nothing that could steer it."""

import errno
import os
import re
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


def test_where_progress_is_piped_the_size_is_asked_once_for_each_stream(run, write, monkeypatch):
    asked = []
    monkeypatch.setattr(
        os, "get_terminal_size", lambda *_: asked.append(1) or os.terminal_size((80, 24))
    )
    write(CHECKOUT)

    ended = run("apply", "--sandbox", "--yes")

    assert (ended.err.count("\n"), len(asked)) == (3, 2)


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
        "error: the output could not be written: the disk is full\n",
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


WIDE = (
    "schedules:\n  support-of-the-whole-company:\n    time_zone: Europe/London\n    layers:\n"
    "      - {name: Nights, rotate: 1 month, handoff: 09:00, members: [ana.silva@acme.example, "
    "ben.okafor@acme.example, chloe.martin@acme.example], until: 9999-12-31}\n"
)
LAYERS = """
schedules:
  a:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ana.silva@acme.example, at: 2026-03-02}
"""


def plain(text):
    return re.sub("\x1b\\[[0-9;]*[mK]|\r", "", text)


def widest(text):
    return max(len(line) for line in plain(text).splitlines())


def words(text):
    return plain(text).split()


@pytest.mark.parametrize("columns", ["80", "60", "100"])
@pytest.mark.parametrize(
    "command",
    [("lint",), ("plan", "--sandbox"), ("oncall",), ("oncall", "--at", "1 month " * 20)],
)
def test_a_terminal_gets_no_line_wider_than_it_is(run, write, monkeypatch, columns, command):
    write(WIDE)
    monkeypatch.setenv("COLUMNS", columns)

    ended = run(*command, terminal=True)

    assert (ended.code, widest(ended.out + ended.err) <= int(columns)) == (1, True)


@pytest.mark.parametrize("command", ["lint", "who ana.silva@acme.example"])
def test_the_first_and_last_lines_fit_a_terminal(run, write, monkeypatch, command):
    write(LAYERS)
    monkeypatch.setenv("COLUMNS", "45")

    assert widest(run(*command.split(), terminal=True).out) <= 45


def test_sentences_that_are_wrapped_are_the_same_words(run, write):
    write(LAYERS)

    piped, shown = (run("oncall", "--at", "1 month " * 20, terminal=at) for at in (False, True))

    assert words(shown.err) == words(piped.err)
    assert len(shown.err.splitlines()) > len(piped.err.splitlines())


def test_a_source_line_is_cut_around_the_place_that_is_marked(run, write):
    write(WIDE)

    lines = plain(run("lint", terminal=True).out).splitlines()

    marked = [(one, lines[at - 1]) for at, one in enumerate(lines) if set(one.strip()) == {"^"}]
    assert [line[one.index("^") : one.rindex("^") + 1] for one, line in marked] == [
        "1 month",
        "9999-12-31",
    ]


def test_the_last_line_of_an_upgrade_fits_the_terminal(run, write):
    write(LAYERS)

    summary = run("upgrade", "a", terminal=True).out.rpartition("\n\n")[2]

    assert (len(summary.splitlines()) > 1, widest(summary) <= 80) == (True, True)


def test_what_is_not_a_terminal_gets_each_sentence_in_one_line(run, write):
    write(WIDE)

    helps = [line for line in run("lint").out.splitlines() if "= help: write `rotate" in line]

    assert [len(line) > 200 for line in helps] == [True]
