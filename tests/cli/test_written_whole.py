"""Ctrl-C while files are written: all of them are whole, nothing else is there, and it ends."""

import json
import os
import signal
from pathlib import Path

import pytest
from command_line import CHECKOUT

COMMANDS = {
    "dump --sandbox --out made": ("made/pdsync.yaml",),
    "init top": ("top/policies/checkout.yaml", "top/.gitignore", "top/README.md"),
    "init --runbook checkout-api": ("policies/runbooks/checkout-api.md",),
    "plan --sandbox --out plan.json": ("plan.json",),
    "report --out page.html": ("page.html",),
    "rename service:legacy-cart cart": ("policies/checkout.yaml",),
}


@pytest.fixture
def ctrl_c(monkeypatch):
    """Press Ctrl-C at every step of writing; returns at which."""
    steps = []

    def pressing(name, real):
        def step(*args, **more):
            signal.raise_signal(signal.SIGINT)
            done = real(*args, **more)
            steps.append(name)
            signal.raise_signal(signal.SIGINT)
            return done

        return step

    for owner, name in ((os, "fsync"), (os, "link"), (Path, "replace"), (Path, "chmod")):
        monkeypatch.setattr(owner, name, pressing(name, getattr(owner, name)))
    return steps


@pytest.mark.parametrize(("words", "files"), COMMANDS.items(), ids=COMMANDS)
def test_what_is_being_written_gets_whole(words, files, write, run, ctrl_c):
    write(CHECKOUT)
    before = {str(one) for one in Path().rglob("*")}
    ended = run(*words.split())
    assert (ended.code, "fsync" in ctrl_c) == (130, True)
    new = {str(one) for one in Path().rglob("*")} - before
    assert [one for one in files if not Path(one).is_file() or not Path(one).stat().st_size] == []
    assert [one for one in new if ".pdsync-" in one or one.endswith("~")] == []
    assert not [one for one in Path("policies").iterdir() if one.name.startswith(".")]


def test_what_is_written_by_then_is_what_was_to_be(write, run, ctrl_c):
    write(CHECKOUT)
    assert run("plan", "--sandbox", "--out", "plan.json").code == 130
    assert json.loads(Path("plan.json").read_text("utf-8"))["format"].startswith("pdsync.plan/")
    assert run("rename", "service:legacy-cart", "cart").code == 130
    assert "\n  cart:" in Path("policies/checkout.yaml").read_text("utf-8")
    assert ctrl_c
