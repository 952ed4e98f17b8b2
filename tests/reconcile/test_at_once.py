"""Reads side by side: order, errors, and calls within calls."""

from threading import Barrier, current_thread

import pytest

from pdsync.reconcile.read.side_by_side import at_once


def test_results_are_in_the_order_asked():
    assert at_once(lambda one: one * one, range(50)) == [one * one for one in range(50)]


def test_of_several_errors_the_first_in_that_order_is_raised():
    def failing(one):
        raise ValueError(one)

    with pytest.raises(ValueError, match=r"^first$"):
        at_once(failing, ["first", "second", "third"])


def test_calls_within_calls_wait_for_no_thread():
    def deep(level):
        return sum(at_once(deep, [level - 1] * 4)) if level else 1

    assert deep(4) == 4**4


def test_reads_are_under_way_at_one_time():
    both = Barrier(2, timeout=10)

    assert sorted(at_once(lambda _: both.wait(), range(2))) == [0, 1]


def test_the_caller_reads_the_first_and_sleeps_while_threads_read_the_rest():
    caller = current_thread()

    mine = at_once(lambda _: current_thread() is caller, range(50))

    assert mine == [True] + [False] * 49
