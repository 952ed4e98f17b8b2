"""Ctrl-C: before an apply nothing is sent; during one the call in flight finishes."""

import importlib
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from command_line import CHECKOUT

from pdsync.cli import main
from pdsync.cli._clock import CommandClock
from pdsync.cli.terminal.interrupt import like_ctrl_c

SIGNALS = [getattr(signal, one) for one in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, one)]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends signals another way")


@pytest.fixture(autouse=True)
def _this_process_can_be_interrupted_afterwards():
    """pdsync ignores further signals while it ends; here its process goes on."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def ctrl_c_after(monkeypatch):
    """A person who presses Ctrl-C so many times when some words appear."""

    def watching(words, stream, times=1, number=signal.SIGINT):
        write = stream.write
        left = iter(range(times))

        def seen(text):
            write(text)
            if words in text:
                for _ in left:
                    os.kill(os.getpid(), number)

        monkeypatch.setattr(stream, "write", seen)

    return watching


@pytest.fixture
def ctrl_c_at_the_first_change_done(ctrl_c_after):
    return lambda times, number=signal.SIGINT: ctrl_c_after("done", sys.stderr, times, number)


REPORT = """\

  skipped  + service checkout-api  "Checkout API"
  skipped  + service legacy-cart  "Legacy Cart"
           interrupted before its turn

Interrupted: 1 created, 2 skipped.
Run it again to continue.
"""


@pytest.mark.parametrize("number", SIGNALS)
def test_an_apply_stops_before_the_next_call_and_reports(
    run, write, ctrl_c_at_the_first_change_done, number
):
    write(CHECKOUT)
    ctrl_c_at_the_first_change_done(1, number)

    ended = run("apply", "--sandbox", "--yes")

    assert ended.code == 130
    assert ended.out.endswith(REPORT)
    assert ended.err.endswith("Interrupted: finishing what is in flight, then stopping.\n")


def test_a_second_time_says_that_it_is_finishing(run, write, ctrl_c_at_the_first_change_done):
    write(CHECKOUT)
    ctrl_c_at_the_first_change_done(2)

    ended = run("apply", "--sandbox", "--yes")

    assert ended.err.endswith("Still finishing what is in flight.\n")


def test_in_json_the_interruption_is_told(run, write, ctrl_c_at_the_first_change_done):
    write(CHECKOUT)
    ctrl_c_at_the_first_change_done(1)

    ended = run("apply", "--sandbox", "--yes", "--format", "json")

    assert (ended.code, ended.json["interrupted"]) == (130, True)


@pytest.mark.parametrize("number", SIGNALS)
def test_while_planning_nothing_was_sent(write, capfd, number):
    write(CHECKOUT)

    def press():
        signal.raise_signal(number)

    code = main(["plan", "--sandbox"], clock=CommandClock(now=press))

    assert code == 130
    assert capfd.readouterr().err.endswith("Interrupted; nothing was sent.\n")


def test_while_an_error_is_told_there_is_no_more_to_tell(run, write, ctrl_c_after):
    write("services: [")
    ctrl_c_after("error", sys.stderr)

    ended = run("plan", "--sandbox")

    assert (ended.code, ended.err.splitlines()[-1]) == (130, "1 error")


def test_after_an_apply_it_does_not_say_that_nothing_was_sent(run, write, monkeypatch):
    write(CHECKOUT)
    monkeypatch.setattr("httpx.Client.close", lambda _: os.kill(os.getpid(), signal.SIGINT))

    ended = run("apply", "--sandbox", "--yes")

    assert (ended.code, ended.last_line) == (0, "Applied: 3 created.")


def test_a_signal_that_is_ignored_from_the_start_stays_ignored(
    run, write, ctrl_c_at_the_first_change_done
):
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    write(CHECKOUT)
    ctrl_c_at_the_first_change_done(1, signal.SIGHUP)

    ended = run("apply", "--sandbox", "--yes")

    assert (ended.code, ended.last_line) == (0, "Applied: 3 created.")


def test_afterwards_signals_do_what_they_did(run, write):
    write(CHECKOUT)
    before = [signal.getsignal(number) for number in SIGNALS]

    run("apply", "--sandbox", "--yes")

    assert [signal.getsignal(number) for number in SIGNALS] == before


MANY = CHECKOUT + "".join(f"  s{n}: {{escalation_policy: checkout}}\n" for n in range(30))


def test_many_changes_that_were_skipped_are_counted(run, write, ctrl_c_at_the_first_change_done):
    write(MANY)
    ctrl_c_at_the_first_change_done(1)

    ended = run("apply", "--sandbox", "--no-color", typed="y\n")

    assert ended.out.partition("rate limit\n\n")[2] == (
        "  skipped  + 32 services: checkout-api, legacy-cart, s0, s1, s2, s3 and 26 more\n"
        "           interrupted before its turn\n"
        "\n"
        "Interrupted: 1 created, 32 skipped.\n"
        "Run it again to continue.\n"
    )


def test_elsewhere_all_that_were_skipped_are_named(run, write, ctrl_c_at_the_first_change_done):
    write(MANY)
    ctrl_c_at_the_first_change_done(1)

    report = run("apply", "--sandbox", "--yes").out.partition("rate limit\n\n")[2]

    assert report.splitlines()[:3] == [
        "  skipped  + 32 services: checkout-api, legacy-cart, s0, s1, s2, s3, s4, s5, s6,",
        "             s7, s8, s9, s10, s11, s12, s13, s14, s15, s16, s17, s18, s19, s20,",
        "             s21, s22, s23, s24, s25, s26, s27, s28, s29",
    ]


def test_what_is_being_imported_is_imported_to_its_end(tmp_path, monkeypatch):
    text = "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nis_whole = True\n"
    (tmp_path / "interrupted_module.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(KeyboardInterrupt):
        _waits_after_an_import("interrupted_module")

    assert sys.modules.pop("interrupted_module").is_whole


def _waits_after_an_import(name):
    with like_ctrl_c():
        importlib.import_module(name)
        threading.Event().wait(60)


def test_a_thread_of_a_pool_is_started_to_its_end(monkeypatch):
    start, submitted, pool = threading.Thread.start, [], ThreadPoolExecutor(1)

    def interrupted(thread):
        os.kill(os.getpid(), signal.SIGINT)
        start(thread)

    def _submits_and_waits():
        with like_ctrl_c():
            submitted.append(pool.submit(int))
            threading.Event().wait(60)

    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        _submits_and_waits()

    pool.shutdown()  # waits for ever for a thread that it does not know of
    assert [one.result() for one in submitted] == [0]
